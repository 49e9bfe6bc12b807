"""Names offered while somebody types: a part of a page, for the search boxes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from policyarchive.public import strictly
from policyarchive.public.answers import takes
from policyarchive.search.suggesting import suggest as names_beginning

_KEPT = 60  # seconds for which a browser may keep an answer


@require_safe
@strictly.refusing
@takes("q")
def suggest(request: HttpRequest) -> HttpResponse:
    """Return the options for what was typed; an empty list where there are none."""
    hits = names_beginning(request.GET.get("q", ""))
    response = render(request, "public/parts/suggest.html", {"hits": hits})
    patch_cache_control(response, public=True, max_age=_KEPT)
    response["X-Robots-Tag"] = "noindex"
    return response
