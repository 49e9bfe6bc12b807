"""``manage.py loadarchive``: a folder of facts becomes a public archive, once."""

import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from policyarchive.archive import passages
from policyarchive.archive.models import (
    Entry,
    Permalink,
    Publication,
    Term,
    Topic,
    Version,
)
from policyarchive.archive.vocabulary import State, TextKind
from policyarchive.editorial.fixtures import BadFixtures, read
from policyarchive.editorial.models import Step
from tests.factories import make_law

REAL = Path(__file__).parents[2] / "fixtures"
HEADS = {
    path.stem: path.read_text(encoding="utf-8").splitlines()[0]
    for path in REAL.glob("*.csv")
}
SMALL = {
    "topics": [
        {"key": "tech", "label_en": "Technology", "label_zh": "技术", "order": "10"},
        {
            "key": "chips",
            "parent": "tech",
            "label_en": "Chips",
            "label_zh": "芯片",
            "order": "20",
        },
    ],
    "glossary": [{"zh": "芯片", "en": "chip", "group": "technology"}],
    "actors": [
        {
            "key": "office",
            "kind": "state-organ",
            "name_en": "Test Office",
            "name_zh": "测试办公室",
            "aliases": "TO;測試辦;Test Bureau",
            "parent": "council",
            "source": "From memory",
            "confidence": "memory",
            "unverified": "record",
        },
        {
            "key": "council",
            "kind": "state-organ",
            "name_en": "Test Council",
            "name_zh": "测试委员会",
            "valid_from": "1950",
            "source": "https://example.org/council (seen)",
            "confidence": "verified",
        },
    ],
    "documents": [
        {
            "key": "chip-rules-2030",
            "type": "department-rule",
            "title_zh": "芯片测试规定",
            "title_en": "Chip Test Rules",
            "issuers": "office;council",
            "number": "测试〔2030〕1号",
            "promulgated": "2030-01-02",
            "effective": "2030-03",
            "status": "in-force",
            "status_source": "国家法律法规数据库",
            "status_as_of": "2030-06",
            "url": "https://example.org/rules",
            "topics": "chips",
            "jurisdiction": "central",
            "law": "chip-rules",
            "source": "https://example.org/rules + A list",
            "confidence": "verified",
            "unverified": "effective;number",
        },
        {
            "key": "chip-news",
            "type": "news",
            "title_en": "Chips are tested",
            "published": "2030-01",
            "status": "published",
            "status_source": "国家法律法规数据库",
            "source": "The page as saved",
            "confidence": "verified",
        },
    ],
    "laws": [
        {
            "key": "chip-rules",
            "name_zh": "芯片测试规定",
            "name_en": "Chip Test Rules",
            "short_zh": "芯规",
            "rank": "department-rule",
            "issuers": "office",
            "promulgated": "2030-01-02",
            "status": "in-force",
            "status_source": "国家法律法规数据库",
            "topics": "chips",
            "source": "A list",
            "confidence": "verified",
        }
    ],
    "events": [
        {
            "key": "chip-day",
            "date": "2030-01-01/2030-01-02",
            "title_en": "The chips are counted",
            "kind": "meeting",
            "source": "A list",
            "confidence": "verified",
        }
    ],
    "relations": [
        {
            "from": "chip-news",
            "verb": "mentions",
            "to": "chip-rules",
            "to_anchor": "art-2",
            "source": "The article",
        }
    ],
    "actor_relations": [
        {
            "actor": "office",
            "verb": "parent",
            "target": "council",
            "valid_from": "2001",
            "source": "A list",
        }
    ],
    "document_actors": [
        {"document": "chip-news", "actor": "council", "role": "mentioned"}
    ],
    "event_actors": [{"event": "chip-day", "actor": "office", "role": "host"}],
    "event_documents": [
        {"event": "chip-day", "document-or-law": "chip-rules", "role": "concerns"},
        {"event": "chip-day", "document-or-law": "chip-news", "role": "reports"},
    ],
    "arks": [{"kind": "law", "key": "chip-rules", "name": "s1bcdfghj7"}],
}
SUMMARIES = """
[chip-rules-2030]
en = '''
Says how chips
are tested.

And why.
'''
zh = "说明如何测试芯片。"
"""
EVENTS = """
[chip-day]
title_zh = "清点芯片"
en = "Somebody counted."
zh = "有人清点。"
"""
DIGEST = """
document = "chip-rules-2030"
[[passage]]
anchor = "ch-1"
zh = "总则"
en = "General"
[[passage]]
anchor = "art-1"
zh = "说明目的。"
en = "Gives the aim"
[[passage]]
anchor = "art-1-1"
zh = "说明范围"
en = "Gives the scope."
"""


