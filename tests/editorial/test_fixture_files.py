"""The data set in ``fixtures/`` is whole: codes, keys, dates and both languages."""

import csv
import re
import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from policyarchive.archive import dates
from policyarchive.archive.permalinks import SHOULDERS, check_character
from policyarchive.archive.vocabulary import (
    Access,
    ActorKind,
    DocumentType,
    EventKind,
    Language,
    Level,
    Role,
    Status,
)

FIXTURES = Path(__file__).parents[2] / "fixtures"
DATES = (
    "adopted",
    "signed",
    "published",
    "promulgated",
    "effective",
    "expires",
    "suspended_until",
)


def rows(name):
    with (FIXTURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keys(name):
    return {row["key"] for row in rows(name)}


def listed(cell):
    return [part for part in cell.split(";") if part]


def texts(folder):
    paths = sorted((FIXTURES / folder).glob("*.toml"))
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths
    }


ANCHOR = re.compile(r"(pt|sub|ch|sec|div|art|app|p)-\d+(-\d+)*")
CITABLE = keys("documents") | keys("laws")


@pytest.mark.parametrize(
    "names", [("documents", "laws"), ("actors",), ("events",), ("topics",)]
)
def test_no_key_is_given_twice(names):
    counts = Counter(row["key"] for name in names for row in rows(name))
    assert [key for key, count in counts.items() if count > 1] == []


def test_there_is_as_much_as_was_promised():
    assert len(rows("actors")) >= 120
    assert len(rows("events")) >= 55
    assert len(rows("documents")) >= 200


@pytest.mark.parametrize(
    ("name", "column", "terms"),
    [
        ("documents", "type", DocumentType),
        ("documents", "status", Status),
        ("documents", "jurisdiction", Level),
        ("documents", "languages", Language),
        ("documents", "access", Access),
        ("laws", "rank", DocumentType),
        ("laws", "status", Status),
        ("laws", "jurisdiction", Level),
        ("actors", "kind", ActorKind),
        ("events", "kind", EventKind),
    ],
)
def test_every_code_is_in_its_vocabulary(name, column, terms):
    found = set(chain.from_iterable(listed(row[column]) for row in rows(name)))
    assert found - set(terms.values) == set()


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("documents", (*DATES, "status_as_of")),
        ("laws", ("adopted", "promulgated", "effective", "status_as_of")),
        ("actors", ("valid_from", "valid_to")),
        ("actor_relations", ("valid_from", "valid_to")),
        ("events", ("date",)),
    ],
)
def test_every_date_is_a_partial_date(name, columns):
    for row in rows(name):
        for column in columns:
            if row[column]:
                dates.parse(row[column])


def test_every_document_has_a_date_unless_it_is_not_public():
    undated = {r["key"] for r in rows("documents") if not any(r[d] for d in DATES)}
    hidden = {r["key"] for r in rows("documents") if r["status"] == Status.NOT_PUBLIC}
    assert undated <= hidden


@pytest.mark.parametrize(
    ("name", "column", "targets"),
    [
        ("topics", "parent", keys("topics")),
        ("actors", "parent", keys("actors")),
        ("actors", "successor", keys("actors")),
        ("actor_relations", "actor", keys("actors")),
        ("actor_relations", "target", keys("actors")),
        ("documents", "issuers", keys("actors")),
        ("documents", "topics", keys("topics")),
        ("documents", "law", keys("laws")),
        ("laws", "issuers", keys("actors")),
        ("laws", "topics", keys("topics")),
        ("document_actors", "document", keys("documents")),
        ("document_actors", "actor", keys("actors")),
        ("relations", "from", keys("documents")),
        ("relations", "to", CITABLE),
        ("event_actors", "event", keys("events")),
        ("event_actors", "actor", keys("actors")),
        ("event_documents", "event", keys("events")),
        ("event_documents", "document-or-law", CITABLE),
    ],
)
def test_every_key_resolves(name, column, targets):
    found = set(chain.from_iterable(listed(row[column]) for row in rows(name)))
    assert found - targets == set()


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("relations", ("from", "verb", "to")),
        ("actor_relations", ("actor", "verb", "target")),
        ("document_actors", ("document", "actor", "role")),
        ("event_actors", ("event", "actor", "role")),
        ("event_documents", ("event", "document-or-law", "role")),
        ("glossary", ("zh", "en")),
    ],
)
def test_nothing_is_said_twice(name, columns):
    counts = Counter(tuple(row[c] for c in columns) for row in rows(name))
    assert [said for said, count in counts.items() if count > 1] == []


