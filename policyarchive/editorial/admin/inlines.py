"""What hangs on an entry and is edited with it."""

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policyarchive.archive.models import (
    DateFact,
    Flag,
    Link,
    Name,
    Source,
    WorkingText,
)
from policyarchive.editorial.admin.forms import LinkForm, LinkFormSet


class NameInline(admin.TabularInline):
    """Other names."""

    model = Name
    extra = 0
    fields = ("text", "language", "kind", "valid_from", "valid_to")


class DateInline(admin.TabularInline):
    """Dates, each in one role and with its source."""

    model = DateFact
    extra = 0
    fields = ("role", "edtf", "source", "note", "is_unverified")


class SourceInline(admin.TabularInline):
    """Where the facts come from."""

    model = Source
    extra = 0
    fields = ("url", "label", "note", "last_seen")


class FlagInline(admin.TabularInline):
    """Facts nobody has confirmed; readers see them marked."""

    model = Flag
    extra = 0
    fields = ("field", "note")


class LinkInline(admin.StackedInline):
    """Relations to other entries."""

    model = Link
    fk_name = "entry"
    form = LinkForm
    formset = LinkFormSet
    extra = 0
    verbose_name = "relation"
    classes = ("desk-links",)
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
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 14, "cols": 90})}
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
