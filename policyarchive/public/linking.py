"""Addresses of permalinks and the typed links between versions (RFC 5829)."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse

from policyarchive.archive import othernames
from policyarchive.archive.models.published import Permalink, Version
from policyarchive.archive.passages import stored
from policyarchive.archive.vocabulary import State
from policyarchive.public import reading
from policyarchive.public.metadata.signposts import signposts


def version_path(permalink: Permalink, number: int) -> str:
    """Return the path of a version, which never changes."""
    return f"{permalink.get_absolute_url()}/v{number}"


def newest(permalink: Permalink) -> Version:
    """Return the newest version; a constraint gives every public permalink one."""
    if permalink.current is None:
        raise ValueError(f"{permalink.ark} was never public.")
    return permalink.current


def absolute(path: str) -> str:
    """Return the absolute address of a path of this site."""
    return f"{settings.ARCHIVE_BASE_URL}{path}"


def add_version_links(
    response: HttpResponse, permalink: Permalink, version: Version
) -> None:
    """Add to the Link header: neighbours (RFC 5829) and signposts of the version."""
    last = newest(permalink).number
    here = version.number
    links = {
        "latest-version": version_path(permalink, last),
        "version-history": f"{version_path(permalink, here)}#versions",
    }
    if here > 1:
        links["predecessor-version"] = version_path(permalink, here - 1)
    if here < last:
        links["successor-version"] = version_path(permalink, here + 1)
    posts = signposts(version.record, absolute(version_path(permalink, here)))
    add_links(
        response,
        *(f'<{absolute(path)}>; rel="{rel}"' for rel, path in links.items()),
        *map(str, posts),
    )


def add_links(response: HttpResponse, *links: str) -> None:
    """Append links to the Link header."""
    given = [response["Link"]] if "Link" in response else []
    response["Link"] = ", ".join([*given, *links])


def nearest_anchor(version: Version, anchor: str) -> str | None:
    """Return the anchor if the version has it, else the nearest one enclosing it."""
    anchors = {
        anchor
        for text in version.texts.all()
        for passage in stored(text.body)
        for anchor in reading.anchors(passage)
    }
    while anchor not in anchors:
        # art-21-1 is enclosed by art-21, ch-3.sec-2 by ch-3
        cut = max(anchor.rfind("."), anchor.rfind("-"))
        if cut <= 0:
            return None
        anchor = anchor[:cut]
    return anchor


def versions_with(permalink: Permalink, anchor: str) -> list[int]:
    """Return the numbers of the versions that have an anchor, or what encloses it."""
    versions = permalink.versions.defer("record_json").prefetch_related("texts")
    return [
        version.number
        for version in versions
        if nearest_anchor(version, anchor) is not None
    ]


def named(scheme: str, value: str) -> QuerySet[Permalink]:
    """Return the public permalinks that go by another name."""
    try:
        value = othernames.normal(scheme, value)
    except ValueError:  # no address at all
        return Permalink.objects.none()
    if "\0" in scheme + value:  # no name holds what the database cannot keep
        return Permalink.objects.none()
    return (
        Permalink.objects.filter(
            state=State.PUBLISHED,
            other_names__scheme=scheme,
            other_names__value=value,
        )
        .distinct()
        .order_by("pk")
    )
