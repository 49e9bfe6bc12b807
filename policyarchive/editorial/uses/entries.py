"""Where an entry is used, and what else happened at the place of an event."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from policyarchive.archive.models import Entry, Event, Link, Permalink
from policyarchive.archive.vocabulary import Role, State
from policyarchive.editorial import workflow
from policyarchive.editorial.checks.findings import Finding, of_entry
from policyarchive.editorial.models import KeptApart, NeverMeant, Verb
from policyarchive.editorial.naming import label
from policyarchive.editorial.uses.using import Side, Use, of_index, of_rows
from policyarchive.search import follower
from policyarchive.search.engine import Among


def uses_of_entry(entry: Entry, user: User | None = None) -> list[Use]:
    """Return the uses of an entry, none of them empty.

    With a user, a relation that this person may take back says where.
    """
    found = (*_working(entry, user), *_published(entry), *_desk(entry))
    return [use for use in found if use.count]


def take_back(link: Link, target: Entry, user: User) -> str:
    """Return where somebody takes a relation to an entry back, if they may."""
    if workflow.why_not(Verb.EDIT, link.entry, user):
        return ""
    name = f"admin:archive_{target.permalink.kind}_unrelate"
    return reverse(name, args=(target.pk, link.pk))


def _working(entry: Entry, user: User | None) -> Iterator[Use]:
    links = Link.objects.filter(target=entry.pk)
    links = links.exclude(entry__permalink__state=State.MERGED)
    by_role = links.order_by().values("role").annotate(count=Count("pk"))
    counts = dict(by_role.values_list("role", "count"))
    for role in Role:
        if count := counts.get(role, 0):
            yield Use(
                role.value,
                role.reverse_en,
                Side.WORKING,
                count,
                partial(_some_links, links.filter(role=role), entry, user),
            )
    if isinstance(entry, Event) and (entry.place_zh or entry.place_en):
        others = _at(entry.place_zh, entry.place_en).exclude(pk=entry.pk)
        place = " ".join(filter(None, (entry.place_zh, entry.place_en)))
        yield of_rows("place", f"Other events in {place}", Side.WORKING, others)


def _some_links(
    links: QuerySet[Link], entry: Entry, user: User | None, start: int, end: int
) -> list[Finding]:
    rows = links.select_related("entry__permalink").order_by("entry_id", "pk")[
        start:end
    ]
    return [
        replace(_linked(link), take_back=take_back(link, entry, user) if user else "")
        for link in rows
    ]


def _linked(link: Link) -> Finding:
    found = of_entry(link.entry)
    places = [f"here at {link.there}"] if link.there else []
    places += [f"there at {link.here}"] if link.here else []
    return Finding(found.name, found.url, "; ".join((*places, link.note)).strip("; "))


def _published(entry: Entry) -> Iterator[Use]:
    snapshot, ark = follower.fresh_snapshot(), entry.permalink.ark
    if snapshot is None:
        return
    wanted = tuple(f"{role}|{ark}" for role in Role.values)
    tally = snapshot.tally(Among("link", wanted), ("link",), wanted)["link"]
    counts = {link.partition("|")[0]: count for link, count in tally}
    for role in Role:
        if count := counts.get(role.value, 0):
            condition = Among("link", (f"{role}|{ark}",))
            yield of_index(f"public-{role}", role.reverse_en, condition, count)
    cites = Among("cites", (ark,))
    yield of_index("cited", "Cited in their texts", cites, snapshot.count(cites))


def _desk(entry: Entry) -> Iterator[Use]:
    addresses: tuple[tuple[str, str, Q], ...] = (
        ("merged", "Addresses that lead here", Q(merged_into=entry.permalink_id)),
        (
            "replaced",
            "Tombstones that name it instead",
            Q(replaced_by=entry.permalink_id, state=State.WITHDRAWN),
        ),
    )
    for slug, words, condition in addresses:
        rows = Permalink.objects.filter(condition).values("pk")
        yield of_rows(slug, words, Side.DESK, Entry.objects.filter(permalink__in=rows))
    apart = KeptApart.objects.filter(Q(first=entry.pk) | Q(second=entry.pk))
    yield _desk_rows("apart", "Found not to be the same", apart, partial(_other, entry))
    mean = NeverMeant.objects.filter(entry=entry.pk)
    yield _desk_rows("never", "Words that never mean it", mean, _misleading)


def _desk_rows(
    slug: str, words: str, rows: QuerySet[Any], show: Callable[[Any], Finding]
) -> Use:
    def some(start: int, end: int) -> Sequence[Finding]:
        return [show(row) for row in rows[start:end]]

    return Use(slug, words, Side.DESK, rows.count(), some)


def _other(entry: Entry, pair: KeptApart) -> Finding:
    other = pair.second if pair.first_id == entry.pk else pair.first
    note = f"{pair.by}, {pair.at:%Y-%m-%d}: {pair.reason}"
    return Finding(label(other), of_entry(other).url, note)


def _misleading(row: NeverMeant) -> Finding:
    url = reverse("admin:editorial_nevermeant_change", args=(row.pk,))
    return Finding(f"“{row.words}”", url, row.note)


def _at(zh: str, en: str) -> QuerySet[Entry]:
    """Return the events in a place, by either of its names."""
    named = Q()
    if zh:
        named |= Q(event__place_zh=zh)
    if en:
        named |= Q(event__place_en=en)
    return Entry.objects.filter(named).exclude(permalink__state=State.MERGED)


def uses_of_place(zh: str, en: str) -> list[Use]:
    """Return what happened at a place: a word of events, not an entry of its own."""
    return [of_rows("events", "Events there", Side.WORKING, _at(zh, en))]
