"""Result lists as files: every hit, whatever the page, in each form."""

import csv
import io
import json

import openpyxl
import pytest
import rispy
from pybtex.database import parse_string

from policyarchive.archive.sheets import workbook
from policyarchive.editorial import workflow
from policyarchive.search import follower, running, tantivy_engine
from tests.factories import (
    make_published_actor,
    make_published_document,
    make_user,
)

pytestmark = pytest.mark.django_db
FORMS = ("csv", "xlsx", "jsonl", "ris", "bib")


@pytest.fixture
def tea():
    """Three documents on tea, one of them by a body, and one on coffee."""
    body = make_published_actor(title_zh="采摘局", title_en="Bureau of Picking")
    made = [
        make_published_document(
            title_zh=f"茶叶办法之{number}",
            title_en=f"=Tea & {{Measures}} {number}",
            number=f"茶发〔203{number}〕1号",
            dates={"signed": f"203{number}-05-06"},
            links=[("issuer", body)] if number == 1 else [],
        )
        for number in (1, 2, 3)
    ]
    made.append(make_published_document(title_zh="咖啡办法"))
    follower.follow()
    return made


def export(client, form, **asked):
    response = client.get(f"/search.{form}", {"q": "茶叶", **asked})
    assert f'filename="policy-archive.{form}"' in response["Content-Disposition"]
    return response.getvalue()


def counted(client, form, **asked):
    """How many hits a file holds, read by those who would read it."""
    body = export(client, form, **asked)
    match form:
        case "xlsx":
            sheet = openpyxl.load_workbook(io.BytesIO(body)).active
            return sheet.max_row - 1
        case "csv":
            return len(list(csv.DictReader(io.StringIO(body.decode()))))
        case "jsonl":
            return len([json.loads(line) for line in body.decode().splitlines()])
        case "ris":
            return len(rispy.loads(body.decode()))
    return len(parse_string(body.decode(), "bibtex").entries)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_holds_every_hit_whatever_the_page(client, tea, form):
    assert counted(client, form, size="1", page="2") == 3


@pytest.mark.parametrize("form", FORMS)
def test_a_filter_counts_for_every_file(client, tea, form):
    assert counted(client, form, year="2032") == 1


@pytest.mark.parametrize("form", FORMS)
def test_batches_follow_one_another(client, tea, form, monkeypatch):
    monkeypatch.setattr(running, "_BATCH", 2)
    monkeypatch.setattr(tantivy_engine, "_MOST_PLACES", 1)
    assert counted(client, form) == 3


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_found_is_an_empty_file(client, tea, form):
    assert counted(client, form, year="1999") == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_spreadsheet_runs_no_formula(client, tea, form):
    body = export(client, form)
    if form == "csv":
        table = list(csv.reader(io.StringIO(body.decode())))
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(body)).active
        table = [[cell or "" for cell in row] for row in sheet.values]
    rows = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    assert {row["title_en"][:2] for row in rows} == {"'="}
    (first,) = [row for row in rows if row["date"] == "2031-05-06"]
    assert first["issuers"] == "Bureau of Picking"
    assert first["date_is"] == "Signed"


def test_json_lines_keep_lists_and_words_as_they_are(client, tea):
    lines = export(client, "jsonl", year="2031").decode().splitlines()
    (row,) = map(json.loads, lines)
    assert row["title_en"] == "=Tea & {Measures} 1"
    assert row["issuers"] == ["Bureau of Picking"]
    assert row["version"] == 1


def test_reference_managers_read_titles_bodies_and_permalinks(client, tea):
    url = f"http://127.0.0.1:8000/{tea[0].permalink.ark}/v1"
    (item,) = rispy.loads(export(client, "ris", year="2031").decode())
    assert item["urls"] == [url]
    assert item["title"] == "茶叶办法之1"
    assert item["translated_title"] == "=Tea & {Measures} 1"
    assert item["authors"] == ["Bureau of Picking,"]
    read = parse_string(export(client, "bib", year="2031").decode(), "bibtex")
    (entry,) = read.entries.values()
    assert entry.fields["url"] == url
    assert entry.fields["number"] == "茶发〔2031〕1号"


def test_what_is_withdrawn_is_not_cited(client, tea):
    publisher = make_user("publisher")
    workflow.withdraw(tea[1], by=publisher, reason="flagged", note="It was wrong.")
    assert counted(client, "ris") == 2


def test_a_workbook_survives_any_characters():
    strange = "a\x00\x0b<&>\ud800\nb" + "é" * 40_000
    body = b"".join(workbook([["first", " "], [strange, ""]]))
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    head, row = sheet.values
    assert head == ("first", " ")
    assert row[0].startswith("a<&>\nbé")
    assert len(row[0]) == 32_767


def test_a_workbook_is_sent_while_its_rows_are_made():
    made = []

    def rows():
        for number in range(2_000):
            made.append(number)
            yield [str(number)]

    parts = workbook(rows())
    assert next(parts).startswith(b"PK")
    assert len(made) < 2_000
