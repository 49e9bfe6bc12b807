"""The words of a source that a fact was read from, to be shown with the fact. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyarchive.archive.lookalikes import mend
from policyarchive.editorial.ingest import DateClaim, Draft, Line, dating

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of one line, by its number, with what stands around them."""

    number: int
    before: str
    words: str
    after: str


def of_words(lines: Sequence[Line], value: str) -> Evidence | None:
    """Return where a value first stands in the lines, whatever blanks are in it."""
    signs = [re.escape(sign) for sign in "".join(value.split())]
    if not signs:
        return None
    pattern = re.compile(r"\s*".join(signs), re.IGNORECASE)
    for number, line in enumerate(lines, 1):
        text = mend(line.text)
        if match := pattern.search(text):
            return _cut(number, text, *match.span())
    return None


def of_date(lines: Sequence[Line], claim: DateClaim) -> Evidence:
    """Return the words that say a claimed date, in the line it was read from.

    Of a sentence on several lines that is the one with the date. A line that implies
    the date (from the day of its promulgation) is marked whole; what only a page's own
    data states has no line: number 0.
    """
    said = claim.evidence.removesuffix("…").strip()
    whole = None
    for number, line in enumerate(lines, 1):
        text = mend(line.text)
        if said and (said in text or text.strip() in said):
            if span := next(_spans(text, claim.edtf), None):
                return _cut(number, text, *span)
            whole = whole or _cut(number, text, 0, len(text))
    return whole or Evidence(0, "", said, "")


def _spans(text: str, edtf: str) -> Iterator[tuple[int, int]]:
    for found in dating.find(text):
        if found.edtf == edtf:
            yield found.start, found.end
    # As a byline writes it: a short line is the evidence, of a long one the year.
    if year := re.search(edtf[:4], text):
        is_short = len(text) < 2 * _AROUND
        yield (0, len(text)) if is_short else year.span()


def _cut(number: int, text: str, start: int, end: int) -> Evidence:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return Evidence(
        number,
        ("…" if first else "") + text[first:start].lstrip(),
        text[start:end],
        text[end:last].rstrip() + ("…" if last < len(text) else ""),
    )


def of_draft(draft: Draft) -> dict[str, Evidence]:
    """Return the evidence of each fact of a draft that stands in its lines."""
    values = {
        "title": draft.title,
        "number": draft.doc_number,
        "issuer_as_printed": draft.issuers[0] if draft.issuers else "",
        "source_url": draft.source_url,
        "source": draft.origin,
    }
    found = {name: of_words(draft.lines, value) for name, value in values.items()}
    return {name: evidence for name, evidence in found.items() if evidence}
