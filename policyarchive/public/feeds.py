"""Twins of result lists: JSON and Atom with the same query string as the page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from policyarchive.public import linking, results, strictly
from policyarchive.search.question import Order

_FEED_LENGTH = 50


@require_safe
@strictly.refusing
def search_json(request: HttpRequest) -> HttpResponse:
    """Answer with one page of results, counts and facets as JSON."""
    return JsonResponse(
        results.listed(strictly.query(request.GET).run()),
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@strictly.refusing
def search_atom(request: HttpRequest) -> HttpResponse:
    """Answer with an Atom feed that keeps all filters; what was added last comes first.

    A reader's own order is kept, but in one by date what is old would never be news.
    """
    query = strictly.query(request.GET)
    if not request.GET.get("sort"):
        query = query.ordered(Order.ADDED)
    # Not the string as it came: some programs send bare characters.
    string = request.GET.urlencode()
    feed = Atom1Feed(
        title=f"Policy Archive: {query.text}" if query.text else "Policy Archive",
        link=linking.absolute(f"/search?{string}" if string else "/search"),
        description="Entries of the archive, as searched.",
        language="en",
        feed_url=linking.absolute(f"{request.path}?{string}".rstrip("?")),
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
