"""Asking the working copies for what some clues may be: a few queries for any number.

Working copies hold what is published as well, so drafts and public entries are found
alike; what was merged into another is not offered.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from django.db.models import Manager, QuerySet

from policyarchive.archive.models import (
    Document,
    Entry,
    Law,
    Name,
    OtherName,
    Source,
    WorkingText,
)
from policyarchive.archive.vocabulary import State
from policyarchive.editorial.apart import kept_apart
from policyarchive.editorial.duplicates import matches
from policyarchive.editorial.duplicates.clues import NEAR_TEXT, Clues
from policyarchive.editorial.duplicates.matches import Match, Reason
from policyarchive.editorial.duplicates.sharing import Shared

_COMPARED = 6  # texts compared in full for each clue, those with most bands in common
_FETCHED = 2000  # rows that share a band; more are a pattern, not a title
_OF_ONE_TITLE = 100  # more are a series ("Notice of meeting"), not a title
_SHARED = 2  # bands of titles: one with a slip shares fewer once in 200 times
_SHOWN = 8

_Hits = defaultdict[int, list[Reason]]  # reasons by entry


def find(clues: Sequence[Clues]) -> list[list[Match]]:
    """Return for each of the clues the entries it may be, the surest first.

    Takes at most eleven queries, however many clues there are; for saved entries, up to
    six more to leave out what somebody found not to be the same.
    """
    hits: list[_Hits] = [defaultdict(list) for _ in clues]
    for look in (
        _files,
        _texts,
        _addresses,
        _numbers,
        _near_texts,
        _titles,
        _names,
        _near_titles,
    ):
        for at, entry_id, reason in look(clues):
            hits[at][entry_id].append(reason)
    for one, found in zip(clues, hits, strict=True):
        found.pop(one.own or 0, None)
    _leave_out_kept_apart(clues, hits)
    return _matches(clues, hits)


def _leave_out_kept_apart(clues: Sequence[Clues], hits: Sequence[_Hits]) -> None:
    found = [
        (_pair(one.own, pk), entries, pk)
        for one, entries in zip(clues, hits, strict=True)
        if one.own
        for pk in entries
    ]
    kept = kept_apart({pair for pair, _, _ in found})
    for pair, entries, pk in found:
        if pair in kept:
            del entries[pk]


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


_Found = Iterator[tuple[int, int, Reason]]


def _holders[K](
    clues: Sequence[Clues], keys: Callable[[Clues], Iterable[K]]
) -> dict[K, list[int]]:
    """Return which clues hold each key."""
    found: dict[K, list[int]] = {}
    for at, one in enumerate(clues):
        for key in keys(one):
            found.setdefault(key, []).append(at)
    return found


def _files(clues: Sequence[Clues]) -> _Found:
    holders = _holders(clues, lambda one: one.files)
    if holders:
        rows = Document.captures.through.objects.filter(
            capture__sha256__in=list(holders)
        )
        for key, pk in rows.values_list("capture__sha256", "document_id").distinct():
            yield from ((at, pk, matches.SAME_FILE) for at in holders[key])


def _texts(clues: Sequence[Clues]) -> _Found:
    holders = _holders(clues, lambda one: one.digests)
    if holders:
        rows = WorkingText.objects.filter(digest__in=list(holders)).order_by()
        for key, pk in rows.values_list("digest", "document_id").distinct():
            yield from ((at, pk, matches.SAME_TEXT) for at in holders[key or ""])


def _addresses(clues: Sequence[Clues]) -> _Found:
    holders = _holders(clues, lambda one: one.address_keys)
    if not holders:
        return
    working = Source.objects.filter(
        url_key__in=list(holders), entry__document__isnull=False
    )
    public = OtherName.objects.filter(
        scheme=OtherName.Scheme.URL,
        value__in=list(holders),
        permalink__entry__document__isnull=False,
    )
    seen: set[Any] = {
        *working.order_by().values_list("url_key", "entry_id"),
        *public.values_list("value", "permalink__entry"),
    }
    for key, pk in sorted(seen):
        yield from ((at, pk, matches.same_address(key)) for at in holders[key])


def _numbers(clues: Sequence[Clues]) -> _Found:
    for model in (Document, Law):
        holders = _holders(clues, partial(_numbers_of, model.KIND))
        if holders:
            manager: Manager[Any] = model._default_manager
            rows: QuerySet[Any] = manager.filter(number_key__in=list(holders))
            for key, pk, number in rows.values_list("number_key", "pk", "number"):
                yield from (
                    (at, pk, matches.same_number(number)) for at in holders[key]
                )


def _numbers_of(kind: str, clues: Clues) -> Iterable[str]:
    return clues.number_keys if clues.kind == kind else ()


def _near_texts(clues: Sequence[Clues]) -> _Found:
    """Compare in full the texts that have most bands of a sketch in common."""
    holders = _holders(clues, lambda one: one.text_bands)
    if not holders:
        return
    rows = WorkingText.objects.filter(sketch__overlap=list(holders)).order_by()
    columns: QuerySet[Any] = rows.values_list("pk", "document_id", "digest", "sketch")
    shared: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for pk, document_id, digest, sketch in columns[: _FETCHED * len(clues)]:
        for at in (at for band in sketch or () for at in holders.get(band, ())):
            # That the words are the same is said already.
            if clues[at].own != document_id and digest not in clues[at].digests:
                shared[at][pk] += 1
    best = {
        at: [pk for pk, _ in found.most_common(_COMPARED)]
        for at, found in shared.items()
    }
    wanted = {pk for found in best.values() for pk in found}
    texts = WorkingText.objects.only("document_id", "body").in_bulk(wanted)
    for at, found in best.items():
        for text in (texts[pk] for pk in found):
            if (likeness := clues[at].likeness(text.body)) >= NEAR_TEXT:
                yield at, text.document_id, matches.near_text(likeness)


def _titles(clues: Sequence[Clues]) -> _Found:
    holders = _holders(clues, lambda one: one.name_keys)
    if holders:
        rows = Entry.objects.filter(title_keys__overlap=list(holders)).order_by()
        columns: QuerySet[Any] = rows.values_list(
            "pk", "title_keys", "title_zh", "title_en"
        )
        for pk, keys, zh, en in columns[: _OF_ONE_TITLE * len(clues)]:
            for key in keys or ():
                for at in holders.get(key, ()):
                    is_title = key in clues[at].title_keys
                    name = matches.same_name(zh or en)
                    yield at, pk, matches.SAME_TITLE if is_title else name


def _names(clues: Sequence[Clues]) -> _Found:
    holders = _holders(clues, lambda one: one.name_keys)
    if holders:
        rows = Name.objects.filter(key__in=list(holders)).order_by()
        for key, pk, text in rows.values_list("key", "entry_id", "text"):
            yield from ((at, pk, matches.same_name(text)) for at in holders[key or ""])


def _near_titles(clues: Sequence[Clues]) -> _Found:
    holders = _holders(clues, lambda one: one.title_bands)
    if not holders:
        return
    rows = Entry.objects.alias(shared=Shared("title_sketch", list(holders)))
    rows = rows.filter(title_sketch__overlap=list(holders), shared__gte=_SHARED)
    columns: QuerySet[Any] = rows.order_by("-shared", "pk").values_list(
        "pk", "title_keys", "title_sketch", "title_zh", "title_en"
    )
    for pk, keys, sketch, *titles in columns[: _FETCHED * len(clues)]:
        shared = Counter(at for band in sketch or () for at in holders.get(band, ()))
        for at, count in shared.items():
            if count >= _SHARED and clues[at].is_titled_nearly(
                titles, keys or (), sketch
            ):
                yield at, pk, matches.NEAR_TITLE


def _matches(clues: Sequence[Clues], hits: Sequence[_Hits]) -> list[list[Match]]:
    """Return the entries that were hit, of the same kind and not merged away."""
    wanted = {pk for found in hits for pk in found}
    entries = Entry.objects.select_related("permalink").in_bulk(wanted)
    return [
        sorted(
            (
                Match(entries[pk], sorted(set(reasons)))
                for pk, reasons in found.items()
                if pk in entries and _may_be(entries[pk], one)
            ),
            key=lambda match: (match.ground, -len(match.reasons), match.entry.pk),
        )[:_SHOWN]
        for one, found in zip(clues, hits, strict=True)
    ]


def _may_be(entry: Entry, clues: Clues) -> bool:
    permalink = entry.permalink
    return permalink.kind == clues.kind and permalink.state != State.MERGED
