"""What the reader chose, and the ways out where nothing was found.

Each is a sentence with the address that undoes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from policyarchive.public import facets
from policyarchive.public.addresses import Address
from policyarchive.public.facets import Names
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import DATES, SHOWN
from policyarchive.search.results import Blame, SearchPage


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice of the reader as a sentence, with the address that undoes it."""

    name: str
    verb: str
    value: str
    value_zh: str
    address: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way out where nothing was found: what to drop, what is found then."""

    what: str
    value: str
    count: int
    address: str


def chips(query: SearchQuery, names: Names, address: Address) -> Iterator[Chip]:
    """Yield the choices of the reader: filters, then ranges of dates."""
    for choice in query.choices:
        en, zh = names.of(choice.facet, choice.value)
        yield Chip(
            facets.TITLES[choice.facet][0],
            "is not" if choice.is_excluded else "is",
            en or zh or choice.value,
            zh if en else "",
            address.without((choice.facet, choice.written)),
        )
    for asked in query.ranges:
        en, _ = facets.date_title(asked.date)
        first, last = _bounds(asked.date)
        for key, verb, value in (
            (first, "from", asked.first),
            (last, "up to", asked.last),
        ):
            if value:
                yield Chip(en, verb, value, "", address.without((key, "")))


def ways(page: SearchPage, names: Names, address: Address) -> Iterator[Way]:
    """Yield what to drop where nothing was found, as far as that finds anything."""
    for blame in page.blame:
        # What finds nothing either is no way out; of a word alone it is the answer.
        if blame.count or blame.alone:
            yield _way(blame, names, address)


def _way(blame: Blame, names: Names, address: Address) -> Way:
    if blame.alone:
        what, value = "By itself:", blame.alone
        without = address.setting(q=blame.text)
    elif blame.dropped:
        is_one = len(blame.dropped.split()) == 1
        what, value = f"Without the word{'' if is_one else 's'}", blame.dropped
        without = address.setting(q=blame.text)
    elif blame.is_unfiltered:
        what, value = "Without any filter", ""
        without = Address(address.path, QueryDict()).setting(q=blame.text)
    elif not blame.facet:
        what, value = "With the words one by one:", blame.text
        without = address.setting(q=blame.text)
    elif blame.facet in (SHOWN, *DATES):
        what, value = "Without the range of dates", facets.date_title(blame.facet)[0]
        without = address.without(*((key, "") for key in _bounds(blame.facet)))
    else:
        en, zh = names.of(blame.facet, blame.value) if blame.value else ("", "")
        what = f"Without the filter {facets.TITLES[blame.facet][0].lower()}"
        value = en or zh
        # Without a value it stands for all that were chosen of its facet.
        without = address.without((blame.facet, blame.value))
    return Way(what, value, blame.count, without)


def _bounds(date: str) -> tuple[str, str]:
    """Return the parameters of the range of a date."""
    return ("from", "to") if date == SHOWN else (f"{date}-from", f"{date}-to")
