"""Reading the labelled sets, whose texts hold [[label|kind|target]] marks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SETS = {"tuning": "", "held-out": "-held-out", "fresh": "-fresh"}
_MARK = re.compile(
    r"\[\[(?!\[)(?P<label>.+?)\|(?P<kind>[a-z]+)\|(?P<target>[^\]|]*)"
    r"(?:\|(?P<role>[a-z-]*))?\]\]",
    re.DOTALL,
)


@dataclass(frozen=True)
class Mark:
    """A stretch of a text, and what it is said to be."""

    start: int
    end: int
    kind: str
    label: str
    target: str
    role: str = ""


def read(name: str, part: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one part of a labelled set."""
    with (HERE / f"{name}{SETS[part]}.jsonl").open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def unmark(marked: str) -> tuple[str, list[Mark]]:
    """Return the text of a marked-up row, and its labels."""
    text, at = "", 0
    marks: list[Mark] = []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        start, label = len(text), match["label"]
        text += label
        kind, target, role = match["kind"], match["target"], match["role"] or ""
        marks.append(Mark(start, len(text), kind, label, target, role))
        at = match.end()
    return text + marked[at:], marks
