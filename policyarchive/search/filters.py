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

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from policyarchive.archive import dates, permalinks, vocabulary
from policyarchive.search.facets import UNKNOWN
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
from policyarchive.search.results import NONE

LAST_PAGE = 1_000_000  # deeper than any result list; beyond it a number is a mistake
MOST_VALUES = 100
LONGEST_VALUE = 200

_VOCABULARIES: Mapping[str, tuple[type[vocabulary.Terms], ...]] = {
    "kind": (vocabulary.Kind,),
    "type": (vocabulary.DocumentType, vocabulary.ActorKind, vocabulary.EventKind),
    "status": (vocabulary.Status,),
    "level": (vocabulary.Level,),
    "origin": (vocabulary.SourceKind,),
    "language": (vocabulary.Language,),
}
_ENTRIES = frozenset(("issuer", "actor", "law", "event"))
_ANCHOR = re.compile(r"(?:/v\d+)?(?P<anchor>/[a-z]+-[\w.-]+)?")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values of one facet that were chosen, left out, or mean nothing."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def _is_code(facet: str) -> Callable[[str], str | None]:
    codes = {code for terms in _VOCABULARIES[facet] for code in terms.values}
    return lambda value: value if value in codes else None


def _ark(value: str) -> str | None:
    ark = permalinks.read(value)
    return f"ark:{ark.naan}/{ark.name}" if ark else None


def _place(value: str) -> str | None:
    """Return a permalink as it is cited: with the anchor behind it, if there is one."""
    ark = permalinks.read(value)
    if ark is None:
        return None
    place = _ANCHOR.fullmatch(ark.suffix)
    if place is None:
        return None
    return f"ark:{ark.naan}/{ark.name}{place['anchor'] or ''}"


def _year(value: str) -> str | None:
    return value if re.fullmatch(r"[0-9]{4}", value) else None


def _month(value: str) -> str | None:
    pattern = rf"[0-9]{{4}}-(?:0[1-9]|1[0-2]|{UNKNOWN})"
    return value if re.fullmatch(pattern, value) else None


def _short(value: str) -> str | None:
    return value if len(value) <= LONGEST_VALUE else None


def _reader(facet: str) -> Callable[[str], str | None]:
    """Return what reads a value of a facet: its normal form, or None for nonsense."""
    if facet in _VOCABULARIES:
        return _is_code(facet)
    if facet in _ENTRIES:
        return _ark
    readers = {"cites": _place, "year": _year, MONTH: _month}
    return readers.get(facet, _short)


class FacetField(forms.Field):
    """Values of a facet; a minus before one leaves it out."""

    widget = forms.SelectMultiple

    def __init__(self, *, facet: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.facet = facet

    def to_python(self, value: Iterable[str] | None) -> Chosen:
        """Return the values in normal form, nonsense apart."""
        read = _reader(self.facet)
        found: dict[str, dict[str, None]] = {"": {}, "-": {}, "?": {}}
        for given in list(value or ())[:MOST_VALUES]:
            sign = "-" if given.startswith("-") else ""
            wanted = given.removeprefix("-").strip()
            if wanted:
                normal = NONE if wanted == NONE else read(wanted)
                found["?" if normal is None else sign][normal or given] = None
        return Chosen(*(tuple(found[sign]) for sign in ("", "-", "?")))


class DateField(forms.CharField):
    """A bound of the range of dates, in EDTF."""

    def clean(self, value: Any) -> str:
        """Return the date, or raise with what to write instead."""
        text: str = super().clean(value)
        try:
            return dates.parse(text).edtf if text else ""
        except dates.BadDate as error:
            raise ValidationError(str(error)) from None


class SearchForm(forms.Form):
    """The form of a filter set: nonsense is an error, and the rest still counts."""

    def clean(self) -> dict[str, Any]:
        """Name the values of facets that mean nothing."""
        cleaned: dict[str, Any] = self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, Chosen) and value.unknown:
                named = ", ".join(value.unknown)
                self.add_error(name, f"There is no {name} “{named}”: it was ignored.")
                cleaned[name] = value  # the other values of the facet still count
        return cleaned


class FacetFilter(django_filters.Filter):
    """Narrows to values of a facet, or leaves them out."""

    field_class = FacetField

    def filter(self, qs: SearchQuery, value: Chosen | None) -> SearchQuery:
        """Return the query narrowed."""
        if value is None:
            return qs
        included = qs.including(self.field_name, *value.included)
        return included.excluding(self.field_name, *value.excluded)


class StepFilter(django_filters.Filter):
    """Takes one step of the search query with the value."""

    def __init__(
        self, step: Callable[[SearchQuery, Any], SearchQuery], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.step = step

    def filter(self, qs: SearchQuery, value: Any) -> SearchQuery:
        """Return the query after the step."""
        return qs if value in (None, "") else self.step(qs, value)


class WordsFilter(StepFilter):
    """The words of the query."""

    field_class = forms.CharField


class DateFilter(StepFilter):
    """A bound of the range of dates."""

    field_class = DateField


class NumberFilter(StepFilter):
    """A whole number within bounds."""

    field_class = forms.IntegerField


class ChoiceFilter(StepFilter):
    """One of a few words."""

    field_class = forms.ChoiceField


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
        query = SearchQuery().of_kind(*filter(None, (self.kind,)))
        super().__init__(data if data is not None else QueryDict(), query)

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
