"""Suggesting: entries whose name begins with what is being typed."""

from collections.abc import Mapping
from typing import Any

from policyarchive.archive.vocabulary import Kind
from policyarchive.search import follower, keys, weights
from policyarchive.search.engine import Among, Every, Worth
from policyarchive.search.language import LONGEST
from policyarchive.search.question import Order
from policyarchive.search.results import Hit
from policyarchive.search.running import make_hit

_FIRST = (Kind.LAW.value, Kind.ACTOR.value)


def suggest(text: str) -> tuple[Hit, ...]:
    """Return entries with a name that begins so, in any spelling of it.

    Laws and bodies come first, then short titles. Nothing for a single letter, or while
    there is no index.
    """
    key = keys.name_key(text[:LONGEST])
    snapshot = follower.fresh_snapshot()
    is_name = weights.SHORTEST_TYPED <= len(key) <= weights.LONGEST_TYPED
    if snapshot is None or not is_name:
        return ()
    called = tuple(
        name
        for match in weights.NAME_SCORES
        for name in snapshot.beginning("name", f"{match}:{key}", weights.MOST_TYPED)
    )
    if not called:
        return ()
    better = (Worth(Among("kind", _FIRST), 1.0),)
    begun = Every((Worth(Among("name", called), 1.0),), better)
    found = snapshot.find(begun, Order.RELEVANCE, 0, weights.MOST_TYPED)
    cards = sorted((card for _, card in found.cards), key=_place)
    return tuple(make_hit(card) for card in cards[: weights.MOST_SUGGESTED])


def _place(card: Mapping[str, Any]) -> tuple[bool, int, str]:
    title = card["title_zh"] or card["title_en"]
    return card["kind"] not in _FIRST, len(title), card["ark"]
