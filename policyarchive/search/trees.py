"""What stands under what: bodies under their parents, topics under theirs.

A facet of a tree counts under a value also what is filed under those below it, and a
filter by the value finds that too. The tree of bodies is read from the index, that of
topics from the database, once for each state of the index and anew after a minute.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from policyarchive.archive.models.vocabulary import Topic
from policyarchive.archive.vocabulary import Kind, Role
from policyarchive.search.engine import Among, Snapshot
from policyarchive.search.question import TOGETHER, Order

_LASTS = 60.0  # seconds
_MOST_BODIES = 20_000
_PARENT = f"{Role.PARENT.value}|"


@dataclass(frozen=True, slots=True)
class Tree:
    """Values by all that stand above them, the nearest first, and what is right below.

    ``_surplus`` keeps what was worked out of values that stand together.
    """

    _above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _surplus: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def below(self, *values: str) -> tuple[str, ...]:
        """Return values and all that stand below them, each once."""
        return _reached(values, self._children)

    def above(self, value: str) -> tuple[str, ...]:
        """Return all that stand above a value, the nearest first."""
        return self._above.get(value, ())

    def counted(
        self, counts: Mapping[str, int], together: Mapping[str, int]
    ) -> dict[str, int]:
        """Return the counts of values with what is below them, each entry once.

        ``together`` counts the entries by all of their values, where these are several.
        """
        whole = dict(counts)
        for value, count in counts.items():
            for above in self.above(value):
                whole[above] = whole.get(above, 0) + count
        for values, count in together.items():
            for value, surplus in self._surplus_of(values):
                whole[value] -= surplus * count
        # What stands above comes first among equals.
        ordered = sorted(whole, key=lambda v: (-whole[v], len(self.above(v)), v))
        return {value: whole[value] for value in ordered}

    def _surplus_of(self, values: str) -> tuple[tuple[str, int], ...]:
        """Return where an entry with these values counts too often, and by how much."""
        if values not in self._surplus:
            times = Counter(
                place
                for value in values.split(TOGETHER)
                for place in (value, *self.above(value))
            )
            self._surplus[values] = tuple(
                (place, number - 1) for place, number in times.items() if number > 1
            )
        return self._surplus[values]


def make(pairs: Iterable[tuple[str, str]]) -> Tree:
    """Return the tree of (value, parent)."""
    parents: dict[str, tuple[str, ...]] = {}
    children: dict[str, tuple[str, ...]] = {}
    for value, parent in pairs:
        parents[value] = (*parents.get(value, ()), parent)
        children[parent] = (*children.get(parent, ()), value)
    return Tree({v: _reached((v,), parents)[1:] for v in parents}, children)


def _reached(
    starts: Iterable[str], steps: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    found = dict.fromkeys(starts)
    todo = list(found)
    for value in todo:  # it grows while it is walked
        new = [step for step in steps.get(value, ()) if step not in found]
        found |= dict.fromkeys(new)
        todo += new
    return tuple(found)


def _bodies(snapshot: Snapshot) -> Iterable[tuple[str, str]]:
    actors = Among("kind", (Kind.ACTOR.value,))
    links = snapshot.tally(actors, ("link",))["link"]
    pointing = tuple(link for link, _ in links if link.startswith(_PARENT))
    if not pointing:
        return
    found = snapshot.find(Among("link", pointing), Order.NEWEST, 0, _MOST_BODIES)
    for _, card in found.cards:
        for target, facts in card["points"]:
            if facts["role"] == Role.PARENT:
                yield card["ark"], target


def _topics() -> Iterable[tuple[str, str]]:
    placed = Topic.objects.filter(parent__isnull=False)
    return placed.values_list("key", "parent__key")


_mutex = threading.Lock()
_kept: tuple[str, float, Mapping[str, Tree]] | None = None


def trees(snapshot: Snapshot) -> Mapping[str, Tree]:
    """Return the trees by facet; costs one query when they are read."""
    global _kept
    with _mutex:
        now = time.monotonic()
        generation = snapshot.generation
        if _kept is None or _kept[0] != generation or now - _kept[1] > _LASTS:
            found = {"issuer": make(_bodies(snapshot)), "topic": make(_topics())}
            _kept = (generation, now, found)
        return _kept[2]
