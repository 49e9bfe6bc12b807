"""Twins of result lists: JSON, CSV and Atom with the same query string as the page."""

import csv
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe

from policyarchive.archive.vocabulary import DateRole
from policyarchive.public import linking
from policyarchive.public.labels import Labels
from policyarchive.search.filters import SearchFilters
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import LARGEST_PAGE
from policyarchive.search.results import Hit, PassageHit

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
    page = SearchFilters(request.GET).query.run()
    facets = {
        name: [
            {"value": value.value, "count": value.count, "state": value.state}
            for value in values
        ]
        for name, values in page.facets.items()
    }
    return JsonResponse(
        {
            "count": page.count,
            "page": page.page,
            "pages": page.pages,
            "names": [_result(hit) for hit in page.names],
            "results": [_result(hit) for hit in page.hits],
            "facets": facets,
        },
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
            link=_url(hit),
            description=hit.summary_en or hit.summary_zh,
            unique_id=_url(hit),
            updateddate=parse_datetime(hit.published_at),
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _url(hit: Hit) -> str:
    return linking.absolute(f"/{hit.ark}/v{hit.version}")


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "ark": hit.ark,
        "url": _url(hit),
        "kind": hit.kind,
        "type": hit.type,
        "title": hit.title_en or hit.title_zh,
        "title_zh": hit.title_zh,
        "title_en": hit.title_en,
        "date": hit.date,
        "date_is": hit.date_role,
        "number": hit.number,
        "status": hit.status,
        "issuers": list(hit.issuers),
        "is_unverified": hit.is_unverified,
        "passages": [_passage(hit, passage) for passage in hit.passages],
    }


def _passage(hit: Hit, passage: PassageHit) -> dict[str, str]:
    fragment = f"#{passage.anchor}" if passage.anchor else ""
    return {
        "url": f"{_url(hit)}{fragment}",
        "anchor": passage.anchor,
        "label": passage.label,
        "language": passage.language,
        "text": unescape(strip_tags(passage.text)),
        "html": str(passage.text),
    }


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
        _url(hit),
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
