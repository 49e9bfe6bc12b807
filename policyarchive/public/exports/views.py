"""The addresses of exports: the query string of a page, another suffix."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import batched

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from policyarchive.archive.sheets import workbook
from policyarchive.public import strictly
from policyarchive.public.exports import citing
from policyarchive.public.exports.rows import COLUMNS, cells, rows
from policyarchive.search.query import SearchQuery

_AT_ONCE = 100  # lines that are sent together

Lines = Callable[[SearchQuery], Iterator[str] | Iterator[bytes]]


def _export(
    suffix: str, media_type: str, lines: Lines
) -> Callable[[HttpRequest], HttpResponseBase]:
    @require_safe
    @strictly.refusing
    def view(request: HttpRequest) -> HttpResponseBase:
        """Answer with all results as a file that is sent while it is made."""
        found = lines(strictly.query(request.GET))
        response = StreamingHttpResponse(found, content_type=media_type)
        name = f"policy-archive.{suffix}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return view


class _Echo:
    """A file that hands back what is written to it, for streaming."""

    def write(self, value: str) -> str:
        """Hand it back."""
        return value


def _together(lines: Iterator[str]) -> Iterator[str]:
    return ("".join(batch) for batch in batched(lines, _AT_ONCE, strict=False))


def _csv(query: SearchQuery) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    yield from _together(writer.writerow(cells(row)) for row in rows(query))


def _xlsx(query: SearchQuery) -> Iterator[bytes]:
    def table() -> Iterator[list[str]]:
        yield list(COLUMNS)
        yield from map(cells, rows(query))

    return workbook(table())


def _jsonl(query: SearchQuery) -> Iterator[str]:
    return _together(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows(query))


def _ris(query: SearchQuery) -> Iterator[str]:
    return _together(f"{made}\r\n" for made in citing.ris(query, timezone.localdate()))


def _bib(query: SearchQuery) -> Iterator[str]:
    found = citing.bibtex(query, timezone.localdate())
    return _together(f"{made}\n" for made in found)


_FORMS: tuple[tuple[str, str, Lines], ...] = (
    ("csv", "text/csv; charset=utf-8", _csv),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _xlsx,
    ),
    ("jsonl", "application/jsonl; charset=utf-8", _jsonl),
    ("ris", "application/x-research-info-systems; charset=utf-8", _ris),
    ("bib", "application/x-bibtex; charset=utf-8", _bib),
)

EXPORTS: Mapping[str, Callable[[HttpRequest], HttpResponseBase]] = {
    suffix: _export(suffix, media_type, lines) for suffix, media_type, lines in _FORMS
}
