"""The admin site of the desk: what waits for whom, and how entries are looked up."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from policyarchive.archive.models import Entry
from policyarchive.editorial.naming import label
from policyarchive.editorial.queues import queues
from policyarchive.editorial.signing_in import DeskLoginForm

# As many lines as the first page of the desk shows of each list.
_LISTED = 12
_PAGE = 50
_ALWAYS = ("to-review", "drafts")  # shown also when there is nothing in them


_ORDER = ("Document", "Law", "Actor", "Event", "Entry", "Topic", "Term")


class _EntryAutocomplete(AutocompleteJsonView):
    """Suggestions that tell two entries of one name apart."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """Return the key and the label of one suggestion."""
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        if isinstance(obj, Entry):
            result["text"] = label(obj)
        return result


class DeskSite(AdminSite):
    """Django's admin, as the desk of the archive."""

    site_title = "Policy Archive desk"
    site_header = "Policy Archive desk"
    index_title = "Desk"
    index_template = "admin/desk/index.html"
    enable_nav_sidebar = True
    login_form = DeskLoginForm

    def get_urls(self) -> list[Any]:
        """Add the pages of the desk that belong to no model."""
        # Imported here: the views look the site up, which is being made.
        from policyarchive.editorial.admin.reading_list import reading_list
        from policyarchive.editorial.checks.views import check, checks
        from policyarchive.editorial.suggestions.views import suggestions
        from policyarchive.editorial.takein import views
        from policyarchive.editorial.uses.views import uses

        wrap = self.admin_view
        return [
            path("reading-list/", wrap(reading_list), name="reading_list"),
            path("take-in/", wrap(views.take_in), name="take_in"),
            path("take-in/<int:pk>/", wrap(views.bench), name="take_in_bench"),
            path("queue/<slug:slug>/", wrap(self.queue), name="queue"),
            path("checks/", wrap(checks), name="checks"),
            path("checks/<slug:slug>/", wrap(check), name="check"),
            path("uses/<slug:kind>/<int:pk>/", wrap(uses), name="uses"),
            path("suggestions/<int:pk>/", wrap(suggestions), name="suggestions"),
            *super().get_urls(),
        ]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer a link field that looks for its target."""
        view: Callable[[HttpRequest], Any] = _EntryAutocomplete.as_view(admin_site=self)
        response: HttpResponse = view(request)
        return response

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add to every page whether four eyes are switched off."""
        context: dict[str, Any] = super().each_context(request)
        return context | {"four_eyes": settings.ARCHIVE_FOUR_EYES}

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """List what is worked on first, what is only looked at last."""
        apps: list[Any] = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _rank(model["object_name"]))
        return apps

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what waits for review, for publishing and for oneself."""
        shown = _shown(request.user) if isinstance(request.user, User) else []
        return super().index(request, {"queues": shown, **(extra_context or {})})

    def queue(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the whole of one queue of the person who is signed in."""
        user = request.user
        if not (isinstance(user, User) and user.has_perm("archive.view_document")):
            raise PermissionDenied
        found = next((queue for queue in queues(user) if queue.slug == slug), None)
        if found is None:
            raise Http404
        page = Paginator(found.entries, _PAGE).get_page(request.GET.get("page"))
        context = {"title": found.heading, "queue": found, "page": page}
        return TemplateResponse(
            request,
            "admin/desk/queue.html",
            {**self.each_context(request), **context},
        )


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _shown(user: User) -> list[dict[str, Any]]:
    """Return what stands in each queue; empty ones but two are left out."""
    if not user.has_perm("archive.view_document"):
        return []
    counted = [(queue, queue.entries.count()) for queue in queues(user)]
    return [
        {"queue": queue, "count": count, "entries": queue.entries[:_LISTED]}
        for queue, count in counted
        if count or queue.slug in _ALWAYS
    ]
