"""How much work a condition is for the index, estimated before it is asked.

The unit is an entry looked at for a word; a processor does about 100,000 of them in a
millisecond where texts are short. Pure arithmetic on how often words stand in entries.
"""

from collections.abc import Iterable
from functools import singledispatch

from policyarchive.search import weights
from policyarchive.search.engine import (
    Among,
    Condition,
    Every,
    Has,
    Nothing,
    Snapshot,
    Some,
    Weighed,
    Without,
    Worth,
)


@singledispatch
def of(condition: Condition, snapshot: Snapshot) -> float:
    """Return the work of finding the entries that meet a condition.

    All of them, where nothing tells them apart sooner (a range of dates).
    """
    return snapshot.size


@of.register
def _(_: Nothing, __: Snapshot) -> float:
    return 0


@of.register
def _(condition: Has, snapshot: Snapshot) -> float:
    tokens = condition.phrase.tokens
    if condition.phrase.is_open:
        return snapshot.size * (1 if len(tokens) == 1 else weights.PHRASE_WORK)
    rarest = min((snapshot.frequency(condition.field, t) for t in tokens), default=0)
    return rarest * (1 if len(tokens) == 1 else len(tokens) * weights.PHRASE_WORK)


@of.register
def _(condition: Among, snapshot: Snapshot) -> float:
    return sum(snapshot.frequency(condition.field, one) for one in condition.values)


@of.register
def _(condition: Every, snapshot: Snapshot) -> float:
    wanted = [part for part in condition.parts if not isinstance(part, Without)]
    # The rarest part leads, and the others are only looked at where it stands.
    lead = min((of(part, snapshot) for part in wanted), default=snapshot.size)
    return lead * (len(condition.parts) + len(condition.better))


@of.register
def _(condition: Some, snapshot: Snapshot) -> float:
    return sum(of(part, snapshot) for part in condition.parts)


@of.register
def _(condition: Weighed, snapshot: Snapshot) -> float:
    return of(condition.part, snapshot)


@of.register
def _(condition: Worth, snapshot: Snapshot) -> float:
    return of(condition.part, snapshot)


def beyond(
    conditions: Iterable[Condition], snapshot: Snapshot, most: float
) -> frozenset[Condition]:
    """Return those of some conditions that are too much work, all taken together.

    The cheapest are asked first, so that most of them can be.
    """
    works = {condition: of(condition, snapshot) for condition in conditions}
    left, dear = most, set()
    for condition in sorted(works, key=lambda one: works[one]):
        left -= works[condition]
        if left < 0:
            dear.add(condition)
    return frozenset(dear)
