"""Actors and laws that stand in the archive twice, under names nearly alike."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from django.db.models import QuerySet
from django.urls import reverse

from policyarchive.archive import sketches
from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Kind, State
from policyarchive.editorial.apart import kept_apart
from policyarchive.editorial.checks.findings import Finding, of_entry
from policyarchive.editorial.naming import label

_PATTERN = 40  # more names that share a band share a pattern ("Ministry of …")
_SHARED = 2  # bands, as where one name is compared with all

_Pair = tuple[int, int]


@dataclass(frozen=True)
class _Named:
    """The titles of an entry, with what is kept to compare them by."""

    kind: str
    keys: Sequence[str]
    bands: Sequence[int]
    titles: Sequence[str]

    @cached_property
    def names(self) -> frozenset[str]:
        """The titles without small words; worked out once, for it takes time."""
        return frozenset(filter(None, map(sketches.name_key, self.titles)))


def count_named_alike() -> int:
    """Return how many pairs there are that nobody has kept apart."""
    return len(_pairs())


def named_alike(start: int, end: int) -> list[Finding]:
    """Return a part of them, each as the newer entry that may be the older."""
    some = _pairs()[start:end]
    wanted = {pk for pair in some for pk in pair}
    entries = Entry.objects.select_related("permalink").in_bulk(wanted)
    return [_finding(entries[newer], entries[older]) for older, newer in some]


def _finding(entry: Entry, other: Entry) -> Finding:
    found = of_entry(entry)
    kind = entry.permalink.kind
    apart = reverse(f"admin:archive_{kind}_apart", args=(entry.pk, other.pk))
    return Finding(found.name, found.url, f"May be “{label(other)}”.", apart)


def _pairs() -> list[_Pair]:
    """Return the pairs, the older entry first; reads each name once, two queries."""
    named = {
        pk: _Named(kind, keys or (), bands or (), titles)
        for pk, kind, keys, bands, *titles in _rows().values_list(
            "pk",
            "permalink__kind",
            "title_keys",
            "title_sketch",
            "title_zh",
            "title_en",
        )
    }
    pairs = {
        (one, other)
        for one, other in _worth_comparing(named.items())
        if _are_alike(named[one], named[other])
    }
    return sorted(pairs - kept_apart(pairs))


def _rows() -> QuerySet[Entry]:
    entries = Entry.objects.exclude(permalink__state=State.MERGED).order_by("pk")
    return entries.filter(permalink__kind__in=(Kind.ACTOR, Kind.LAW))


def _worth_comparing(named: Iterable[tuple[int, _Named]]) -> Iterator[_Pair]:
    holders: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for pk, one in named:
        for band in one.bands:
            holders[one.kind, band].append(pk)
    shared = Counter(
        pair
        for some in holders.values()
        if len(some) <= _PATTERN
        for pair in combinations(some, 2)
    )
    return (pair for pair, count in shared.items() if count >= _SHARED)


def _are_alike(one: _Named, other: _Named) -> bool:
    if not set(one.keys).isdisjoint(other.keys) or one.names & other.names:
        return True
    # Told from what is kept for nearly all.
    if not any(sketches.are_near(*keys) for keys in product(one.keys, other.keys)):
        return False
    return any(
        sketches.are_named_alike(*titles)
        for titles in product(one.titles, other.titles)
    )
