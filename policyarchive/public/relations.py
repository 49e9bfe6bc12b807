"""Relations of an entry, worded from its own side, from the record and the index."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from policyarchive.archive import records
from policyarchive.archive.records import Link
from policyarchive.archive.vocabulary import Kind, Role
from policyarchive.public import facts
from policyarchive.public.labels import Label, Labels
from policyarchive.search.results import Group, Hit, LinkFact, Pointing

ALL_ROLES: frozenset[str] = frozenset(Role.values)
# More than these are counted, and a search shows the rest.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Relation:
    """One entry on the other side."""

    label: Label
    date: str = ""
    here: str = ""  # anchor in this entry's text
    there: str = ""  # anchor in the other's
    note: str = ""
    origin: facts.Origin | None = None
    is_unverified: bool = False
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """All relations of one wording."""

    role: str
    en: str
    zh: str
    reads_en: str  # how it reads from the other side
    reads_zh: str
    relations: tuple[Relation, ...]
    count: int

    @property
    def hidden(self) -> int:
        """How many are not listed."""
        return self.count - len(self.relations)


def forward(
    record: records.Record, labels: Labels, roles: frozenset[str] = ALL_ROLES
) -> tuple[Related, ...]:
    """Return what the record itself points at, by role."""
    return tuple(
        Related(
            role.value,
            role.en,
            role.zh,
            role.reverse_en,
            role.reverse_zh,
            relations,
            len(relations),
        )
        for role in Role
        if role.value in roles
        if (relations := tuple(_linked(record, labels, record.linked(role))))
    )


def reverse(
    pointing: Pointing, roles: frozenset[str] = ALL_ROLES, *, most: int = _SHOWN
) -> tuple[Related, ...]:
    """Return what points at an entry, by role, in the reverse wording."""
    return tuple(
        _reversed(Role(role.value), pointing.groups[role.value], most)
        for role in Role
        if role.value in pointing.groups and role.value in roles
    )


def of_hits(hits: Iterable[Hit]) -> Iterator[Relation]:
    """Yield what the index found as relations, seen from the entry pointed at."""
    for hit in hits:
        label = Label(hit.ark, hit.kind, hit.title_zh, hit.title_en, f"/{hit.ark}")
        link = hit.link or LinkFact("")
        yield Relation(
            label,
            date=hit.date,
            here=link.there,
            there=link.here,
            note=link.note,
            origin=facts.Origin(link.source) if link.source else None,
            is_unverified=hit.is_unverified or link.is_unverified,
            hit=hit,
        )


def kinds(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    """Return relations by the kind of the entry on the other side, in a fixed order."""
    sorted_out: dict[str, list[Relation]] = {kind: [] for kind in Kind.values}
    for relation in relations:
        sorted_out[relation.label.kind].append(relation)
    return {kind: found for kind, found in sorted_out.items() if found}


def search_address(facet: str, ark: str, kind: str = "") -> str:
    """Return the address of the search for everything that points at an entry."""
    pairs = [(facet, ark)] + ([("kind", kind)] if kind else [])
    return f"/search?{urlencode(pairs)}"


def _linked(
    record: records.Record, labels: Labels, links: Iterable[Link]
) -> Iterator[Relation]:
    for link in links:
        label = labels.ref(link.ref)
        if label:
            yield Relation(
                label,
                here=link.here,
                there=link.there,
                note=link.note,
                origin=facts.origin(link.source, record),
                is_unverified=link.is_unverified,
            )


def _reversed(role: Role, group: Group, most: int) -> Related:
    return Related(
        role.value,
        role.reverse_en,
        role.reverse_zh,
        role.en,
        role.zh,
        tuple(of_hits(group.hits[:most])),
        group.count,
    )
