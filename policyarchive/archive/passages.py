"""Splitting a text into passages whose anchors mean the same in every language.

``art-21`` is Article 21 and 第二十一条, ``art-21-1`` is 第二十一条之一, ``ch-3.sec-2``
the second section of chapter three, ``pt-2.ch-1`` the first chapter of part two where
each part counts its chapters anew, ``app-1`` the first appendix, ``p-12`` the twelfth
paragraph that stands in no article. No word of the text is lost: labels, headings and
bodies of the passages, joined in order, are the text. Pure: no database.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policyarchive.archive import headings
from policyarchive.archive.headings import Mark, Ordinal
from policyarchive.archive.lookalikes import mend
from policyarchive.archive.outline import Outline, acts_as_article, read_outline


class Passage(NamedTuple):
    """One citable piece of a text; a tuple, since pages make thousands of them.

    ``label`` is the number as printed (第二十一条, Article 21), ``heading`` the words
    of a heading, ``body`` one or more paragraphs joined by newlines, ``path`` the
    anchors of the headings that enclose it, outermost first.
    """

    anchor: str
    level: str
    label: str
    heading: str
    body: str
    path: tuple[str, ...]


def split(text: str | Iterable[str], lang: str = "") -> tuple[Passage, ...]:
    """Return the passages of a text, given whole or as lines.

    ``lang`` is the text's language tag (zh-Hans, zh-Hant, en); units in another script
    are then taken for quotations. Without it every line is read by its own script.
    """
    source = text.splitlines() if isinstance(text, str) else text
    tidied = [clean for line in source if (clean := headings.tidy(mend(line)))]
    lines = headings.join_numbers(tidied)
    return _Splitter(lines, read_outline(lines, lang)).passages()


def stored(body: str) -> tuple[Passage, ...]:
    """Return the passages that a published text's canonical body states."""
    return tuple(
        Passage(**{**passage, "path": tuple(passage["path"])})
        for passage in json.loads(body)["passages"]
    )


@dataclass(slots=True)
class _Open:
    """A passage that is still being filled."""

    anchor: str
    level: str
    label: str
    heading: str
    path: tuple[str, ...]
    body: list[str] = field(default_factory=list)

    def close(self) -> Passage:
        body = "\n".join(self.body)
        return Passage(
            self.anchor, self.level, self.label, self.heading, body, self.path
        )


# How deep each kind of heading stands; an appendix starts afresh, ordinals hang below.
_RANKS = {
    headings.APPENDIX: 0,
    headings.PART: 1,
    headings.SUBPART: 2,
    headings.CHAPTER: 3,
    headings.PREAMBLE: 3,
    headings.SECTION: 4,
    headings.DIVISION: 5,
}
_ORDINAL_RANK = 5
_SLUGS = {
    headings.PART: "pt",
    headings.SUBPART: "sub",
    headings.CHAPTER: "ch",
    headings.SECTION: "sec",
    headings.DIVISION: "div",
    headings.ARTICLE: "art",
    headings.APPENDIX: "app",
}
_LONGEST_HEADING = 60


