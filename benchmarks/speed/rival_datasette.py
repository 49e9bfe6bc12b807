"""Datasette on SQLite FTS5: a file built, served and asked.

Set up as its manual says for speed: the file immutable, so that counts are known, facet
suggestions off, time limits lifted so that no facet is left out. Its table page counts,
filters and facets; it has no ranking and no passages, so these come by a second request
to its JSON interface, as somebody who builds a site on it would do.
"""

import functools
import itertools
import json
import re
import sqlite3
import subprocess
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.speed.asks import PAGE, Ask
from benchmarks.speed.bigrams import phrases, spaced
from benchmarks.speed.figures import Built, Page
from benchmarks.speed.measure import Client, timed
from benchmarks.speed.papers import Corpus, Paper

LOCK = Path(__file__).with_name("datasette.txt")
_PLAIN = (
    *("title_zh", "title_en", "type", "level", "status", "language"),
    *("year", "date", "number", "url", "body"),
)
_FACETS = ("type", "level", "status", "language", "year")
_LISTS = {"issuer": "issuers", "topic": "topics"}
_FOUND = re.compile(rb"<h3>\s*([\d,]+) rows?")
_ENGINE = re.compile(rb"Queries took ([\d.]+)(?:&nbsp;|\s)*ms")
_DOCUMENTS = f"""
CREATE TABLE documents (id INTEGER PRIMARY KEY, {", ".join(_PLAIN)}, issuers, topics);
CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title_words, words, tokenize = 'porter unicode61'
);
"""


def program(folder: Path) -> Path:
    """Return Datasette's own Python, installed as the lock says if need be."""
    home = folder / "datasette"
    stamp, wanted = home / "lock", LOCK.read_text(encoding="ascii")
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        venv.create(home, clear=True, with_pip=True)
        install = ("install", "--quiet", "--disable-pip-version-check", "--no-input")
        checked = ("--require-hashes", "--only-binary", ":all:", "--requirement")
        command = (str(home / "bin" / "python"), "-m", "pip", *install, *checked)
        subprocess.run((*command, str(LOCK)), check=True)  # noqa: S603
        stamp.write_text(wanted, encoding="ascii")
    return home / "bin" / "python"


class Datasette:
    """The alternative that needs no programming."""

    name = "Datasette"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, corpus: Corpus) -> Built:
        """Install it if need be, and make the file anew."""
        program(self._folder)
        path = self._folder / "archive.db"
        path.unlink(missing_ok=True)
        database = sqlite3.connect(path)
        try:
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(_DOCUMENTS)
            load_ms, index_ms, count = _load(database, corpus.read())
            index_ms += timed(lambda: _finish(database))[0]
        finally:
            database.close()
        metadata = self._folder / "metadata.json"
        metadata.write_text(json.dumps(_METADATA), encoding="ascii")
        size_mb = path.stat().st_size / 1e6
        return Built(count, load_ms / 1000, index_ms / 1000, size_mb)

    def command(self) -> tuple[str, ...]:
        """Return the command that serves the file."""
        limits = {"sql_time_limit_ms": 300_000, "facet_time_limit_ms": 300_000}
        memory = {"num_sql_threads": 4, "cache_size_kb": 100_000}
        settings = limits | memory | {"suggest_facets": 0}
        given = (("--setting", name, str(value)) for name, value in settings.items())
        return (
            *(str(program(self._folder)), "-m", "datasette", "serve"),
            *("--immutable", str(self._folder / "archive.db")),
            *("--metadata", str(self._folder / "metadata.json")),
            *("--host", "127.0.0.1", "--port", "{port}"),
            *itertools.chain.from_iterable(given),
        )

    def engine(self, _: Ask) -> None:
        """Say nothing: the pages tell how long their queries took."""

    def fetch(self, client: Client, ask: Ask) -> Page:
        """Fetch what makes one complete page: facets and count, then the hits."""
        ms, pages = timed(lambda: [client.get(path) for path in addresses(ask)])
        found = _FOUND.search(pages[0])
        return Page(
            ask.kind,
            ms,
            sum(map(_engine_ms, pages)),
            int(found[1].replace(b",", b"")) if found else 0,
        )

    def publish(self, _: Client, __: int) -> None:
        """Publish nothing: the file is read only, which is what makes it fast."""


