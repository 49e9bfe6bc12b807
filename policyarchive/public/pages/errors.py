"""Pages that say what went wrong and what to do now."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policyarchive.archive.models.published import Permalink, Version
from policyarchive.archive.permalinks import Ark


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """Answer a request that makes no sense."""
    return _page(request, 400, "bad_request")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for what the reader may not see."""
    return _page(request, 403, "forbidden")


def not_our_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was not sent from a page of ours, or too late (CSRF)."""
    return _page(request, 403, "not_our_form")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for an address that leads nowhere."""
    return _page(request, 404, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the archive itself failed; uses nothing that may have failed."""
    return render(request, "500.html", status=500)


def not_an_ark(request: HttpRequest) -> HttpResponse:
    """Answer for an address that begins like a permalink and is none."""
    return _page(request, 404, "not_an_ark")


def foreign_ark(request: HttpRequest, given: Ark) -> HttpResponse:
    """Answer for an ARK that another archive assigned."""
    return _page(request, 404, "foreign_ark", given)


def mistyped_ark(request: HttpRequest, given: Ark) -> HttpResponse:
    """Answer for an ARK whose check character is wrong; never with a guess."""
    return _page(request, 404, "mistyped_ark", given)


def unassigned_ark(request: HttpRequest, given: Ark) -> HttpResponse:
    """Answer for an ARK that is well formed and stands for nothing."""
    return _page(request, 404, "unassigned_ark", given)


def no_passage(
    request: HttpRequest,
    permalink: Permalink,
    version: Version,
    anchor: str,
    others: Sequence[int],
) -> HttpResponse:
    """Answer for a passage that a version has not, nor anything that encloses it.

    ``others`` are the numbers of the versions that have it.
    """
    found = {
        "status": 404,
        "case": "no_passage",
        "permalink": permalink,
        "version": version,
        "anchor": anchor,
        "others": others,
    }
    return render(request, "public/error.html", found, status=404)


def erased_ark(request: HttpRequest, permalink: Permalink) -> HttpResponse:
    """Answer for an entry that was published by mistake and erased the same day."""
    found = {"status": 410, "case": "erased_ark", "permalink": permalink}
    return render(request, "public/error.html", found, status=410)


def bad_datetime(request: HttpRequest) -> HttpResponse:
    """Answer for an Accept-Datetime header that is no date."""
    return _page(request, 400, "bad_datetime")


def _page(
    request: HttpRequest, status: int, case: str, given: Ark | None = None
) -> HttpResponse:
    found = {"status": status, "case": case, "given": given, "path": request.path}
    return render(request, "public/error.html", found, status=status)
