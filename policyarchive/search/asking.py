"""From a question to conditions: the words' plan and the reader's filters.

Filters are kept apart by facet, so that each is counted under all but its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from policyarchive.archive import dates
from policyarchive.search import effort, plan, weights
from policyarchive.search.engine import (
    Among,
    Anything,
    Condition,
    Every,
    Snapshot,
    Within,
    Without,
)
from policyarchive.search.language import Parsed, parse, with_fewer
from policyarchive.search.lexicon import lexicon
from policyarchive.search.plan import Plan
from policyarchive.search.question import CHOICES, MONTH, SHOWN, Question, Range
from policyarchive.search.trees import Tree, trees

# Years, months and the range of the date shown are about one thing, so each is counted
# without the others.
_OF_DATES = frozenset(("year", MONTH, SHOWN))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as conditions."""

    question: Question
    parsed: Parsed
    plan: Plan
    filters: tuple[tuple[str, Condition], ...]  # facet or date, and what is asked
    trees: Mapping[str, Tree]  # by facet

    def condition(self, *left_out: str) -> Condition:
        """Return the whole condition, without the filters of some facets."""
        parts = list(self.plan.conditions)
        if self.question.kinds:
            parts.append(Among("kind", self.question.kinds))
        parts += (part for facet, part in self.filters if facet not in left_out)
        return Every(tuple(parts)) if parts else Anything()

    def filtered(self) -> tuple[str, ...]:
        """Return the facets and dates that are filtered by."""
        return tuple(dict.fromkeys(facet for facet, _ in self.filters))

    def left_out(self, facet: str) -> frozenset[str]:
        """Return the filters that are left out where a facet is counted."""
        own = _OF_DATES if facet in _OF_DATES else frozenset((facet,))
        return own.intersection(self.filtered())


def ask(question: Question, snapshot: Snapshot) -> Asked:
    """Return a question as conditions."""
    parsed = parse(question.text)
    asked = _planned(question, parsed, snapshot)
    # One anonymous query must not cost what a hundred do.
    while _work(asked, snapshot) > weights.MOST_WORK:
        fewer = with_fewer(asked.parsed)
        if fewer is None:
            break
        asked = _planned(question, fewer, snapshot)
    return asked


def _planned(question: Question, parsed: Parsed, snapshot: Snapshot) -> Asked:
    words = plan.make(
        parsed, lexicon(snapshot.generation), snapshot, widen=question.widen
    )
    forest = trees(snapshot)
    filters = tuple(_filters(question, forest))
    return Asked(question, parsed, words, filters, forest)


def _work(asked: Asked, snapshot: Snapshot) -> float:
    """Return what the page will cost: its hits, and its facets under other filters."""
    times = 2 + len(asked.filtered())
    return times * effort.of(Every(asked.plan.conditions), snapshot)


def ask_again(asked: Asked, text: str, snapshot: Snapshot) -> Asked:
    """Return the same question with other words."""
    return ask(replace(asked.question, text=text), snapshot)


def _filters(
    question: Question, forest: Mapping[str, Tree]
) -> Iterable[tuple[str, Condition]]:
    for facet in CHOICES:
        tree = forest.get(facet, Tree())
        if included := question.chosen(facet):
            yield facet, Among(facet, tree.below(*map(tree.now, included)))
        if excluded := question.chosen(facet, is_excluded=True):
            yield facet, Without(Among(facet, tree.below(*map(tree.now, excluded))))
    for asked in question.ranges:
        yield asked.date, _within(asked)


def _within(asked: Range) -> Within:
    """Return a range of days; a bound that is no date is open."""
    return Within(
        _bound(asked.first, dates.FIRST_DAY.toordinal(), is_upper=False),
        _bound(asked.last, dates.LAST_DAY.toordinal(), is_upper=True),
        asked.date,
    )


def _bound(edtf: str, default: int, *, is_upper: bool) -> int:
    try:
        partial = dates.parse(edtf)
    except dates.BadDate:
        return default
    return (partial.upper if is_upper else partial.lower).toordinal()
