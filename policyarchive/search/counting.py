"""Counting: facets and the histogram, each under all filters but its own.

A facet that is filtered by is counted once more, without its filter. Where all of that
is too much work for one page, the dearest are counted among what was found instead.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice, starmap
from types import MappingProxyType
from typing import NamedTuple

from policyarchive.search import effort, weights
from policyarchive.search.asking import Asked
from policyarchive.search.engine import Anything, Condition, Snapshot
from policyarchive.search.facets import UNKNOWN
from policyarchive.search.question import (
    FACETS,
    MONTH,
    PAGE_SIZE,
    TREES,
    Order,
    Question,
)
from policyarchive.search.results import (
    NONE,
    FacetState,
    FacetValue,
    Histogram,
    MonthCount,
    YearCount,
)
from policyarchive.search.schema import together
from policyarchive.search.trees import Tree

# Values returned of a facet; a chosen one is returned wherever it stands.
MOST_VALUES = 200
# Years at both ends of a histogram between which empty ones are filled in.
_LONGEST_GAP = 300
_KEPT = 64  # questions; the values of one can take a megabyte
_FLAT = Tree()  # of the facets without branches

Counts = Mapping[str, Mapping[str, int]]


class Counted(NamedTuple):
    """The facets and the histogram of a question.

    ``narrowed`` are facets that were counted under their own filter too.
    """

    facets: Mapping[str, tuple[FacetValue, ...]]
    histogram: Histogram
    narrowed: tuple[str, ...] = ()


class _Kept(NamedTuple):
    counts: Counts
    narrowed: tuple[str, ...]


def count_facets(asked: Asked, snapshot: Snapshot) -> Counted:
    """Return the facets and the histogram; kept while the index does not change."""
    marks = tuple(asked.trees[facet].mark for facet in TREES)
    state = (snapshot.generation, marks)
    key = (*state, _countable(asked.question))
    kept = _cache.get(key)
    if kept is None:
        everything = _cache.get((*state, type(asked.question)()))
        known = everything.counts if everything else {}
        kept = _cache.put(key, _count(asked, snapshot, known))
    question, counts = asked.question, kept.counts
    facets = {
        facet: _values(question, facet, counts[facet], asked.trees.get(facet, _FLAT))
        for facet in FACETS
    }
    bars = histogram(question, counts["year"], counts[MONTH])
    return Counted(facets, bars, kept.narrowed)


def _countable(question: Question) -> Question:
    """Return what a question counts, whatever page and order it is shown in."""
    return replace(question, order=Order.RELEVANCE, page=1, page_size=PAGE_SIZE)


def _count(asked: Asked, snapshot: Snapshot, everything: Counts) -> _Kept:
    """Count; ``everything`` is what the whole archive holds, where that is known."""
    under, narrowed = _conditions(asked, snapshot)
    known = {f: everything[f] for f in everything if under.get(f) == Anything()}
    # Facets nobody filters by are all counted under the same condition, in one go.
    grouped: dict[int, list[str]] = {}
    for facet, condition in under.items():
        if facet not in known:
            grouped.setdefault(id(condition), []).append(facet)
    counts: dict[str, Mapping[str, int]] = {}
    for facets in grouped.values():
        fields = [one for facet in facets for one in _fields(facet, asked.trees)]
        tally = snapshot.tally(under[facets[0]], fields)
        counts |= {field: dict(tally[field]) for field in fields}
    for facet in TREES:
        if facet not in known:
            joined = counts.pop(together(facet), {})
            counts[facet] = asked.trees[facet].counted(counts[facet], joined)
    months = _count_months(asked.question, under["year"], snapshot)
    return _Kept({**counts, **known, MONTH: months}, narrowed)


def _conditions(
    asked: Asked, snapshot: Snapshot
) -> tuple[dict[str, Condition], tuple[str, ...]]:
    """Return under which condition each facet is counted, and which are narrowed.

    Where it is the same one, it is the same object: to compare them takes longer.
    """
    left_out = {facet: asked.left_out(facet) for facet in FACETS}
    made = {names: asked.condition(*names) for names in set(left_out.values())}
    whole = made.get(frozenset()) or asked.condition()
    anew = {made[names] for names in made if names}
    dear = effort.beyond(anew, snapshot, weights.MOST_RECOUNTING) if anew else ()
    under = {facet: made[names] for facet, names in left_out.items()}
    narrowed = tuple(f for f in FACETS if left_out[f] and under[f] in dear)
    return under | dict.fromkeys(narrowed, whole), narrowed


def _fields(facet: str, forest: Mapping[str, Tree]) -> tuple[str, ...]:
    """Return what is counted for a facet; of a tree with branches, two fields."""
    if facet not in TREES or forest[facet].is_flat:
        return (facet,)
    return facet, together(facet)


def _count_months(
    question: Question, condition: Condition, snapshot: Snapshot
) -> dict[str, int]:
    """Return the months of the one year that was chosen, counted like the years."""
    if not (year := _year_chosen(question)):
        return {}
    months = tuple(f"{year:04}-{month:02}" for month in range(1, 13))
    only = (*months, f"{year:04}-{UNKNOWN}")
    return dict(snapshot.tally(condition, (MONTH,), only)[MONTH])


def _year_chosen(question: Question) -> int:
    """Return the year that was chosen, if it is one, by itself or by its months."""
    chosen = (*question.chosen("year"), *question.chosen(MONTH))
    years = {value[:4] for value in chosen}
    year = years.pop() if len(years) == 1 else ""
    return int(year) if year.isdecimal() else 0


def _values(
    question: Question, facet: str, counts: Mapping[str, int], tree: Tree
) -> tuple[FacetValue, ...]:
    states = _states(question, facet)
    chosen = {tree.now(value): state for value, state in states.items()}
    shown = dict(islice(counts.items(), MOST_VALUES))
    shown |= {value: counts.get(value, 0) for value in chosen}
    if tree.is_flat and not chosen:
        return tuple(starmap(FacetValue, shown.items()))
    return tuple(
        FacetValue(value, count, chosen.get(value, ""), tree.above(value))
        for value, count in shown.items()
    )


def histogram(
    question: Question,
    counts: Mapping[str, int],
    months: Mapping[str, int] = MappingProxyType({}),
) -> Histogram:
    """Return the bars of the years that were counted, empty ones between them.

    Where one year was chosen, its months are there too.
    """
    bars = _years(question, counts)
    year = _year_chosen(question)
    if not year:
        return bars
    states = _states(question, MONTH)
    keys = [UNKNOWN, *(f"{month:02}" for month in range(1, 13))]
    drawn = tuple(
        MonthCount(
            month, months.get(f"{year:04}-{key}", 0), states.get(f"{year:04}-{key}", "")
        )
        for month, key in enumerate(keys)
    )
    return replace(bars, months=drawn, months_of=year)


def _states(question: Question, facet: str) -> dict[str, FacetState]:
    chosen: dict[str, FacetState] = dict.fromkeys(question.chosen(facet), "include")
    excluded = question.chosen(facet, is_excluded=True)
    return chosen | dict.fromkeys(excluded, "exclude")


def _years(question: Question, counts: Mapping[str, int]) -> Histogram:
    states = _states(question, "year")
    # What was chosen stays in sight, also at zero.
    known = sorted({int(year) for year in (*counts, *states) if year != NONE})
    if not known:
        return Histogram((), counts.get(NONE, 0), states.get(NONE, ""))
    first = max(known[0], known[-1] - _LONGEST_GAP)
    filled = sorted({*known, *range(first, known[-1] + 1)})
    return Histogram(
        tuple(
            YearCount(year, counts.get(f"{year:04}", 0), states.get(f"{year:04}", ""))
            for year in filled
        ),
        counts.get(NONE, 0),
        states.get(NONE, ""),
    )


class _Cache:
    """The counts of late questions; threads share it."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._kept: OrderedDict[object, _Kept] = OrderedDict()

    def get(self, key: object) -> _Kept | None:
        with self._mutex:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: object, counts: _Kept) -> _Kept:
        with self._mutex:
            self._kept[key] = counts
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return counts


_cache = _Cache()
