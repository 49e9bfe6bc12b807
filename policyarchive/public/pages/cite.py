"""The page on which a reader checks footnotes and bibliographies."""

from datetime import date
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from policyarchive.public import checking

_TOO_LONG = (
    f"Paste at most {checking.LONGEST:,} characters at a time; a longer bibliography "
    "can be checked in parts."
)


# It changes nothing and knows nobody, so there is nothing to forge; a text may be too
# long for an address, which is why it may be posted.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def cite(request: HttpRequest) -> HttpResponse:
    """Show the form and, once something is pasted, the answer."""
    try:
        query: QueryDict = request.POST if request.method == "POST" else request.GET
    except RequestDataTooBig:
        found: dict[str, Any] = {"problem": _TOO_LONG}
        return render(request, "public/cite.html", found, status=413)
    found = _answer(
        query.get("text", "").replace("\0", " "), query.get("on", "").strip()
    )
    status = found.pop("status", 200)
    return render(request, "public/cite.html", found, status=status)


def _answer(text: str, on: str) -> dict[str, Any]:
    found: dict[str, Any] = {"text": text, "on": on[:10]}
    if len(text) > checking.LONGEST:
        said = f"These are {len(text):,} characters. {_TOO_LONG}"
        return {"on": on[:10], "problem": said, "status": 413}
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        return found | {
            "problem": "Give the day as year, month and day, such as 2021-11-01.",
            "status": 400,
        }
    if text.strip():
        found["check"] = checking.check(text, day)
    return found
