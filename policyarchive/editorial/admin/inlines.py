"""What hangs on an entry and is edited with it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from policyarchive.archive.models import (
    DateFact,
    Flag,
    Link,
    Name,
    Source,
    WorkingText,
)
from policyarchive.editorial.admin.forms import LinkForm, LinkFormSet, PlainTextarea


class _NamedFormSet(forms.BaseInlineFormSet):
    """Rows of a table whose box for deleting has a name of its own."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Add the box for deleting, named."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete"


class _Table(admin.TabularInline):
    """A table whose fields are named by their columns, also to a screen reader."""

    extra = 0
    formset = _NamedFormSet

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Return the form field with its column's name."""
        field: forms.Field | None = super().formfield_for_dbfield(
            db_field, request, **kwargs
        )
        if field is not None:
            field.widget.attrs["aria-label"] = capfirst(str(db_field.verbose_name))
        return field


class _SaidInWords(InlineModelAdmin):
    """Rows that say what is ticked in words where they can only be looked at.

    The admin's own sign for what is not ticked is a red cross: as if it were a fault.
    """

    said: ClassVar[dict[str, str]] = {}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields, for a mere look with their words."""
        sets: Any = super().get_fieldsets(request, obj)
        if self._is_open(request, obj):
            return sets
        return [
            (name, options | {"fields": self._worded(options["fields"])})
            for name, options in sets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is never typed: for a mere look also the words."""
        fields = super().get_readonly_fields(request, obj)
        if self._is_open(request, obj):
            return fields
        return (*fields, *self.said.values())

    def _is_open(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the rows are edited: the entry itself may be waiting for others."""
        entries = self.admin_site.get_model_admin(self.parent_model)
        return entries.has_change_permission(request, obj)

    def _worded(self, fields: Any) -> tuple[Any, ...]:
        return tuple(
            self.said.get(one, one) if isinstance(one, str) else self._worded(one)
            for one in fields
        )

    @admin.display(description="unverified")
    def unverified(self, row: DateFact | Link) -> str:
        """Say whether it waits for somebody to confirm it."""
        return "Not confirmed yet" if row.is_unverified else "No mark"

    @admin.display(description="lead")
    def lead(self, link: Link) -> str:
        """Say whether it is the one that leads."""
        return "Leads" if link.is_lead else "–"


class NameInline(_Table):
    """Other names."""

    model = Name
    fields = ("text", "language", "kind", "valid_from", "valid_to")


class DateInline(_SaidInWords, _Table):
    """Dates, each in one role and with its source."""

    model = DateFact
    fields = ("role", "edtf", "source", "note", "is_unverified")
    said: ClassVar[dict[str, str]] = {"is_unverified": "unverified"}


class SourceInline(_Table):
    """Where the facts come from."""

    model = Source
    fields = ("url", "label", "note", "last_seen")


class FlagInline(_Table):
    """Facts nobody has confirmed; readers see them marked."""

    model = Flag
    fields = ("field", "note")


class LinkInline(_SaidInWords, admin.StackedInline):
    """Relations to other entries."""

    model = Link
    fk_name = "entry"
    form = LinkForm
    formset = LinkFormSet
    extra = 0
    verbose_name = "relation"
    classes = ("desk-links",)
    said: ClassVar[dict[str, str]] = {"is_unverified": "unverified", "is_lead": "lead"}
    fieldsets = (
        (None, {"fields": (("role", "target", "is_lead", "is_unverified", "order"),)}),
        (
            "Place, time and source",
            {
                "classes": ("collapse",),
                "fields": (
                    ("here", "there"),
                    ("valid_from", "valid_to"),
                    ("source", "note"),
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Link]:
        """Bring the targets along: every relation is named by its own."""
        queryset: models.QuerySet[Link] = super().get_queryset(request)
        return queryset.select_related("target__permalink")


class TextInline(admin.StackedInline):
    """The texts of a document."""

    model = WorkingText
    extra = 0
    readonly_fields = ("labelled_lines",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("language", "kind", "access"),
                    ("translator", "source", "source_url"),
                    "body",
                    "labelled_lines",
                )
            },
        ),
    )
    formfield_overrides = {
        # Blanks at both ends are part of a text as found.
        models.TextField: {
            "widget": PlainTextarea(attrs={"rows": 14, "cols": 90}),
            "strip": False,
        }
    }

    @admin.display(description="Lines as found")
    def labelled_lines(self, text: WorkingText) -> str | SafeString:
        """Link to the page where the label of each line of the source is changed."""
        if not text.pk or not text.lines:
            return "Typed in by hand: there is no source file behind this text."
        return format_html(
            '<a href="{}">Change the labels of {} lines</a>',
            reverse("admin:archive_document_lines", args=(text.document_id, text.pk)),
            len(text.lines),
        )
