"""The search query: immutable, lazily executed, what filter sets narrow.

>>> SearchQuery().matching("数据出境").of_kind("document").including("year", "2022")
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar, Self

from policyarchive.search import running
from policyarchive.search.question import (
    CHOICES,
    DATES,
    LARGEST_PAGE,
    SHOWN,
    Choice,
    Order,
    Place,
    Question,
    Range,
)
from policyarchive.search.results import Hit, SearchPage


class SearchQuery(Question):
    """A question that can be narrowed step by step and then asked.

    Every step returns a new query. Nothing is read before ``run`` or ``count``.
    """

    __slots__ = ()

    # What django-filter asks of a queryset; there is no model behind a search.
    model: ClassVar[None] = None

    def all(self) -> Self:
        """Return the query itself: what querysets answer, and it cannot change."""
        return self

    def matching(self, text: str) -> Self:
        """Ask for words, in the query language."""
        return replace(self, text=text)

    def of_kind(self, *kinds: str) -> Self:
        """Confine to kinds of entry, as a listing does."""
        return replace(self, kinds=kinds)

    def including(self, facet: str, *values: str) -> Self:
        """Ask for entries with any of these values of a facet."""
        return self._choosing(facet, values, is_excluded=False)

    def excluding(self, facet: str, *values: str) -> Self:
        """Leave out the entries with any of these values of a facet."""
        return self._choosing(facet, values, is_excluded=True)

    def between(self, first: str = "", last: str = "", date: str = SHOWN) -> Self:
        """Ask for dates in a range; both ends are EDTF, inclusive, and may be open.

        ``date`` says which: the one that is shown, or one of DATES.
        """
        if date not in (SHOWN, *DATES):
            raise ValueError(f"There is no date {date!r}.")
        others = tuple(r for r in self.ranges if r.date != date)
        asked = (Range(date, first, last),) if first or last else ()
        return replace(self, ranges=others + asked)

    def ordered(self, order: Order | str) -> Self:
        """Sort by relevance, newest or oldest first, or by what was added last."""
        return replace(self, order=Order(order))

    def at_page(self, number: int, size: int | None = None) -> Self:
        """Turn to a page, counted from 1."""
        size = self.page_size if size is None else size
        return replace(
            self, page=max(1, number), page_size=min(max(1, size), LARGEST_PAGE)
        )

    def going_on(self, after: Place) -> Self:
        """Go on where a page ended, whatever was published or withdrawn since.

        Raises ``ValueError`` for a place in another order.
        """
        if after.order != self.order:
            raise ValueError(f"This place is not in the order {self.order.value!r}.")
        return replace(self, after=after)

    def widened(self, widen: bool) -> Self:
        """Let the glossary add the other language, or not."""
        return replace(self, widen=widen)

    def run(self) -> SearchPage:
        """Ask the index and return the whole page."""
        return running.run(self)

    def heads(self, *kinds: str) -> Mapping[str, SearchPage]:
        """Ask for the page of each kind of entry, without facets; all in one search."""
        return running.heads(self, kinds)

    def stream(self) -> Iterator[tuple[Hit, ...]]:
        """Ask for all hits, in batches: what exports read."""
        return running.stream(self)

    def count(self) -> int:
        """Ask only how many there are."""
        return running.count(self)

    def _choosing(
        self, facet: str, values: tuple[str, ...], *, is_excluded: bool
    ) -> Self:
        if facet not in CHOICES:
            raise ValueError(f"There is no facet {facet!r}.")
        added = tuple(Choice(facet, value, is_excluded) for value in values)
        return replace(self, choices=tuple(dict.fromkeys(self.choices + added)))
