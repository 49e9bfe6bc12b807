"""The page of any published entry, its preview, and its tombstone."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from policyarchive.archive import citations, records
from policyarchive.archive.models.published import Permalink, Version
from policyarchive.archive.vocabulary import Reason
from policyarchive.public import linking
from policyarchive.public.pages import actor, document, event, frame, law
from policyarchive.search.engine import Snapshot

# What the pages of some kinds, or some pages only, say otherwise.
_UNSAID: dict[str, Any] = {
    "preview": False,
    "is_merged": False,
    "survivor": None,
    "pin_number": "",
    "is_long_title": False,
    "of_laws": (),
    "extra_facts": (),
    "reader": None,
    "captures": (),
}


def entry(
    request: HttpRequest,
    permalink: Permalink,
    version: Version,
    snapshot: Snapshot | None,
) -> HttpResponse:
    """Return the page of a version, with what the index knows of it."""
    number = request.GET.get("art", "").strip()
    pin = f"art-{number}" if number.replace("-", "").isdecimal() else ""
    shown = frame.of_version(permalink, version, pin=pin, snapshot=snapshot)
    more = {
        "is_merged": frame.is_merged(shown),
        "survivor": permalink.merged_into,
        "pin_number": number if pin else "",
    }
    return _page(request, shown, more)


def entry_preview(
    request: HttpRequest, record: records.Record, texts: Iterable[frame.Words]
) -> HttpResponse:
    """Return the page an entry would have if it were published now."""
    response = _page(request, frame.of_preview(record, texts), {"preview": True})
    response["X-Robots-Tag"] = "noindex"
    return response


def tombstone(request: HttpRequest, permalink: Permalink) -> HttpResponse:
    """Return what stands where an entry was withdrawn."""
    version = linking.newest(permalink)
    first = permalink.versions.order_by("number").values_list("published_at", flat=True)
    path = linking.version_path(permalink, version.number)
    forms = citations.forms(
        version.record, url=linking.absolute(path), accessed=timezone.localdate()
    )
    found = {
        "permalink": permalink,
        "version": version,
        "reason": Reason.find(permalink.reason),
        "public_from": first.first(),
        "citation": forms[0],
    }
    return render(request, "public/tombstone.html", found, status=410)


def _page(
    request: HttpRequest, shown: frame.Frame, more: dict[str, Any]
) -> HttpResponse:
    found = _UNSAID | frame.context(request, shown) | _own(request, shown) | more
    return render(request, f"public/{shown.record.kind}.html", found)


def _own(request: HttpRequest, shown: frame.Frame) -> dict[str, Any]:
    """Return what only pages of this kind need."""
    match shown.record:
        case records.DocumentRecord() as record:
            return document.context(request, shown, record)
        case records.LawRecord() as record:
            return law.context(request, shown, record)
        case records.ActorRecord() as record:
            return actor.context(request, shown, record)
        case records.EventRecord() as record:
            return event.context(request, shown, record)
