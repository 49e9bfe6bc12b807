"""The lines of each table of a package, from the rows of the database."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Prefetch

from policyarchive.archive.exchange.rows import (
    CaptureRow,
    LogRow,
    OtherNameRow,
    PermalinkRow,
    Pinned,
    TermRow,
    TextRow,
    TopicRow,
    VersionRow,
)
from policyarchive.archive.exchange.scope import Scope
from policyarchive.archive.models.published import (
    Capture,
    OtherName,
    Permalink,
    Publication,
    Text,
    Version,
)
from policyarchive.archive.models.vocabulary import Term, Topic
from policyarchive.archive.vocabulary import State

CHUNK = 200  # rows that are in memory at once


def topics() -> Iterator[str]:
    """Yield the tree of topics."""
    for topic in Topic.objects.select_related("parent", "merged_into").order_by("pk"):
        yield TopicRow(
            key=topic.key,
            parent=topic.parent.key if topic.parent else "",
            merged_into=topic.merged_into.key if topic.merged_into else "",
            label_en=topic.label_en,
            label_zh=topic.label_zh,
            order=topic.order,
        ).line()


def terms() -> Iterator[str]:
    """Yield the glossary."""
    for term in Term.objects.order_by("pk").iterator(CHUNK):
        yield TermRow(
            zh=term.zh, en=term.en, variants=term.variants, group=term.group
        ).line()


def permalinks(scope: Scope) -> Iterator[str]:
    """Yield the addresses."""
    found = scope.permalinks().select_related("merged_into", "replaced_by")
    found = found.annotate(number=F("current__number")).order_by("pk")
    rows: Iterator[Any] = found.iterator(CHUNK)
    for permalink in rows:
        yield PermalinkRow.model_validate(
            {
                "ark": permalink.ark,
                "kind": permalink.kind,
                "state": permalink.state,
                "current": permalink.number,
                "merged_into": _ark(permalink.merged_into),
                "replaced_by": _replacement(permalink),
                "reason": permalink.reason,
                "public_note": permalink.public_note,
                "decided_at": permalink.decided_at,
                "decided_role": permalink.decided_role,
                "label_zh": permalink.label_zh,
                "label_en": permalink.label_en,
                "type_code": permalink.type_code,
                "created_at": permalink.created_at,
            }
        ).line()


def _replacement(permalink: Permalink) -> str:
    # It speaks from a tombstone; one that was published again may still carry it.
    is_tombstone = permalink.state == State.WITHDRAWN
    return _ark(permalink.replaced_by if is_tombstone else None)


def _ark(permalink: Permalink | None) -> str:
    return permalink.ark if permalink else ""


def versions(scope: Scope) -> Iterator[Version]:
    """Yield the versions, oldest first."""
    found = Version.objects.filter(permalink__in=scope.permalinks())
    found = found.select_related("permalink", "published_by").order_by("pk")
    yield from found.iterator(CHUNK)


def version_line(version: Version, scope: Scope) -> str:
    """Return the line of a version."""
    return VersionRow(
        ark=version.permalink.ark,
        number=version.number,
        sha256=version.sha256,
        published_at=version.published_at,
        published_by=scope.who(version.published_by.get_username()),
        change_note=version.change_note,
    ).line()


def text_line(text: Text) -> str:
    """Return the line of a text."""
    return TextRow.model_validate(
        {"sha256": text.sha256, "language": text.language, "access": text.access}
    ).line()


def captures(scope: Scope) -> Iterator[tuple[Capture, list[Pinned]]]:
    """Yield the captures that versions of the package name, and those versions."""
    naming = (
        Version.objects.filter(permalink__in=scope.permalinks())
        .select_related("permalink")
        .only("number", "permalink__naan", "permalink__name")
        .order_by("pk")
    )
    found = Capture.objects.prefetch_related(Prefetch("versions", naming))
    for capture in found.order_by("pk").iterator(CHUNK):
        pinned = [
            Pinned(ark=version.permalink.ark, number=version.number)
            for version in capture.versions.all()
        ]
        if pinned:
            yield capture, pinned


def capture_line(capture: Capture, pinned: list[Pinned], *, is_lost: bool) -> str:
    """Return the line of a capture."""
    return CaptureRow.model_validate(
        {
            "sha256": capture.sha256,
            "origin": capture.origin,
            "access": capture.access,
            "media_type": capture.media_type,
            "size": capture.size,
            "url": capture.url,
            "final_url": capture.final_url,
            "redirects": capture.redirects,
            "http_status": capture.http_status,
            "filename": capture.filename,
            "fetched_at": capture.fetched_at,
            "versions": pinned,
            "is_lost": is_lost,
        }
    ).line()


def other_names(scope: Scope) -> Iterator[str]:
    """Yield the other keys that lead to the addresses."""
    found = OtherName.objects.filter(permalink__in=scope.permalinks())
    found = found.select_related("permalink").order_by("pk")
    for name in found.iterator(CHUNK):
        yield OtherNameRow(
            ark=name.permalink.ark,
            scheme=name.scheme,
            value=name.value,
            created_at=name.created_at,
        ).line()


def log(scope: Scope) -> Iterator[str]:
    """Yield the publication log."""
    found = Publication.objects.filter(permalink__in=scope.permalinks())
    found = found.select_related("permalink", "by")
    found = found.annotate(number=F("version__number")).order_by("sequence")
    for row in found.iterator(CHUNK):
        yield LogRow.model_validate(
            {
                "sequence": row.sequence,
                "ark": row.permalink.ark,
                "happening": row.happening,
                "number": row.number,
                "at": row.at,
                "by": scope.who(row.by.get_username()),
            }
        ).line()
