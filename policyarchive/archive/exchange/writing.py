"""Writing a package from the published side: the same archive gives the same bytes.

Rows stand in the order they were made, and nothing in a package tells where or when it
was written; so exporting twice, or an archive and its import, gives identical folders.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction

from policyarchive.archive import canonical, storage
from policyarchive.archive.exchange import layout, readme, tables
from policyarchive.archive.exchange.bag import BagWriter, Progress, beside
from policyarchive.archive.exchange.layout import Part
from policyarchive.archive.exchange.scope import OpenScope, Scope, named
from policyarchive.archive.models.published import (
    Capture,
    Publication,
    Text,
    Version,
)


class CannotExport(Exception):
    """The archive does not keep its word; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how much of what, the state it is of, and its checksum."""

    counts: dict[str, int]
    date: str  # of the log's last row, ISO 8601; empty for an empty archive
    sequence: int  # of that row; 0 for an empty archive
    checksum: str


def export(
    target: Path, part: Part, progress: Progress, *, accept_losses: bool = False
) -> Exported:
    """Write a package into a new or empty folder; on any error, nothing.

    ``accept_losses`` lets an archive leave whose storage has lost captured bytes: their
    rows say so. Raises Occupied and CannotExport.
    """
    with beside(target) as folder, snapshot():
        return _Export(BagWriter(folder), part, progress, accept_losses).run()


def stamp(at: datetime) -> str:
    """Return a moment of the log as packages state it: ISO 8601, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it was at one moment, whatever is published meanwhile."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
        yield


class _Export:
    """One run of an export."""

    def __init__(
        self, bag: BagWriter, part: Part, progress: Progress, accept_losses: bool
    ) -> None:
        self.bag = bag
        self.part = part
        self.scope = OpenScope() if part is Part.OPEN else Scope()
        self.progress = progress
        self.accept_losses = accept_losses
        self.done = 0
        self.total = sum(
            model._default_manager.count() for model in (Version, Text, Capture)
        )
        self.unseen: dict[str, str] = {}  # what records name, and which one does

    def run(self) -> Exported:
        add, scope = self.bag.add_lines, self.scope
        counts = {
            "topics": add(layout.TOPICS, tables.topics()),
            "terms": add(layout.TERMS, tables.terms()),
            "permalinks": add(layout.PERMALINKS, tables.permalinks(scope)),
            "versions": add(layout.VERSIONS, self._versions()),
            "texts": add(layout.TEXTS, self._texts()),
            "captures": add(layout.CAPTURES, self._captures()),
            "other names": add(layout.OTHER_NAMES, tables.other_names(scope)),
            "log rows": add(layout.LOG, tables.log(scope)),
        }
        for digest, where in self.unseen.items():
            raise _broken(f"{where} names {digest}, which the archive does not hold")
        last = Publication.objects.order_by("sequence").last()
        date = stamp(last.at) if last else ""
        sequence = last.sequence if last else 0
        info = {
            layout.INFO_FORMAT: layout.FORMAT,
            layout.INFO_PART: self.part.value,
            layout.INFO_SEQUENCE: str(sequence),
            layout.INFO_DATE: date,
        }
        tags = {"README.txt": readme.text(self.part, counts, date)}
        return Exported(counts, date, sequence, self.bag.close(info, tags))

    def _versions(self) -> Iterator[str]:
        for version in tables.versions(self.scope):
            where = f"{version.permalink.ark}, version {version.number},"
            if version.is_erased:
                yield tables.version_line(version, self.scope)
                continue
            if canonical.sha256(version.record_json) != version.sha256:
                raise _broken(f"{where} does not have its SHA-256")
            record = version.record
            self.unseen |= {ref.sha256: where for ref in named(record)}
            self.scope.see(version, record)
            path = layout.record_path(version.permalink.ark, version.number)
            self.bag.add(path, version.record_json.encode())
            yield tables.version_line(version, self.scope)
            self._tick()

    def _texts(self) -> Iterator[str]:
        for text in Text.objects.order_by("pk").iterator(tables.CHUNK):
            self.unseen.pop(text.sha256, None)
            if canonical.sha256(text.body) != text.sha256:
                raise _broken(f"The text {text.sha256} does not have that SHA-256")
            if self.scope.has(text):
                self.bag.add(layout.text_path(text.sha256), text.body.encode())
                yield tables.text_line(text)
            self._tick()

    def _captures(self) -> Iterator[str]:
        for capture, pinned in tables.captures(self.scope):
            self.unseen.pop(capture.sha256, None)
            if self.scope.has(capture):
                is_kept = self._copy(capture.sha256)
                yield tables.capture_line(capture, pinned, is_lost=not is_kept)
            self._tick()

    def _copy(self, digest: str) -> bool:
        """Copy captured bytes; say False where they are lost and that is accepted."""
        path = layout.capture_path(digest)
        if path in self.bag.manifest:
            return True
        if storage.verify(digest):
            self.bag.add(path, storage.load(digest))
            return True
        if self.accept_losses:
            return False
        raise CannotExport(
            f"The captured bytes {digest} are missing or damaged: restore "
            f"{storage.path(digest)} from a copy, or leave without them by "
            "--accept-losses."
        )

    def _tick(self) -> None:
        self.done += 1
        self.progress(min(self.done, self.total), self.total)


def _broken(what: str) -> CannotExport:
    return CannotExport(f"{what}. manage.py verify lists every such fault.")
