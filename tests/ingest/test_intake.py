"""A draft becomes a working document: what it states, and nothing more."""

import json

import pytest
from django.db import DataError
from pytest_django import DjangoAssertNumQueries

from policyarchive.archive import storage
from policyarchive.archive.models import Capture, Document, WorkingText
from policyarchive.archive.vocabulary import Access, Origin, Role, Stage, State
from policyarchive.editorial import intake
from policyarchive.editorial.ingest import Draft, read, read_row
from policyarchive.editorial.ingest.draft import Line, compose
from tests.factories import make_actor

pytestmark = pytest.mark.django_db

TEXT = (
    "# 茶具管理办法\n\n（2031年5月6日茶具部令第3号公布　自2031年7月1日起施行）\n\n"
    "第一条　为了规范茶具的摆放，\n制定本办法。\n第二条　茶杯应当放稳。\n\n打印本页\n"
)


def row(**columns: str) -> Draft:
    record = {"title": "茶具管理办法", "text": TEXT, **columns}
    return read_row(json.dumps(record, ensure_ascii=False).encode())


def take(draft: Draft, access: str = Access.OPEN) -> Document:
    return intake.take([draft], access=access, actors=intake.actors_by_name())[
        0
    ].document


def test_a_draft_becomes_a_draft_document_with_its_facts() -> None:
    draft = row(
        type="部门规章", issuer="茶具部", status="现行有效", source_repo="tea/rules",
        url="https://tea.example/rules/3",
    )  # fmt: skip
    document = take(draft)
    assert document.stage == Stage.DRAFT
    assert document.permalink.state == State.RESERVED
    assert document.title_zh == "茶具管理办法"
    assert document.type == "department-rule"
    assert document.number == "茶具部令第3号"
    assert document.level == "central"
    assert document.issuer_as_printed == "茶具部"
    assert {fact.role: fact.edtf for fact in document.dates.all()} == {
        "promulgated": "2031-05-06",
        "effective": "2031-07-01",
    }
    assert all("2031年5月6日" in fact.source for fact in document.dates.all())
    source = document.sources.get()
    assert (source.url, source.label) == ("https://tea.example/rules/3", "tea/rules")


def test_a_claimed_status_is_kept_with_its_source_and_flagged() -> None:
    document = take(row(status="现行有效", source_repo="tea/rules"))
    assert (document.status, document.status_source) == ("in-force", "tea/rules")
    assert [flag.field for flag in document.flags.all()] == ["status"]


def test_the_text_and_every_line_with_its_label_are_kept() -> None:
    draft = row()
    text = WorkingText.objects.get(document=take(draft))
    assert text.body == draft.body_text()
    assert len(text.lines) == len(draft.lines)
    assert ["ui", "打印本页"] in text.lines
    stored = [Line(one[1], one[0], any(one[2:])) for one in text.lines]
    assert compose(stored) == text.body


def test_the_bytes_are_kept_as_an_upload_under_their_hash() -> None:
    draft = read(TEXT.encode(), "rules.md")
    capture = take(draft).captures.get()
    assert capture.origin == Origin.UPLOADED
    assert (capture.filename, capture.url) == ("rules.md", "")
    assert storage.load(capture.sha256) == TEXT.encode()


def test_the_same_bytes_twice_are_one_document() -> None:
    drafts = [row(), row(), row(title="茶具管理规定")]
    taken = intake.take(drafts, access=Access.OPEN, actors={})
    assert [one.is_new for one in taken] == [True, False, True]
    assert taken[0].document == taken[1].document
    again = intake.take([row()], access=Access.OPEN, actors={})[0]
    assert (again.is_new, again.document) == (False, taken[0].document)
    assert Document.objects.count() == Capture.objects.count() == 2


def test_an_issuer_is_matched_by_exact_name_or_alias_in_order() -> None:
    ministry = make_actor(title_zh="茶具部")
    office = make_actor(title_zh="国家水务办公室", names=["水务办公室"])
    document = take(row(issuer="水务办公室、茶具部、无名办公室"))
    links = document.links.filter(role=Role.ISSUER)
    assert [(link.target.pk, link.is_lead) for link in links] == [
        (office.pk, True),
        (ministry.pk, False),
    ]
    assert all(link.is_unverified for link in links)
    assert "无名办公室" in document.issuer_as_printed


def test_a_name_that_two_actors_share_is_matched_to_neither() -> None:
    make_actor(title_zh="茶具部")
    make_actor(title_zh="茶具司", names=["茶具部"])
    assert not take(row(issuer="茶具部")).links.exists()


def test_an_unknown_issuer_creates_nothing() -> None:
    document = take(row(issuer="无名办公室"))
    assert document.issuer_as_printed == "无名办公室"
    assert not document.links.exists()


@pytest.mark.parametrize(
    ("columns", "asked", "given"),
    [
        ({}, "open", "open"),
        ({}, "snippet", "snippet"),
        ({}, "dark", "dark"),
        ({"rights": "check: a news item"}, "open", "dark"),
        ({"title": "茶具部负责人就茶杯答记者问"}, "open", "snippet"),
        ({"title": "茶具部负责人就茶杯答记者问"}, "dark", "dark"),
        ({"rights": "PD (CN Art.5 official text)"}, "", "open"),
        ({"rights": "", "type": "行政法规"}, "", "open"),
        ({"rights": "", "type": "国家标准", "title": "茶具 第一部分"}, "", "dark"),
        ({"title": "茶具部负责人就茶杯答记者问"}, "", "snippet"),
        ({"rights": "check: a news item"}, "", "dark"),
    ],
)
def test_access_is_never_more_than_may_be(
    columns: dict[str, str], asked: str, given: str
) -> None:
    document = take(row(**columns), asked)
    assert document.texts.get().access == given
    assert document.captures.get().access == given


def test_a_text_without_a_title_is_named_by_its_file_and_flagged() -> None:
    draft = read(
        "第一条　茶杯应当放稳。\n第二条　茶托应当干燥。".encode(), "tea-17.txt"
    )
    document = take(draft)
    assert document.title_zh == "tea-17"
    assert [flag.field for flag in document.flags.all()] == ["title"]


def test_doubts_stay_with_the_editors() -> None:
    document = take(row(date="2031-01-02"))
    assert "2031-01-02" in document.note


def test_an_overlong_title_is_cut_and_kept_whole_in_the_note() -> None:
    title = "茶" * 500
    document = take(row(title=title))
    assert document.title_zh == title[:400]
    assert title in document.note


def test_signs_that_no_database_keeps_are_left_out() -> None:
    text = "第一条　\\ud842\\udfb7茶\\ud842杯\\u0000放稳。"
    record = f'{{"title": "茶\\u0000具", "text": "{text}"}}'
    document = take(read_row(record.encode()))
    assert document.title_zh == "茶具"
    assert document.texts.get().body == "第一条　𠮷茶\ufffd杯放稳。"


def test_a_batch_goes_in_whole_or_not_at_all() -> None:
    bad = row(source_repo="x", title="坏的", url="https://tea.example/" + "y" * 1900)
    object.__setattr__(bad, "language", "a language code that is far too long")
    with pytest.raises(DataError):
        intake.take([row(), bad], access=Access.OPEN, actors={})
    assert not Document.objects.exists()


def test_a_batch_costs_about_as_many_queries_as_a_single_draft(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    drafts = [row(title=f"茶具管理办法（{number}）") for number in range(10)]
    # Two for each document (entry and document are two tables), the rest once.
    with django_assert_max_num_queries(21 + 2 * len(drafts)):
        intake.take(drafts, access=Access.OPEN, actors={})
