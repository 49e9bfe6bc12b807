"""Tables of entries: what the dry run says, and that loading is all or nothing."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import User

from policyarchive.archive.models import Document, Entry, Link, Permalink
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import tables, workflow
from policyarchive.editorial.models import Load, Step
from policyarchive.editorial.tables import BadTable, Level
from tests.factories import (
    make_actor,
    make_document,
    make_link,
    make_published_actor,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
LONG = "".join(f"第{n}条　风筝{n}号应当系线，线长{n * 3}米。" for n in range(1, 12))


@pytest.fixture
def by() -> User:
    return make_user("editor")


def as_csv(*rows: dict[str, str]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, names)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def said(by: User, *rows: dict[str, str]) -> list[tuple[int, str, str]]:
    """The notes of a dry run: line, column, sentence."""
    checked = tables.check(tables.read("t.csv", as_csv(*rows)), by=by)
    return [(note.line, note.column, note.words) for note in checked.notes]


def document(**values: str) -> dict[str, str]:
    return {"kind": "document", "title_en": "Kites"} | values


def relation(start: str, role: str, end: str, **values: str) -> dict[str, str]:
    return {"kind": "relation", "from": start, "role": role, "to": end} | values


OFFICE = {"kind": "actor", "key": "office", "title_en": "Kite Office"}
LAW = {"kind": "law", "key": "law", "title_en": "Kite Law"}
TEXT = document(key="text", title_en="Text of it")


# Each planted error is found, and nothing else is said


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ({"kind": "", "title_en": "Kites"}, "kind", "The kind is missing"),
        ({"kind": "book", "title_en": "Kites"}, "kind", "“book” is no kind"),
        (document(title_en=""), "", "Give a title in at least one language"),
        (document(title_en="x" * 601), "title_en", "at most 600 characters"),
        (document(type="notise"), "type", "Did you mean notice?"),
        (document(type="In force"), "type", "is no code"),
        (document(status="In force"), "status", "Did you mean in-force?"),
        (document(level="galactic"), "level", "Choose from central"),
        (document(adopted="10 June 2021"), "adopted", "is not a date"),
        (document(effective="2021-13-01"), "effective", "not in the calendar"),
        (document(status_as_of="soon"), "status_as_of", "is not a date"),
        (document(url="kites"), "url", "valid URL"),
        (document(text=LONG, language="Klingon"), "language", "is no code"),
        (document(text=LONG, access="free"), "access", "Choose from open"),
        (document(topics="kites"), "topics", "“kites” is the key of no topic"),
        (document(names="K; K"), "names", "“K” stands there twice"),
        (document(issuers="nobody"), "issuers", "the key of no row and no permalink"),
        (document(place_zh="北京"), "place_zh", "A document has no column"),
        (document(role="issuer"), "role", "A document has no column"),
        (document(ark="ark:99999/d0000000000"), "ark", "no permalink of this archive"),
        (document(key="ark:99999/d0000000000"), "key", "looks like a permalink"),
        (relation("text", "issuer", ""), "to", "Say which entry"),
        (relation("text", "", "office"), "role", "Say in which role"),
        (relation("text", "boss", "office"), "role", "is no code"),
        (relation("text", "issuer", "law"), "role", "cannot lead from a document"),
        (relation("text", "issuer", "kite"), "to", "the key of no row"),
        (relation("text", "related", "text"), "role", "cannot be joined to itself"),
        (
            relation("text", "issuer", "office", valid_from="then"),
            "valid_from",
            "not a date",
        ),
        (relation("office", "parent", "office"), "role", "joined to itself"),
        (document(key="text"), "key", "is the key of line 4 too"),
        (document(status="in-force"), "status_source", "where the status is from"),
        (document(unverified="efective"), "unverified", "did you mean “effective”?"),
        (
            {
                "kind": "actor",
                "title_en": "K",
                "valid_from": "2020",
                "valid_to": "2019",
            },
            "valid_to",
            "ends (2019) before it begins (2020)",
        ),
        (
            {"kind": "actor", "title_en": "K", "wikidata": "Kite"},
            "wikidata",
            "no item of Wikidata",
        ),
        (
            relation("text", "issuer", "office", valid_from="2020", valid_to="2019-05"),
            "valid_to",
            "before it begins",
        ),
        (
            relation("text", "mentions", "office", here="Article 21"),
            "here",
            "such as art-21",
        ),
    ],
)
def test_each_planted_error_is_told_in_its_row_and_column(
    by: User, row: dict[str, str], column: str, words: str
) -> None:
    notes = said(by, OFFICE, LAW, TEXT, row)
    assert [(line, place) for line, place, _ in notes] == [(4, column)], notes
    assert words in notes[0][2]


def test_a_file_with_one_of_each_error_tells_all_of_them_at_once(by: User) -> None:
    notes = said(
        by,
        OFFICE,
        document(title_en=""),
        document(type="notise", title_en="Two"),
        document(adopted="2021-02-30", title_en="Three"),
        relation("nobody", "issuer", "office"),
        {"kind": "actor", "key": "office", "title_en": "Lanterns"},
    )
    assert [line for line, _, _ in notes] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (
            document(adopted="2021-06-10", effective="2020-01-01"),
            "effective",
            "In effect (2020-01-01) before it was adopted (2021-06-10)",
        ),
        ({"kind": "event", "title_en": "A kite flies"}, "happened", "without a date"),
    ],
)
def test_what_is_doubtful_has_to_be_looked_at(
    by: User, row: dict[str, str], column: str, words: str
) -> None:
    assert said(by, document(adopted="2021", effective="2021-06")) == []
    ((_, place, sentence),) = said(by, row)
    assert place == column
    assert words in sentence


def test_the_same_relation_twice_is_told(by: User) -> None:
    row = relation("text", "issuer", "office")
    assert [note[0] for note in said(by, OFFICE, TEXT, row, row)] == [4]
    named = document(title_en="Other", key="o", issuers="office; office")
    assert "once more" in said(by, OFFICE, named)[0][2]


def test_a_relation_the_archive_has_is_told(by: User) -> None:
    held, actor = make_document(), make_actor()
    make_link(held, "issuer", actor)
    row = relation(held.permalink.ark, "issuer", actor.permalink.ark)
    assert "has this relation already" in said(by, row)[0][2]


def test_rows_of_one_text_are_an_error_and_rows_of_one_title_to_be_compared(
    by: User,
) -> None:
    checked = tables.check(
        tables.read(
            "t.csv",
            as_csv(
                document(title_en="One", text=LONG),
                document(title_en="Two", text=LONG.replace("，", " , ")),
                document(title_en="two"),
            ),
        ),
        by=by,
    )
    assert [(note.line, note.level) for note in checked.notes] == [
        (2, Level.ERROR),
        (3, Level.LOOK),
    ]


def test_who_may_not_add_is_told_so() -> None:
    stranger = User.objects.create_user("stranger")
    assert "no right" in said(stranger, document())[0][2]


def test_an_entry_in_review_takes_no_relation(by: User) -> None:
    held = make_document()
    workflow.submit(held, by=by)
    notes = said(by, OFFICE, relation(held.permalink.ark, "issuer", "office"))
    assert notes[0][1] == "from"
    assert "is in review" in notes[0][2]


def test_a_merged_entry_is_answered_with_its_survivor(by: User) -> None:
    lost, kept = make_published_actor(), make_published_actor()
    workflow.merge(lost, kept, by=make_user("publisher"), note="One body.")
    notes = said(by, document(issuers=lost.permalink.ark))
    assert f"use {kept.permalink.ark}" in notes[0][2]


def test_a_row_with_a_permalink_makes_nothing_and_says_so_of_other_cells(
    by: User,
) -> None:
    held = make_actor()
    row = {"kind": "actor", "key": "a", "ark": held.permalink.ark}
    assert said(by, row, document(issuers="a")) == []
    assert said(by, row | {"title_en": "New name"})[0][1] == "title_en"
    assert "is of the kind actor" in said(by, row | {"kind": "law"})[0][2]


# Files that are no tables


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("t.pdf", b"x", "give a .csv, .xlsx or .jsonl file"),
        ("t.csv", b"", "first line has to name the columns"),
        ("t.csv", b"kind,title_en\n", "no rows"),
        ("t.csv", b"kind,titel_en\nlaw,x\n", "did you mean “title_en”?"),
        ("t.csv", b"kind,kind\nlaw,x\n", "stands twice"),
        ("t.csv", b'kind\n"law', "cannot be read as CSV"),
        ("t.csv", b"kind\n" + b"law\n" * 2001, "at most 2,000"),
        ("t.xlsx", b"kind,title_en", "no XLSX workbook"),
        ("t.jsonl", b"{broken", "Line 1 is no JSON"),
        ("t.jsonl", b"[1]", "no JSON object"),
        ("t.jsonl", b'{"kind":"law"}\n{"titel":"x"}', "is no column"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(
    name: str, data: bytes, words: str
) -> None:
    with pytest.raises(BadTable, match=words):
        tables.read(name, data)


def test_a_cell_beyond_the_heading_is_told(by: User) -> None:
    rows = tables.read("t.csv", b"kind,title_en\ndocument,Kites,stray\n")
    notes = tables.check(rows, by=by).notes
    assert "more cells than the heading" in notes[0].words


def test_a_table_may_be_in_an_older_chinese_encoding() -> None:
    data = "kind,title_zh\ndocument,风筝管理暂行办法的通知\n".encode("gb18030")
    assert tables.read("t.csv", data)[0]["title_zh"] == "风筝管理暂行办法的通知"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_the_template_can_be_loaded_as_it_is(by: User, ending: str) -> None:
    rows = tables.read(f"t.{ending}", tables.template(ending))
    assert tables.check(rows, by=by).notes == []
    made = tables.load_all(ready(f"t.{ending}", tables.template(ending), by), by=by)
    assert sorted(entry.permalink.kind for entry in made) == [
        "actor",
        "document",
        "event",
        "law",
    ]
    assert Link.objects.count() == 3


# Loading


def ready(name: str, data: bytes, by: User) -> Load:
    """A table that is checked to the end."""
    load = tables.bring_in(name, data, by=by)
    while load.state == Load.State.CHECKING:
        tables.step(load)
    return load


def counts() -> dict[str, int]:
    return {
        model.__name__: model._default_manager.count()
        for model in (Entry, Permalink, Link, Step)
    }


def test_rows_become_drafts_with_everything_they_say(by: User) -> None:
    make_topic("kites")
    row = document(
        key="text",
        title_zh="风筝通知",
        names="KN; 风通",
        topics="kites",
        number="风发〔2021〕1号",
        adopted="2021-06",
        date_source="gazette",
        unverified="adopted; number",
        url="https://kites.example/1",
        text="第一条　风筝。",
        access="open",
        issuers="office",
        note="by hand",
    )
    tables.load_all(ready("t.csv", as_csv(row, OFFICE), by), by=by)
    made = Document.objects.get()
    assert (made.stage, made.number, made.note) == (
        Stage.DRAFT,
        "风发〔2021〕1号",
        "by hand",
    )
    assert [(n.text, n.language) for n in made.names.all()] == [
        ("KN", "en"),
        ("风通", "zh-Hans"),
    ]
    fact = made.dates.get()
    assert (fact.role, fact.edtf, fact.source, fact.is_unverified) == (
        "adopted",
        "2021-06",
        "gazette",
        True,
    )
    assert [flag.field for flag in made.flags.all()] == ["number"]
    assert made.texts.get().access == "open"
    assert [topic.key for topic in made.topics.all()] == ["kites"]
    link = made.links.get()
    assert (link.role, str(link.target), link.is_lead) == (
        "issuer",
        "Kite Office",
        True,
    )
    assert list(made.writers.all()) == [by]
    assert "t.csv" in Step.objects.get(entry=made).note


def test_the_dry_run_writes_nothing_of_the_table(by: User) -> None:
    before = counts()
    load = ready("t.csv", tables.template("csv"), by)
    assert load.state == Load.State.CHECKED
    assert counts() == before


def test_a_table_with_an_error_is_not_loaded_at_all(by: User) -> None:
    load = ready("t.csv", as_csv(OFFICE, document(title_en="")), by)
    before = counts()
    with pytest.raises(BadTable, match="has errors"):
        tables.load_all(load, by=by)
    assert counts() == before


def test_what_fails_in_the_middle_leaves_nothing(
    by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = ready("t.csv", tables.template("csv"), by)
    before = counts()

    def stumble(done: int, total: int) -> None:
        if done == 3:
            raise RuntimeError("the power goes off")

    with pytest.raises(RuntimeError):
        tables.load_all(load, by=by, progress=stumble)
    assert counts() == before
    load.refresh_from_db()
    assert load.state == Load.State.CHECKED


def test_a_table_is_loaded_once(by: User) -> None:
    load = ready("t.csv", tables.template("csv"), by)
    tables.load_all(load, by=by)
    with pytest.raises(BadTable, match="loaded already"):
        tables.load_all(load, by=by)


def test_a_row_that_is_there_is_offered_with_how_to_use_it(by: User) -> None:
    held = make_actor(title_en="Kite Office")
    load = ready("t.csv", as_csv(OFFICE), by)
    note = tables.notes_of(load)[0]
    assert note.level is Level.LOOK
    assert f"put {held.permalink.ark} into the column “ark”" in note.words


def test_the_check_goes_on_where_it_stopped(by: User) -> None:
    rows = [document(title_en=f"Kite number {n} of them") for n in range(120)]
    load = tables.bring_in("t.csv", as_csv(*rows), by=by)
    seen = []
    while load.state == Load.State.CHECKING:
        tables.step(load, seconds=0)
        seen.append(load.done)
    assert seen == [50, 100, 120]


def test_a_dry_run_asks_as_often_for_many_rows_as_for_few(
    by: User, django_assert_num_queries: Any
) -> None:
    for count in (1, 30):
        rows = tables.read(
            "t.csv",
            as_csv(
                OFFICE, *(document(key=f"k{n}", issuers="office") for n in range(count))
            ),
        )
        by = User.objects.get(pk=by.pk)
        with django_assert_num_queries(3):
            tables.check(rows, by=by)
