"""Two people at one entry: they are told, and the second to save sees both changes."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from policyarchive.archive.models import Entry
from policyarchive.editorial import clashing, history
from policyarchive.editorial.admin.pages import PagesMixin

# What belongs to the page that asks, not to the form that was sent.
_OWN = ("csrfmiddlewaretoken", "settled")


class ClashMixin(PagesMixin):
    """Adds to the admin of entries the page that asks whose words are kept."""

    @transaction.atomic
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save one form after the other; ask before one is saved over another."""
        if request.method == "POST" and object_id and object_id.isdigit():
            rows = Entry.objects.select_for_update(of=("self",))
            entry = rows.select_related("permalink").filter(pk=object_id).first()
            if entry and self.has_change_permission(request, entry):
                history.remember(entry)
                if question := self.meet(request, entry):
                    return question
        return super().changeform_view(request, object_id, form_url, extra_context)

    def meet(self, request: HttpRequest, entry: Entry) -> HttpResponse | None:
        """Return the page that asks, if somebody else saved what this form shows.

        Without anything to ask the form is made to hold what was saved.
        """
        sent, newest = request.POST, entry.updated_at.isoformat()
        if sent.get("seen") == newest:
            return None
        found = clashing.meanwhile(entry, sent)
        if found is None:
            return None  # the form itself refuses
        if found.clashes and sent.get("settled") != newest:
            return self._ask(request, entry, found)
        # Django's views read the form from here; the stubs know only what came in.
        request.POST = clashing.settle(entry, sent, newest)  # type: ignore[assignment]
        return None

    def _ask(
        self, request: HttpRequest, entry: Entry, found: clashing.Meanwhile
    ) -> HttpResponse:
        held = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in _OWN and not name.startswith("choose-")
            for value in values
        ]
        context = {
            **self.page_of(request, entry, "Saved by somebody else meanwhile"),
            "changes": found.changes,
            "clashes": found.clashes,
            "held": held,
            "newest": entry.updated_at.isoformat(),
        }
        return TemplateResponse(request, "admin/desk/clash.html", context)
