"""What stands under what: bodies under their parents, topics under theirs.

A facet of a tree counts under a value also what is filed under those below it, and a
filter by the value finds that too. What was merged stands below what it was merged into
and is never shown: versions go on stating it. The tree of bodies is read from the
index, that of topics from the database, once for each state of the index and anew after
a minute. Until then a topic that was merged is found as it was before.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

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

    ``_merged`` says what a value that was merged is now; ``mark`` tells trees apart;
    ``_surplus`` keeps what was worked out of values that stand together.
    """

    _above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _merged: Mapping[str, str] = field(default_factory=dict)
    mark: int = 0
    _surplus: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def below(self, *values: str) -> tuple[str, ...]:
        """Return values and all that stand below them, each once."""
        return _reached(values, self._children)

    def above(self, value: str) -> tuple[str, ...]:
        """Return all that stand above a value, the nearest first."""
        return self._above.get(value, ())

    @property
    def is_flat(self) -> bool:
        """Whether nothing stands below anything, so that no entry counts twice."""
        return not self._above

    def now(self, value: str) -> str:
        """Return what a value is now: of one that was merged, its survivor."""
        return self._merged.get(value, value)

    def counted(
        self, counts: Mapping[str, int], together: Mapping[str, int]
    ) -> dict[str, int]:
        """Return the counts of values with what is below them, each entry once.

        ``together`` counts the entries by all of their values, where these are several.
        """
        if self.is_flat:
            return dict(counts)
        whole = dict(counts)
        for value, count in counts.items():
            for above in self._above.get(value, ()):
                whole[above] = whole.get(above, 0) + count
        known = self._surplus
        for values, count in together.items():
            surplus = known.get(values)
            if surplus is None:
                surplus = self._surplus_of(values)
            for value, number in surplus:
                whole[value] -= number * count
        # What stands above comes first among equals.
        ordered = sorted(
            (-whole[value], len(self._above.get(value, ())), value)
            for value in whole.keys() - self._merged.keys()
        )
        return {value: -count for count, _, value in ordered}

    def _surplus_of(self, values: str) -> tuple[tuple[str, int], ...]:
        """Return where an entry with these values counts too often, and by how much."""
        times = Counter(
            place
            for value in values.split(TOGETHER)
            for place in (value, *self.above(value))
        )
        found = tuple(
            (place, number - 1) for place, number in times.items() if number > 1
        )
        self._surplus[values] = found
        return found


def make(
    pairs: Iterable[tuple[str, str]], merged: Mapping[str, str] = MappingProxyType({})
) -> Tree:
    """Return the tree of (value, parent), and of (value, what it was merged into)."""
    # What was merged has no place of its own any more.
    placed = [pair for pair in pairs if pair[0] not in merged]
    placed += merged.items()
    parents: dict[str, tuple[str, ...]] = {}
    children: dict[str, tuple[str, ...]] = {}
    for value, parent in placed:
        parents[value] = (*parents.get(value, ()), parent)
        children[parent] = (*children.get(parent, ()), value)
    above = {value: _reached((value,), parents)[1:] for value in parents}
    return Tree(above, children, merged, hash(frozenset(placed)))


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


_mutex = threading.Lock()
_kept: tuple[str, float, Tree] | None = None
_kept_topics: tuple[float, Tree] | None = None


def topics(*, anew: bool = False) -> Tree:
    """Return the tree of topics, perhaps a minute old; costs one query when read."""
    global _kept_topics
    with _mutex:
        now = time.monotonic()
        if anew or _kept_topics is None or now - _kept_topics[0] > _LASTS:
            _kept_topics = (now, _read_topics())
        return _kept_topics[1]


def _read_topics() -> Tree:
    rows = Topic.objects.order_by().values_list(
        "key", "parent__key", "merged_into__key"
    )
    found = list(rows)
    return make(
        ((key, parent) for key, parent, _ in found if parent),
        {key: survivor for key, _, survivor in found if survivor},
    )


def trees(snapshot: Snapshot) -> Mapping[str, Tree]:
    """Return the trees by facet; costs one query when they are read."""
    global _kept
    with _mutex:
        now = time.monotonic()
        generation = snapshot.generation
        is_old = _kept is None or _kept[0] != generation or now - _kept[1] > _LASTS
        if _kept is None or is_old:
            _kept = (generation, now, make(_bodies(snapshot)))
        bodies = _kept[2]
    return {"issuer": bodies, "topic": topics(anew=is_old)}
