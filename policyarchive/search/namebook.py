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


def read(generation: Path) -> tuple[Mark, Known] | None:
    """Return what is known at which mark, or None where it was not kept."""
    try:
        book = _Book(generation / _FILE)
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

    def __init__(self, path: Path) -> None:
        self._mutex = threading.Lock()
        if not path.is_file():
            raise FileNotFoundError(path)
        self._database = sqlite3.connect(
            f"{path.as_uri()}?immutable=1", uri=True, check_same_thread=False
        )
        weakref.finalize(self, self._database.close)

    def ask(self, question: str, *values: str) -> list[tuple[str]]:
        """Return the rows of an answer; raises OSError when the file is spoiled."""
        try:
            with self._mutex:
                return self._database.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise OSError(
                f"The names beside the index cannot be read: {error}"
            ) from error


class _Shelf[V](MutableMapping[str, V]):
    """A table of the file, and what was put in or taken out since."""

    def __init__(self, book: _Book, name: str, load: Callable[[Any], V]) -> None:
        self._book = book
        self._one = f"SELECT value FROM {name} WHERE key = ?"  # noqa: S608
        self._all = f"SELECT key FROM {name}"  # noqa: S608
        self._load = load
        self._since: dict[str, V | None] = {}

    def __getitem__(self, key: str) -> V:
        if key in self._since:
            value = self._since[key]
        else:
            rows = self._book.ask(self._one, key)
            value = self._load(json.loads(rows[0][0])) if rows else None
        if value is None:
            raise KeyError(key)
        return value

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
