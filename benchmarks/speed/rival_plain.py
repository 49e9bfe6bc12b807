"""Plain Django and PostgreSQL full text: tables filled, pages asked for.

The best a Django developer has at hand: a weighted ``tsvector`` of both languages with
a GIN index, Chinese as pairs of characters, statistics fresh, indexes on every facet.
The server is the archive's own embedded PostgreSQL.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from itertools import batched
from urllib.parse import urlencode

import psycopg
from django.db import connection

from benchmarks.speed.asks import Ask
from benchmarks.speed.bigrams import phrases, spaced
from benchmarks.speed.figures import Built, Page, Visible
from benchmarks.speed.measure import Client, timed
from benchmarks.speed.papers import Corpus, Paper
from benchmarks.speed.product import asking_for, probe, until_shown
from benchmarks.speed.serving import gunicorn
from policyarchive.settings import BASE_DIR

SETTINGS = "benchmarks.speed.plain.settings"
DATABASE = "plain"
_PLAIN = (
    *("title_zh", "title_en", "type", "level", "status", "language"),
    *("year", "date", "number", "url", "body"),
)
_FOUND = re.compile(rb"<h1><b>(\d+)</b>")
_ENGINE = re.compile(rb"Queries took ([\d.]+) ms")
# A tsvector holds at most a megabyte; beyond so many tokens of text it would not.
_LONGEST = 300_000  # characters


class Plain:
    """The alternative that a Django developer would write."""

    name = "Django + PostgreSQL"

    def build(self, corpus: Corpus) -> Built:
        """Create the database anew and fill it."""
        with _connect("") as server:
            server.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
            server.execute(f"CREATE DATABASE {DATABASE}")
        command = ("migrate", "--run-syncdb", "--verbosity=0", f"--settings={SETTINGS}")
        subprocess.run(  # noqa: S603
            (sys.executable, "-m", "django", *command), cwd=BASE_DIR, check=True
        )
        with _connect(DATABASE) as database:
            load_ms, count = timed(lambda: _load(database, corpus.read()))
            index_ms, _ = timed(lambda: _index(database))
            size = database.execute("SELECT pg_database_size(current_database())")
            row = size.fetchone()
            size_mb = row[0] / 1e6 if row else 0.0
        return Built(count, load_ms / 1000, index_ms / 1000, size_mb)

    def command(self) -> tuple[str, ...]:
        """Return the command that serves it: the archive's own gunicorn."""
        application = gunicorn("django.core.wsgi:get_wsgi_application()")
        return (*application, "--env", f"DJANGO_SETTINGS_MODULE={SETTINGS}")

    def engine(self, _: Ask) -> None:
        """Say nothing: the page tells how long its queries took."""

    def fetch(self, client: Client, ask: Ask) -> Page:
        """Fetch the page of results."""
        parts = [("phrase", phrase) for phrase in phrases(ask)]
        parts += (("word", word.text) for word in ask.words)
        parts += ask.filters
        parts += [("sort", ask.order), ("page", str(ask.page))]
        ms, page = timed(lambda: client.get(f"/search?{urlencode(parts)}"))
        found, engine = _FOUND.search(page), _ENGINE.search(page)
        return Page(
            ask.kind,
            ms,
            float(engine[1]) if engine else None,
            int(found[1]) if found else None,
        )

    def publish(self, client: Client, rounds: int) -> Visible:
        """Insert one document again and again, each time with a new word."""
        shown = []
        with _connect(DATABASE) as database:
            for turn in range(rounds):
                paper = probe(turn)
                start = time.perf_counter()
                database.execute(_DELETE_ONE, _row(paper))
                database.execute(_INSERT_ONE, _row(paper))
                until_shown(lambda ask: self.fetch(client, ask), asking_for(paper))
                shown.append((time.perf_counter() - start) * 1000)
        return Visible(tuple(shown))


def _connect(name: str) -> psycopg.Connection:
    # The archive's own connection knows how to reach, and to start, the server.
    connection.ensure_connection()
    parameters = dict(connection.connection.info.get_parameters())
    if name:
        parameters["dbname"] = name
    return psycopg.connect(**parameters, autocommit=True)


_DELETE_ONE = "DELETE FROM plain_document WHERE url = %(url)s"
_INSERT_ONE = f"""
INSERT INTO plain_document ({", ".join(_PLAIN)}, search)
VALUES ({", ".join(f"%({name})s" for name in _PLAIN)},
        setweight(to_tsvector('english', %(title_words)s), 'A')
        || to_tsvector('english', %(words)s))
"""  # noqa: S608
_STAGING = f"""
CREATE UNLOGGED TABLE staging (
    id bigint, {", ".join(f"{name} text" for name in _PLAIN)},
    title_words text, words text
)
"""
_INSERT_ALL = f"""
INSERT INTO plain_document (id, {", ".join(_PLAIN)}, search)
SELECT id, {", ".join(_PLAIN)},
       setweight(to_tsvector('english', title_words), 'A')
       || to_tsvector('english', words)
FROM staging
"""  # noqa: S608
_LISTS = ("issuers", "topics")
_FILL_LISTS = (
    "INSERT INTO plain_issuer (name) SELECT DISTINCT name FROM staging_issuers",
    "INSERT INTO plain_topic (key) SELECT DISTINCT name FROM staging_topics",
    "INSERT INTO plain_document_issuers (document_id, issuer_id) "
    "SELECT s.document, i.id FROM staging_issuers s JOIN plain_issuer i USING (name)",
    "INSERT INTO plain_document_topics (document_id, topic_id) SELECT s.document, t.id "
    "FROM staging_topics s JOIN plain_topic t ON t.key = s.name",
)


def _row(paper: Paper) -> Mapping[str, str]:
    plain = {name: getattr(paper, name) for name in _PLAIN}
    title = " ".join((paper.title_zh, paper.title_en, *paper.aliases))
    words = f"{paper.number}\n{paper.body[:_LONGEST]}"
    # PostgreSQL holds no NUL.
    return {
        name: value.replace("\0", "")
        for name, value in (
            plain | {"title_words": spaced(title), "words": spaced(words)}
        ).items()
    }


def _load(database: psycopg.Connection, papers: Iterable[Paper]) -> int:
    database.execute(_STAGING)
    for name in _LISTS:
        database.execute(f"CREATE TABLE staging_{name} (document bigint, name text)")
    count = 0
    for batch in batched(papers, 1_000, strict=False):
        numbered = list(enumerate(batch, start=count + 1))
        with database.cursor() as cursor:
            with cursor.copy("COPY staging FROM STDIN") as copy:
                for number, paper in numbered:
                    copy.write_row((number, *_row(paper).values()))
            for name in _LISTS:
                with cursor.copy(f"COPY staging_{name} FROM STDIN") as copy:
                    for number, paper in numbered:
                        for value in dict.fromkeys(getattr(paper, name)):
                            copy.write_row((number, value))
        count += len(batch)
    return count


def _index(database: psycopg.Connection) -> None:
    database.execute("SET maintenance_work_mem = '512MB'")
    database.execute("DROP INDEX document_search")
    database.execute(_INSERT_ALL)
    for fill in _FILL_LISTS:
        database.execute(fill)
    database.execute(
        "SELECT setval('plain_document_id_seq', (SELECT max(id) FROM plain_document))"
    )
    database.execute("CREATE INDEX document_search ON plain_document USING gin(search)")
    for name in ("staging", *(f"staging_{name}" for name in _LISTS)):
        database.execute(f"DROP TABLE {name}")
    database.execute("VACUUM ANALYZE")
