"""From a package to an empty published side: the same addresses, versions and log.

Rows are copied in bulk under keys given out here, in the order of the package, so that
whatever goes by the order of rows reads as it did. The database checks foreign keys at
the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import DatabaseError, ProgrammingError, connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

from policyarchive.archive import publishing, storage
from policyarchive.archive.exchange import layout
from policyarchive.archive.exchange.bag import Progress
from policyarchive.archive.exchange.package import BadPackage, Package
from policyarchive.archive.exchange.rows import (
    CaptureRow,
    LogRow,
    OtherNameRow,
    PermalinkRow,
    Row,
    TermRow,
    TextRow,
    TopicRow,
    VersionRow,
)
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

_MODELS = (Topic, Term, Permalink, Version, Text, Capture, OtherName, Publication)
# All but these are filled together with the permalinks they belong to.
_TELLTALE = (Permalink, Text, Capture, Topic, Term)


class NoPlace(Exception):
    """No place to import to; the message says what to do."""


def restore(package: Package, progress: Progress) -> None:
    """Fill the published side from a package; the caller holds a transaction.

    Captured bytes are stored as well; those of a failed import stay, under their hash,
    and do no harm. Raises NoPlace and, at the first fault found, BadPackage.
    """
    publishing.lock_log()
    refuse_no_place()
    try:
        _Restore(package, progress).run()
        connection.check_constraints()
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        raise BadPackage(f"The database refuses the package: {reason}.") from None


def refuse_no_place() -> None:
    """Raise NoPlace unless the published side is there and holds nothing."""
    for model in _TELLTALE:
        try:
            count = model._default_manager.count()
        except ProgrammingError:
            raise NoPlace(
                "The database has no tables: run manage.py migrate."
            ) from None
        if count:
            raise NoPlace(
                f"This archive holds {model._meta.verbose_name_plural} already "
                f"({count:,}): import into a new, empty database."
            )


class _Restore:
    """One run of an import."""

    def __init__(self, package: Package, progress: Progress) -> None:
        self.package = package
        self.progress = progress
        self.arks: dict[str, int] = {}
        self.erased: set[str] = set()
        self.versions: dict[tuple[str, int], int] = {}
        self.users: dict[str, int] = {}
        self.texts: set[str] = set()
        self.naming: list[tuple[int, str]] = []  # versions and their texts
        self.used: set[str] = set()

    def run(self) -> None:
        self._give_out_keys()
        _copy(Topic, ("id", *_TOPIC, "parent", "merged_into"), self._topics())
        _copy(Term, ("id", *_TERM), self._terms())
        _copy(Text, ("sha256", "language", "access", "body"), self._texts())
        _copy(Version, _VERSION, self._versions())
        _copy(Version.texts.through, ("version", "text"), self.naming)
        _copy(Permalink, _PERMALINK, self._permalinks())
        kept: list[tuple[int, int]] = []
        _copy(Capture, ("id", *_CAPTURE, "redirects"), self._captures(kept))
        _copy(Version.captures.through, ("version", "capture"), kept)
        _copy(OtherName, _OTHER_NAME, self._other_names())
        _copy(Publication, _PUBLICATION, self._log())
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), _MODELS):
                cursor.execute(statement)
        for path in self.package.bag.manifest:
            if path not in self.used:
                raise BadPackage(f"{path} belongs to nothing that a table names.")

    def _rows[R: Row](self, path: str, model: type[R]) -> Iterator[tuple[int, R]]:
        self.used.add(path)
        return enumerate(self.package.rows(path, model), start=1)

    def _give_out_keys(self) -> None:
        for key, row in self._rows(layout.PERMALINKS, PermalinkRow):
            if self.arks.setdefault(row.ark, key) != key:
                raise _twice(layout.PERMALINKS, key, row.ark)
            if row.state == State.ERASED:
                self.erased.add(row.ark)
        naans = {ark.removeprefix("ark:").split("/")[0] for ark in self.arks}
        if naans and settings.ARCHIVE_NAAN not in naans:
            raise BadPackage(
                f"{layout.PERMALINKS}: its addresses are of the naming authority "
                f"{max(naans)}: set ARCHIVE_NAAN={max(naans)} first."
            )
        names = set()
        for key, version in self._rows(layout.VERSIONS, VersionRow):
            names.add(version.published_by)
            pinned = (version.ark, version.number)
            if self.versions.setdefault(pinned, key) != key:
                raise _twice(layout.VERSIONS, key, " v".join(map(str, pinned)))
        names |= {row.by for _, row in self._rows(layout.LOG, LogRow)}
        self.users = {name: _account(name).pk for name in sorted(names)}

    def _ark(self, path: str, line: int, ark: str) -> int | None:
        if ark and ark not in self.arks:
            raise _unknown(path, line, ark)
        return self.arks.get(ark)

    def _version(self, path: str, line: int, ark: str, number: int) -> int:
        if (ark, number) not in self.versions:
            raise _unknown(path, line, f"{ark} v{number}")
        return self.versions[ark, number]

    def _topics(self) -> Iterator[Sequence[Any]]:
        keys = {row.key: key for key, row in self._rows(layout.TOPICS, TopicRow)}
        for key, row in self._rows(layout.TOPICS, TopicRow):
            for other in (row.parent, row.merged_into):
                if other and other not in keys:
                    raise _unknown(layout.TOPICS, key, other)
            ends = keys.get(row.parent), keys.get(row.merged_into)
            yield key, *_values(row, _TOPIC), *ends

    def _terms(self) -> Iterator[Sequence[Any]]:
        for key, row in self._rows(layout.TERMS, TermRow):
            yield key, *_values(row, _TERM)

    def _texts(self) -> Iterator[Sequence[Any]]:
        for _, row in self._rows(layout.TEXTS, TextRow):
            path = layout.text_path(row.sha256)
            body = self.package.named_by_hash(path, row.sha256)
            self.texts.add(row.sha256)
            self._use(path)
            yield row.sha256, row.language, row.access, body.decode()

    def _versions(self) -> Iterator[Sequence[Any]]:
        for key, row in self._rows(layout.VERSIONS, VersionRow):
            record_json = "" if row.ark in self.erased else self._record(key, row)
            permalink = self._ark(layout.VERSIONS, key, row.ark)
            by = self.users[row.published_by]
            yield key, permalink, record_json, by, *_values(row, _VERSION[4:])

    def _record(self, key: int, row: VersionRow) -> str:
        path = layout.record_path(row.ark, row.number)
        record_json, record = self.package.record(row)
        texts = {ref.sha256 for ref in getattr(record, "texts", ())}
        if missing := texts - self.texts:
            raise BadPackage(
                f"{path} names the text {min(missing)}, which {layout.TEXTS} "
                "does not list."
            )
        self.naming.extend((key, digest) for digest in sorted(texts))
        self._use(path)
        return record_json

    def _permalinks(self) -> Iterator[Sequence[Any]]:
        for key, row in self._rows(layout.PERMALINKS, PermalinkRow):
            naan, name = row.ark.removeprefix("ark:").split("/")
            current = row.current and self._version(
                layout.PERMALINKS, key, row.ark, row.current
            )
            merged_into = self._ark(layout.PERMALINKS, key, row.merged_into)
            replaced_by = self._ark(layout.PERMALINKS, key, row.replaced_by)
            rest = _values(row, _PERMALINK[6:])
            yield key, naan, name, current, merged_into, replaced_by, *rest

    def _captures(self, kept: list[tuple[int, int]]) -> Iterator[Sequence[Any]]:
        for key, row in self._rows(layout.CAPTURES, CaptureRow):
            path = layout.capture_path(row.sha256)
            if not row.is_lost and path not in self.used:
                storage.store(self.package.named_by_hash(path, row.sha256))
                self._use(path)
            kept.extend(
                (self._version(layout.CAPTURES, key, pin.ark, pin.number), key)
                for pin in row.versions
            )
            yield key, *_values(row, _CAPTURE), Jsonb(row.redirects)

    def _other_names(self) -> Iterator[Sequence[Any]]:
        for key, row in self._rows(layout.OTHER_NAMES, OtherNameRow):
            permalink = self._ark(layout.OTHER_NAMES, key, row.ark)
            yield key, permalink, *_values(row, _OTHER_NAME[2:])

    def _log(self) -> Iterator[Sequence[Any]]:
        for line, row in self._rows(layout.LOG, LogRow):
            version = row.number and self._version(
                layout.LOG, line, row.ark, row.number
            )
            permalink = self._ark(layout.LOG, line, row.ark)
            by = self.users[row.by]
            yield permalink, version, by, *_values(row, _PUBLICATION[3:])

    def _use(self, path: str) -> None:
        self.used.add(path)
        self.progress(len(self.used), len(self.package.bag.manifest))


# Columns that a row of the package states as the database holds them come last.
_TOPIC = ("key", "label_en", "label_zh", "order")
_TERM = ("zh", "en", "variants", "group")
_VERSION = (
    *("id", "permalink", "record_json", "published_by"),
    *("number", "sha256", "published_at", "change_note"),
)
_PERMALINK = (
    *("id", "naan", "name", "current", "merged_into", "replaced_by"),
    *("kind", "state", "reason", "public_note", "decided_at", "decided_role"),
    *("label_zh", "label_en", "type_code", "created_at"),
)
_CAPTURE = (
    *("sha256", "origin", "access", "media_type", "size", "url", "final_url"),
    *("http_status", "filename", "fetched_at"),
)
_OTHER_NAME = ("id", "permalink", "scheme", "value", "created_at")
_PUBLICATION = ("permalink", "version", "by", "sequence", "happening", "at")


def _values(row: Row, names: Sequence[str]) -> Iterator[Any]:
    return (getattr(row, name) for name in names)


def _copy(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write rows in bulk, as they come: no other query may run meanwhile."""
    fields = {field.name: field.column for field in model._meta.concrete_fields}
    columns = [sql.Identifier(str(fields[name])) for name in names]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(columns),
    )
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _account(name: str) -> User:
    """Return the account that the log names; a new one lets nobody in."""
    user, is_new = User.objects.get_or_create(
        username=name, defaults={"is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save()
    return user


def _unknown(path: str, line: int, what: str) -> BadPackage:
    return BadPackage(f"{path}, line {line}: {what} is not in the package.")


def _twice(path: str, line: int, what: str) -> BadPackage:
    return BadPackage(f"{path}, line {line}: {what} is there twice.")
