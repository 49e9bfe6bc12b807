"""What the form of a list must carry along: what was asked and has no box in it.

A form sends what stands in it and nothing else; what it does not hold would be lost
with the next filter that is ticked.
"""

from collections.abc import Iterable, Iterator

from policyarchive.public.addresses import Address
from policyarchive.public.facets import Facet, Value
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import MONTH, TREES, Choice
from policyarchive.search.results import SearchPage

_KEPT = ("q", "sort", "size", "widen")


def fields(
    query: SearchQuery,
    page: SearchPage,
    address: Address,
    facets: Iterable[Facet],
    dates: tuple[Iterable[Value], Iterable[Value]],
) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the fields that a form hides.

    ``facets`` are drawn with boxes, and so are the years and months of ``dates``.
    """
    for key in _KEPT:
        if value := str(address.query.get(key, "")):
            yield key, value
    drawn = {(facet.key, value.value) for facet in facets for value in facet.chosen}
    for key, values in zip(("year", MONTH), dates, strict=True):
        drawn |= {(key, value.value) for value in values if value.state}
    for choice in query.choices:
        if (choice.facet, choice.value) not in drawn and not _is_moved(choice, page):
            yield choice.facet, choice.written


def _is_moved(choice: Choice, page: SearchPage) -> bool:
    """Whether a body or topic was merged: the box of its survivor stands for it."""
    counted = page.facets.get(choice.facet, ())
    return choice.facet in TREES and choice.value not in {v.value for v in counted}
