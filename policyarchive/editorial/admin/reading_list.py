"""The reading list of the desk: what texts cite and the archive does not hold."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from policyarchive.search.wanted import page_number, wanted


def reading_list(request: HttpRequest) -> HttpResponse:
    """List what is cited most and not held, a page at a time."""
    if not request.user.has_perm("archive.view_document"):
        raise PermissionDenied
    number = page_number(request.GET.get("page", ""))
    context = admin.site.each_context(request) | {
        "title": "Reading list",
        "page": wanted(number),
        "number": number,
    }
    return TemplateResponse(request, "admin/desk/reading_list.html", context)
