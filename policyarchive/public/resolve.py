"""Resolution of permalinks: from what a reader asked for to the page that answers.

The order of questions is that of the specification (docs/permalinks.md): is it spelled
canonically, is it ours, is the check character right, is it assigned, and what state is
it in. A draft's permalink answers exactly like one that was never assigned.
"""

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from policyarchive.archive import permalinks
from policyarchive.archive.models.published import NOT_PUBLIC, Permalink, Text, Version
from policyarchive.archive.vocabulary import State
from policyarchive.public import erc, kept, linking, memento, pages, twins
from policyarchive.public.moving import moved
from policyarchive.search import follower, links, log
from policyarchive.search.engine import Snapshot

_VERSION = re.compile(r"/v([1-9]\d{0,5})(.*)", re.DOTALL)
_ANCHOR = re.compile(r"/([a-z][a-z0-9.-]*)")
_DIFFERENCE = re.compile(r"/diff/v([1-9]\d{0,5})")
_TIMEMAPS = {"/timemap": memento.timemap, "/timemap.json": memento.timemap_json}
_TEXT = re.compile(r"/text/([0-9a-f]{64})\.json")
_FILE = re.compile(r"/(?:text|capture)/([0-9a-f]{64})")


@require_safe
def ark(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer for anything that begins like an ARK."""
    asked = f"/ark:{rest}"
    given = permalinks.read(asked)
    if given is None:
        return pages.errors.not_an_ark(request)
    if given.naan != settings.ARCHIVE_NAAN:
        return pages.errors.foreign_ark(request, given)
    if not given.has_right_check:
        return pages.errors.mistyped_ark(request, given)
    if request.path != f"/{given}":
        return moved(request, f"/{given}")
    permalink = log.answering(given.name)
    if permalink is None:
        return pages.errors.unassigned_ark(request, given)
    return _answer(request, permalink, given.suffix)


def _answer(request: HttpRequest, permalink: Permalink, suffix: str) -> HttpResponse:
    if not suffix and _wants_info(request):
        return erc.info(permalink)
    if permalink.state in _GONE:
        return _gone(request, permalink, suffix)
    if suffix in _TIMEMAPS:
        return _TIMEMAPS[suffix](permalink)
    place = _ANCHOR.fullmatch(suffix)
    if suffix.startswith("/") and (place is None or _VERSION.fullmatch(suffix)):
        return _version(request, permalink, suffix)
    if permalink.merged_into is not None:
        return moved(
            request, permalink.merged_into.get_absolute_url() + suffix, for_now=True
        )
    return _newest(request, permalink, suffix)


def _wants_info(request: HttpRequest) -> bool:
    # A bare "?" leaves no trace in the query string, only in the request line.
    raw = request.META.get("RAW_URI", "")
    return request.META.get("QUERY_STRING") in ("info", "?") or raw.endswith("?")


type _Tombstone = Callable[[HttpRequest, Permalink], HttpResponse]
type _Twin = Callable[[Permalink], HttpResponse]
_GONE: dict[str, tuple[_Tombstone, _Twin]] = {
    State.WITHDRAWN: (pages.tombstone, twins.tombstone),
    State.ERASED: (pages.errors.erased_ark, twins.erased),
}


def _gone(request: HttpRequest, permalink: Permalink, suffix: str) -> HttpResponse:
    page, twin = _GONE[permalink.state]
    if suffix.endswith(".json") or _wants_json(request):
        response = twin(permalink)
    else:
        response = page(request, permalink)
    response["X-Robots-Tag"] = "noindex"
    return response


def _newest(request: HttpRequest, permalink: Permalink, suffix: str) -> HttpResponse:
    """Redirect to the newest version, or to the one current on a given day.

    With the anchor of a passage, as references lead: to the passage as it reads today.
    """
    if place := _ANCHOR.fullmatch(suffix):
        return _passage(request, permalink, linking.newest(permalink), place[1])
    if suffix and suffix not in twins.SUFFIXES:
        raise Http404
    number = linking.newest(permalink).number
    wanted = request.headers.get("Accept-Datetime")
    if wanted is not None:
        moment = parse_http_date_safe(wanted)
        if moment is None:
            return pages.errors.bad_datetime(request)
        number = memento.current_at(permalink, moment)
    suffix = suffix or twins.negotiated(request)
    query = request.META.get("QUERY_STRING", "")
    address = f"{linking.version_path(permalink, number)}{suffix}"
    response = HttpResponseRedirect(f"{address}?{query}" if query else address)
    linking.add_links(response, *memento.timegate_links(permalink))
    patch_vary_headers(response, ["Accept-Datetime", "Accept"])
    return response


def _version(request: HttpRequest, permalink: Permalink, suffix: str) -> HttpResponse:
    match = _VERSION.fullmatch(suffix)
    if match is None:
        raise Http404
    version = _numbered(permalink, match[1])
    answer, argument = _find(match[2])
    return answer(request, permalink, version, argument)


def _numbered(permalink: Permalink, number: str) -> Version:
    newest = linking.newest(permalink)
    if newest.number == int(number):
        return newest
    version = permalink.versions.filter(number=int(number)).first()
    if version is None:
        raise Http404(f"There is no version {number} of this entry.")
    return version


type _Answer = Callable[[HttpRequest, Permalink, Version, str], HttpResponse]


def _find(rest: str) -> tuple[_Answer, str]:
    """Return what answers for the rest of a version's address, and its argument."""
    if rest == "":
        return _page, ""
    if rest in twins.SUFFIXES:
        return _twin, rest
    for pattern, answer in _PATTERNS:
        match = pattern.fullmatch(rest)
        if match is not None:
            return answer, match[1]
    raise Http404


def _page(
    request: HttpRequest, permalink: Permalink, version: Version, _: str
) -> HttpResponse:
    suffix = twins.negotiated(request)
    if suffix:
        address = linking.version_path(permalink, version.number) + suffix
        response: HttpResponse = HttpResponseRedirect(address)
    else:
        snapshot = follower.fresh_snapshot(log.mark_of(permalink))
        draw = partial(_drawn, request, permalink, version, snapshot)
        response = kept.answer(request, permalink, version, snapshot, draw)
    patch_vary_headers(response, ["Accept"])
    return response


def _drawn(
    request: HttpRequest,
    permalink: Permalink,
    version: Version,
    snapshot: Snapshot | None,
) -> HttpResponse:
    response = pages.entry(request, permalink, version, snapshot)
    linking.add_version_links(response, permalink, version)
    linking.add_links(response, *memento.memento_links(permalink, version))
    response["Memento-Datetime"] = http_date(version.published_at.timestamp())
    return response


def _twin(
    request: HttpRequest, permalink: Permalink, version: Version, suffix: str
) -> HttpResponse:
    return twins.version(request, permalink, version, suffix)


def _diff(
    request: HttpRequest, permalink: Permalink, version: Version, number: str
) -> HttpResponse:
    other = _numbered(permalink, number)
    return pages.diff(request, permalink, version, other)


def _text(
    request: HttpRequest, permalink: Permalink, version: Version, sha256: str
) -> HttpResponse:
    text = Text.objects.filter(versions=version, sha256=sha256).first()
    if text is None:
        raise Http404
    return twins.text(request, permalink, version, text)


def _passage(
    request: HttpRequest, permalink: Permalink, version: Version, anchor: str
) -> HttpResponse:
    """Redirect to the passage on the version's page; fall back to what encloses it.

    Where nothing does, the answer names the versions that have the passage.

    A law has no words of its own: an article of it stands in its newest text. What else
    the address asks, such as a style of citation, goes along.
    """
    query = request.GET.copy()
    query.pop("missing", None)
    found = linking.nearest_anchor(version, anchor)
    address = linking.version_path(permalink, version.number)
    if found is None and (text := links.text_with(permalink.ark, anchor)):
        address, found = f"/{text}", anchor
    if found is None:
        others = linking.versions_with(permalink, anchor)
        return pages.errors.no_passage(request, permalink, version, anchor, others)
    if found != anchor:
        query["missing"] = anchor
    asked = f"?{query.urlencode()}" if query else ""
    return HttpResponseRedirect(f"{address}{asked}#{found}")


_PATTERNS: tuple[tuple[re.Pattern[str], _Answer], ...] = (
    (_DIFFERENCE, _diff),
    (_TEXT, _text),
    (_FILE, pages.closed),
    (_ANCHOR, _passage),
)


@require_safe
def by_hash(request: HttpRequest, sha256: str) -> HttpResponse:
    """Redirect from a SHA-256 to the version, text or capture with that content."""
    version = (
        Version.objects.filter(sha256=sha256)
        | Version.objects.filter(texts=sha256)
        | Version.objects.filter(captures__sha256=sha256)
    ).exclude(permalink__state__in=NOT_PUBLIC)
    found = version.select_related("permalink").order_by("published_at").first()
    if found is None:
        raise Http404("Nothing here has this hash.")
    return HttpResponseRedirect(linking.version_path(found.permalink, found.number))


@require_safe
def by_name(request: HttpRequest, scheme: str, value: str) -> HttpResponse:
    """Redirect from another name (a number, an old key, a source address)."""
    query = request.META.get("QUERY_STRING", "")
    if scheme == "url" and query:
        value = f"{value}?{query}"
    found = list(linking.named(scheme, value)[:2])
    if not found:
        raise Http404("Nothing here goes by this name.")
    if len(found) > 1:
        return HttpResponseRedirect(f"/search?q={quote(value)}")
    return HttpResponseRedirect(found[0].get_absolute_url())


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    )
