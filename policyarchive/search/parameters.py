"""Parameters: what the values of a query string mean, and how each narrows a search.

A field reads a value into its normal form, and tells nonsense from it; a filter takes
one step of the search query with it. The sets of ``filters`` are made of these.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from policyarchive.archive import dates, permalinks, vocabulary
from policyarchive.search.facets import UNKNOWN
from policyarchive.search.language import LONGEST
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import MONTH
from policyarchive.search.results import NONE

MOST_VALUES = 100
LONGEST_VALUE = 200

# The vocabulary of each facet that has one, and the facets whose values are entries.
VOCABULARIES: Mapping[str, tuple[type[vocabulary.Terms], ...]] = {
    "kind": (vocabulary.Kind,),
    "type": (vocabulary.DocumentType, vocabulary.ActorKind, vocabulary.EventKind),
    "status": (vocabulary.Status,),
    "level": (vocabulary.Level,),
    "origin": (vocabulary.SourceKind,),
    "language": (vocabulary.Language,),
}
ENTRIES = frozenset(("issuer", "actor", "law", "event"))
_ANCHOR = re.compile(r"(?:/v\d+)?(?P<anchor>/[a-z]+-[\w.-]+)?")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values of one facet that were chosen, left out, or mean nothing."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def _is_code(facet: str) -> Callable[[str], str | None]:
    codes = {code for terms in VOCABULARIES[facet] for code in terms.values}
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
    if facet in VOCABULARIES:
        return _is_code(facet)
    if facet in ENTRIES:
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
        """Name the values of facets that mean nothing, and cut words that go on."""
        cleaned: dict[str, Any] = self.cleaned_data
        words = cleaned.get("q") or ""
        if len(words) > LONGEST:
            said = f"There are more than {LONGEST} characters: the rest was ignored."
            self.add_error("q", said)
            cleaned["q"] = words[:LONGEST]
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


class WordsField(forms.CharField):
    """Words in the query language: any text at all."""

    def clean(self, value: Any) -> str:
        """Return the words; a null character, which no text holds, parts them."""
        text: str = super().clean(str(value or "").replace("\0", " "))
        return text


class WordsFilter(StepFilter):
    """The words of the query."""

    field_class = WordsField


class DateFilter(StepFilter):
    """A bound of the range of dates."""

    field_class = DateField


class NumberFilter(StepFilter):
    """A whole number within bounds."""

    field_class = forms.IntegerField


class ChoiceFilter(StepFilter):
    """One of a few words."""

    field_class = forms.ChoiceField
