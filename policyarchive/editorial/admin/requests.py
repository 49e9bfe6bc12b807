"""Tickets from outside: read as they came in, answered here."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policyarchive.archive.models import TakedownRequest
from policyarchive.editorial.admin.listing import PlainListingMixin
from policyarchive.editorial.admin.pages import user_of
from policyarchive.editorial.reviews import announce


@admin.register(TakedownRequest)
class TakedownRequestAdmin(PlainListingMixin):
    """Requests to close or withdraw what touches a right, the open ones first."""

    actions = None
    ordering = ("-state", "-received_at")  # open, then granted and refused
    list_display = ("reference", "state", "entry", "right", "name", "received_at")
    list_filter = ("state", "right", "received_at")
    list_select_related = ("permalink",)
    list_per_page = 50
    search_fields = ("reference", "name", "email", "given", "statement")
    readonly_fields = (
        "reference",
        "entry",
        "given",
        "right",
        "statement",
        "name",
        "email",
        "received_at",
        "answered_at",
        "answered_by",
    )
    fields = (
        *readonly_fields[:8],
        "state",
        "is_announced",
        "answer",
        *readonly_fields[8:],
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the public form adds."""
        return False

    @admin.display(description="entry", ordering="permalink__label_en")
    def entry(self, ticket: TakedownRequest) -> SafeString:
        """Link to the entry as the public sees it."""
        permalink = ticket.permalink
        return format_html(
            '<a href="{}">{}</a>', permalink.get_absolute_url(), permalink
        )

    def save_model(
        self,
        request: HttpRequest,
        obj: TakedownRequest,
        form: ModelForm,
        change: bool,
    ) -> None:
        """Note who answered, and when; a ticket opened again has no answer yet."""
        is_open = obj.state == TakedownRequest.State.OPEN
        obj.answered_at = None if is_open else timezone.now()
        obj.answered_by = None if is_open else user_of(request)
        super().save_model(request, obj, form, change)
        announce(obj.permalink)

    def delete_model(self, request: HttpRequest, obj: TakedownRequest) -> None:
        """Delete the ticket, and what the page of the entry said of it."""
        super().delete_model(request, obj)
        announce(obj.permalink)
