"""Documents akin to one: what they share that few others have, told in words.

Shared laws, actors, works cited and terms of the glossary are counted in the index; the
rarer what is shared, the more it weighs. Nothing is joined and nothing is stored.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policyarchive.search import texts
from policyarchive.search.engine import (
    Among,
    Anything,
    Condition,
    Every,
    Has,
    Snapshot,
    Some,
    Without,
    Worth,
)
from policyarchive.search.folding import fold
from policyarchive.search.lexicon import lexicon
from policyarchive.search.question import Order
from policyarchive.search.results import Akin, Shared
from policyarchive.search.running import make_hit
from policyarchive.search.tokens import phrase

MOST = 6  # documents
_MOST_SHARED = 24  # traits that are looked for, the rarest; see ``_shared``
_LARGEST_PART = 20  # what more than one entry in so many has tells nothing
_MOST_TERMS = 40  # terms of the glossary that are counted, as they stand in the text
_MOST_COUNTS = 50_000  # traits whose counts are kept, of some 200 bytes each
_LEAST = 0.4  # of the weight of a trait that but one entry in all has


@dataclass(frozen=True, slots=True)
class _Trait:
    shared: Shared
    condition: Condition
    weight: float


def related(
    ark: str,
    snapshot: Snapshot,
    *,
    laws: Iterable[str] = (),
    actors: Iterable[str] = (),
    cites: Iterable[str] = (),
) -> tuple[Akin, ...]:
    """Return the documents that share most with one, and what each shares."""
    asked = (
        *(_linked("law", law) for law in dict.fromkeys(laws)),
        *(_linked("actor", actor) for actor in dict.fromkeys(actors)),
        *(_linked("cites", work) for work in dict.fromkeys(cites)),
        *(_word(term) for term in _terms(ark, snapshot)),
    )
    total = snapshot.count(Anything())
    traits = _rarest(asked, total, snapshot)
    if not traits:
        return ()
    ways = Some(tuple(Worth(trait.condition, trait.weight) for trait in traits))
    others = Every(
        (
            ways,
            Worth(Among("kind", ("document",)), 0.0),
            Without(Among("ark", (ark,))),
        )
    )
    found = snapshot.find(others, Order.RELEVANCE, 0, MOST).cards
    least = _LEAST * math.log10(total)
    near = [card for score, card in found if score >= least]
    shared = _shared(tuple(str(card["ark"]) for card in near), traits, snapshot)
    return tuple(Akin(make_hit(card), shared[card["ark"]]) for card in near)


def _shared(
    arks: tuple[str, ...], traits: Sequence[_Trait], snapshot: Snapshot
) -> dict[str, tuple[Shared, ...]]:
    """Return which of some traits each of some entries has: one search.

    Each trait scores a power of two, so that the score of an entry tells all it has: a
    score is exact to 24 bits.
    """
    if not arks:
        return {}
    bits = Some(
        tuple(Worth(trait.condition, 2.0**bit) for bit, trait in enumerate(traits))
    )
    asked = Every((bits, Worth(Among("ark", arks), 0.0)))
    return {
        str(card["ark"]): tuple(
            trait.shared for bit, trait in enumerate(traits) if int(score) >> bit & 1
        )
        for score, card in snapshot.find(asked, Order.RELEVANCE, 0, MOST).cards
    }


def _linked(field: str, value: str) -> tuple[Shared, Condition]:
    return Shared(field, value), Among(field, (value,))


@lru_cache(maxsize=10_000)  # as many as a glossary holds
def _word(term: str) -> tuple[Shared, Condition]:
    return Shared("word", term), Has("all", phrase(fold(term)))


def _rarest(
    asked: Iterable[tuple[Shared, Condition]], total: int, snapshot: Snapshot
) -> list[_Trait]:
    known = _counts(snapshot.generation)
    traits = []
    for shared, condition in asked:
        count = known.get(shared)
        if count is None:
            count = snapshot.count(condition)
            if len(known) < _MOST_COUNTS:
                known[shared] = count
        if 2 <= count <= max(2, total // _LARGEST_PART):
            weight = math.log10(total / count)
            traits.append(_Trait(shared, condition, weight))
    return sorted(traits, key=lambda trait: -trait.weight)[:_MOST_SHARED]


@lru_cache(maxsize=1)
def _counts(generation: str) -> dict[Shared, int]:
    """Return what was counted so far in one state of the index; pages add to it."""
    return {}


def _terms(ark: str, snapshot: Snapshot) -> Iterator[str]:
    """Yield the terms of the glossary that stand in the texts of an entry."""
    stored = snapshot.texts((ark,)).get(ark)
    if not stored:
        return
    folded = "\n".join(text.folded for text in texts.load(stored))
    found = (term for term in lexicon(snapshot.generation).english if term in folded)
    for number, term in enumerate(found):
        if number == _MOST_TERMS:
            return
        yield term
