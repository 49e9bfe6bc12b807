"""Measure what the reader makes of short noisy pages, written for it and labelled.

Before the words of each line of a page stands where it belongs: [text], [title], or
[around] for all that is no part of the text (menus, other stories, cookies, authors and
times of day, imprints). The marks are taken out before the page is read.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from policyarchive.editorial.ingest import read
from policyarchive.editorial.ingest.draft import KEPT, Label, Line
from policyarchive.editorial.ingest.trees import blocks, parse

HERE = Path(__file__).resolve().parent
PARTS = ("tuning", "held_out")
_MARK = re.compile(r"\[(text|title|around)\]")


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of a page: where it belongs, and where the reader put it."""

    page: str
    words: str
    wanted: str
    found: str

    @property
    def is_right(self) -> bool:
        """Whether it was put where it belongs."""
        return self.wanted == self.found

    @property
    def is_lost(self) -> bool:
        """Whether the text lost it: the fault that an editor would not see."""
        return self.wanted == "text" and self.found == "around"


def judge(part: str) -> list[Judged]:
    """Return every line of the pages of a part, in order; none may be missing."""
    return [
        line for path in sorted((HERE / part).glob("*.html")) for line in _page(path)
    ]


def _page(path: Path) -> list[Judged]:
    marked = path.read_text(encoding="utf-8")
    draft = read(_MARK.sub("", marked).encode(), path.name)
    wanted = [_wanted(text) for text, _ in blocks(parse(marked))]
    return [
        Judged(path.stem, words, where, _place(line))
        for (where, words), line in zip(wanted, draft.lines, strict=True)
    ]


def _wanted(text: str) -> tuple[str, str]:
    marks = _MARK.findall(text)
    if len(marks) != 1:
        raise ValueError(f"One mark a line is wanted: {text}")
    return marks[0], _MARK.sub("", text)


def _place(line: Line) -> str:
    if line.label is Label.TITLE:
        return "title"
    return "text" if line.label in KEPT else "around"
