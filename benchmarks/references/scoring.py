"""Counting what is right, wrong and missed, and printing it."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.references.marking import Mark


@dataclass
class Score:
    """Hits and misses of one kind."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return _share(self.right, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return _share(self.right, self.right + len(self.missed))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


class Scores:
    """The scores of one set by kind."""

    def __init__(self) -> None:
        self.by_kind: dict[str, Score] = {}

    def of(self, kind: str) -> Score:
        """Return the score of one kind."""
        return self.by_kind.setdefault(kind, Score())

    def same(self, row: str, gold: Iterable[Mark], found: Iterable[Mark]) -> None:
        """Count marks that are the same in all they say."""
        gold, found = set(gold), set(found)
        for mark in gold & found:
            self.of(mark.kind).right += 1
        for mark in sorted(gold - found, key=lambda mark: mark.start):
            self.of(mark.kind).missed.append(_said(row, mark))
        for mark in sorted(found - gold, key=lambda mark: mark.start):
            self.of(mark.kind).wrong.append(_said(row, mark))

    def overlapping(self, row: str, gold: Iterable[Mark], found: list[Mark]) -> None:
        """Count marks of one kind and target that overlap; score roles apart."""
        left = list(found)
        for mark in gold:
            same = next((one for one in left if _is_same(one, mark)), None)
            if same is None:
                self.of(mark.kind).missed.append(_said(row, mark))
                continue
            left.remove(same)
            self.of(mark.kind).right += 1
            if mark.role:
                self._role(row, mark, same)
        for one in left:
            self.of(one.kind).wrong.append(_said(row, one))

    def _role(self, row: str, mark: Mark, found: Mark) -> None:
        score = self.of("role of a date")
        if mark.role == found.role:
            score.right += 1
        else:
            score.missed.append(f"{_said(row, mark)} {mark.role}, not {found.role}")

    def report(self, title: str, *, misses: bool) -> None:
        """Print one table, and every miss if asked to."""
        out = sys.stdout.write
        out(f"\n{title}\n{'':16}precision  recall   right  wrong  missed\n")
        total = Score()
        for kind, score in sorted(self.by_kind.items()):
            out(_line(kind, score))
            total.right += score.right
            total.missed += score.missed
            total.wrong += score.wrong
        out(_line("all", total))
        for kind, score in sorted(self.by_kind.items()) if misses else ():
            for sign, items in (("-", score.missed), ("+", score.wrong)):
                for item in items:
                    out(f"  {sign} {kind:8} {item}\n")


def _is_same(one: Mark, other: Mark) -> bool:
    is_beside = one.start < other.end and other.start < one.end
    return is_beside and (one.kind, one.target) == (other.kind, other.target)


def _said(row: str, mark: Mark) -> str:
    return f"{row} {mark.label} = {mark.target}".replace("\n", "⏎")


def _line(kind: str, score: Score) -> str:
    return (
        f"{kind:16}{score.precision:9.3f}{score.recall:8.3f}"
        f"{score.right:8}{len(score.wrong):7}{len(score.missed):8}\n"
    )