def write_table(folder, name, rows):
    columns = HEADS[name].split(",")
    lines = [HEADS[name]]
    for row in rows:
        assert set(row) <= set(columns)
        lines.append(",".join(row.get(column, "") for column in columns))
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """A data set of six entries that exist nowhere else."""
    for name, rows in SMALL.items():
        write_table(tmp_path, name, rows)
    for path, text in {
        "summaries/chips.toml": SUMMARIES,
        "summaries/events.toml": EVENTS,
        "digests/chip-rules-2030.toml": DIGEST,
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def change(folder, name, place, **cells):
    """Rewrite one row of the small data set with other cells."""
    rows = [dict(row) for row in SMALL[name]]
    rows[place] |= cells
    write_table(folder, name, rows)


def record(kind, key):
    permalink = Permalink.objects.get(other_names__value=f"fixture:{kind}:{key}")
    return permalink.current.record


@pytest.mark.django_db
def test_everything_becomes_public_through_the_verbs(folder, capsys):
    call_command("loadarchive", folder)
    assert capsys.readouterr().out == (
        "6 entries loaded and published, 0 were there.\n"
    )
    assert Permalink.objects.filter(state=State.PUBLISHED).count() == 6
    steps = Step.objects.filter(entry__permalink__kind="law").order_by("pk")
    assert [(step.verb, step.by.username) for step in steps] == [
        ("edit", "loadarchive"),
        ("submit", "loadarchive-publisher"),
        ("approve", "loadarchive-publisher"),
        ("publish", "loadarchive-publisher"),
    ]


@pytest.mark.django_db
def test_nobody_can_log_in_as_the_machine(folder):
    call_command("loadarchive", folder)
    accounts = User.objects.filter(username__startswith="loadarchive")
    assert len(accounts) == 2
    for account in accounts:
        assert not account.has_usable_password()
        assert not account.is_staff
        assert not account.is_superuser


@pytest.mark.django_db
def test_a_second_run_changes_nothing(folder, capsys):
    call_command("loadarchive", folder)
    before = list(Publication.objects.values()), list(Permalink.objects.values())
    capsys.readouterr()
    call_command("loadarchive", folder)
    after = list(Publication.objects.values()), list(Permalink.objects.values())
    assert after == before
    assert capsys.readouterr().out == (
        "0 entries loaded and published, 6 were there.\n"
    )


@pytest.mark.django_db
def test_what_editors_changed_stays_and_only_what_is_new_is_added(folder):
    call_command("loadarchive", folder)
    Entry.objects.filter(title_en="Chips are tested").update(title_en="Edited")
    rows = [*SMALL["relations"]]
    documents = [
        *SMALL["documents"],
        {**SMALL["documents"][1], "key": "chip-news-2", "title_en": "More chips"},
    ]
    rows.append({**rows[0], "from": "chip-news-2"})
    write_table(folder, "documents", documents)
    write_table(folder, "relations", rows)
    call_command("loadarchive", folder)
    assert Permalink.objects.count() == 7
    assert Entry.objects.filter(title_en="Edited").count() == 1
    (link,) = record("document", "chip-news-2").links
    assert link.ref.zh == "芯片测试规定"


@pytest.mark.django_db
def test_a_document_carries_what_its_row_says(folder):
    call_command("loadarchive", folder)
    found = record("document", "chip-rules-2030")
    assert found.summary_en == "Says how chips are tested.\n\nAnd why."
    assert found.summary_zh == "说明如何测试芯片。"
    assert [topic.key for topic in found.topics] == ["chips"]
    assert (found.number, found.status.code, found.level) == (
        "测试〔2030〕1号",
        "in-force",
        "central",
    )
    dates = {fact.role: (fact.edtf, fact.is_unverified) for fact in found.dates}
    assert dates == {
        "promulgated": ("2030-01-02", False),
        "effective": ("2030-03", True),
    }
    # A date carries its own mark; any other field in doubt is a flag.
    assert [flag.field for flag in found.unverified] == ["number"]
    issuers = [(link.ref.en, link.is_lead) for link in found.linked("issuer")]
    assert issuers == [("Test Office", True), ("Test Council", False)]
    assert [(source.url, source.label) for source in found.sources] == [
        ("https://example.org/rules", "Address of the original"),
        ("", "A list"),
    ]


@pytest.mark.django_db
def test_a_law_takes_the_summary_of_its_newest_text(folder):
    call_command("loadarchive", folder)
    law = record("law", "chip-rules")
    assert law.summary_zh == "说明如何测试芯片。"
    assert [(a.text, a.language, a.kind) for a in law.aliases] == [
        ("芯规", "zh-Hans", "short")
    ]


@pytest.mark.django_db
def test_names_know_their_language_and_kind(folder):
    call_command("loadarchive", folder)
    actor = record("actor", "office")
    assert [(a.text, a.language, a.kind) for a in actor.aliases] == [
        ("TO", "en", "abbreviation"),
        ("測試辦", "zh-Hant", "variant"),
        ("Test Bureau", "en", "variant"),
    ]


@pytest.mark.django_db
def test_what_is_only_remembered_is_flagged(folder):
    call_command("loadarchive", folder)
    actor = record("actor", "office")
    assert [(flag.field, flag.note) for flag in actor.unverified] == [
        ("record", "From memory")
    ]
    assert record("actor", "council").unverified == ()


@pytest.mark.django_db
def test_a_dated_relation_says_more_than_the_column(folder):
    call_command("loadarchive", folder)
    (parent,) = record("actor", "office").linked("parent")
    assert (parent.ref.en, parent.valid_from, parent.source) == (
        "Test Council",
        "2001",
        "A list",
    )


@pytest.mark.django_db
def test_labels_are_frozen_with_the_links_whatever_comes_first(folder):
    call_command("loadarchive", folder)
    refs = [ref for version in Version.objects.all() for ref in version.record.refs()]
    assert len(refs) == 10
    assert all(ref.en for ref in refs)


@pytest.mark.django_db
def test_news_is_linked_to_what_it_reports_and_at_which_article(folder):
    call_command("loadarchive", folder)
    news = record("document", "chip-news")
    assert [(link.role, link.ref.kind, link.there) for link in news.links] == [
        ("mentions", "actor", ""),
        ("mentions", "law", "art-2"),
        ("reports", "event", ""),
    ]
    event = record("event", "chip-day")
    assert (event.title_zh, event.happened.edtf) == (
        "清点芯片",
        "2030-01-01/2030-01-02",
    )
    assert [link.role for link in event.links] == ["host", "concerns"]


@pytest.mark.django_db
def test_a_digest_becomes_a_text_in_each_language_with_the_same_anchors(folder):
    call_command("loadarchive", folder)
    version = Permalink.objects.get(
        other_names__value="fixture:document:chip-rules-2030"
    ).current
    refs = version.record.texts
    assert {ref.kind for ref in refs} == {TextKind.DIGEST}
    bodies = {text.language: text.body for text in version.texts.all()}
    assert set(bodies) == {"zh-Hans", "en"}
    for body in bodies.values():
        assert '"art-1-1"' in body
    assert "第一条之一" in bodies["zh-Hans"]


@pytest.mark.django_db
def test_topics_and_terms_are_there(folder):
    call_command("loadarchive", folder)
    assert Topic.objects.get(key="chips").parent.key == "tech"
    assert Term.objects.get().en == "chip"


@pytest.mark.django_db
def test_a_topic_that_an_editor_moved_stays_where_it_is(folder):
    call_command("loadarchive", folder)
    other = Topic.objects.create(key="other", label_en="Other", label_zh="其他")
    Topic.objects.filter(key="chips").update(parent=other)
    call_command("loadarchive", folder)
    assert Topic.objects.get(key="chips").parent == other


@pytest.mark.django_db
def test_a_stored_permalink_name_is_used_and_one_taken_is_not(folder):
    call_command("loadarchive", folder)
    assert record("law", "chip-rules").ark == "ark:99999/s1bcdfghj7"
    change(folder, "laws", 0, key="chip-rules-b")
    change(folder, "documents", 0, key="chip-rules-b-2030", law="chip-rules-b")
    write_table(
        folder,
        "arks",
        [{"kind": "law", "key": "chip-rules-b", "name": "s1bcdfghj7"}],
    )
    (folder / "digests/chip-rules-2030.toml").unlink()
    for name in ("relations", "event_documents"):
        write_table(folder, name, [])
    call_command("loadarchive", folder)
    assert record("law", "chip-rules-b").ark != "ark:99999/s1bcdfghj7"


@pytest.mark.django_db
def test_another_authority_mints_its_own_names(folder, settings):
    settings.ARCHIVE_NAAN = "12345"
    call_command("loadarchive", folder)
    ark = record("law", "chip-rules").ark
    assert ark.startswith("ark:12345/s1")
    assert "s1bcdfghj7" not in ark


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "cells", "sentence"),
    [
        ("actors", {"wikidata": "Q" * 30}, "The actor “office”, wikidata: Ensure"),
        ("actors", {"name_en": "", "name_zh": ""}, "Give a title in at least one"),
        ("laws", {"short_zh": "长" * 401}, "value too long"),
    ],
)
def test_one_misfit_and_nothing_is_loaded(folder, name, cells, sentence):
    make_law()  # somebody's draft stays what it is
    change(folder, name, 0, **cells)
    with pytest.raises(CommandError, match="Nothing was loaded") as error:
        call_command("loadarchive", folder)
    assert sentence in str(error.value)
    assert Entry.objects.count() == 1
    assert not Topic.objects.exists()


