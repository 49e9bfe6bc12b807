"""Actors and laws that stand in the archive twice, under names nearly alike.

All are compared with all when the check is counted, and the pairs are kept; a look at
the list compares only what was changed since.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import combinations, product

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from policyarchive.archive import sketches
from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Kind, State
from policyarchive.editorial.apart import kept_apart
from policyarchive.editorial.checks.findings import Finding, of_entry
from policyarchive.editorial.models import CheckCount
from policyarchive.editorial.naming import label

NAMED_ALIKE = "named-alike"
"""The slug of the check."""

_PATTERN = 40  # more names that share a band share a pattern ("Ministry of …")
_SHARED = 2  # bands, as where one name is compared with all
_SAVING = timedelta(minutes=1)  # the longest between a row's time and its commit

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
    """Return how many pairs there are that nobody has kept apart; keep them all."""
    began = timezone.now()
    pairs = _pairs()
    count = len(pairs - kept_apart(pairs))
    CheckCount.objects.update_or_create(
        slug=NAMED_ALIKE,
        defaults={"count": count, "at": began, "found": sorted(pairs)},
    )
    return count


def named_alike(start: int, end: int) -> list[Finding]:
    """Return a part of them, each as the newer entry that may be the older."""
    pairs = _pairs_now()
    some = sorted(pairs - kept_apart(pairs))[start:end]
    wanted = {pk for pair in some for pk in pair}
    entries = Entry.objects.select_related("permalink").in_bulk(wanted)
    return [_finding(entries[newer], entries[older]) for older, newer in some]


def _finding(entry: Entry, other: Entry) -> Finding:
    found = of_entry(entry)
    kind = entry.permalink.kind
    apart = reverse(f"admin:archive_{kind}_apart", args=(entry.pk, other.pk))
    return Finding(found.name, found.url, f"May be “{label(other)}”.", apart)


def _pairs_now() -> set[_Pair]:
    """Return the pairs as they were kept, but those of changed entries as they are."""
    counted = CheckCount.objects.filter(slug=NAMED_ALIKE).first()
    if counted is None:
        return _pairs()
    since = counted.at - _SAVING
    kept = {(older, newer) for older, newer in counted.found}
    own = _rows().filter(pk__in={pk for pair in kept for pk in pair})
    unchanged = set(own.filter(updated_at__lte=since).values_list("pk", flat=True))
    kept = {pair for pair in kept if unchanged.issuperset(pair)}
    changed = set(_rows().filter(updated_at__gt=since).values_list("pk", flat=True))
    return kept | _pairs(changed) if changed else kept


def _pairs(changed: Collection[int] | None = None) -> set[_Pair]:
    """Return the pairs, or those with a changed entry; reads each name once."""
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
    return {
        (one, other)
        for one, other in _worth_comparing(named, named if changed is None else changed)
        if _are_alike(named[one], named[other])
    }


def _rows() -> QuerySet[Entry]:
    entries = Entry.objects.exclude(permalink__state=State.MERGED).order_by("pk")
    return entries.filter(permalink__kind__in=(Kind.ACTOR, Kind.LAW))


def _worth_comparing(
    named: Mapping[int, _Named], changed: Collection[int]
) -> Iterator[_Pair]:
    """Yield the pairs that share bands, the older entry first."""
    asked = {band for pk in changed if pk in named for band in named[pk].bands}
    holders: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for pk, one in named.items():
        for band in asked.intersection(one.bands):
            holders[one.kind, band].append(pk)
    shared = Counter(
        pair
        for some in holders.values()
        if len(some) <= _PATTERN
        for pair in combinations(some, 2)
    )
    return (
        (one, other)
        for (one, other), count in shared.items()
        if count >= _SHARED and (one in changed or other in changed)
    )


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
