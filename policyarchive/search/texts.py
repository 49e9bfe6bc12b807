"""The words of texts as the index keeps them: what is found, and what is shown of it.

Here access is enforced: a text that is dark in the version or by a later takedown is
left out altogether, and one that is for extracts only says so. Pure: no database.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from policyarchive.archive import records
from policyarchive.archive.vocabulary import Access
from policyarchive.search.folding import fold

END = "\0"  # between passages; folding would drop it, so no passage holds it


@dataclass(frozen=True, slots=True)
class KeptText:
    """What the archive keeps under the hash of a text, with its present access."""

    access: str
    body: str  # canonical JSON


class Passage(NamedTuple):
    """A passage as it is shown, and its folded form."""

    anchor: str
    label: str
    heading: str
    words: str
    folded: str


@dataclass(frozen=True)
class IndexedText:
    """A text of an entry that may be searched.

    Each string holds one part for each passage, joined by END: reading a few long
    strings from the index is ten times as fast as reading many short ones.
    """

    language: str
    kind: str
    access: str
    anchors: str
    labels: str
    headings: str
    words: str
    folded: str

    @cached_property
    def _starts(self) -> list[int]:
        lengths = map(len, self.folded.split(END))
        # Each part and the END after it.
        return [place + at for at, place in enumerate(accumulate(lengths, initial=0))]

    @cached_property
    def _columns(self) -> tuple[list[str], ...]:
        columns = (self.anchors, self.labels, self.headings, self.words, self.folded)
        return tuple(column.split(END) for column in columns)

    def locate(self, at: int) -> tuple[int, int]:
        """Return the passage that a place in the folded text is in, and where it ends.

        The end is the place where the next passage starts.
        """
        number = bisect_right(self._starts, at)
        return number - 1, self._starts[number]

    def passage(self, number: int) -> Passage:
        """Return a passage by its place, counted from 0."""
        return Passage(*(column[number] for column in self._columns))

    def find_anchors(self, wanted: Iterable[str]) -> frozenset[int]:
        """Return the places of the passages at some anchors or below them."""
        heads = tuple(wanted)
        below = tuple(f"{anchor}." for anchor in heads)
        return frozenset(
            number
            for number, anchor in enumerate(self.anchors.split(END))
            if anchor in heads or anchor.startswith(below)
        )


def join_words(label: str, heading: str, body: str) -> str:
    """Return the words of a passage in order; a heading stands on its own line."""
    start = " ".join(filter(None, (label, heading)))
    return (f"{start}\n{body}" if heading else f"{start} {body}").strip()


def searchable(
    refs: Iterable[records.TextRef], kept: Mapping[str, KeptText]
) -> Iterator[IndexedText]:
    """Yield the texts of a record that may be searched."""
    for ref in refs:
        text = kept.get(ref.sha256)
        access = Access.strictest(ref.access, text.access if text else Access.DARK)
        if text is not None and access != Access.DARK:
            yield _indexed(ref, access.value, json.loads(text.body)["passages"])


def _indexed(
    ref: records.TextRef, access: str, passages: list[dict[str, Any]]
) -> IndexedText:
    words = [
        join_words(one["label"], one["heading"], one["body"]).replace(END, "")
        for one in passages
    ]
    return IndexedText(
        ref.language,
        ref.kind,
        access,
        anchors=END.join(one["anchor"] for one in passages),
        labels=END.join(one["label"] for one in passages),
        headings=END.join(one["heading"] for one in passages),
        words=END.join(words),
        folded=END.join(map(fold, words)),
    )


def dump(texts: Iterable[IndexedText]) -> bytes:
    """Return texts as the index stores them: folded only where that changes a sign."""
    stored = [
        [
            text.language,
            text.kind,
            text.access,
            text.anchors,
            text.labels,
            text.headings,
            text.words,
            None if text.folded == text.words.lower() else text.folded,
        ]
        for text in texts
    ]
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()


def load(stored: bytes) -> tuple[IndexedText, ...]:
    """Return the texts that ``dump`` stored."""
    return tuple(map(_loaded, json.loads(stored)))


def _loaded(columns: list[Any]) -> IndexedText:
    language, kind, access, anchors, labels, headings, words, folded = columns
    if folded is None:
        folded = words.lower()
    return IndexedText(language, kind, access, anchors, labels, headings, words, folded)
