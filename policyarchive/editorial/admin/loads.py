"""Tables brought in: upload, dry run with its preview, and what loads them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from policyarchive.editorial import tables, workflow
from policyarchive.editorial.admin.listing import PlainListingMixin
from policyarchive.editorial.admin.pages import user_of
from policyarchive.editorial.models import Load
from policyarchive.editorial.tables import Level, Note, Row

_PAGE = 100
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}


class TableForm(forms.Form):
    """Which file."""

    file = forms.FileField(
        label="Table",
        help_text="A .csv, .xlsx or .jsonl file of at most 2,000 rows. It is checked "
        "first; nothing is made of it before you have seen what it would make.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.jsonl"}),
    )


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the preview shows it."""

    place: str
    kind: str
    name: str
    notes: Sequence[Note]


@admin.register(Load)
class LoadAdmin(PlainListingMixin):
    """Tables that were brought in."""

    actions = None
    list_display = ("filename", "state", "total", "by", "at")
    list_filter = ("state",)
    list_select_related = ("by",)

    def get_urls(self) -> list[URLPattern]:
        """Add the steps of a table and the templates."""
        wrap, name = self.admin_site.admin_view, "editorial_load"
        step, load = require_POST(self.step), require_POST(self.load)
        return [
            path(
                "template.<slug:ending>", wrap(self.template), name=f"{name}_template"
            ),
            path("<int:pk>/step/", wrap(step), name=f"{name}_step"),
            path("<int:pk>/load/", wrap(load), name=f"{name}_load"),
            *super().get_urls(),
        ]

    # Rights: whoever may add a document may bring in a table; each row is checked for
    # the right to add what it would make.

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may add documents."""
        return self.has_add_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may add documents."""
        return request.user.has_perm("archive.add_document")

    def has_view_permission(
        self, request: HttpRequest, obj: Load | None = None
    ) -> bool:
        """Whoever may add documents."""
        return self.has_add_permission(request)

    def has_change_permission(
        self, request: HttpRequest, obj: Load | None = None
    ) -> bool:
        """Whoever brought it in, or may add documents."""
        return self.has_add_permission(request)

    def has_delete_permission(
        self, request: HttpRequest, obj: Load | None = None
    ) -> bool:
        """A table is thrown away by whoever brought it in, before it is loaded."""
        return obj is not None and (
            obj.state != Load.State.LOADED and obj.by_id == request.user.pk
        )

    # Pages

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Ask for a file; say what its columns mean."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TableForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                load = tables.bring_in(file.name, file.read(), by=user_of(request))
            except tables.BadTable as error:
                form.add_error("file", str(error))
            else:
                tables.step(load)
                return redirect("admin:editorial_load_change", load.pk)
        context = {
            **self._context(request, "Bring in a table"),
            "form": form,
            "columns": tables.COLUMNS,
            "kinds": tables.KINDS,
            "endings": list(_TYPES),
        }
        return TemplateResponse(request, "admin/desk/table_form.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what a table would make, row by row, and what there is to say of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not object_id.isdecimal():
            raise Http404
        load = get_object_or_404(Load.objects.select_related("by"), pk=object_id)
        context = {
            **self._context(request, load.filename),
            **_preview(request, load),
            "original": load,
            "may_discard": self.has_delete_permission(request, load),
        }
        return TemplateResponse(request, "admin/desk/table.html", context)

    def step(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go on with the dry run for a moment."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        load = get_object_or_404(Load, pk=pk)
        tables.step(load)
        return redirect("admin:editorial_load_change", load.pk)

    def load(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make drafts of all the rows, or of none."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        load = get_object_or_404(Load, pk=pk)
        if _has_looks(load) and "looked-at" not in request.POST:
            words = "Nothing was loaded: look at the rows, then tick the box."
            self.message_user(request, words, messages.ERROR)
            return redirect("admin:editorial_load_change", load.pk)
        try:
            entries = tables.load_all(load, by=user_of(request))
        except (tables.BadTable, workflow.Refused) as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, f"{len(entries):,} drafts made.")
        return redirect("admin:editorial_load_change", load.pk)

    def template(self, request: HttpRequest, ending: str) -> HttpResponse:
        """Answer with a table to fill in."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if ending not in _TYPES:
            raise Http404
        name = f'attachment; filename="policyarchive-table.{ending}"'
        return HttpResponse(
            tables.template(ending),
            headers={"Content-Type": _TYPES[ending], "Content-Disposition": name},
        )

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
        }


def _has_looks(load: Load) -> bool:
    return any(note.level is Level.LOOK for note in tables.notes_of(load))


def _preview(request: HttpRequest, load: Load) -> dict[str, Any]:
    rows = tables.rows_of(load)
    by_line: dict[int, list[Note]] = {}
    for note in tables.notes_of(load):
        by_line.setdefault(note.line, []).append(note)
    levels = Counter(
        level for notes in by_line.values() for level in {note.level for note in notes}
    )
    only = request.GET.get("only", "")
    shown = [row for row in rows if row.line in by_line or not only]
    page: Page[Row] = Paginator(shown, _PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": [
            ShownRow(row.place, row.kind, _name(row), by_line.get(row.line, ()))
            for row in page
        ],
        "only": only,
        "kinds": sorted(Counter(row.kind for row in rows).items()),
        "errors": levels[Level.ERROR],
        "looks": levels[Level.LOOK],
    }


def _name(row: Row) -> str:
    """Return how a row is called: its titles, or what it joins."""
    if row["from"] or row["to"]:
        return f"{row['from']} → {row['role']} → {row['to']}"
    titles = filter(None, (row["title_zh"], row["title_en"]))
    return " · ".join(titles) or row["ark"] or row["key"]
