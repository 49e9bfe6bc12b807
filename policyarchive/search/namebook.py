"""The names of a large archive on disk, beside the index they were read with.

A process that only follows the log or checks citations asks this file for the few names
that it needs, rather than read and keep all of them. The file is written once by a
rebuild and never changed; what is learnt later is kept in memory on top of it.
"""

import json
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import closing
from dataclasses import astuple, fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

from policyarchive.archive.references import Name, OtherName
from policyarchive.archive.references.numbers import Number
from policyarchive.archive.references.tables import Tables
from policyarchive.search.engine import Mark
from policyarchive.search.meaning import Known, Said

_FILE = "names.sqlite"
_SWEPT = ()


class Unreadable(OSError):
    """The file is damaged: what it holds is to be read from the database."""


_SHELF = "CREATE TABLE {} (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"
_MARK = "mark"
_SAID = "said"


def write(generation: Path, mark: Mark, known: Known) -> None:
    """Keep what is known at a mark of the log beside a new index."""
    path = generation / _FILE
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        # Whoever is interrupted leaves a generation that nobody uses.
        database.execute("PRAGMA synchronous = OFF")
        shelves: dict[str, Mapping[str, Any]] = {
            field.name: getattr(known.gazetteer.tables, field.name)
            for field in fields(Tables)
        }
        shelves |= {_SAID: known.said, _MARK: {_MARK: mark}}
        for name, kept in shelves.items():
            database.execute(_SHELF.format(name))
            rows = ((key, _dump(value)) for key, value in kept.items())
            # The names of the tables are those of this module.
            database.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)  # noqa: S608


def read(
    generation: Path, on_fault: Callable[[], None] | None = None
) -> tuple[Mark, Known] | None:
    """Return what is known at which mark, or None where it was not kept.

    Names are read as they are asked for, which raises Unreadable when the file is
    damaged by then; ``on_fault`` is called first, to have them read anew.
    """
    try:
        book = _Book(generation / _FILE, on_fault)
        mark = Mark(*_Shelf(book, _MARK, tuple)[_MARK])
        tables = Tables(
            names=_Shelf(book, "names", _names),
            pinyin=_Shelf(book, "pinyin", _names),
            titles=_Shelf(book, "titles", _names),
            others=_Shelf(book, "others", tuple),
            numbers=_Shelf(book, "numbers", tuple),
            stems=_Shelf(book, "stems", tuple),
            orders=_Shelf(book, "orders", _orders),
        )
        return mark, Known(_Shelf(book, _SAID, _said), tables)
    except (OSError, KeyError):
        return None


class _Book:
    """The file, open for reading by all threads of this process."""

    def __init__(self, path: Path, on_fault: Callable[[], None] | None) -> None:
        self._mutex = threading.Lock()
        self._on_fault = on_fault or (lambda: None)
        if not path.is_file():
            raise FileNotFoundError(path)
        self._database = sqlite3.connect(
            f"{path.as_uri()}?immutable=1", uri=True, check_same_thread=False
        )
        weakref.finalize(self, self._database.close)
        self._path, self._state = path, _state(path)

    def ask(self, question: str, *values: str) -> list[tuple[str]]:
        """Return the rows of an answer."""
        if _state(self._path) not in (self._state, _SWEPT):
            raise self.fault(ValueError("the file was changed"))
        try:
            with self._mutex:
                return self._database.execute(question, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self.fault(error) from error

    def fault(self, error: Exception) -> Unreadable:
        """Return what to raise when the file does not say what was written to it."""
        self._on_fault()
        return Unreadable(f"The names beside the index cannot be read: {error}")


def _state(path: Path) -> tuple[int, ...]:
    """Return what tells the file as it was opened from a changed one."""
    try:
        now = path.stat()
    except FileNotFoundError:  # a rebuild swept it away; what is open lasts
        return _SWEPT
    return (now.st_ino, now.st_size, now.st_mtime_ns)


class _Shelf[V](MutableMapping[str, V]):
    """A table of the file, and what was put in or taken out since."""

    def __init__(self, book: _Book, name: str, load: Callable[[Any], V]) -> None:
        self._book = book
        self._one = f"SELECT value FROM {name} WHERE key = ?"  # noqa: S608
        self._all = f"SELECT key FROM {name}"  # noqa: S608
        self._load = load
        self._since: dict[str, V | None] = {}

    def __getitem__(self, key: str) -> V:
        value = self._since[key] if key in self._since else self._read(key)
        if value is None:
            raise KeyError(key)
        return value

    def _read(self, key: str) -> V | None:
        rows = self._book.ask(self._one, key)
        try:
            return self._load(json.loads(rows[0][0])) if rows else None
        except (TypeError, ValueError) as error:
            raise self._book.fault(error) from error

    def __setitem__(self, key: str, value: V) -> None:
        self._since[key] = value

    def __delitem__(self, key: str) -> None:
        self._since[key] = None

    def __iter__(self) -> Iterator[str]:
        kept = (key for (key,) in self._book.ask(self._all))
        since = (key for key, value in self._since.items() if value is not None)
        return chain((key for key in kept if key not in self._since), since)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=astuple)


def _names(values: Iterable[Any]) -> tuple[Name, ...]:
    return tuple(Name(*one) for one in values)


def _orders(values: Iterable[Any]) -> tuple[tuple[Number, str], ...]:
    return tuple((_number(number), entry) for number, entry in values)


def _number(facts: Iterable[Any]) -> Number:
    number = Number(*facts)
    return replace(number, issuers=tuple(number.issuers))


def _said(value: Any) -> Said:
    names, others, work = value
    return Said(_names(names), tuple(OtherName(*one) for one in others), work)
