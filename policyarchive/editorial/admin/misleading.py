"""Names that mislead: what wrong suggestions have taught, open to correction."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from policyarchive.editorial.admin.listing import PlainListingMixin
from policyarchive.editorial.models import NeverMeant


@admin.register(NeverMeant)
class NeverMeantAdmin(PlainListingMixin):
    """Words that never mean an entry; whoever may approve may correct the list."""

    actions = None
    list_display = ("words", "entry", "note")
    list_select_related = ("entry__permalink",)
    search_fields = ("words", "entry__title_zh", "entry__title_en")
    search_help_text = "The words, or the title of what they do not mean."
    autocomplete_fields = ("entry",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to whoever may look at documents."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may look at documents may see what suggestions leave out."""
        return request.user.has_perm("archive.view_document")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may change documents may teach, as on the page of suggestions."""
        return request.user.has_perm("archive.change_document")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A lesson is corrected by whoever may approve entries."""
        return request.user.has_perm("archive.approve_entry")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A lesson is taken back by whoever may approve entries."""
        return request.user.has_perm("archive.approve_entry")
