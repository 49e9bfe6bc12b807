"""Stretches of a text that may overlap. Pure."""

from collections.abc import Iterable
from typing import Protocol


class Spanned(Protocol):
    """Anything that begins and ends somewhere in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


def longest[T: Spanned](found: Iterable[T]) -> list[T]:
    """Return stretches in order, of any two that overlap only the longer one."""
    kept: list[T] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return kept
