"""Most cited, not held: what texts refer to and a reader will not find here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policyarchive.public.addresses import strange
from policyarchive.search.wanted import page_number, wanted


@require_safe
def not_held(request: HttpRequest) -> HttpResponse:
    """List what is cited most and not held, a page at a time."""
    number = page_number(request.GET.get("page", ""))
    found = {
        "page": wanted(number),
        "number": number,
        "section": "search",
        "ignored": strange(request.GET, "page"),
    }
    return render(request, "public/not_held.html", found)
