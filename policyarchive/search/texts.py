"""The words of texts as the index keeps them: what is found, and what is shown of it.

Here access is enforced: a text that is dark in the version or by a later takedown is
left out altogether, and one that is for extracts only says so. Pure: no database.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from policyarchive.archive import records
from policyarchive.archive.vocabulary import Access
from policyarchive.search.folding import fold


@dataclass(frozen=True, slots=True)
class KeptText:
    """What the archive keeps under the hash of a text, with its present access."""

    access: str
    body: str  # canonical JSON


class Passage(NamedTuple):
    """A passage with the folded form in which words are found.

    ``is_plain``: the folded form differs in case only, so that places agree.
    """

    anchor: str
    label: str
    heading: str
    body: str
    folded: str
    is_plain: bool

    @property
    def words(self) -> str:
        """The words of the passage in order."""
        return join_words(self.label, self.heading, self.body)


class IndexedText(NamedTuple):
    """A text of an entry that may be searched."""

    language: str
    kind: str
    access: str
    passages: tuple[Passage, ...]


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
            passages = tuple(map(_passage, json.loads(text.body)["passages"]))
            yield IndexedText(ref.language, ref.kind, access.value, passages)


def _passage(given: dict[str, Any]) -> Passage:
    words = join_words(given["label"], given["heading"], given["body"])
    folded, lowered = fold(words), words.lower()
    return Passage(
        given["anchor"],
        given["label"],
        given["heading"],
        given["body"],
        folded,
        folded == lowered and len(lowered) == len(words),
    )


def dump(texts: Iterable[IndexedText]) -> bytes:
    """Return texts as the index stores them: folded forms only where they differ."""
    stored = [
        [*text[:3], [[*p[:4], None if p.is_plain else p.folded] for p in text.passages]]
        for text in texts
    ]
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()


def load(stored: bytes) -> tuple[IndexedText, ...]:
    """Return the texts that ``dump`` stored."""
    return tuple(
        IndexedText(language, kind, access, tuple(map(_load_passage, passages)))
        for language, kind, access, passages in json.loads(stored)
    )


def _load_passage(stored: list[Any]) -> Passage:
    anchor, label, heading, body, other = stored
    folded = join_words(label, heading, body).lower() if other is None else other
    return Passage(anchor, label, heading, body, folded, other is None)
