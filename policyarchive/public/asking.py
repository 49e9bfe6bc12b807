"""From the query string to the search query, the same for pages, feeds and exports.

``q`` words in the query language, a facet's name with a value (a minus before the value
leaves it out), ``from`` and ``to`` in EDTF, ``sort``, ``page``, and ``widen=no`` to
search only what was typed. What makes no sense is ignored, never an error.
"""

from django.http import QueryDict

from policyarchive.archive.dates import BadDate, parse
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import FACETS, Choice, Order

# Deeper than any result list; beyond it a number is a joke or an attack.
_LAST_PAGE = 1_000_000


def written(choice: Choice) -> str:
    """Return a choice as the query string writes it: a minus leaves out."""
    return f"-{choice.value}" if choice.is_excluded else choice.value


def asked(query: QueryDict, *, kind: str = "") -> SearchQuery:
    """Return what a query string asks, confined to a kind of entry or not."""
    search = SearchQuery().matching(query.get("q", "").strip())
    if kind:
        search = search.of_kind(kind)
    for facet in FACETS:
        for value in query.getlist(facet):
            if value.startswith("-"):
                search = search.excluding(facet, value[1:])
            elif value:
                search = search.including(facet, value)
    return (
        search.between(_date(query.get("from", "")), _date(query.get("to", "")))
        .ordered(_order(query.get("sort", ""), search.text))
        .at_page(_page(query.get("page", "")))
        .widened(query.get("widen") != "no")
    )


def _order(asked: str, text: str) -> Order:
    if asked in list(Order):
        return Order(asked)
    return Order.RELEVANCE if text else Order.NEWEST


def _page(asked: str) -> int:
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= 7
    return min(int(asked), _LAST_PAGE) if is_number else 1


def _date(asked: str) -> str:
    try:
        return parse(asked).edtf if asked else ""
    except BadDate:
        return ""
