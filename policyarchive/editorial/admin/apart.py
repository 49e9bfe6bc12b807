"""Pairs found not to be the same: saying so from a form, the list, taking it back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from policyarchive.archive.models import Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.forms import PlainTextarea
from policyarchive.editorial.admin.listing import PlainListingMixin
from policyarchive.editorial.admin.pages import PagesMixin, user_of
from policyarchive.editorial.models import KeptApart
from policyarchive.editorial.naming import label


class ApartForm(forms.Form):
    """Why two entries that look alike are not the same."""

    reason = forms.CharField(
        label="Not the same, because",
        widget=PlainTextarea(attrs={"rows": 3, "cols": 70}),
    )


class ApartMixin(PagesMixin):
    """Adds to the admin of entries the page that keeps two of them apart."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the page."""
        name = f"archive_{self.opts.model_name}_apart"
        view = self.admin_site.admin_view(self.apart)
        return [
            path("<int:pk>/apart/<int:other_pk>/", view, name=name),
            *super().get_urls(),
        ]

    def apart(self, request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
        """Ask why two entries are not the same, and put it down."""
        entry = self.entry_of(request, pk)
        if not workflow.may_discuss(entry, user_of(request)):
            raise PermissionDenied
        others = Entry.objects.filter(permalink__kind=entry.permalink.kind)
        other = get_object_or_404(others.select_related("permalink"), pk=other_pk)
        form = ApartForm(request.POST or None)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                workflow.keep_apart(entry, other, by=user_of(request), reason=reason)
            except workflow.Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                text = "Not proposed again until one of the two says something else."
                self.message_user(request, text, messages.SUCCESS)
                return redirect(f"admin:archive_{self.opts.model_name}_change", pk)
        return TemplateResponse(
            request,
            "admin/desk/apart.html",
            {
                **self.page_of(request, entry, "Not the same"),
                "form": form,
                "pair": [label(entry), label(other)],
            },
        )


@admin.register(KeptApart)
class KeptApartAdmin(PlainListingMixin):
    """What was found not to be the same; deleting a row takes it back."""

    actions = None
    list_display = ("first", "second", "reason", "by", "at")
    list_select_related = ("first__permalink", "second__permalink", "by")
    search_fields = (
        "reason",
        "first__title_zh",
        "first__title_en",
        "second__title_zh",
        "second__title_en",
    )
    fields = ("first", "second", "reason", "by", "at")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to whoever may look at documents."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may look at documents may see what was kept apart."""
        return request.user.has_perm("archive.view_document")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A pair is kept apart from the form of one of the two."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was decided is not rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may decide it may take it back."""
        if obj is None:
            return request.user.has_perm("archive.change_document")
        return workflow.may_discuss(obj.first, user_of(request))

    def delete_model(self, request: HttpRequest, obj: KeptApart) -> None:
        """Take it back, with a line in the history of both."""
        workflow.stop_keeping_apart(obj, by=user_of(request))
