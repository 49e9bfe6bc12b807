"""Memento (RFC 7089) for the addresses of sources: what we hold of a page elsewhere.

The mementos of a source are the versions of documents that state it as their source and
show a text in full; each is dated, as its page is, by its publication here. Captured
files will join them once they are shown.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.views.decorators.http import require_safe

from policyarchive.archive import othernames
from policyarchive.archive.models.published import OtherName, Version
from policyarchive.archive.vocabulary import Access, State
from policyarchive.public import linking, pages, twins
from policyarchive.public.memento import LINK_FORMAT, Dated, newest_at


@dataclass(frozen=True, slots=True)
class Memento(Dated):
    """A version that holds the words of a source."""

    url: str

    def link(self, rel: str) -> str:
        """Return it as a typed link."""
        return f'<{self.url}>; rel="{rel}"; datetime="{self.stamp}"'


@dataclass(frozen=True, slots=True)
class Original:
    """An address elsewhere, as asked for, with its mementos, oldest first."""

    url: str
    mementos: Sequence[Memento]

    def at(self, moment: int) -> Memento:
        """Return the newest at a Unix time; before the first, the first."""
        return newest_at(self.mementos, moment)

    def address(self, name: str) -> str:
        """Return where the TimeGate or a TimeMap of it stands."""
        # The address is kept as it was written; only reverse() would escape it.
        return linking.absolute(reverse(name, args=["-"]).removesuffix("-") + self.url)


@require_safe
def timegate(request: HttpRequest, url: str) -> HttpResponse:
    """Redirect from a source's address to what we held of it on a day."""
    original = _original(request, "timegate")
    wanted = request.headers.get("Accept-Datetime")
    chosen = original.mementos[-1]
    if wanted is not None:
        moment = parse_http_date_safe(wanted)
        if moment is None:
            return pages.errors.bad_datetime(request)
        chosen = original.at(moment)
    response = HttpResponseRedirect(chosen.url)
    patch_vary_headers(response, ["Accept-Datetime"])
    linking.add_links(response, *_links(original))
    return response


def _links(original: Original) -> Iterator[str]:
    first, last = original.mementos[0], original.mementos[-1]
    yield f'<{original.url}>; rel="original"'
    yield f'<{original.address("source-timegate")}>; rel="timegate"'
    timemap = original.address("source-timemap")
    yield f'<{timemap}>; rel="timemap"; type="{LINK_FORMAT}"'
    if first == last:
        yield first.link("first last memento")
    else:
        yield first.link("first memento")
        yield last.link("last memento")


@require_safe
def timemap(request: HttpRequest, url: str) -> HttpResponse:
    """Answer with all mementos of a source in link format."""
    original = _original(request, "timemap/link")
    first, last = original.mementos[0], original.mementos[-1]
    lines = [
        f'<{original.url}>; rel="original"',
        f'<{original.address("source-timegate")}>; rel="timegate"',
        f'<{original.address("source-timemap")}>; rel="self"; type="{LINK_FORMAT}"; '
        f'from="{first.stamp}"; until="{last.stamp}"',
        *(memento.link("memento") for memento in original.mementos),
    ]
    response = HttpResponse(
        ",\n".join(lines) + "\n", content_type=f"{LINK_FORMAT}; charset=utf-8"
    )
    response["X-Memento-Count"] = str(len(original.mementos))
    return response


@require_safe
def timemap_json(request: HttpRequest, url: str) -> HttpResponse:
    """Answer with the same list as JSON."""
    original = _original(request, "timemap/json")
    found = {
        "original_uri": original.url,
        "timegate_uri": original.address("source-timegate"),
        "timemap_uri": {"link_format": original.address("source-timemap")},
        "mementos": {
            "list": [
                {"datetime": memento.at.isoformat(), "uri": memento.url}
                for memento in original.mementos
            ]
        },
    }
    return HttpResponse(json.dumps(found), content_type="application/json")


def _original(request: HttpRequest, prefix: str) -> Original:
    """Return the source that an address ends with, its query kept whole."""
    url = request.get_full_path().removeprefix(f"/{prefix}/")
    try:
        keys = {othernames.url(url), othernames.url(unquote(url))}
    except ValueError:
        raise Http404("This is no address.") from None
    if any("\0" in key for key in keys):
        raise Http404("This is no address.")
    mementos = tuple(_mementos(keys))
    if not mementos:
        raise Http404("The archive holds nothing that can be read of this address.")
    return Original(url, mementos)


def _mementos(keys: set[str]) -> Iterator[Memento]:
    named = OtherName.objects.filter(scheme=OtherName.Scheme.URL, value__in=keys)
    versions = Version.objects.filter(
        permalink__in=named.values("permalink"), permalink__state=State.PUBLISHED
    )
    found = versions.select_related("permalink").prefetch_related("texts")
    for version in found.order_by("published_at", "pk"):
        if _states(version, keys) and _is_shown(version):
            path = linking.version_path(version.permalink, version.number)
            yield Memento(version.published_at, linking.absolute(path))


def _states(version: Version, keys: set[str]) -> bool:
    """Whether this very version names the address; another may have added it."""
    record = version.record
    captures = getattr(record, "captures", ())
    given = (*record.sources, *captures)
    return any(othernames.url(source.url) in keys for source in given if source.url)


def _is_shown(version: Version) -> bool:
    record = version.record
    return any(
        twins.access_of(record, text) is Access.OPEN for text in version.texts.all()
    )
