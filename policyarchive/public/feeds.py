"""Twins of result lists: JSON, CSV and Atom with the same query string as the page."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from policyarchive.archive.vocabulary import DateRole
from policyarchive.public import linking, results
from policyarchive.public.labels import Labels
from policyarchive.search.filters import SearchFilters
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import LARGEST_PAGE
from policyarchive.search.results import Hit

_FEED_LENGTH = 50
_COLUMNS = (
    "ark",
    "url",
    "version",
    "kind",
    "type",
    "title_zh",
    "title_en",
    "date",
    "date_is",
    "number",
    "status",
    "issuers",
    "topics",
    "languages",
    "unverified",
)
# A spreadsheet would run what begins with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    """Answer with one page of results, counts and facets as JSON."""
    return JsonResponse(
        results.listed(SearchFilters(request.GET).query.run()),
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
def search_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Answer with all results as CSV, streamed page by page."""
    query = SearchFilters(request.GET).query
    writer = csv.writer(_Echo())
    response = StreamingHttpResponse(
        (writer.writerow(row) for row in _rows(query)),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="policy-archive.csv"'
    return response


@require_safe
def search_atom(request: HttpRequest) -> HttpResponse:
    """Answer with the first results as an Atom feed that keeps all filters."""
    query = SearchFilters(request.GET).query
    string = request.META.get("QUERY_STRING", "")
    feed = Atom1Feed(
        title=f"Policy Archive: {query.text}" if query.text else "Policy Archive",
        link=linking.absolute(f"/search?{string}" if string else "/search"),
        description="Entries of the archive, as searched.",
        language="en",
        feed_url=linking.absolute(request.get_full_path()),
    )
    for hit in query.at_page(1, _FEED_LENGTH).run().hits:
        feed.add_item(
            title=" ".join(part for part in (hit.title_zh, hit.title_en) if part),
            link=results.url_of(hit),
            description=hit.summary_en or hit.summary_zh,
            unique_id=results.url_of(hit),
            updateddate=parse_datetime(hit.published_at),
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


class _Echo:
    """A file that hands back what is written to it, for streaming."""

    def write(self, value: str) -> str:
        return value


def _rows(query: SearchQuery) -> Iterator[list[str]]:
    yield list(_COLUMNS)
    number, pages = 1, 1
    while number <= pages:
        page = query.at_page(number, LARGEST_PAGE).run()
        labels = Labels({ark for hit in page.hits for ark in hit.issuers})
        for hit in page.hits:
            yield [_cell(value) for value in _values(hit, labels)]
        number, pages = number + 1, page.pages


def _values(hit: Hit, labels: Labels) -> list[str]:
    role = DateRole.find(hit.date_role)
    issuers = [label.best for ark in hit.issuers if (label := labels.of(ark))]
    return [
        hit.ark,
        results.url_of(hit),
        str(hit.version),
        hit.kind,
        hit.type,
        hit.title_zh,
        hit.title_en,
        hit.date,
        role.en if role else "",
        hit.number,
        hit.status,
        "; ".join(issuers) or hit.issuer_as_printed,
        "; ".join(hit.topics),
        "; ".join(hit.languages),
        "yes" if hit.is_unverified else "",
    ]


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
