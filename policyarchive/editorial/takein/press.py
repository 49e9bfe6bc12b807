"""What a news page says about itself in the lines around its text.

The readers take a date only where an official text states one in a role. A news page
prints when it came out in its byline, in many ways; the year must be there.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from policyarchive.archive import dates
from policyarchive.archive.references import dates_in
from policyarchive.archive.vocabulary import DateRole, DocumentType
from policyarchive.editorial.ingest import DateClaim, Draft, Label, Line
from policyarchive.editorial.ingest.news import is_paragraph

_AROUND = frozenset((Label.BYLINE, Label.METADATA, Label.UI, Label.CAPTION))
_HEAD = 14
_LONGEST = 160
_OF_PUBLISHING = re.compile(
    r"\b(?:published|posted|updated|first published)\b|发布|刊发|来源|^\W*by\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|published|posted|updated)\b\s*[:：]?\s*\S.{2,100}"
    r"|(?:作者|记者|来源)\s*[:：/｜|]\s*\S.{1,60}",
    re.IGNORECASE,
)
# A page may name its author among its fields; a report may begin with its reporter.
_AUTHOR = re.compile(
    r"(?:作者|记者|記者)\s*[:：/]?\s*[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff])"
)
_DISPATCH = re.compile(
    r"\s*\S{2,14}(?:讯|訊|电|電)\s*[（(]?\s*(?:本报|本報)?(?:记者|記者|通讯员)"
    r"|\s*\S{2,6}社\S{2,12}\d{1,2}月\d{1,2}日[电電]"
)
_LEAST_PROSE = 2
# Words without years are read from now, and not taken: only what prints a year is.
_YEAR = re.compile(r"[12]\d{3}|[一二][〇零○]")


def completed(draft: Draft) -> Draft:
    """Return a draft with the type and the date of publishing that a news page shows.

    Both are proposals with their line as evidence; nothing that is there is replaced.
    """
    if draft.doc_type not in ("", DocumentType.NEWS):
        return draft
    if not draft.doc_type and _is_news(draft):
        draft = replace(
            draft,
            doc_type=DocumentType.NEWS,
            lines=tuple(_with_bylines(draft.lines)),
        )
    has_date = any(claim.role == DateRole.PUBLISHED for claim in draft.dates)
    if draft.doc_type != DocumentType.NEWS or has_date:
        return draft
    claim = next(_claims(draft), None)
    return replace(draft, dates=(*draft.dates, claim)) if claim else draft


def _is_news(draft: Draft) -> bool:
    """Whether a text without a number has a byline and running prose."""
    prose = sum(
        is_paragraph(line.text.strip())
        for line in draft.lines
        if line.label is Label.BODY
    )
    has_byline = any(
        _is_byline(line) or _has_author(line) for line in draft.lines[: 2 * _HEAD]
    )
    return has_byline and prose >= _LEAST_PROSE and not draft.doc_number


def _has_author(line: Line) -> bool:
    """Whether a line that is more than a byline names who wrote or reported it."""
    is_frame = line.label in (Label.METADATA, Label.HEADER)
    return bool((is_frame and _AUTHOR.search(line.text)) or _DISPATCH.match(line.text))


def _is_byline(line: Line) -> bool:
    text = line.text.strip()
    if line.label is Label.BYLINE:
        return True
    is_short = len(text) <= _LONGEST and not text.endswith((".", "。"))
    return is_short and bool(_BYLINE.fullmatch(text))


def _with_bylines(lines: tuple[Line, ...]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        is_open = line.label is Label.BODY and number < 2 * _HEAD
        yield (
            replace(line, label=Label.BYLINE) if is_open and _is_byline(line) else line
        )


def _claims(draft: Draft) -> Iterator[DateClaim]:
    """Yield dates of publishing: those that say so first, then those of the head."""
    today = dates.parse(date.today().isoformat())  # noqa: DTZ011 - only a bound
    found = [
        (line, claim)
        for number, line in enumerate(draft.lines)
        if _may_date(line, number)
        if (claim := _claim(line, today))
    ]
    yield from (claim for line, claim in found if _OF_PUBLISHING.search(line.text))
    yield from (claim for _, claim in found)


def _may_date(line: Line, number: int) -> bool:
    if len(line.text) > _LONGEST:
        return False
    return line.label in _AROUND or (number < _HEAD and line.label is not Label.TITLE)


def _claim(line: Line, today: dates.PartialDate) -> DateClaim | None:
    for said in dates_in.find(line.text, today):
        is_day = len(said.edtf) == len("2021-11-19") and _YEAR.search(said.label)
        if is_day and said.edtf <= today.upper.isoformat():
            return DateClaim(DateRole.PUBLISHED, said.edtf, line.text.strip()[:300])
    return None