class _Splitter:
    """One walk over the lines; the outline has already decided what each line opens."""

    def __init__(self, lines: Sequence[str], outline: Outline) -> None:
        self.lines = lines
        self.outline = outline
        self.done: list[Passage] = []
        self.current: _Open | None = None
        self.is_open = False  # whether plain lines go on filling the current passage
        self.stack: list[tuple[int, str, str]] = []  # rank, level, anchor
        self.scope = ""
        self.seen: Counter[str] = Counter()
        self.paragraphs = 0
        self.appendices = 0

    def passages(self) -> tuple[Passage, ...]:
        index = 0
        while index < len(self.lines):
            index = self._take(index)
        self._close()
        return tuple(self.done)

    def _take(self, index: int) -> int:
        """Put one line, or one block of lines, in its place; return the next index."""
        outline = self.outline
        for name, block in (
            ("contents", outline.contents),
            ("history", outline.history),
        ):
            if index in block:
                return self._block(name, block)
        mark = outline.marks.get(index)
        if mark and acts_as_article(outline, mark):
            return self._article(index, mark)
        if mark:
            return self._heading(index, mark)
        section = outline.sections.get(index)
        if section:
            self._section(section)
        elif self.current and (self.is_open or index in outline.quoted):
            self.current.body.append(self.lines[index])
        else:
            self._paragraph(index)
        return index + 1

    def _block(self, name: str, block: range) -> int:
        lines = [self.lines[index] for index in block]
        label = lines.pop(0) if name == "contents" and _is_word(lines[0]) else ""
        self._open(self._unique(name), name, label, "")
        if self.current:
            self.current.body.extend(lines)
        self.is_open = False
        return block.stop

    def _article(self, index: int, mark: Mark) -> int:
        name = f"{_SLUGS[mark.level]}-{_dashed(mark.number)}"
        heading, rest = self._article_heading(index, mark)
        self._open(self._unique(self.scope + name), mark.level, mark.label, heading)
        if rest and self.current:
            self.current.body.append(rest)
        self.is_open = True
        return index + 1

    def _article_heading(self, index: int, mark: Mark) -> tuple[str, str]:
        """The heading an article carries on its own line, and the rest of the line."""
        if mark.rest.startswith("【") and "】" in mark.rest:
            cut = mark.rest.index("】") + 1
            return mark.rest[:cut], mark.rest[cut:].strip()
        is_phrase = (
            mark.label[:1].isascii()
            and 0 < len(mark.rest) <= 2 * _LONGEST_HEADING
            and not headings.is_finished(mark.rest)
            and self._is_text(index + 1)
        )
        return (mark.rest, "") if is_phrase else ("", mark.rest)

    def _is_text(self, index: int) -> bool:
        return index < len(self.lines) and index not in self.outline.marks

    def _heading(self, index: int, mark: Mark) -> int:
        rank = _RANKS[mark.level]
        self._unwind(rank)
        if mark.level == headings.APPENDIX:
            anchor = self._appendix(mark)
        else:
            anchor = self._unique(self._heading_anchor(mark))
        heading, next_index = mark.rest, index + 1
        if (
            not heading
            and mark.level != headings.PREAMBLE
            and self._is_title(index + 1)
        ):
            heading, next_index = self.lines[index + 1], index + 2
        self._open(anchor, mark.level, mark.label, heading)
        self.stack.append((rank, mark.level, anchor))
        self.is_open = False
        return next_index

    def _is_title(self, index: int) -> bool:
        """Whether the line after a bare 第一章 is the words of that heading."""
        if not self._is_text(index):
            return False
        line = self.lines[index]
        return (
            len(line) <= _LONGEST_HEADING
            and not headings.is_finished(line)
            and headings.ordinal(line) is None
        )

    def _appendix(self, mark: Mark) -> str:
        self.appendices = mark.number[0] if mark.number else self.appendices + 1
        anchor = self._unique(f"app-{self.appendices}")
        self.scope = f"{anchor}."
        self.paragraphs = 0
        return anchor

    def _heading_anchor(self, mark: Mark) -> str:
        if mark.level == headings.PREAMBLE:
            return f"{self.scope}preamble"
        name = f"{_SLUGS[mark.level]}-{_dashed(mark.number)}"
        parent = self._parent(mark.level)
        return f"{parent}.{name}" if parent else self.scope + name

    def _parent(self, level: str) -> str:
        """The anchor a heading's own anchor begins with; empty where it needs none."""
        above = [(above, anchor) for _, above, anchor in self.stack]
        if level == headings.CHAPTER:
            wanted = self.outline.prefix
            above = [pair for pair in above if pair[0] in wanted]
        return above[-1][1] if above else ""

    def _section(self, section: Ordinal) -> None:
        """Open a heading 一、 that stands between articles."""
        rank = _ORDINAL_RANK + section.rank
        self._unwind(rank)
        number = headings.ordinal_number(section)
        parent = f"{self.stack[-1][2]}." if self.stack else self.scope
        slug = "sec" if section.rank == 1 else "div"
        anchor = self._unique(f"{parent}{slug}-{number}")
        self._open(anchor, headings.SECTION, section.label, section.rest)
        self.stack.append((rank, headings.SECTION, anchor))
        self.is_open = False

    def _paragraph(self, index: int) -> None:
        """Open a numbered paragraph: text that stands in no article."""
        line = self.lines[index]
        ordinal = headings.ordinal(line)
        self.paragraphs += 1
        anchor = self._unique(f"{self.scope}p-{self.paragraphs}")
        if ordinal is None:
            self._open(anchor, headings.PARAGRAPH, "", "", line)
            return
        rank = _ORDINAL_RANK + ordinal.rank
        self._unwind(rank)
        if not headings.is_heading_text(ordinal.rest) or not self._is_text(index + 1):
            self._open(anchor, headings.PARAGRAPH, ordinal.label, "", ordinal.rest)
            return
        self._open(anchor, headings.HEADING, ordinal.label, ordinal.rest)
        self.stack.append((rank, headings.HEADING, anchor))

    def _open(
        self, anchor: str, level: str, label: str, heading: str, body: str = ""
    ) -> None:
        self._close()
        path = tuple(above for _, _, above in self.stack)
        self.current = _Open(
            anchor, level, label, heading, path, [body] if body else []
        )

    def _close(self) -> None:
        if self.current:
            self.done.append(self.current.close())
        self.current = None

    def _unwind(self, rank: int) -> None:
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()
        if rank == 0:
            self.scope = ""

    def _unique(self, anchor: str) -> str:
        """An anchor that stands once: a second one is marked, never dropped."""
        self.seen[anchor] += 1
        count = self.seen[anchor]
        return anchor if count == 1 else self._unique(f"{anchor}.dup-{count}")


def _dashed(number: tuple[int, ...]) -> str:
    return "-".join(str(piece) for piece in number)


def _is_word(line: str) -> bool:
    return headings.plain(line) in (
        "目录",
        "目錄",
        "目次",
        "contents",
        "tableofcontents",
    )
