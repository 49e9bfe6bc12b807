"""The timeline: every event on record, year by year."""

from collections.abc import Iterator
from itertools import groupby

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policyarchive.archive.vocabulary import Kind
from policyarchive.public import charts
from policyarchive.public.addresses import strange
from policyarchive.search.language import LONGEST
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import LARGEST_PAGE
from policyarchive.search.results import Hit, SearchPage


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """List the events of one year, by month; without a year, of the latest."""
    events = SearchQuery().of_kind(Kind.EVENT).ordered("oldest")
    years = events.at_page(1, 1).run().histogram.years
    known = [bar.year for bar in years if bar.count]
    latest = known[-1] if known else 0
    year = _year(str(request.GET.get("year", ""))) or latest
    of_year = events.including("year", f"{year:04}").at_page(1, LARGEST_PAGE)
    page = of_year.heads(Kind.EVENT)[Kind.EVENT]
    found = {
        "section": "timeline",
        "ignored": tuple(_ignored(request.GET)),
        "year": year,
        "count": page.count,
        "months": tuple(_months(page)),
        "years": tuple((bar.year, bar.count) for bar in years),
        "before": max((y for y in known if y < year), default=None),
        "after": min((y for y in known if y > year), default=None),
        "chart": charts.by_year(
            [(bar.year, bar.count) for bar in years], chosen=frozenset((year,))
        ),
    }
    return render(request, "public/timeline.html", found)


def _year(asked: str) -> int:
    """Return the year that was asked for; 0 for none and for nonsense."""
    return int(asked) if len(asked) <= len("2021") and asked.isdecimal() else 0


def _ignored(asked: QueryDict) -> Iterator[str]:
    """Yield what was asked and means nothing, as sentences for the reader."""
    year = str(asked.get("year", ""))
    if year and not _year(year):
        yield f"There is no year “{year[:LONGEST]}”: it was ignored."
    yield from strange(asked, "year")


def _months(page: SearchPage) -> Iterator[tuple[int, tuple[Hit, ...]]]:
    """Yield the months of a year with their events; 0 where only the year is known."""
    for month, hits in groupby(page.hits, key=_month):
        yield month, tuple(hits)


def _month(hit: Hit) -> int:
    month = hit.date[5:7]
    return int(month) if month.isdecimal() else 0
