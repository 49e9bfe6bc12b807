"""Filter sets: from the query string to the search query, the same for page and API.

One set for each listing. Its "queryset" is the search query, which the filters narrow.

Parameters: ``q`` words in the query language; a facet's name (``type``, ``issuer``, …)
as often as there are values, a minus before a value leaving it out (``type=-news``);
``cites`` a permalink, with ``/art-21`` behind it or not, that texts cite; ``unheld``
the key of something cited that is not held;
``from`` and ``to`` a range of the date shown in EDTF, ``effective-from`` and
``effective-to`` one of a date in its role, ``added-from`` and ``added-to`` one of the
day it was published here; ``sort`` relevance, newest, oldest or added; ``page``;
``size``; ``widen=no`` to search only what was typed. Values that mean nothing are named
among the form's errors and ignored; unknown parameters are named in ``unknown``. A page
shows both, an API refuses them.
"""

from collections.abc import Mapping
from typing import ClassVar

import django_filters
from django.http import QueryDict

from policyarchive.archive import vocabulary
from policyarchive.search.parameters import (
    ChoiceFilter,
    Chosen,
    DateFilter,
    FacetFilter,
    NumberFilter,
    SearchForm,
    WordsFilter,
)
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import (
    ADDED,
    DATES,
    FACETS,
    LARGEST_PAGE,
    MONTH,
    SHOWN,
    UNCOUNTED,
    Order,
)

LAST_PAGE = 1_000_000  # deeper than any result list; beyond it a number is a mistake


def _range(prefix: str, date: str) -> dict[str, DateFilter]:
    """Return the filters of the two bounds of a date."""

    def starting(query: SearchQuery, day: str) -> SearchQuery:
        return query.between(day, query.range_of(date).last, date)

    def ending(query: SearchQuery, day: str) -> SearchQuery:
        return query.between(query.range_of(date).first, day, date)

    said = prefix.replace("-", " ")
    return {
        f"{prefix}from": DateFilter(starting, label=f"{said}from".capitalize()),
        f"{prefix}to": DateFilter(ending, label=f"{said}to".capitalize()),
    }


class SearchFilters(django_filters.FilterSet):
    """Filters of the search over everything."""

    kind: ClassVar[str] = ""
    facets: ClassVar[tuple[str, ...]] = (*FACETS, MONTH)
    uncounted: ClassVar[tuple[str, ...]] = UNCOUNTED
    dates: ClassVar[tuple[str, ...]] = DATES

    class Meta:
        form = SearchForm

    def __init__(self, data: QueryDict | None = None) -> None:
        data = data if data is not None else QueryDict()
        # What is not asked changes nothing, and copying forty filters and their fields
        # takes longer than a search.
        known: Mapping[str, django_filters.Filter] = vars(type(self))["base_filters"]
        self.base_filters = {key: one for key, one in known.items() if key in data}
        super().__init__(data, SearchQuery().of_kind(*filter(None, (self.kind,))))

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """Return the filters by parameter."""
        return {
            "q": WordsFilter(lambda query, text: query.matching(text), label="Words"),
            **{
                facet: FacetFilter(facet, label=facet.capitalize(), facet=facet)
                for facet in (*cls.facets, *cls.uncounted)
            },
            **_range("", SHOWN),
            **{
                name: bound
                for date in cls.dates
                for name, bound in _range(f"{date}-", date).items()
            },
            "sort": ChoiceFilter(
                lambda query, order: query.ordered(order),
                label="Sort by",
                choices=[(order.value, order.value.capitalize()) for order in Order],
            ),
            "page": NumberFilter(
                lambda query, number: query.at_page(number),
                label="Page",
                min_value=1,
                max_value=LAST_PAGE,
            ),
            "size": NumberFilter(
                lambda query, size: query.at_page(query.page, size),
                label="Results on a page",
                min_value=1,
                max_value=LARGEST_PAGE,
            ),
            "widen": ChoiceFilter(
                lambda query, widen: query.widened(widen != "no"),
                label="Search the other language as well",
                choices=[("yes", "Yes"), ("no", "No")],
            ),
        }

    @property
    def query(self) -> SearchQuery:
        """The query the reader asked for; what makes no sense is left out of it."""
        query: SearchQuery = self.qs
        return query

    @property
    def ignored(self) -> tuple[str, ...]:
        """What was asked and makes no sense, as sentences for the reader."""
        wrong = (str(error) for errors in self.form.errors.values() for error in errors)
        strange = (
            f"There is no filter “{name}”: it was ignored." for name in self.unknown
        )
        return (*wrong, *strange)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The parameters that are none of ours."""
        return tuple(name for name in self.data if name not in self.filters)

    @property
    def sound(self) -> QueryDict:
        """What was asked without what was ignored: what a program may ask as well."""
        kept: QueryDict = self.data.copy()
        for name in self.unknown:
            del kept[name]
        for name in self.form.errors:
            value = self.form.cleaned_data.get(name)
            if isinstance(value, str):
                kept[name] = value
                continue
            chosen = value if isinstance(value, Chosen) else Chosen()
            left_out = (f"-{one}" for one in chosen.excluded)
            kept.setlist(name, [*chosen.included, *left_out])
        return kept

    def filter_queryset(self, queryset: SearchQuery) -> SearchQuery:
        """Return the query after all filters; without words, newest first."""
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        if not queryset.text and not self.form.cleaned_data.get("sort"):
            queryset = queryset.ordered(Order.NEWEST)
        return queryset


def _without(*facets: str) -> tuple[str, ...]:
    return tuple(facet for facet in (*FACETS, MONTH) if facet not in facets)


class DocumentFilters(SearchFilters):
    """Filters of the list of documents."""

    kind = vocabulary.Kind.DOCUMENT.value
    facets = _without("kind")


class LawFilters(SearchFilters):
    """Filters of the list of laws."""

    kind = vocabulary.Kind.LAW.value
    facets = _without("kind", "language")


class ActorFilters(SearchFilters):
    """Filters of the list of actors."""

    kind = vocabulary.Kind.ACTOR.value
    facets = ("type", "actor", "topic", "source")
    dates = (ADDED,)
    uncounted = ()


class EventFilters(SearchFilters):
    """Filters of the list of events."""

    kind = vocabulary.Kind.EVENT.value
    facets = ("type", "actor", "law", "event", "topic", "year", MONTH, "source")
    dates = (vocabulary.DateRole.HAPPENED.value, ADDED)
    uncounted = ()


BY_KIND: Mapping[str, type[SearchFilters]] = {
    filters.kind: filters
    for filters in (
        SearchFilters,
        DocumentFilters,
        LawFilters,
        ActorFilters,
        EventFilters,
    )
}
