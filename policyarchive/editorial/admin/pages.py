"""What every page about one entry starts from."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policyarchive.archive.models import Entry
from policyarchive.editorial.admin.panels import standing


def user_of(request: HttpRequest) -> User:
    """Return who is signed in; the admin lets nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def where_used(kind: str, one: Model) -> SafeString:
    """Return the link to the page that says where something is used."""
    return format_html(
        '<a href="{}" aria-label="Where {} is used">where</a>',
        reverse("admin:uses", args=(kind, one.pk)),
        one,
    )


class PagesMixin(admin.ModelAdmin):
    """Finds the entry of an address, and what its page shows around the matter."""

    def entry_of(self, request: HttpRequest, pk: int) -> Entry:
        """Return the entry with a key, if there is one and somebody may see it."""
        entry: Entry | None = self.get_object(request, str(pk))
        if entry is None:
            raise Http404
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def page_of(self, request: HttpRequest, entry: Entry, title: str) -> dict[str, Any]:
        """Return what every page about one entry shows."""
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(entry),
            "desk": standing(entry, user_of(request)),
            "original": entry,
            "opts": self.opts,
        }
