"""What is known of an entry that may be there already: pure, but for ``clues_of``."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from policyarchive.archive import othernames, sketches
from policyarchive.archive.models import Document, Law
from policyarchive.archive.vocabulary import Kind
from policyarchive.editorial.workflow.rules import Concrete

NEAR_TEXT = 0.7
"""How much of their shingles near copies share at least."""


@dataclass(frozen=True)
class Clues:
    """Titles, names, numbers, addresses, texts and files of one entry to be.

    ``files`` are SHA-256 of bytes. ``own`` is the key of the entry itself, once it is
    saved: it is no duplicate of itself.
    """

    kind: str
    titles: Sequence[str] = ()
    names: Sequence[str] = ()
    numbers: Sequence[str] = ()
    addresses: Sequence[str] = ()
    texts: Sequence[str] = ()
    files: Sequence[str] = ()
    own: int | None = None

    @cached_property
    def title_keys(self) -> frozenset[str]:
        """The titles, in the form in which they are compared."""
        return frozenset(filter(None, map(sketches.title_key, self.titles)))

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """Titles and other names, in the form in which they are compared."""
        names = frozenset(filter(None, map(sketches.title_key, self.names)))
        return self.title_keys | names

    @cached_property
    def number_keys(self) -> frozenset[str]:
        """The numbers, in the form in which they are compared."""
        return frozenset(filter(None, map(othernames.number, self.numbers)))

    @cached_property
    def address_keys(self) -> frozenset[str]:
        """The addresses of a document; of another entry they are mere evidence."""
        if self.kind != Kind.DOCUMENT:
            return frozenset()
        return frozenset(filter(None, map(_address_key, self.addresses)))

    @cached_property
    def digests(self) -> frozenset[str]:
        """The SHA-256 of each text's words."""
        return frozenset(filter(None, map(sketches.digest, self.texts)))

    @cached_property
    def text_bands(self) -> frozenset[int]:
        """The sketches of the texts."""
        return frozenset(band for text in self.texts for band in sketches.sketch(text))

    @cached_property
    def title_bands(self) -> frozenset[int]:
        """The sketch of the titles."""
        return frozenset(sketches.title_sketch(self.titles))

    @cached_property
    def name_bands(self) -> frozenset[int]:
        """That part of it which stands for the titles without small words."""
        return frozenset(b for title in self.titles for b in sketches.name_bands(title))

    @cached_property
    def shingles(self) -> Sequence[frozenset[str]]:
        """The shingles of each text; empty texts have none."""
        return [s for t in self.texts if (s := sketches.shingles(sketches.words(t)))]

    def likeness(self, text: str) -> float:
        """Return how much of their wording a text and the nearest of these share."""
        other = sketches.shingles(sketches.words(text))
        return max((sketches.likeness(one, other) for one in self.shingles), default=0)

    def is_titled_nearly(
        self, titles: Sequence[str], keys: Collection[str], bands: Collection[int]
    ) -> bool:
        """Whether a title differs from one of those by a slip or small words alone.

        ``keys`` and ``bands`` are those of the titles. Of entries that share a title
        that is said already.
        """
        if not self.title_keys.isdisjoint(keys):
            return False
        may_be = not self.name_bands.isdisjoint(bands) or any(
            sketches.are_near(own, key) for own in self.title_keys for key in keys
        )
        return may_be and any(
            sketches.are_named_alike(own, title)
            for own in self.titles
            for title in titles
        )


def _address_key(address: str) -> str:
    try:
        return othernames.url(address) if address.strip() else ""
    except ValueError:
        return ""


def clues_of(entry: Concrete) -> Clues:
    """Return what is known of a saved entry; costs four queries, of a document six."""
    document = entry if isinstance(entry, Document) else None
    return Clues(
        kind=entry.KIND,
        titles=(entry.title_zh, entry.title_en),
        names=[name.text for name in entry.names.all()],
        numbers=[entry.number] if isinstance(entry, Document | Law) else (),
        addresses=[source.url for source in entry.sources.all()],
        texts=[text.body for text in document.texts.all()] if document else (),
        files=[file.sha256 for file in document.captures.all()] if document else (),
        own=entry.pk,
    )
