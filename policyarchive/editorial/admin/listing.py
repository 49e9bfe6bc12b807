"""Any list of the desk as a file: every row it would show, not only those of a page."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched, chain
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path

from policyarchive.archive.models import Entry, Link, Permalink
from policyarchive.archive.sheets import harmless, workbook
from policyarchive.archive.vocabulary import Role

COLUMNS = (
    "ark",
    "kind",
    "stage",
    "public",
    "title_zh",
    "title_en",
    "names",
    "type",
    "number",
    "status",
    "status_as_of",
    "dates",
    "issuers",
    "topics",
    "sources",
    "unverified",
    "changed",
)
_BATCH = 500
_CONTENTS = ("body", "record_json")  # a list names texts and versions, it holds none
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = dict[str, Any]


class ListingMixin(admin.ModelAdmin):
    """Adds to a list of entries its export."""

    change_list_template = "admin/desk/list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the export."""
        view = self.admin_site.admin_view(self.export)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export.<slug:ending>", view, name=name), *super().get_urls()]

    def export(self, request: HttpRequest, ending: str) -> HttpResponseBase:
        """Answer with all rows of the list as the address filters and sorts them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if ending not in _FORMATS:
            raise Http404
        media_type, write = _FORMATS[ending]
        listed: Any = self.get_changelist_instance(request)
        keys = listed.get_queryset(request).values_list("pk", flat=True)
        name = f"{self.opts.verbose_name_plural}.{ending}".replace(" ", "-")
        return StreamingHttpResponse(
            write(self.exported_columns(), self.exported(list(keys))),
            headers={
                "Content-Type": media_type,
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store",
            },
        )

    def exported_columns(self) -> Sequence[str]:
        """Return the heading of the file."""
        return COLUMNS

    def exported(self, keys: Sequence[Any]) -> Iterator[Row]:
        """Yield the rows of these keys as the file has them, in this order."""
        return rows(keys)


class PlainListingMixin(ListingMixin):
    """Adds its export to a list of rows that are no entries: their own columns."""

    def exported_columns(self) -> Sequence[str]:
        """Return the columns of the rows but for contents, which no list shows."""
        left = _contents(self.model)
        return [f.name for f in self.opts.concrete_fields if f.name not in left]

    def exported(self, keys: Sequence[Any]) -> Iterator[Row]:
        """Yield the rows of these keys, what they hang on in words."""
        names = self.exported_columns()
        joined = [name for name in names if self.opts.get_field(name).is_relation]
        left = _contents(self.model)
        for name in joined:
            other: Any = self.opts.get_field(name).related_model
            left += [f"{name}__{content}" for content in _contents(other)]
        found = self.model._default_manager.defer(*left)
        if joined:
            found = found.select_related(*joined)
        for some in batched(keys, _BATCH, strict=False):
            held = found.in_bulk(some)
            for key in some:
                if key in held:
                    yield {name: _plain(getattr(held[key], name)) for name in names}


def _contents(model: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.name in _CONTENTS
        or isinstance(field, models.BinaryField | models.JSONField)
    ]


def _plain(value: Any) -> str:
    if isinstance(value, Permalink):
        return value.ark
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return "" if value is None else str(value)


def rows(keys: Sequence[int]) -> Iterator[Row]:
    """Yield entries as mappings from COLUMNS, in this order, some at a time."""
    issuers = Link.objects.filter(role=Role.ISSUER).select_related("target")
    entries: QuerySet[Entry] = Entry.objects.select_related(
        "permalink", "document", "law", "actor", "event"
    ).prefetch_related(
        "names",
        "dates",
        "topics",
        "sources",
        "flags",
        Prefetch("links", issuers, to_attr="issued_by"),
    )
    for some in batched(dict.fromkeys(keys), _BATCH, strict=False):
        found = entries.in_bulk(some)
        yield from (_row(found[key]) for key in some if key in found)


def _row(entry: Entry) -> Row:
    kind = entry.permalink.kind
    concrete = getattr(entry, kind)
    issued_by: Sequence[Link] = getattr(entry, "issued_by", ())
    return {
        "ark": entry.permalink.ark,
        "kind": kind,
        "stage": entry.stage,
        "public": entry.permalink.state,
        "title_zh": entry.title_zh,
        "title_en": entry.title_en,
        "names": [name.text for name in entry.names.all()],
        "type": _type(concrete),
        "number": getattr(concrete, "number", ""),
        "status": getattr(concrete, "status", ""),
        "status_as_of": getattr(concrete, "status_as_of", ""),
        "dates": [f"{fact.role} {fact.edtf}" for fact in entry.dates.all()],
        "issuers": [str(link.target) for link in issued_by],
        "topics": [topic.key for topic in entry.topics.all()],
        "sources": [source.url or source.label for source in entry.sources.all()],
        "unverified": [flag.field for flag in entry.flags.all()],
        "changed": entry.updated_at.isoformat(timespec="seconds"),
    }


def _type(concrete: Any) -> str:
    names = ("type", "actor_kind", "event_kind")
    return next(str(getattr(concrete, n)) for n in names if hasattr(concrete, n))


def _cells(row: Row) -> list[str]:
    values = row.values()
    return [harmless("; ".join(v) if isinstance(v, list) else v) for v in values]


def _table(columns: Sequence[str], found: Iterable[Row]) -> Iterator[list[str]]:
    return chain([list(columns)], map(_cells, found))


def _csv(columns: Sequence[str], found: Iterable[Row]) -> Iterator[bytes]:
    yield "\ufeff".encode()  # tells Excel that it is UTF-8
    for cells in _table(columns, found):
        line = io.StringIO(newline="")
        csv.writer(line).writerow(cells)
        yield line.getvalue().encode()


def _xlsx(columns: Sequence[str], found: Iterable[Row]) -> Iterator[bytes]:
    return workbook(_table(columns, found))


def _jsonl(columns: Sequence[str], found: Iterable[Row]) -> Iterator[bytes]:
    for row in found:
        yield f"{json.dumps(row, ensure_ascii=False)}\n".encode()


_Writer = Callable[[Sequence[str], Iterable[Row]], Iterator[bytes]]
_FORMATS: dict[str, tuple[str, _Writer]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": (_XLSX, _xlsx),
    "jsonl": ("application/x-ndjson", _jsonl),
}
