"""Entries whose names are near to words that nothing here goes by.

A title that is cited from memory or in another translation is not recognised; what it
may mean is offered, never decided.
"""

import re
from collections.abc import Iterable, Iterator

from policyarchive.archive.vocabulary import Kind
from policyarchive.search import follower, names
from policyarchive.search.results import Hit
from policyarchive.search.running import make_hit

_KINDS = (Kind.LAW.value, Kind.DOCUMENT.value)
_MARKS = re.compile(r"[,，.。;；:：“”\"()（）\[\]《》]|\d+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST_WORDS, _LEAST_SIGNS = 4, 5  # of an English or Chinese title that is looked for
_MOST_PARTS = 3  # parts of a line that may be a title, the longest
_MOST = 3


def of_title(title: str) -> tuple[Hit, ...]:
    """Return the laws and documents with nearly this name, the nearest first."""
    snapshot = follower.fresh_snapshot()
    if snapshot is None or not title.strip():
        return ()
    found = names.find(snapshot, title.strip(), _KINDS)
    return tuple(make_hit(one.card) for one in found[:_MOST])


def of_line(line: str) -> tuple[Hit, ...]:
    """Return the laws and documents that a line of a bibliography may mean."""
    parts = sorted(set(_parts(_MARKS.split(line))), key=lambda part: (-len(part), part))
    hits = {hit.ark: hit for part in parts[:_MOST_PARTS] for hit in of_title(part)}
    return tuple(hits.values())[:_MOST]


def _parts(pieces: Iterable[str]) -> Iterator[str]:
    for piece in map(str.strip, pieces):
        signs = len(_HAN.findall(piece))
        if signs >= _LEAST_SIGNS or (not signs and len(piece.split()) >= _LEAST_WORDS):
            yield piece