def test_relations_join_kinds_that_their_verb_allows():
    laws = keys("laws")
    for row in rows("relations"):
        pair = ("document", "law" if row["to"] in laws else "document")
        assert pair in Role(row["verb"]).kinds, row
        assert row["source"], row


def test_every_document_has_an_issuer_or_a_publisher():
    published = {r["document"] for r in rows("document_actors")}
    for row in rows("documents"):
        assert row["issuers"] or row["key"] in published, row["key"]


def test_every_law_has_a_text():
    assert keys("laws") == {r["law"] for r in rows("documents")} - {""}


def test_topics_are_labelled_in_both_languages_and_used():
    for row in rows("topics"):
        assert row["label_en"], row
        assert row["label_zh"], row
    used = {
        topic
        for name in ("documents", "laws")
        for row in rows(name)
        for topic in listed(row["topics"])
    }
    parents = {row["parent"] for row in rows("topics")}
    assert keys("topics") - parents - used == set()


def test_every_row_names_its_source_and_memory_is_flagged():
    for name in ("actors", "documents", "laws", "events"):
        for row in rows(name):
            assert row["source"], row
            if row["confidence"] == "memory":
                assert row["unverified"], row
            else:
                assert row["confidence"] == "verified", row


def test_no_name_is_given_twice_on_one_entry():
    for name, columns in {
        "actors": ("name_zh", "name_en"),
        "laws": ("name_zh", "name_en", "short_zh", "short_en"),
        "documents": ("title_zh", "title_en"),
    }.items():
        for row in rows(name):
            names = [row[c] for c in columns if row[c]] + listed(row["aliases"])
            assert len(names) == len(set(names)), names


def test_news_is_never_open():
    for row in rows("documents"):
        if row["type"] in (DocumentType.NEWS, DocumentType.OP_ED):
            assert row["access"] == Access.SNIPPET


def test_every_entry_has_a_summary_in_both_languages():
    summaries = {}
    for table in texts("summaries").values():
        for key, summary in table.items():
            summaries.setdefault(key, summary)
            assert summary["en"].strip(), key
            assert summary["zh"].strip(), key
    missing = (keys("documents") | keys("events")) - set(summaries)
    assert missing == set()


def test_digests_tell_both_languages_under_the_same_anchors():
    for name, digest in texts("digests").items():
        assert digest["document"] in keys("documents"), name
        anchors = [passage["anchor"] for passage in digest["passage"]]
        assert len(anchors) == len(set(anchors)), name
        for passage in digest["passage"]:
            for part in passage["anchor"].split("."):
                assert ANCHOR.fullmatch(part), (name, passage["anchor"])
            assert passage["zh"].strip(), (name, passage)
            assert passage["en"].strip(), (name, passage)


def test_permalink_names_are_well_minted_and_one_for_each_entry():
    found = {(row["kind"], row["key"]): row["name"] for row in rows("arks")}
    wanted = {
        (name.rstrip("s"), key)
        for name in ("documents", "laws", "actors", "events")
        for key in keys(name)
    }
    assert set(found) == wanted
    assert len(set(found.values())) == len(found)
    for (kind, _), name in found.items():
        assert name.startswith(SHOULDERS[kind])
        assert name[-1] == check_character(f"99999/{name[:-1]}")
