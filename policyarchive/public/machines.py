"""How programs are answered: from other sites too, by HEAD as by GET, in JSON."""

from collections.abc import Callable, Iterator

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response

_API = "/api/"
_EXPOSED = "ETag, Last-Modified, Link, Location, Memento-Datetime"


class Machines:
    """Middleware for the API and for the JSON twins of pages.

    Whoever reads in a browser may read from any site (CORS): everything here is public
    and no answer depends on cookies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and let every site read what is for programs."""
        response = self._respond(request)
        return _without_body(response) if request.method == "HEAD" else response

    def _respond(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_for_machines(request.path):
            return self.get_response(request)
        response = _conditional(request, self._answer(request))
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = _EXPOSED
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _permission()
        if not request.path.startswith(_API):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return _problem(405, "This address can only be read: use GET or HEAD.")
        if any("\0" in text for text in (request.path, *_values(request))):
            return _problem(400, "Nothing here is named with a NUL character.")
        asked, request.method = request.method, "GET"
        response = self.get_response(request)
        request.method = asked
        return response


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """Return an answer to HEAD, which a server would otherwise warn of each time.

    Its length is stated already, by what made it.
    """
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response.content = b""
    return response


def _is_for_machines(path: str) -> bool:
    is_twin = path.endswith(".json") and not path.startswith("/admin/")
    return path.startswith(_API) or is_twin


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return 304 instead of what the asker holds already, by its ETag."""
    if not isinstance(response, HttpResponse) or "ETag" not in response:
        return response
    return (
        get_conditional_response(request, response["ETag"], None, response) or response
    )


def _permission() -> HttpResponse:
    """Answer a browser that asks whether it may send a header of its own."""
    response = HttpResponse(status=204)
    response["Allow"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _values(request: HttpRequest) -> Iterator[str]:
    for name, values in request.GET.lists():
        yield from (name, *values)


def _problem(status: int, sentence: str) -> HttpResponse:
    allowed = {"Allow": "GET, HEAD, OPTIONS"}
    return JsonResponse({"error": sentence}, status=status, headers=allowed)
