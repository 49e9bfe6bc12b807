"""The published side, to look at: only a takedown changes anything here."""

import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policyarchive.archive import storage
from policyarchive.archive.models import (
    Capture,
    OtherName,
    Permalink,
    Publication,
    Text,
    Version,
)
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.finding import KeysFirst
from policyarchive.editorial.admin.forms import RestrictForm
from policyarchive.editorial.admin.listing import PlainListingMixin
from policyarchive.editorial.admin.pages import user_of
from policyarchive.editorial.models import Step


class LookedAtAdmin(PlainListingMixin):
    """Rows that nobody edits."""

    paginator = KeysFirst

    actions = None
    # Counting a hundred thousand rows for each facet is worth a click, not each look.
    show_facets = admin.ShowFacets.ALLOW
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the verbs add."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Nobody deletes."""
        return False


class RestrictedAdmin(LookedAtAdmin):
    """Texts and captures: access to them can be closed."""

    change_form_template = "admin/desk/restricted_form.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the takedown."""
        name = f"archive_{self.opts.model_name}_restrict"
        view = self.admin_site.admin_view(self.restrict)
        return [path("<str:pk>/restrict/", view, name=name), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the row and, to whom may do it, the button of the takedown."""
        may = request.user.has_perm("archive.restrict_entry")
        context = {"may_restrict": may, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def restrict(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Ask how far access is closed and why, and close it."""
        if not request.user.has_perm("archive.restrict_entry"):
            raise PermissionDenied
        thing = self.get_object(request, pk)
        if thing is None:
            raise Http404
        form = RestrictForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            return self._restrict(request, thing, form.cleaned_data)
        context = {
            **self.admin_site.each_context(request),
            "title": "Restrict access",
            "subtitle": str(thing),
            "form": form,
            "media": self.media,
            "opts": self.opts,
            "original": thing,
        }
        return TemplateResponse(request, "admin/desk/restrict.html", context)

    def _restrict(
        self, request: HttpRequest, thing: Text | Capture, given: dict[str, Any]
    ) -> HttpResponse:
        try:
            concerned = workflow.restrict(
                thing, given["access"], by=user_of(request), note=given["note"]
            )
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            text = f"Access restricted; entries concerned: {len(concerned)}."
            self.message_user(request, text, messages.SUCCESS)
        return redirect(f"admin:archive_{self.opts.model_name}_change", thing.pk)


@admin.register(Permalink)
class PermalinkAdmin(LookedAtAdmin):
    """Permalinks."""

    list_display = ("ark", "kind", "state", "label_zh", "label_en", "current_number")
    list_filter = ("kind", "state", "reason")
    list_select_related = ("current",)
    search_fields = ("name", "label_zh", "label_en")

    @admin.display(description="version")
    def current_number(self, permalink: Permalink) -> int | None:
        """Show the number of the version that readers get."""
        return permalink.current.number if permalink.current else None

    def view_on_site(self, obj: Permalink) -> str:
        """Return the permalink itself."""
        return obj.get_absolute_url()


@admin.register(Version)
class VersionAdmin(LookedAtAdmin):
    """Versions of record."""

    ordering = ("-pk",)  # as they were published
    list_display = ("title", "number", "published_at", "published_by", "change_note")
    list_filter = ("permalink__kind", "published_at")
    list_select_related = ("permalink", "published_by")
    search_fields = ("permalink__name", "permalink__label_zh", "permalink__label_en")
    fields = (
        "permalink",
        "number",
        "published_at",
        "published_by",
        "change_note",
        "sha256",
        "texts",
        "captures",
        "record",
    )
    readonly_fields = ("record",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Version]:
        """Leave the long records out of lists."""
        queryset: QuerySet[Version] = super().get_queryset(request)
        return queryset.defer("record_json")

    @admin.display(description="entry", ordering="permalink")
    def title(self, version: Version) -> str:
        """Show what the version is a version of."""
        return str(version.permalink)

    @admin.display(description="record")
    def record(self, version: Version) -> SafeString:
        """Show the record with line breaks; what is hashed has none."""
        data = json.loads(version.record_json or '"erased"')
        pretty = json.dumps(data, ensure_ascii=False, indent=2)
        return format_html('<pre class="desk-record" tabindex="0">{}</pre>', pretty)

    def view_on_site(self, obj: Version) -> str:
        """Return the address of exactly this version."""
        return f"{obj.permalink.get_absolute_url()}/v{obj.number}"


@admin.register(Publication)
class PublicationAdmin(LookedAtAdmin):
    """The publication log."""

    list_display = ("sequence", "happening", "permalink", "number", "at", "by")
    list_filter = ("happening", "at")
    list_select_related = ("permalink", "version", "by")
    search_fields = ("permalink__name", "permalink__label_zh", "permalink__label_en")

    @admin.display(description="version")
    def number(self, row: Publication) -> int | None:
        """Show the number of the version, where there is one."""
        return row.version.number if row.version else None


@admin.register(OtherName)
class OtherNameAdmin(LookedAtAdmin):
    """Numbers, addresses and old keys that lead to permalinks."""

    list_display = ("value", "scheme", "permalink")
    list_filter = ("scheme",)
    list_select_related = ("permalink",)
    search_fields = ("value",)


@admin.register(Step)
class StepAdmin(LookedAtAdmin):
    """What was done to entries, and by whom."""

    ordering = ("-pk",)  # as they were done
    list_display = ("at", "verb", "entry", "by", "note", "number")
    list_filter = ("verb", "by", "at")
    list_select_related = ("entry", "by", "version")
    search_fields = ("entry__title_zh", "entry__title_en", "note")

    @admin.display(description="version")
    def number(self, step: Step) -> int | None:
        """Show the number of the version, where there is one."""
        return step.version.number if step.version else None


@admin.register(Text)
class TextAdmin(RestrictedAdmin):
    """Published texts."""

    list_display = ("sha256", "language", "access")
    list_filter = ("language", "access")
    search_fields = ("sha256",)
    fields = ("sha256", "language", "access", "words")
    readonly_fields = ("words",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Text]:
        """Leave the words out of lists."""
        queryset: QuerySet[Text] = super().get_queryset(request)
        return queryset.defer("body")

    @admin.display(description="words")
    def words(self, text: Text) -> SafeString:
        """Show the passages one under the other."""
        passages = json.loads(text.body)["passages"]
        lines = (
            " ".join(filter(None, (p["label"], p["heading"], p["body"])))
            for p in passages
        )
        return format_html(
            '<div class="desk-words" tabindex="0">{}</div>', "\n".join(lines)
        )


@admin.register(Capture)
class CaptureAdmin(RestrictedAdmin):
    """Sources as found."""

    list_display = ("__str__", "origin", "media_type", "size", "access", "fetched_at")
    list_filter = ("origin", "access", "media_type", "http_status")
    search_fields = ("sha256", "url", "final_url", "filename")
    fields = (
        "origin",
        "access",
        "url",
        "final_url",
        "redirects",
        "http_status",
        "filename",
        "fetched_at",
        "media_type",
        "size",
        "sha256",
        "bytes_kept",
    )
    readonly_fields = ("bytes_kept",)

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the bytes."""
        view = self.admin_site.admin_view(self.download)
        name = "archive_capture_bytes"
        return [path("<int:pk>/bytes/", view, name=name), *super().get_urls()]

    @admin.display(description="bytes")
    def bytes_kept(self, capture: Capture) -> SafeString:
        """Link to the bytes and say whether they are still those that came in."""
        fixity = "whole" if storage.verify(capture.sha256) else "missing or damaged"
        url = reverse("admin:archive_capture_bytes", args=(capture.pk,))
        return format_html('<a href="{}">Download</a> (checked now: {})', url, fixity)

    def download(self, request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
        """Send the bytes as a file, never as a page of this site."""
        capture = self.get_object(request, str(pk))
        if capture is None:
            raise Http404
        if not self.has_view_permission(request, capture):
            raise PermissionDenied
        stored = storage.path(capture.sha256)
        if not stored.exists():
            self.message_user(request, "The bytes are not there.", messages.ERROR)
            return redirect("admin:archive_capture_change", capture.pk)
        return FileResponse(
            stored.open("rb"),
            as_attachment=True,
            filename=capture.filename or f"{capture.sha256[:12]}.bin",
            content_type="application/octet-stream",
        )
