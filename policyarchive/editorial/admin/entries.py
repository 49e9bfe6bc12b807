"""Documents, laws, actors and events: lists, forms, verbs and previews."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from policyarchive.archive.models import Actor, Document, Entry, Event, Law
from policyarchive.archive.vocabulary import Kind
from policyarchive.editorial.admin.desk import DeskAdmin
from policyarchive.editorial.admin.facets import present
from policyarchive.editorial.admin.finding import FindMixin
from policyarchive.editorial.admin.inlines import TextInline
from policyarchive.editorial.admin.lines import LinesMixin
from policyarchive.editorial.admin.listing import ListingMixin
from policyarchive.editorial.admin.many import ManyMixin

_TITLES = (("title_zh", "title_en"),)
_WORDS = (("summary_zh", "summary_en"), "topics", "note")
_STATUS = (("status", "status_as_of", "status_source"),)


@admin.register(Document)
class DocumentAdmin(LinesMixin, DeskAdmin):
    """Documents."""

    inlines = (TextInline, *DeskAdmin.inlines)
    list_display = ("titles", "type", "number", "standing", "changed", "used")
    list_filter = (
        *DeskAdmin.list_filter,
        present("type"),
        present("status"),
        present("level"),
        present("texts__access"),
        "topics",
    )
    search_fields = (*DeskAdmin.search_fields, "number")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *_TITLES,
                    ("type", "number", "level"),
                    *_STATUS,
                    "issuer_as_printed",
                )
            },
        ),
        ("Summary and topics", {"fields": _WORDS}),
    )


@admin.register(Law)
class LawAdmin(DeskAdmin):
    """Laws."""

    list_display = ("titles", "type", "status", "standing", "changed", "used")
    list_filter = (
        *DeskAdmin.list_filter,
        present("type"),
        present("status"),
        present("level"),
        "topics",
    )
    search_fields = (*DeskAdmin.search_fields, "number")
    fieldsets = (
        (None, {"fields": (*_TITLES, ("type", "number", "level"), *_STATUS)}),
        ("Summary and topics", {"fields": _WORDS}),
    )


@admin.register(Actor)
class ActorAdmin(DeskAdmin):
    """Actors."""

    list_display = ("titles", "actor_kind", "standing", "changed", "used")
    list_filter = (*DeskAdmin.list_filter, present("actor_kind"), "topics")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *_TITLES,
                    ("actor_kind", "pinyin"),
                    ("valid_from", "valid_to", "wikidata"),
                )
            },
        ),
        ("Summary and topics", {"fields": _WORDS}),
    )


@admin.register(Event)
class EventAdmin(DeskAdmin):
    """Events."""

    list_display = ("titles", "event_kind", "standing", "changed", "used")
    list_filter = (*DeskAdmin.list_filter, present("event_kind"), "topics")
    fieldsets = (
        (
            None,
            {"fields": (*_TITLES, ("event_kind", "place_zh", "place_en"))},
        ),
        ("Summary and topics", {"fields": _WORDS}),
    )


@admin.register(Entry)
class EntryAdmin(FindMixin, ListingMixin, ManyMixin, admin.ModelAdmin):
    """All entries in one list; answers the fields that look for a link's target."""

    # Counting a hundred thousand rows for each facet is worth a click, not each look.
    show_facets = admin.ShowFacets.ALLOW
    show_full_result_count = False
    list_display = ("titles", "kind", "standing", "changed", "used")
    list_filter = (*DeskAdmin.list_filter, present("permalink__kind"))
    list_select_related = ("permalink", "permalink__current")
    list_per_page = 50
    search_fields = (*DeskAdmin.search_fields, "document__number", "law__number")
    titles = DeskAdmin.titles
    standing = DeskAdmin.standing
    changed = DeskAdmin.changed
    used = DeskAdmin.used

    @admin.display(description="kind", ordering="permalink__kind")
    def kind(self, entry: Entry) -> str:
        """Show the kind."""
        return Kind(entry.permalink.kind).en

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        """Bring each entry's permalink along: every label needs it."""
        queryset: QuerySet[Entry] = super().get_queryset(request)
        queryset = queryset.select_related("permalink__current")
        return queryset.defer("permalink__current__record_json")

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lead to the page of the document, law, actor or event."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entry = self.get_object(request, object_id)
        if entry is None:
            return redirect("admin:archive_entry_changelist")
        return redirect(f"admin:archive_{entry.permalink.kind}_change", entry.pk)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to whoever may look at documents."""
        return self.has_view_permission(request)

    def has_view_permission(
        self, request: HttpRequest, obj: Entry | None = None
    ) -> bool:
        """Whoever may look at documents may look at the list of all entries."""
        return request.user.has_perm("archive.view_document")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Entries are added by kind."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Entry | None = None
    ) -> bool:
        """Entries are changed by kind."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Entry | None = None
    ) -> bool:
        """Entries are deleted by kind."""
        return False
