"""The page in place of a text or file that is kept and not shown (line C5)."""

from collections.abc import Iterator
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from policyarchive.archive import records
from policyarchive.archive.models.published import Permalink, Version
from policyarchive.archive.vocabulary import Access
from policyarchive.public import linking
from policyarchive.public.pages import frame

# Where an address that we may not show may still be seen, by the day it was seen here.
_ELSEWHERE = (
    ("Internet Archive", "https://web.archive.org/web/{day}/{url}"),
    ("Time Travel", "https://timetravel.mementoweb.org/list/{day}/{url}"),
)


def closed(
    request: HttpRequest, permalink: Permalink, version: Version, sha256: str
) -> HttpResponse:
    """Say why a text or file is not shown and where else to look; or lead to it."""
    shown = frame.of_version(permalink, version)
    ref = next((r for r in _refs(shown.record) if r.sha256 == sha256), None)
    if ref is None:
        raise Http404("This version has no text or file with this hash.")
    access = shown.access(ref.sha256, ref.access)
    path = linking.version_path(permalink, version.number)
    if access is Access.OPEN:
        if isinstance(ref, records.CaptureRef):
            raise Http404("Open files are not served yet.")
        return HttpResponseRedirect(f"{path}?text={sha256[:12]}#text")
    found = {
        "record": shown.record,
        "frame": shown,
        "url": linking.absolute(path),
        "ref": ref,
        "is_text": isinstance(ref, records.TextRef),
        "access": access,
        "sources": _sources(shown.record, ref),
        "elsewhere": tuple(_elsewhere(shown.record, ref, version.published_at)),
    }
    response = render(request, "public/closed.html", found, status=403)
    response["X-Robots-Tag"] = "noindex"
    return response


_Ref = records.TextRef | records.CaptureRef


def _refs(record: records.Record) -> Iterator[_Ref]:
    if isinstance(record, records.DocumentRecord):
        yield from record.texts
        yield from record.captures


def _sources(record: records.Record, ref: _Ref) -> tuple[str, ...]:
    """Return the addresses it comes from: its own, or those of the record."""
    own = ref.url if isinstance(ref, records.CaptureRef) else ref.source_url
    given = [own] if own else [source.url for source in record.sources]
    return tuple(url for url in given if url.startswith(("http://", "https://")))


def _elsewhere(
    record: records.Record, ref: _Ref, at: datetime
) -> Iterator[tuple[str, str]]:
    for url in _sources(record, ref)[:1]:
        for name, pattern in _ELSEWHERE:
            yield name, pattern.format(day=f"{at:%Y%m%d}", url=url)
