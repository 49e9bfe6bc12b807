"""Reading the text layer of a PDF by where its characters stand on the page.

The order in which a PDF draws its text is not always the order in which it is read:
some official files draw every article's number after the page's text. So each page's
pieces are put back in reading order, and the page's own shape tells a hard line break
from the end of a paragraph.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from policyarchive.archive.lookalikes import mend
from policyarchive.editorial.ingest import chrome, glyphs, joins, plain
from policyarchive.editorial.ingest.draft import Label, Line, Reading, Refusal
from policyarchive.editorial.ingest.sniff import PDF

MOST_PAGES = 3_000
MOST_SECONDS = 60
_LEAST_PER_PAGE = 8
"""Fewer characters than this on an average page: pictures, with a number at most."""
_CLOSING = tuple("。；：！？!?;:")
_FULL = 3.0  # how many characters a full line may lack at the right edge
_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line with its place: edges in points, y growing upwards."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int
    size: float


def read(data: bytes) -> Reading:
    """Return the printed lines of a PDF in reading order."""
    document = _open(data)
    try:
        pages = list(_pages(document))
    finally:
        document.close()
    characters = sum(len(row.text.strip()) for page in pages for row in page)
    if characters < _LEAST_PER_PAGE * max(len(pages), 1):
        raise Refusal("This PDF has no text layer; run OCR first.")
    if characters > plain.MOST_CHARACTERS:
        raise Refusal("The PDF holds too much text to be one document.")
    lines = _join([_without_frame(page, pages) for page in pages])
    return Reading(PDF, tuple(lines), encoding="", has_pages=True)


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if len(document) > MOST_PAGES:
            raise Refusal(f"The PDF has {len(document)} pages; at most {MOST_PAGES}.")
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Refusal(
                "The PDF is encrypted; remove the password and bring it again."
            ) from None
        raise Refusal("The PDF is damaged and cannot be opened.") from None
    return document


def _pages(document: pdfium.PdfDocument) -> Iterator[list[Row]]:
    deadline = time.monotonic() + MOST_SECONDS
    for number in range(len(document)):
        if time.monotonic() > deadline:
            raise Refusal(f"Reading the PDF took more than {MOST_SECONDS} seconds.")
        page = document[number]
        yield in_reading_order(
            [
                Row(
                    run.text, run.left, run.right, run.top, run.bottom, number, run.size
                )
                for run in glyphs.runs(page)
            ]
        )
        page.close()


def in_reading_order(rows: Sequence[Row]) -> list[Row]:
    """Return a page's rows from top to bottom, pieces of one printed line joined.

    Pages with columns side by side keep the order in which they were drawn.
    """
    if not rows:
        return []
    if _is_ordered(rows) or _has_columns(rows):
        ordered = list(rows)
    else:
        ordered = sorted(rows, key=lambda row: -(row.top + row.bottom) / 2)
    merged: list[Row] = []
    for row in ordered:
        if merged and _on_one_line(merged[-1], row):
            merged[-1] = _beside(merged[-1], row)
        else:
            merged.append(row)
    return merged


def _is_ordered(rows: Sequence[Row]) -> bool:
    return all(after.bottom < before.top for before, after in pairwise(rows))


def _has_columns(rows: Sequence[Row]) -> bool:
    """Whether many rows stand beside others on the same height, apart from them."""
    beside = 0
    wide = [row for row in rows if len(row.text) > 12]
    for row, after in pairwise(wide):
        beside += after.bottom > row.top and after.left > row.right
    return beside > 0 and any(
        _on_one_line(one, other) and other.left > one.right
        for one in wide[:40]
        for other in wide
        if other is not one and len(other.text) > 20 and len(one.text) > 20
    )


def _on_one_line(one: Row, other: Row) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def _beside(one: Row, other: Row) -> Row:
    left, right = (one, other) if one.left <= other.left else (other, one)
    gap = right.left - left.right
    space = " " if gap > 0.25 * max(one.size, other.size) else ""
    return Row(
        left.text.rstrip() + space + right.text.lstrip(),
        left.left,
        max(one.right, other.right),
        max(one.top, other.top),
        min(one.bottom, other.bottom),
        one.page,
        max(one.size, other.size),
    )


def _without_frame(
    page: Sequence[Row], pages: Sequence[Sequence[Row]]
) -> list[tuple[Row, Label]]:
    """Label what a printer put above and below the text on every page."""
    repeated = _repeated(pages)
    labelled = []
    for place, row in enumerate(page):
        text = mend(row.text).strip()
        edge = place < 2 or place >= len(page) - 3
        label = Label.BODY
        if chrome.is_page_number(text) or (edge and text.isdecimal() and len(text) < 5):
            label = Label.PAGE_NUMBER
        elif chrome.is_print_header(text) or (edge and _folded(text) in repeated):
            label = Label.HEADER
        labelled.append((row, label))
    return labelled


def _repeated(pages: Sequence[Sequence[Row]]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        rows = [*page[:2], *page[-3:]]
        counts.update({_folded(row.text) for row in rows})
    least = max(_REPEATS, len(pages) // 2)
    return frozenset(text for text, count in counts.items() if text and count >= least)


def _folded(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(text.split()))


def _join(pages: Sequence[Sequence[tuple[Row, Label]]]) -> list[Line]:
    """Return the rows as lines, those marked that go on the row before."""
    body = [row for page in pages for row, label in page if label is Label.BODY]
    shape = _Shape(body)
    lines: list[Line] = []
    before: Row | None = None
    for page in pages:
        for row, label in page:
            glued = (
                label is Label.BODY
                and before is not None
                and shape.continues(before, row)
            )
            lines.append(Line(row.text.strip(), label, glued))
            if label is Label.BODY:
                before = row
    return lines


class _Shape:
    """The column of a document: its edges, its leading, whether it indents."""

    def __init__(self, rows: Sequence[Row]) -> None:
        long = [row for row in rows if len(row.text) > 12] or list(rows)
        self.size = median(row.size for row in long) if long else 12.0
        self.right = _common([row.right for row in long], max)
        self.left = _common([row.left for row in long], min)
        indented = sum(self._is_indented(row) for row in long)
        full_left = sum(abs(row.left - self.left) < self.size * 0.7 for row in long)
        self.indents = indented >= 5 and full_left >= 5 and self._follow_ends(rows)
        gaps = [
            before.bottom - after.top
            for before, after in pairwise(rows)
            if before.page == after.page and before.bottom > after.top
        ]
        self.gap = median(gaps) if gaps else 0.0

    def _is_indented(self, row: Row) -> bool:
        return self.size * 1.2 < row.left - self.left < self.size * 4

    def _follow_ends(self, rows: Sequence[Row]) -> bool:
        """Whether rows after a short row are mostly indented: the sign of a habit."""
        starts = [
            after
            for before, after in pairwise(rows)
            if before.right < self.right - self.size * _FULL * 2
        ]
        indented = sum(self._is_indented(row) for row in starts)
        return bool(starts) and indented >= len(starts) * 0.6

    def continues(self, before: Row, row: Row) -> bool:
        """Whether a row goes on the sentence of the row before."""
        text, following = mend(before.text).strip(), mend(row.text).strip()
        if before.right < self.right - self.size * _FULL or not text:
            return text.endswith(("\u00ad", "，", "、")) and len(text) > 20
        if self.indents:
            return not self._is_indented(row) and not joins.starts_paragraph(following)
        is_apart = (
            before.page == row.page
            and before.bottom - row.top > self.gap + self.size * 0.5
        )
        return (
            not is_apart
            and not text.endswith((*_CLOSING, "."))
            and not joins.starts_paragraph(following)
        ) or (not is_apart and _is_english(text) and not self._starts(row, following))

    def _starts(self, row: Row, text: str) -> bool:
        return self._is_indented(row) or joins.starts_paragraph(text)


def _is_english(text: str) -> bool:
    return text.isascii() and text[-1:].islower()


def _common(
    values: Sequence[float], extreme: Callable[[Sequence[float]], float]
) -> float:
    """The outermost edge that at least a twelfth of the rows share."""
    counts = Counter(round(value / 4) for value in values)
    shared = [edge for edge, count in counts.items() if count >= len(values) / 12]
    return extreme(shared) * 4.0 if shared else (extreme(values) if values else 0.0)
