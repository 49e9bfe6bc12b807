"""The page that says where something is used, one sort of use at a time."""

from collections.abc import Sequence
from itertools import groupby

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from policyarchive.archive.models import Entry, Event, Term, Topic
from policyarchive.archive.vocabulary import Kind
from policyarchive.editorial.uses import (
    Use,
    uses_of_entry,
    uses_of_place,
    uses_of_term,
    uses_of_topic,
)
from policyarchive.search import follower

_PAGE = 50
_EXPLAINS = {
    "topic": "Published versions that state a topic merged into it count here too.",
    "term": "Names are looked through in working copies; names and texts in what "
    "readers see.",
    "place": "A place is a word on events: these have the same one.",
}
_OF_ENTRIES = (
    "Working copies are what editors see, drafts included. Readers see the newest "
    "versions; older ones stay as they are and are not counted."
)


def uses(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show where an entry, a topic, a pair of the glossary or a place is used."""
    if not request.user.has_perm("archive.view_document"):
        raise PermissionDenied
    user = request.user if isinstance(request.user, User) else None
    name, url, found = _of(kind, pk, user)
    asked = request.GET.get("use", "")
    chosen = next((use for use in found if use.slug == asked), None)
    if chosen is None and found:
        chosen = found[0]
    context = {
        **admin.site.each_context(request),
        "title": "Where it is used",
        "subtitle": name,
        "name": name,
        "url": url,
        "explains": _EXPLAINS.get(kind, _OF_ENTRIES),
        "sides": [
            (side.value, list(some)) for side, some in groupby(found, lambda u: u.side)
        ],
        "chosen": chosen,
        "is_building": follower.fresh_snapshot() is None,
    }
    if chosen:
        page = Paginator(range(chosen.count), _PAGE).get_page(request.GET.get("page"))
        start = page.start_index() - 1
        context |= {"page": page, "findings": chosen.some(start, start + _PAGE)}
    return TemplateResponse(request, "admin/desk/uses.html", context)


def _of(kind: str, pk: int, user: User | None) -> tuple[str, str, Sequence[Use]]:
    """Return the name, the form's address and the uses of what an address names."""
    if kind == "topic":
        topic = get_object_or_404(Topic, pk=pk)
        return str(topic), _form("topic", pk), uses_of_topic(topic)
    if kind == "term":
        term = get_object_or_404(Term, pk=pk)
        return str(term), _form("term", pk), uses_of_term(term)
    if kind == "place":
        event = get_object_or_404(Event, pk=pk)
        zh, en = event.place_zh, event.place_en
        found = uses_of_place(zh, en) if zh or en else []
        return " ".join(filter(None, (zh, en))), _form("event", pk), found
    if kind not in Kind.values:
        raise Http404
    entries = Entry.objects.select_related("permalink", "event")
    entry = get_object_or_404(entries, pk=pk, permalink__kind=kind)
    return str(entry), _form(kind, pk), uses_of_entry(entry.concrete, user)


def _form(kind: str, pk: int) -> str:
    return reverse(f"admin:archive_{kind}_change", args=(pk,))
