"""Appending to the published side: versions, texts and the publication log.

The only code that writes published rows. Callers hold a transaction; the verbs in
``editorial.workflow`` decide who may do what and when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import connection

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


def next_number(permalink: Permalink) -> int:
    """Return the number the next version of a permalink will carry; lock first."""
    last = permalink.versions.order_by("-number").values_list("number", flat=True)
    return (last.first() or 0) + 1


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
    record_json = records.dump(record)
    version = Version.objects.create(
        permalink=permalink,
        number=record.version,
        record_json=record_json,
        sha256=canonical.sha256(record_json),
        published_at=at,
        published_by=by,
        change_note=record.change_note,
    )
    if texts:
        Text.objects.bulk_create(
            [Text(sha256=t.sha256, language=t.language, body=t.body) for t in texts],
            ignore_conflicts=True,
        )
        version.texts.set(Text.objects.filter(sha256__in=[t.sha256 for t in texts]))
    if captures:
        version.captures.add(*captures)
    permalink.state = State.PUBLISHED
    permalink.current = version
    permalink.label_zh, permalink.label_en = record.title_zh, record.title_en
    permalink.type_code = record.type_code
    permalink.reason = permalink.public_note = permalink.decided_role = ""
    permalink.decided_at = None
    permalink.save()
    log(permalink, Happening.PUBLISHED, version=version, at=at, by=by)
    return version


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
