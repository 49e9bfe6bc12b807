"""Fixity: whether what was published is still what was published.

Every hash is taken anew, of versions, texts and captured bytes, and the addresses have
to agree with the publication log. Triggers refuse to rewrite the record; this finds out
when something went around them.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import count
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet
from pydantic import ValidationError

from policyarchive.archive import canonical, permalinks, records, storage
from policyarchive.archive.models.published import (
    Capture,
    Permalink,
    Publication,
    Text,
    Version,
)
from policyarchive.archive.vocabulary import Happening, State

Progress = Callable[[int, int], None]

_CHUNK = 200  # rows that are in memory at once


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not what it says: where, and in what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}."


def faults(progress: Progress, *, with_storage: bool = True) -> Iterator[Fault]:
    """Yield every fault of the database and, unless told otherwise, of the storage."""
    checks: list[tuple[QuerySet[Any], Callable[[Any], Iterator[Fault]]]] = [
        (_versions(), _of_version),
        (Text.objects.order_by("pk"), _of_text),
        (_permalinks(), _of_permalink),
    ]
    if with_storage:
        checks.append((Capture.objects.order_by("pk"), _of_capture))
    total = sum(rows.count() for rows, _ in checks)
    done = count(1)
    for rows, faults_of in checks:
        for row in rows.iterator(_CHUNK):
            yield from faults_of(row)
            progress(min(next(done), total), total)


def _versions() -> QuerySet[Any]:
    through = Version.texts.through.objects.filter(version=OuterRef("pk"))
    kept = Version.captures.through.objects.filter(version=OuterRef("pk"))
    return (
        Version.objects.select_related("permalink")
        .annotate(
            text_hashes=ArraySubquery(through.values("text_id")),
            capture_hashes=ArraySubquery(kept.values("capture__sha256")),
        )
        .order_by("pk")
    )


def _of_version(version: Any) -> Iterator[Fault]:
    if version.is_erased:
        return
    where = f"{version.permalink.ark}, version {version.number}"
    if canonical.sha256(version.record_json) != version.sha256:
        yield Fault(where, f"the record does not have the SHA-256 {version.sha256}")
    try:
        record = version.record
    except ValidationError:
        yield Fault(where, "the record cannot be read")
        return
    if not _is_canonical(version.record_json):
        yield Fault(where, "the record is not in canonical form")
    for name, is_same in _agreements(version, record):
        if not is_same:
            yield Fault(where, f"the record states another {name} than its row")


def _agreements(version: Any, record: records.Record) -> Iterator[tuple[str, bool]]:
    """Yield what a record and the rows around it both state, and whether they agree."""
    permalink = version.permalink
    yield "address", record.ark == permalink.ark
    yield "kind", record.kind == permalink.kind
    yield "number", record.version == version.number
    at = version.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield "time of publication", record.published_at == at
    yield "change note", record.change_note == version.change_note
    texts = {ref.sha256 for ref in getattr(record, "texts", ())}
    yield "set of texts", texts == set(version.text_hashes)
    captures = {ref.sha256 for ref in getattr(record, "captures", ())}
    yield "set of captures", captures == set(version.capture_hashes)
    if permalink.current_id == version.pk:
        labels = (permalink.label_zh, permalink.label_en, permalink.type_code)
        yield "label", labels == (record.title_zh, record.title_en, record.type_code)


def _of_text(text: Text) -> Iterator[Fault]:
    where = f"Text {text.sha256}"
    if canonical.sha256(text.body) != text.sha256:
        yield Fault(where, "its words do not have that SHA-256")
    elif not _is_canonical(text.body):
        yield Fault(where, "its words are not in canonical form")
    elif json.loads(text.body).get("language") != text.language:
        yield Fault(where, "its words state another language than its row")


def _is_canonical(text: str) -> bool:
    try:
        return canonical.dumps(json.loads(text)) == text
    except (ValueError, TypeError):
        return False


def _of_capture(capture: Capture) -> Iterator[Fault]:
    where = f"Capture {capture.sha256}"
    place = storage.path(capture.sha256)
    if not place.is_file():
        yield Fault(where, f"{place} is missing")
    elif not storage.verify(capture.sha256):
        yield Fault(where, f"{place} does not have that SHA-256")
    elif place.stat().st_size != capture.size:
        yield Fault(where, f"{place} has another size than its row states")


def _permalinks() -> QuerySet[Any]:
    numbers = Version.objects.only("number", "permalink", "published_at")
    log = Publication.objects.annotate(number=F("version__number"))
    return (
        Permalink.objects.select_related("merged_into")
        .prefetch_related(
            Prefetch("versions", numbers.order_by("number")),
            Prefetch("publications", log.order_by("sequence")),
        )
        .order_by("pk")
    )


def _of_permalink(permalink: Any) -> Iterator[Fault]:
    ark = permalinks.read(permalink.ark)
    if ark is None or not ark.has_right_check:
        yield Fault(permalink.ark, "its check character is wrong")
    if permalinks.kind_of(permalink.name) != permalink.kind:
        yield Fault(permalink.ark, f"its name is not one of the kind {permalink.kind}")
    versions = list(permalink.versions.all())
    numbers = [version.number for version in versions]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Fault(permalink.ark, f"its versions are numbered {numbers}")
    newest = versions[-1].pk if versions else None
    if permalink.current_id != newest:
        yield Fault(permalink.ark, "its newest version is not the current one")
    survivor = permalink.merged_into
    if survivor and survivor.state in (State.RESERVED, State.MERGED):
        yield Fault(permalink.ark, f"it leads to {survivor.ark}, which has no page")
    for what in _against_log(permalink, versions):
        yield Fault(permalink.ark, what)


def _against_log(permalink: Any, versions: list[Version]) -> Iterator[str]:
    """Yield how the log of an address contradicts its versions and its state."""
    log = list(permalink.publications.all())
    published = [row for row in log if row.happening == Happening.PUBLISHED]
    if [row.number for row in published] != [version.number for version in versions]:
        yield "the log does not name each of its versions once and in order"
    times = {version.pk: version.published_at for version in versions}
    if any(row.at != times.get(row.version_id) for row in published):
        yield "the log states another time of publication than its versions"
    if _state_in(log) != permalink.state:
        yield f"it is {permalink.state}, but the log says otherwise"


def _state_in(log: Iterable[Any]) -> str:
    """Return the state that the log of an address leaves it in."""
    told = [row.happening for row in log if row.happening != Happening.RESTRICTED]
    if told and told[-1] == Happening.UNMERGED:
        # It stands again as it stood before it was merged.
        merging = (Happening.MERGED, Happening.UNMERGED)
        told = [happening for happening in told if happening not in merging]
    return told[-1] if told else State.RESERVED.value