def addresses(ask: Ask) -> Iterator[str]:
    """Yield the addresses that make one complete page."""
    wanted = [("_facet", facet) for facet in _FACETS]
    wanted += (("_facet_array", column) for column in _LISTS.values())
    wanted += [("_size", str(PAGE))]
    if match := _match(ask):
        wanted += [("_search", match), ("_searchmode", "raw")]
    wanted += (
        (f"{_LISTS[facet]}__arraycontains" if facet in _LISTS else f"{facet}__exact", v)
        for facet, v in ask.filters
    )
    if ask.order:
        direction = "_sort_desc" if ask.order == "newest" else "_sort"
        wanted.append((direction, "date"))
    yield f"/archive/documents?{urlencode(wanted)}"
    if match or ask.page > 1:
        yield f"/archive.json?{urlencode(_hits(ask, match))}"


def _engine_ms(page: bytes) -> float:
    """Return how long the queries of a page took, as it says."""
    if page.startswith(b"{"):
        return float(json.loads(page)["query_ms"])
    match = _ENGINE.search(page)
    return float(match[1]) if match else 0.0


_METADATA = {
    "databases": {
        "archive": {
            "tables": {"documents": {"fts_table": "documents_fts", "fts_pk": "id"}}
        }
    }
}
_PLACES = ", ".join("?" * (len(_PLAIN) + 3))
_INSERT = f"INSERT INTO documents VALUES ({_PLACES})"  # noqa: S608
_INSERT_WORDS = "INSERT INTO documents_fts (rowid, title_words, words) VALUES (?, ?, ?)"
_SNIPPET = "snippet(documents_fts, -1, '<mark>', '</mark>', '…', 40)"


def _load(
    database: sqlite3.Connection, papers: Iterable[Paper]
) -> tuple[float, float, int]:
    """Fill the tables; return ms for the documents, ms for their words, how many."""
    load_ms = index_ms = 0.0
    count = 0
    for batch in itertools.batched(papers, 1_000, strict=False):
        numbered = list(enumerate(batch, start=count + 1))
        rows = [_row(number, paper) for number, paper in numbered]
        words = [_words(number, paper) for number, paper in numbered]
        load_ms += timed(functools.partial(database.executemany, _INSERT, rows))[0]
        index_ms += timed(
            functools.partial(database.executemany, _INSERT_WORDS, words)
        )[0]
        database.commit()
        count += len(batch)
    return load_ms, index_ms, count


def _finish(database: sqlite3.Connection) -> None:
    for facet in (*_FACETS, "date"):
        database.execute(f"CREATE INDEX by_{facet} ON documents ({facet})")
    optimise = "INSERT INTO documents_fts (documents_fts) VALUES ('optimize')"
    database.execute(optimise)
    database.commit()
    database.execute("ANALYZE")
    database.commit()


def _row(number: int, paper: Paper) -> tuple[object, ...]:
    lists = (
        json.dumps(list(v), ensure_ascii=False) for v in (paper.issuers, paper.topics)
    )
    return (number, *(getattr(paper, name) for name in _PLAIN), *lists)


def _words(number: int, paper: Paper) -> tuple[object, ...]:
    title = " ".join((paper.title_zh, paper.title_en, *paper.aliases))
    return number, spaced(title), spaced(f"{paper.number}\n{paper.body}")


def _match(ask: Ask) -> str:
    """Return a question in the language of FTS5: phrases, all of them."""
    return " AND ".join(f'"{phrase}"' for phrase in phrases(ask))


def _hits(ask: Ask, match: str) -> list[tuple[str, str]]:
    """Return the query for one page of hits, ranked, with their passages."""
    columns = "d.id, d.title_zh, d.title_en, d.date, d.type, d.number, d.issuers"
    tables, conditions, order = "documents d", ["1"], "d.date DESC"
    values: list[tuple[str, str]] = []
    if match:
        tables = "documents_fts f JOIN documents d ON d.id = f.rowid"
        columns += f", {_SNIPPET} AS passage"
        conditions = ["documents_fts MATCH :match"]
        order = "bm25(documents_fts, 5.0, 1.0)"
        values.append(("match", match))
    if ask.order == "oldest":
        order = "d.date"
    for facet, value in ask.filters:
        if facet in _LISTS:
            each = f"SELECT value FROM json_each(d.{_LISTS[facet]})"  # noqa: S608
            conditions.append(f":{facet} IN ({each})")
        else:
            conditions.append(f"d.{facet} = :{facet}")
        values.append((facet, value))
    offset = (ask.page - 1) * PAGE
    sql = (
        f"SELECT {columns} FROM {tables} WHERE {' AND '.join(conditions)} "  # noqa: S608
        f"ORDER BY {order} LIMIT {PAGE} OFFSET {offset}"
    )
    return [("sql", sql), *values]
