"""Leading a reader to another address, with what was asked."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control


def moved(request: HttpRequest, path: str, *, for_now: bool = False) -> HttpResponse:
    """Return a 301 to a path, with the query string that came.

    ``for_now`` is for a merge: it can be undone on its first day, and browsers would
    keep the answer for ever.
    """
    query = request.META.get("QUERY_STRING", "")
    address = quote(path, safe="/:@")
    answer = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    if for_now:
        patch_cache_control(answer, public=True, no_cache=True)
    return answer
