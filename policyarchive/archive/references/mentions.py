"""Bodies and events that a running text names. Pure.

A body named inside a title or number is part of it, and not a mention:
《国务院关于…的意见》.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from policyarchive.archive.dates import PartialDate
from policyarchive.archive.references.folding import fold
from policyarchive.archive.references.gazetteer import Gazetteer
from policyarchive.archive.references.names import INSTRUMENTS
from policyarchive.archive.references.reference import Reference


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a body or event, and the entries they may mean."""

    start: int
    end: int
    kind: str
    label: str
    candidates: tuple[str, ...]


def find(
    text: str,
    gazetteer: Gazetteer,
    references: Sequence[Reference] = (),
    written: PartialDate | None = None,
) -> tuple[Mention, ...]:
    """Return the bodies and events named outside the references, in order.

    Of several that a name may mean, those that bore it when the text was ``written``
    come first.
    """
    folded = fold(text)
    found: list[Mention] = []
    for match in gazetteer.find(folded):
        names = [name for name in match.names if name.kind not in INSTRUMENTS]
        start, end = folded.span(match.start, match.end)
        if names and not _is_inside(start, end, references):
            if written:
                names.sort(key=lambda name: not name.is_of(written))
            entries = tuple(dict.fromkeys(name.entry for name in names))
            label = text[start:end]
            found.append(Mention(start, end, names[0].kind, label, entries))
    return tuple(found)


def _is_inside(start: int, end: int, references: Sequence[Reference]) -> bool:
    found = bisect_right(references, start, key=lambda reference: reference.start)
    return found > 0 and references[found - 1].end >= end
