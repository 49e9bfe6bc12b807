"""Topics and the bilingual glossary."""

from django.contrib import admin
from django.http import HttpRequest

from policyarchive.archive.models import Term, Topic


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """The tree of topics."""

    actions = None
    list_display = ("label_zh", "label_en", "key", "parent", "order")
    list_display_links = ("label_zh", "label_en")
    list_select_related = ("parent",)
    search_fields = ("label_zh", "label_en", "key")
    autocomplete_fields = ("parent",)
    fields = ("label_zh", "label_en", "key", "parent", "order")

    def has_delete_permission(
        self, request: HttpRequest, obj: Topic | None = None
    ) -> bool:
        """A topic in use stays."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not obj.entries.exists()


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    """The glossary."""

    actions = None
    show_facets = admin.ShowFacets.ALWAYS
    list_display = ("zh", "en", "variants", "group")
    list_display_links = ("zh", "en")
    list_filter = ("group",)
    search_fields = ("zh", "en", "variants")
