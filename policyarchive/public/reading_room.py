"""The passages of a document, drawn in Python: a long law holds thousands of them.

Every word is escaped before it is put in its place; words that were marked already
(``marking``) come as safe strings and stay as they are.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, repeat

from django.utils.safestring import SafeString

from policyarchive.public.citedby import Citations
from policyarchive.public.reading import Cell, Link, Row
from policyarchive.public.shelf import Reader
from policyarchive.public.templatetags.archive import place

_PIECE = re.compile(r"<[^>]*>|&[^;]*;|[^<&]+")
_REF = '<a class="ref" href="{}">'

_AS_PRINTED = {
    "contents": 'Contents as printed <span lang="zh-Hans">目录</span>',
    "history": 'Adoption and amendments as printed <span lang="zh-Hans">沿革</span>',
}


def reader_rows(reader: Reader, cited: Mapping[str, Citations]) -> SafeString:
    """Draw the rows of a reader; ``cited`` counts what points at each anchor."""
    return SafeString("\n  ".join(_row(row, reader, cited) for row in reader.rows))


def heading_cells(row: Row) -> SafeString:
    """Draw what a heading says in each language."""
    return SafeString("".join(map(_heading, row.cells)))


def _row(row: Row, reader: Reader, cited: Mapping[str, Citations]) -> str:
    if row.kind == "heading":
        return "\n  ".join([_chapter(row), *_below_heading(row)])
    if row.kind in _AS_PRINTED:
        return _folded(row)
    margin = _number(row, cited) if row.article else _mark(row, cited)
    side = " reader-right" if reader.is_double and not row.left else ""
    cells = "".join(_cell(cell, row, side) for cell in row.cells)
    return (
        f'<div class="reader-article"{_id(row.anchor)}>'
        f'<div class="reader-margin">{margin}</div>{cells}</div>'
    )


def _chapter(row: Row) -> str:
    return (
        f'<div class="reader-chapter" id="{escape(row.anchor)}">'
        f"<h3>{heading_cells(row)}</h3></div>"
    )


def _heading(cell: Cell) -> str:
    gap = " " if cell.language == "en" else "\u3000"  # an ideographic space
    between = gap if cell.label and cell.heading else ""
    label, heading = escape(cell.label), escape(cell.heading)
    return f'<span lang="{escape(cell.language)}">{label}{between}{heading}</span>'


def _below_heading(row: Row) -> Iterator[str]:
    for cell in row.cells:
        if cell.paragraphs:
            yield (
                '<div class="reader-article"><div class="reader-margin"></div>'
                f'<div class="reader-text" lang="{escape(cell.language)}">'
                f"{_plain(cell)}</div></div>"
            )


def _folded(row: Row) -> str:
    cells = "".join(
        f'<div lang="{escape(cell.language)}">{_plain(cell)}</div>'
        for cell in row.cells
    )
    return (
        f'<div class="reader-gap"{_id(row.anchor)}><details>'
        f"<summary>{_AS_PRINTED[row.kind]}</summary>{cells}</details></div>"
    )


def _plain(cell: Cell) -> str:
    return "".join(
        f"<p>{words}</p>" for words in map(linked, _paragraphs(cell), _links(cell))
    )


def _paragraphs(cell: Cell) -> Iterator[str]:
    return (escape(words) for _, words in cell.paragraphs)


def _links(cell: Cell) -> Iterable[Sequence[Link]]:
    return cell.links or repeat(())


def _number(row: Row, cited: Mapping[str, Citations]) -> str:
    """Draw the number of an article in the margin, and how often it is cited."""
    first, anchor = row.cells[0], escape(row.anchor)
    by_number = f"Art. {escape(row.article)}"
    meta = ""
    if first.label:
        big = (
            f'<a class="reader-number" href="#{anchor}" '
            f'lang="{escape(first.language)}">{escape(first.label)}</a>'
        )
        if first.language != "en":
            meta = f'<a class="quiet" href="#{anchor}">{by_number}</a>'
    else:
        big = f'<a class="reader-number" href="#{anchor}">{by_number}</a>'
    return f'{big}<span class="reader-meta">{meta}{_cited(row, cited)}</span>'


def _cited(row: Row, cited: Mapping[str, Citations]) -> str:
    """Draw how many documents cite a passage, with the way to them."""
    found = cited.get(row.anchor)
    if found is None:
        return ""
    times = "time" if found.count == 1 else "times"
    return (
        f'<a class="quiet" href="{escape(found.address)}" rel="nofollow">'
        f'cited {found.count}<span class="visually-hidden"> {times}: '
        f"{escape(place(row.anchor))}</span></a>"
    )


def _mark(row: Row, cited: Mapping[str, Citations]) -> str:
    """Draw the anchor of a passage that is no article."""
    if not row.anchor:
        return ""
    anchor = escape(row.anchor)
    return (
        f'<span class="reader-meta"><a class="quiet" href="#{anchor}" '
        f'aria-label="{escape(place(row.anchor))}">{anchor}</a>'
        f"{_cited(row, cited)}</span>"
    )


def _cell(cell: Cell, row: Row, side: str) -> str:
    heading = f"<p><b>{escape(cell.heading)}</b></p>" if cell.heading else ""
    label = "" if row.article else escape(cell.label)
    words = map(linked, _paragraphs(cell), _links(cell))
    paragraphs = "".join(
        f"<p{_id(anchor)}>{'' if number else label}{said}</p>"
        for number, ((anchor, _), said) in enumerate(
            zip(cell.paragraphs, words, strict=False)
        )
    )
    return (
        f'<div class="reader-text{side}" lang="{escape(cell.language)}">'
        f"{heading}{paragraphs}</div>"
    )


def linked(words: str, links: Sequence[Link]) -> str:
    """Return escaped words with the references in them as links.

    Links count signs of the text, not of its HTML: a tag is none, an entity is one. A
    link is closed before a tag and opened again behind it, since what a query marked
    may begin or end within a reference.
    """
    if not links:
        return words
    parts: list[str] = []
    inside = ""
    for piece, at in _pieces(words, sorted({e for link in links for e in link[:2]})):
        address = next((li.address for li in links if li.start <= at < li.end), "")
        if address != inside:
            parts.append("</a>" if inside else "")
            parts.append(_REF.format(escape(address)) if address else "")
            inside = address
        parts.append(piece)
    return "".join(parts) + ("</a>" if inside else "")


def _pieces(words: str, edges: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Yield the tags (at -1), entities and runs of text, with where each stands."""
    at = 0
    for match in _PIECE.finditer(words):
        piece = match.group()
        if piece.startswith("<"):
            yield piece, -1
        elif piece.startswith("&"):
            yield piece, at
            at += 1
        else:
            start = at
            at += len(piece)
            cuts = [start, *(edge for edge in edges if start < edge < at), at]
            for first, last in pairwise(cuts):
                yield piece[first - start : last - start], first


def escape(words: str) -> str:
    """Return words as HTML; Django's own function takes three times as long."""
    return words if isinstance(words, SafeString) else html.escape(words)


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""