@pytest.mark.parametrize(
    ("name", "cells", "sentence"),
    [
        (
            "documents",
            {"issuers": "nobody"},
            "documents.csv, line 2: “nobody” in “issuers” is the key of no actor.",
        ),
        (
            "documents",
            {"law": "no-law"},
            "documents.csv, line 2: “no-law” in “law” is the key of no law.",
        ),
        (
            "documents",
            {"topics": "cheese"},
            "documents.csv, line 2: “cheese” in “topics” is the key of no topic.",
        ),
        (
            "documents",
            {"type": "edict"},
            "documents.csv, line 2: “edict” in “type” is no code of DocumentType.",
        ),
        (
            "documents",
            {"effective": "soon"},
            "documents.csv, line 2, “effective”: “soon”",
        ),
        (
            "relations",
            {"verb": "text-of", "to": "chip-rules-2030"},
            "“text-of” in “verb” cannot lead from document to document.",
        ),
        ("relations", {"verb": "likes"}, "line 2: “likes” in “verb” is no role."),
        (
            "relations",
            {"to": "nothing"},
            "“nothing” in “to” is the key of no document and no law.",
        ),
        (
            "event_actors",
            {"role": "parent"},
            "“parent” in “role” cannot lead from event to actor.",
        ),
        ("topics", {"parent": "x"}, "topics.csv, line 2: “x” in “parent”"),
        ("topics", {"order": "one"}, "“one” in “order” is no whole number."),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(folder, name, cells, sentence):
    change(folder, name, 0, **cells)
    with pytest.raises(BadFixtures) as error:
        read(folder)
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("path", "content", "sentence"),
    [
        ("actors.csv", None, "actors.csv is missing."),
        ("actors.csv", b"key,kind\none\n", "actors.csv, line 2: the number of cells"),
        (
            "glossary.csv",
            "zh,en\n芯片,chip\n".encode(),
            "glossary.csv, line 2: the column “variants” is missing.",
        ),
        (
            "topics.csv",
            b"key,label_en\ntech,One\nchips,Two\n",
            "topics.csv, line 2: the column “parent” is missing.",
        ),
        ("actors.csv", b"key\n\xff\n", "actors.csv is not a CSV file in UTF-8"),
        ("summaries/chips.toml", b"[x\n", "chips.toml is not TOML in UTF-8"),
        (
            "digests/chip-rules-2030.toml",
            DIGEST.replace("art-1-1", "verse-1").encode(),
            "digests/chip-rules-2030.toml: “verse-1” is no anchor of a digest.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folder, path, content, sentence):
    if content is None:
        (folder / path).unlink()
    else:
        (folder / path).write_bytes(content)
    with pytest.raises(BadFixtures) as error:
        read(folder)
    assert sentence in str(error.value)


@pytest.mark.django_db
def test_no_folder_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match=r"Nothing was loaded\. .* is not a folder"):
        call_command("loadarchive", tmp_path / "gone")


def test_every_digest_of_the_archive_splits_into_its_anchors():
    digests = {
        row.key: [text for text in row.texts if text.kind == "digest"]
        for row in read(REAL).entries
    }
    assert sum(bool(texts) for texts in digests.values()) >= 8
    for key, texts in digests.items():
        if not texts:
            continue
        found = [
            [passage.anchor for passage in passages.split(text.body, text.language)]
            for text in texts
        ]
        assert found[0] == found[1], key
        assert not any(".dup-" in anchor for anchor in found[0]), key
        assert not any(anchor.startswith("p-") for anchor in found[0]), key


@pytest.mark.django_db
def test_the_archive_s_own_data_set_loads_whole(tmp_path):
    # A copy, so that the test sees what a fresh clone would: files and nothing else.
    copy = shutil.copytree(REAL, tmp_path / "fixtures")
    call_command("loadarchive", copy)
    total = len(read(copy).entries)
    assert Permalink.objects.filter(state=State.PUBLISHED).count() == total
    news = record("document", "scmp-tech-security-2021-11")
    assert news.shown_date.edtf == "2021-11"
    assert news.shown_date.is_unverified
    linked = {(link.role, link.ref.en or link.ref.zh) for link in news.links}
    assert {
        ("publisher", "South China Morning Post"),
        ("mentions", "Intel Corporation"),
        ("reports", "Politburo reviews the National Security Strategy (2021-2025)"),
    } <= linked
    unlabelled = [
        ref
        for version in Version.objects.select_related("permalink")
        for ref in version.record.refs()
        if not (ref.zh or ref.en)
    ]
    assert unlabelled == []


def test_a_closed_original_is_named_without_its_words():
    closed = [
        (row, text)
        for row in read(REAL).entries
        for text in row.texts
        if text.access != "open"
    ]
    assert any(row.key.startswith("scmp-") for row, _ in closed)
    assert all(text.body == "" for _, text in closed)
