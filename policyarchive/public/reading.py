"""Texts side by side: passages of two languages aligned by their anchors. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policyarchive.archive.passages import Passage

_HEADINGS = frozenset(
    (
        "part",
        "subpart",
        "chapter",
        "section",
        "division",
        "appendix",
        "preamble",
        "heading",
    )
)
_APPARATUS = frozenset(("contents", "history"))
_PARAGRAPH = "paragraph"
_ARTICLE = "article"
_ARTICLE_ANCHOR = re.compile(r"(?:.*\.)?art-(\d+(?:-\d+)*)(?:\.dup-\d+)?")
# （一）, (3), (a), 2. and 2、 at the start of a line: an item of the paragraph before.
_ITEM = re.compile(
    r"\s*(?:[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z])\s*[）)]"
    r"|\d{1,2}\s?[.．、](?!\d))"
)


class Link(NamedTuple):
    """Words of a passage that lead elsewhere: from where to where, and to what."""

    start: int
    end: int
    address: str


Links = Mapping[str, Sequence[Link]]  # by the anchor of the passage


class Cell(NamedTuple):
    """What one text says in a row. ``ids`` are the anchors of its paragraphs."""

    language: str
    label: str
    heading: str
    paragraphs: tuple[tuple[str, str], ...]  # anchor or '', words
    links: tuple[tuple[Link, ...], ...] = ()  # of each paragraph; none without links


class Row(NamedTuple):
    """A row of the reader: one passage in one or two texts, or several unnumbered."""

    kind: str  # heading, article, paragraph, contents, history
    anchor: str
    left: Cell | None
    right: Cell | None
    depth: int = 0
    path: tuple[str, ...] = ()

    @property
    def article(self) -> str:
        """The number of the article, as in 21 or 21-1; empty for anything else."""
        match = _ARTICLE_ANCHOR.fullmatch(self.anchor)
        return match[1] if match else ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that are there."""
        return tuple(cell for cell in (self.left, self.right) if cell)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents list."""

    row: Row
    articles: str  # as in 13–20; empty where it has none


def anchors(passage: Passage) -> Iterator[str]:
    """Yield the anchor of a passage, and those of the paragraphs of an article."""
    yield passage.anchor
    yield from (anchor for anchor, _ in _paragraphs(passage) if anchor)


def _paragraphs(passage: Passage) -> Iterator[tuple[str, str]]:
    """Yield the lines of a passage, each 款 of an article with an anchor of its own.

    The items (项) of a paragraph are counted with it, as lawyers count.
    """
    lines = [line for line in passage.body.split("\n") if line]
    has_several = passage.level == _ARTICLE and len(lines) > 1
    number = 0
    for line in lines:
        is_item = number > 0 and _ITEM.match(line)
        number += not is_item
        is_named = has_several and not is_item
        yield f"{passage.anchor}-para-{number}" if is_named else "", line


def align(
    left: Sequence[Passage],
    right: Sequence[Passage],
    *,
    languages: tuple[str, str],
    links: tuple[Links, Links] = ({}, {}),
) -> tuple[Row, ...]:
    """Return the rows of two texts; either may be empty. No passage is left out.

    ``links`` are by the anchors of the passages, and count from where a body starts.
    Numbered passages meet by their anchors. Unnumbered paragraphs meet only where both
    texts have equally many, since their numbers otherwise mean different places.
    """
    return tuple(_Aligner(left, right, languages, links).rows())


def with_words(rows: Iterable[Row], change: Callable[[str], str]) -> tuple[Row, ...]:
    """Return the rows with the words of every paragraph changed, as by marking."""

    def changed(cell: Cell | None) -> Cell | None:
        if cell is None:
            return None
        lines = tuple((anchor, change(words)) for anchor, words in cell.paragraphs)
        return cell._replace(paragraphs=lines)

    return tuple(
        row._replace(left=changed(row.left), right=changed(row.right)) for row in rows
    )


def contents(rows: Iterable[Row]) -> tuple[Heading, ...]:
    """Return the headings of a text with the articles under each."""
    rows = tuple(rows)
    under: dict[str, list[str]] = {}
    for row in rows:
        if row.article:
            for anchor in row.path:
                under.setdefault(anchor, []).append(row.article)
    return tuple(
        Heading(row, _span(under.get(row.anchor, []))) for row in rows if _is_entry(row)
    )


def _is_entry(row: Row) -> bool:
    return row.kind == "heading" and row.depth < 3


def _span(articles: list[str]) -> str:
    if not articles:
        return ""
    first, last = articles[0], articles[-1]
    return first if first == last else f"{first}–{last}"


class _Aligner:
    """One walk over both texts."""

    def __init__(
        self,
        left: Sequence[Passage],
        right: Sequence[Passage],
        languages: tuple[str, str],
        links: tuple[Links, Links],
    ) -> None:
        self.left, self.right, self.languages = left, right, languages
        self.links = links
        self.done: list[Row] = []
        taken = {passage.anchor for passage in left}
        self.free = {p.anchor for p in right if p.anchor not in taken}
        counts = [Counter(p.level for p in text)[_PARAGRAPH] for text in (left, right)]
        self.places = {
            passage.anchor: place
            for place, passage in enumerate(right)
            if passage.level != _PARAGRAPH or counts[0] == counts[1]
        }

    def rows(self) -> list[Row]:
        here = start = 0
        for index, passage in enumerate(self.left):
            place = self.places.get(passage.anchor, -1)
            if place < here:
                continue
            self._apart(self.left[start:index], self.right[here:place])
            self._row(passage, passage, self.right[place])
            start, here = index + 1, place + 1
        self._apart(self.left[start:], self.right[here:])
        return self.done

    def _apart(self, left: Sequence[Passage], right: Sequence[Passage]) -> None:
        """Put passages that do not meet: paragraphs as blocks, the rest in turn."""
        loose = [*left, *right]
        if left and right and all(p.level == _PARAGRAPH for p in loose):
            self.done.append(
                Row(_PARAGRAPH, "", self._block(left, 0), self._block(right, 1))
            )
            return
        for passage in left:
            self._row(passage, passage, None)
        for passage in right:
            self._row(passage, None, passage)

    def _row(
        self, passage: Passage, left: Passage | None, right: Passage | None
    ) -> None:
        """Put a row that stands under the anchor of ``passage``, one of the two."""
        is_free = left is not None or passage.anchor in self.free
        self.done.append(
            Row(
                kind=_kind(passage.level),
                anchor=passage.anchor if is_free else f"en.{passage.anchor}",
                left=self._cell(left, 0) if left else None,
                right=self._cell(right, 1) if right else None,
                depth=len(passage.path),
                path=passage.path,
            )
        )

    def _cell(self, passage: Passage, side: int) -> Cell:
        is_free = side == 0 or passage.anchor in self.free
        prefix = "" if is_free else "en."
        paragraphs = tuple(
            (f"{prefix}{anchor}" if anchor else "", line)
            for anchor, line in _paragraphs(passage)
        )
        links = self.links[side].get(passage.anchor, ())
        return Cell(
            self.languages[side],
            passage.label,
            passage.heading,
            paragraphs,
            tuple(_by_line(passage.body, links)) if links else (),
        )

    def _block(self, text: Sequence[Passage], side: int) -> Cell:
        paragraphs = tuple(
            (
                anchor if number == 0 else "",
                f"{passage.label}{line}" if number == 0 else line,
            )
            for passage in text
            for anchor in [
                passage.anchor
                if side == 0 or passage.anchor in self.free
                else f"en.{passage.anchor}"
            ]
            for number, line in enumerate(passage.body.split("\n"))
        )
        links = tuple(
            line
            for passage in text
            for line in _by_line(
                passage.body,
                self.links[side].get(passage.anchor, ()),
                label=passage.label,
                empty=True,
            )
        )
        return Cell(self.languages[side], "", "", paragraphs, links)


def _by_line(
    body: str, links: Sequence[Link], *, label: str = "", empty: bool = False
) -> Iterator[tuple[Link, ...]]:
    """Yield the links of each line of a body; ``label`` stands before the first."""
    start = 0
    for number, line in enumerate(body.split("\n")):
        end = start + len(line)
        if line or empty:
            by = start if number else -len(label)
            yield tuple(
                Link(link.start - by, link.end - by, link.address)
                for link in links
                if start <= link.start and link.end <= end
            )
        start = end + 1


def _kind(level: str) -> str:
    if level in _HEADINGS:
        return "heading"
    if level in _APPARATUS or level == _ARTICLE:
        return level
    return _PARAGRAPH
