"""What the texts of an entry cite: links for the reader, and keys for the index.

Derived when an entry is indexed, since what a reference means is decided by what the
archive holds today. Nothing is linked by containment, and nothing that may mean two
works.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

from policyarchive.archive import records
from policyarchive.archive.references import Kind, Reference, titles
from policyarchive.archive.references.folding import plain
from policyarchive.archive.references.instruments import names_one
from policyarchive.archive.references.recognise import find_each
from policyarchive.archive.vocabulary import Access, Role
from policyarchive.search.meaning import Known
from policyarchive.search.texts import KeptText

_SPEAKS_OF = frozenset((Role.TEXT_OF, Role.TRANSLATES, Role.DRAFT_OF))
_BRACKETS = '《》〈〉"“”'


class Spot(NamedTuple):
    """A reference in a passage: where it stands in the body, and where it leads.

    ``target`` is empty for a place in the text itself; ``anchor`` for a whole work.
    """

    passage: int
    start: int
    end: int
    target: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Cited:
    """All that the texts of one entry cite.

    ``works`` are ARKs and ARKs with an anchor ("ark:99999/…/art-21"); ``unheld`` are
    keys of what the archive does not hold, with the words of the first such reference;
    ``spots`` are by the hash of the text. ``own`` are the laws whose words the entry
    is, so that who cites them cites it.
    """

    works: tuple[str, ...] = ()
    unheld: tuple[tuple[str, str], ...] = ()
    spots: Mapping[str, tuple[Spot, ...]] = field(default_factory=dict)
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spots:
    """What the index keeps for the page of an entry; see ``Cited``."""

    works: tuple[str, ...]
    by_text: Mapping[str, tuple[Spot, ...]]


def read(record: records.Record, kept: Mapping[str, KeptText], known: Known) -> Cited:
    """Return what the texts of a record cite that may be searched."""
    own = _own(record, known)
    reading = _Reading(known, frozenset((record.ark, *own)))
    for ref in getattr(record, "texts", ()):
        text = kept.get(ref.sha256)
        access = Access.strictest(ref.access, text.access if text else Access.DARK)
        if text is not None and access != Access.DARK:
            reading.read(ref.sha256, json.loads(text.body)["passages"])
    return replace(reading.cited(), own=own)


def _own(record: records.Record, known: Known) -> tuple[str, ...]:
    """Return the law of which an entry is a text: linked to it, or by its title."""
    work = known.work_of(record.ark)
    if work == record.ark and isinstance(record, records.DocumentRecord):
        titled = titles.read(plain(record.title_zh or record.title_en))
        bearing = known.gazetteer.titled(titled)
        work = known.meant(bearing) if record.ark in bearing else ""
    return (work,) if work and work != record.ark else ()


def dump(cited: Cited) -> bytes:
    """Return what the page of an entry needs, as the index stores it."""
    return json.dumps([cited.own, cited.spots], separators=(",", ":")).encode()


def load(stored: bytes) -> Spots:
    """Return what ``dump`` stored; nothing of nothing."""
    works, spots = json.loads(stored or b"[[],{}]")
    return Spots(
        tuple(works),
        {
            sha256: tuple(Spot(*spot) for spot in found)
            for sha256, found in spots.items()
        },
    )


def stated(links: Iterable[tuple[str, records.Link]]) -> Iterator[str]:
    """Yield the keys of what editors linked with an anchor: to whom, and the link."""
    for ark, link in links:
        if link.there and link.role not in _SPEAKS_OF:
            yield from (ark, f"{ark}/{link.there}")


class _Reading:
    """The texts of one entry, being read."""

    def __init__(self, known: Known, own: frozenset[str]) -> None:
        self._known = known
        self._own = own
        self._works: dict[str, None] = {}
        self._unheld: dict[str, str] = {}
        self._spots: dict[str, tuple[Spot, ...]] = {}

    def read(self, sha256: str, passages: Sequence[Mapping[str, str]]) -> None:
        found = find_each((one["body"] for one in passages), self._known.gazetteer)
        here = frozenset(one["anchor"] for one in passages)
        spots = chain.from_iterable(
            self._in_passage(number, references, here)
            for number, references in enumerate(found)
        )
        self._spots[sha256] = tuple(spots)

    def cited(self) -> Cited:
        spots = {sha256: spots for sha256, spots in self._spots.items() if spots}
        return Cited(tuple(self._works), tuple(self._unheld.items()), spots)

    def _in_passage(
        self, number: int, references: Iterable[Reference], here: frozenset[str]
    ) -> Iterator[Spot]:
        for reference in references:
            work = self._known.meant(reference.candidates)
            place = (number, reference.start, reference.end)
            if reference.kind is Kind.SELF or work in self._own:
                if reference.anchor in here:
                    yield Spot(*place, "", reference.anchor)
            elif work:
                self._works |= dict.fromkeys(_keys(work, reference))
                yield Spot(*place, work, reference.anchor)
            elif not reference.candidates:
                self._miss(reference)

    def _miss(self, reference: Reference) -> None:
        label = reference.label.strip(_BRACKETS + " ")
        if reference.kind is Kind.NUMBER:
            self._unheld.setdefault(f"number:{reference.key}", label)
        elif reference.kind is Kind.TITLE and names_one(label):
            key = f"title:{reference.key}"
            # A draft of an instrument is another document than the instrument.
            words = "".join(reference.qualifiers)
            self._unheld.setdefault(f"{key}({words})" if words else key, label)


def _keys(work: str, reference: Reference) -> Iterator[str]:
    yield work
    for anchor in reference.anchors:
        yield f"{work}/{anchor}"
