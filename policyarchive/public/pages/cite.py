"""The page on which a reader checks footnotes and bibliographies, and its JSON."""

from datetime import date
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from policyarchive.public import checked_json, checking
from policyarchive.public.verdicts import Check

_TAKEN = ("text", "on")
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
    found = _answer(request)
    status = found.pop("status", 200)
    return render(request, "public/cite.html", found, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def cite_json(request: HttpRequest) -> HttpResponse:
    """Give the answer as JSON; ``text`` and ``on`` are as on the page."""
    found = _answer(request)
    unknown = [name for name in request.GET if name not in _TAKEN]
    if unknown:
        named = ", ".join(f"“{name[:40]}”" for name in unknown)
        said = f"There is no parameter {named} here, only {' and '.join(_TAKEN)}."
        found = {"problem": said, "status": 400}
    status = found.get("status", 200)
    if "problem" in found:
        body: dict[str, Any] = {"status": status, "detail": found["problem"]}
    else:
        body = checked_json.answer(found.get("check") or Check(()))
    parameters = {"ensure_ascii": False}
    return JsonResponse(body, status=status, json_dumps_params=parameters)


def _answer(request: HttpRequest) -> dict[str, Any]:
    try:
        query: QueryDict = request.POST if request.method == "POST" else request.GET
    except RequestDataTooBig:
        return {"problem": _TOO_LONG, "status": 413}
    text = query.get("text", "").replace("\0", " ")
    on = query.get("on", "").strip()
    if len(text) > checking.LONGEST:
        said = f"These are {len(text):,} characters. {_TOO_LONG}"
        return {"on": on[:10], "problem": said, "status": 413}
    found: dict[str, Any] = {"text": text, "on": on[:10]}
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        said = "Give the day as year, month and day, such as 2021-11-01."
        return found | {"problem": said, "status": 400}
    if text.strip():
        found["check"] = checking.check(text, day)
    return found
