"""From a format's reading to a draft: labels, joined lines, facts, doubts."""

import hashlib
import re
from collections.abc import Sequence

from policyarchive.archive import lookalikes
from policyarchive.editorial.ingest import (
    claims,
    federal,
    fields,
    genre,
    joins,
    labels,
    news,
    numbers,
    titles,
)
from policyarchive.editorial.ingest.draft import (
    KEPT,
    DateClaim,
    Draft,
    Label,
    Line,
    Reading,
    Refusal,
)
from policyarchive.editorial.ingest.scripts import language_of

_NEWS_TYPE = "news"


def assemble(raw: bytes, reading: Reading) -> Draft:
    """Return the draft of a reading; Refusal when it holds no text at all."""
    lines, meta = fields.read_fields(reading.lines)
    lines, order_title = federal.label(lines)
    meta = {**meta, **reading.meta}
    found = reading.title or meta.get("title", "") or order_title
    is_news = not found and news.looks_like_news(lines)
    title_found = found or ("" if is_news else titles.guess(lines))
    lines = (
        news.label_news(lines) if is_news else _labelled(lines, title_found, reading)
    )
    title_found = title_found or _labelled_title(lines)
    lines = [line for line in lines if line.label is not Label.BLANK]
    text = "\n".join(line.text for line in lines if line.label in KEPT)
    if not text.strip():
        raise Refusal("No text was found in it.")
    title = lookalikes.mend(titles.clean(title_found))
    number = _number(lines, meta, title)
    issuers = claims.issuers(lines, meta)
    dates, doubts = claims.dates(lines, meta)
    stated_type = (
        _NEWS_TYPE
        if is_news
        else genre.type_of(meta.get("type", ""), title, number, "".join(issuers))
    )
    extra, row_doubts = _row_dates(meta, dates)
    return Draft(
        media_type=reading.media_type,
        sha256=hashlib.sha256(raw).hexdigest(),
        raw=raw,
        encoding=reading.encoding,
        title=title,
        title_as_found=title_found,
        title_lang=language_of(title or text),
        language=language_of(title + text),
        lines=tuple(lines),
        doc_number=number,
        dates=(*dates, *extra),
        issuers=issuers,
        source_url=_address(meta.get("url", "")),
        doc_type=stated_type,
        status=genre.status_of(meta.get("status", "")),
        rights=meta.get("rights", ""),
        origin=meta.get("origin", "") or meta.get("site", ""),
        doubts=(
            *reading.doubts,
            *doubts,
            *row_doubts,
            *_doubts(lines, title, text),
        ),
    )


def _labelled(lines: Sequence[Line], title: str, reading: Reading) -> list[Line]:
    labelled = labels.label(lines, title)
    return labelled if reading.has_pages else joins.glue(labelled)


def _labelled_title(lines: Sequence[Line]) -> str:
    return next((line.text.strip() for line in lines if line.label is Label.TITLE), "")


def _number(lines: Sequence[Line], meta: dict[str, str], title: str) -> str:
    """The number as printed: a field's, one on its own line, one in the history."""
    if meta.get("number"):
        return meta["number"]
    head = [lookalikes.mend(line.text) for line in lines if line.label in KEPT][:40]
    history = [line.text for line in lines if line.label is Label.HISTORY]
    return (
        numbers.first(head)
        or numbers.inside(title)
        or next((n for text in history if (n := numbers.inside(text))), "")
    )


def _row_dates(
    meta: dict[str, str], dates: Sequence[DateClaim]
) -> tuple[tuple[DateClaim, ...], tuple[str, ...]]:
    """A date a row gives without saying of what: taken only where the text has none."""
    edtf = meta.get("date", "")
    if not edtf or any(claim.edtf == edtf for claim in dates):
        return (), ()
    doubt = f"The source gives the date {edtf} without saying what it is the date of"
    if dates or not re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", edtf):
        return (), (f"{doubt}; the text does not confirm it.",)
    claim = DateClaim("published", edtf, f"date: {edtf}", "Role not stated.")
    return (claim,), (f"{doubt}; it is entered as the date of publication.",)


def _address(text: str) -> str:
    return text if re.match(r"https?://[^\s/]+\.", text) else ""


def _doubts(lines: Sequence[Line], title: str, text: str) -> list[str]:
    doubts = []
    if not title:
        doubts.append("No title was found; give one.")
    links = sum(line.label is Label.RELATED_LINK for line in lines)
    if links:
        doubts.append(
            f"{links} line(s) may be headlines of other stories or headings "
            "of this one."
        )
    if radicals := lookalikes.count(text):
        doubts.append(
            f"{radicals} look-alike radical(s) were replaced by the characters "
            "they show."
        )
    if "\ufffd" in text:
        doubts.append("Some characters could not be read.")
    if re.search(r"[\ue000-\uf8ff]", text):
        doubts.append("Some signs are from a private font and cannot be shown.")
    return doubts
