"""The page that checks a quotation against a version (line K4 of the design)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policyarchive.public import quoting
from policyarchive.public.answers import Problem
from policyarchive.public.api.finding import Withdrawn
from policyarchive.public.api.resolving import version_named


@require_safe
def quote(request: HttpRequest) -> HttpResponse:
    """Show the form and, once it is filled in, the answer."""
    ark = request.GET.get("ark", "").strip()
    text = request.GET.get("text", "").strip()
    found: dict[str, Any] = {"ark": ark, "text": text, "longest": quoting.LONGEST_ASKED}
    status = 200
    if ark or text:
        try:
            found |= _answer(ark, text)
        except Problem as problem:
            status, found["problem"] = problem.status, str(problem)
        except Withdrawn as error:
            status, found["withdrawn"] = 410, error.permalink
    return render(request, "public/quote.html", found, status=status)


def _answer(ark: str, text: str) -> dict[str, Any]:
    if "\0" in ark + text:
        raise Problem(400, "Nothing here is named with a NUL character.")
    if not quoting.LEAST <= len(text) <= quoting.LONGEST_ASKED:
        raise Problem(
            400,
            f"Quote from {quoting.LEAST} to {quoting.LONGEST_ASKED} characters; "
            f"these are {len(text)}.",
        )
    version = version_named(ark)
    finding = quoting.check(version.permalink, version, text)
    return {"finding": finding, "permalink": version.permalink}
