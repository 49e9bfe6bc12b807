"""Pairs found not to be the same: when they are proposed again after all.

What an entry says is kept as the keys of its titles, its number and the sketches of its
texts; a pair comes back once one of the two says something materially different. Pure,
but for the reading of rows.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Q

from policyarchive.archive import sketches
from policyarchive.archive.models import Document, Entry, Law, WorkingText
from policyarchive.editorial.models import KeptApart

_SAME_BANDS = 0.5  # of a text's sketch: what shares fewer has been rewritten

Saying = dict[str, Any]


def sayings(entries: Collection[int]) -> dict[int, Saying]:
    """Return what entries say, by their keys; four queries for any number."""
    keys = Entry.objects.filter(pk__in=entries).order_by("pk")
    found: dict[int, Saying] = {
        pk: {"titles": sorted(titles or ()), "number": "", "texts": []}
        for pk, titles in keys.values_list("pk", "title_keys")
    }
    for model in (Document, Law):
        numbers = model._default_manager.filter(pk__in=entries).order_by()
        for pk, number in numbers.values_list("pk", "number_key"):
            found[pk]["number"] = number or ""
    texts = WorkingText.objects.filter(document__in=entries).order_by("pk")
    for pk, sketch in texts.values_list("document_id", "sketch"):
        if sketch:
            found[pk]["texts"].append(sketch)
    return found


def is_materially_other(then: Saying, now: Saying) -> bool:
    """Whether an entry says something else than a slip away from what it said."""
    return (
        then["number"] != now["number"]
        or len(then["texts"]) != len(now["texts"])
        or not all(_has_title(then["titles"], key) for key in now["titles"])
        or not all(_has_text(then["texts"], text) for text in now["texts"])
    )


def _has_title(titles: Iterable[str], key: str) -> bool:
    return any(key == title or sketches.are_near(key, title) for title in titles)


def _has_text(texts: Iterable[Sequence[int]], text: Sequence[int]) -> bool:
    bands = set(text)
    return any(len(bands & set(one)) >= _SAME_BANDS * len(bands) for one in texts)


def kept_apart(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return those pairs, the older entry first, that still are not to be proposed.

    One query when nobody kept any of them apart, five otherwise.
    """
    if not pairs:
        return set()
    firsts, seconds = zip(*pairs, strict=True)
    rows = KeptApart.objects.filter(Q(first__in=firsts) & Q(second__in=seconds))
    kept = {(row.first_id, row.second_id): row.before for row in rows}
    kept = {pair: before for pair, before in kept.items() if pair in pairs}
    if not kept:
        return set()
    now = sayings({pk for pair in kept for pk in pair})
    return {
        pair
        for pair, before in kept.items()
        if not any(is_materially_other(before[str(pk)], now[pk]) for pk in pair)
    }
