"""The pages of the checks: how much there is to mend, and each list of it."""

from collections.abc import Mapping

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from policyarchive.editorial.checks.asking import CHECKS, find
from policyarchive.editorial.checks.counting import count_all
from policyarchive.editorial.models import CheckCount

_PAGE = 50


def checks(request: HttpRequest) -> HttpResponse:
    """Show all checks with what the last count found; count when asked to."""
    _refuse_strangers(request)
    if request.method == "POST":
        total = sum(count for _, count in count_all())
        messages.info(request, f"Counted: {total:,} things to mend.")
        return redirect("admin:checks")
    counts = {count.slug: count for count in CheckCount.objects.all()}
    listed = [(check, counts.get(check.slug)) for check in CHECKS]
    context = {"title": "What there is to mend", "checks": listed}
    return _page(request, "admin/desk/checks.html", context)


def check(request: HttpRequest, slug: str) -> HttpResponse:
    """List what a check finds now, a page of it at a time."""
    _refuse_strangers(request)
    found = find(slug)
    if found is None:
        raise Http404
    given = request.GET.get("page", "")
    number = int(given) if given.isdecimal() and 0 < int(given) < 10**6 else 1
    start = (number - 1) * _PAGE
    some = found.some(start, start + _PAGE + 1)
    context = {
        "title": found.name,
        "check": found,
        "findings": some[:_PAGE],
        "first": start + 1,
        "previous": number - 1,
        "next": number + 1 if len(some) > _PAGE else 0,
    }
    return _page(request, "admin/desk/check.html", context)


def _refuse_strangers(request: HttpRequest) -> None:
    if not request.user.has_perm("archive.view_document"):
        raise PermissionDenied


def _page(
    request: HttpRequest, template: str, context: Mapping[str, object]
) -> HttpResponse:
    given = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, template, given)
