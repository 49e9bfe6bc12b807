"""Appending to the published side: versions, texts and the publication log.

The only code that writes published rows, besides ``exchange.restoring``, which brings
back what once left. Callers hold a transaction; the verbs in
``editorial.workflow`` decide who may do what and when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Max

from policyarchive.archive import canonical, records
from policyarchive.archive.models.published import (
    Capture,
    Permalink,
    Publication,
    Text,
    Version,
)
from policyarchive.archive.passages import Passage
from policyarchive.archive.vocabulary import Happening, State

# What a publication changes of a permalink.
_SHOWN = (
    "state",
    "current",
    "label_zh",
    "label_en",
    "type_code",
    "reason",
    "public_note",
    "decided_role",
    "decided_at",
    "replaced_by",
)
# Any constant will do; it only has to be the same for every writer of the log.
_LOG_LOCK = 0x706F6C61


@dataclass(frozen=True, slots=True)
class FrozenText:
    """A text ready to be stored: its language, canonical body and hash."""

    language: str
    body: str
    sha256: str


def freeze_text(language: str, passages: Sequence[Passage]) -> FrozenText:
    """Return the canonical form of a text that was split into passages."""
    body = canonical.dumps(
        {
            "language": language,
            "passages": [
                {
                    "anchor": passage.anchor,
                    "level": passage.level,
                    "label": passage.label,
                    "heading": passage.heading,
                    "body": passage.body,
                    "path": list(passage.path),
                }
                for passage in passages
            ],
        }
    )
    return FrozenText(language, body, canonical.sha256(body))


def lock_log() -> None:
    """Wait for the turn to write the log, until the end of the transaction.

    Without it a sequence number could become visible after a higher one, and a follower
    that asks for "everything after N" would miss it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOG_LOCK])


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What is to become the newest version of a permalink."""

    permalink: Permalink
    record: records.Record
    texts: Sequence[FrozenText]
    captures: Sequence[Capture]


def next_number(permalink: Permalink) -> int:
    """Return the number the next version of a permalink will carry; lock first."""
    return next_numbers([permalink])[permalink.pk]


def next_numbers(permalinks: Sequence[Permalink]) -> dict[int, int]:
    """Return the next version's number of each permalink by its key; lock first."""
    last = dict(
        Version.objects.filter(permalink__in=permalinks)
        .order_by()
        .values_list("permalink_id")
        .annotate(Max("number"))
    )
    return {permalink.pk: last.get(permalink.pk, 0) + 1 for permalink in permalinks}


def append_version(
    permalink: Permalink,
    record: records.Record,
    texts: Sequence[FrozenText],
    captures: Sequence[Capture],
    *,
    at: datetime,
    by: User,
) -> Version:
    """Store a record as the permalink's newest version and log its publication."""
    new = NewVersion(permalink, record, texts, captures)
    return append_versions([new], at=at, by=by)[0]


def append_versions(
    news: Sequence[NewVersion], *, at: datetime, by: User
) -> list[Version]:
    """Store records as their permalinks' newest versions and log the publications.

    Takes as many queries for a thousand entries as for one.
    """
    versions = Version.objects.bulk_create([_version(new, at, by) for new in news])
    _store_texts(news, versions)
    _show(news, versions)
    Publication.objects.bulk_create(
        Publication(
            permalink=new.permalink,
            happening=Happening.PUBLISHED,
            version=version,
            at=at,
            by=by,
        )
        for new, version in zip(news, versions, strict=True)
    )
    return versions


def _version(new: NewVersion, at: datetime, by: User) -> Version:
    record_json = records.dump(new.record)
    return Version(
        permalink=new.permalink,
        number=new.record.version,
        record_json=record_json,
        sha256=canonical.sha256(record_json),
        published_at=at,
        published_by=by,
        change_note=new.record.change_note,
    )


def _store_texts(news: Sequence[NewVersion], versions: Sequence[Version]) -> None:
    # Several entries may hold the same text, and it may be there already.
    texts = {text.sha256: text for new in news for text in new.texts}
    Text.objects.bulk_create(
        [
            Text(sha256=t.sha256, language=t.language, body=t.body)
            for t in texts.values()
        ],
        ignore_conflicts=True,
    )
    pairs = list(zip(news, versions, strict=True))
    Version.texts.through.objects.bulk_create(
        [
            Version.texts.through(version_id=version.pk, text_id=sha256)
            for new, version in pairs
            for sha256 in dict.fromkeys(text.sha256 for text in new.texts)
        ]
    )
    Version.captures.through.objects.bulk_create(
        [
            Version.captures.through(version_id=version.pk, capture_id=capture.pk)
            for new, version in pairs
            for capture in new.captures
        ]
    )


def _show(news: Sequence[NewVersion], versions: Sequence[Version]) -> None:
    for new, version in zip(news, versions, strict=True):
        permalink, record = new.permalink, new.record
        permalink.state = State.PUBLISHED
        permalink.current = version
        permalink.label_zh, permalink.label_en = record.title_zh, record.title_en
        permalink.type_code = record.type_code
        permalink.reason = permalink.public_note = permalink.decided_role = ""
        permalink.decided_at = permalink.replaced_by = None
    Permalink.objects.bulk_update([new.permalink for new in news], _SHOWN)


def log(
    permalink: Permalink,
    happening: Happening,
    *,
    at: datetime,
    by: User,
    version: Version | None = None,
) -> Publication:
    """Append one row to the publication log; the caller has locked it."""
    return Publication.objects.create(
        permalink=permalink, happening=happening, version=version, at=at, by=by
    )
