from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from policyarchive.archive.models import Document, Entry, Name, Source, WorkingText
from policyarchive.editorial import duplicates, workflow
from policyarchive.editorial.duplicates import Clues, Ground, clues_of, find
from tests.factories import (
    make_capture,
    make_document,
    make_law,
    make_published_actor,
    make_published_document,
    make_user,
)

pytestmark = pytest.mark.django_db
LAW = "\n".join(
    f"第{number}条　第{number}号风筝由{number * 7}人看管，并且每日报告飞行高度。"
    for number in range(1, 60)
)


def grounds(**clues: Any) -> dict[str, list[Ground]]:
    found = find([Clues(**{"kind": "document"} | clues)])[0]
    return {str(m.entry): [reason.ground for reason in m.reasons] for m in found}


@pytest.fixture
def held() -> Document:
    return make_published_document(
        title_zh="风筝与灯笼管理暂行规定实施细则",
        title_en="",
        number="国风发〔2021〕7号",
        text=LAW,
        sources=["https://www.kites.example/a/"],
        names=["风灯细则"],
        captures=[make_capture(b"bytes")],
    )


def test_each_ground_finds_it(held: Document) -> None:
    name = str(held)
    capture = held.captures.get()
    for clues, ground in (
        ({"files": [capture.sha256]}, Ground.FILE),
        ({"texts": [LAW.replace("，", " , ").replace("飞", "飛")]}, Ground.TEXT),
        ({"addresses": ["http://kites.example/a#top"]}, Ground.ADDRESS),
        ({"numbers": ["国风发[2021] 7 号"]}, Ground.NUMBER),
        ({"texts": ["首页 > 政策\n" + LAW[60:]]}, Ground.NEAR_TEXT),
        ({"titles": ["《风筝与灯笼管理暂行规定　实施细则》"]}, Ground.TITLE),
        ({"titles": ["风灯细则"]}, Ground.NAME),
        ({"names": ["風燈　细则"]}, Ground.NAME),
        ({"titles": ["风筝与灯龙管理暂行规定实施细则"]}, Ground.NEAR_TITLE),
    ):
        assert grounds(**clues) == {name: [ground]}, ground


def test_nothing_else_is_found(held: Document) -> None:
    other = "\n".join(f"灯笼{n * n}盏，挂于第{n}街。" for n in range(80))
    assert grounds(texts=[other], numbers=["国灯发〔2021〕8号"]) == {}
    assert grounds(titles=["风筝法"], addresses=["https://kites.example/b"]) == {}
    assert grounds() == {}


def test_the_surest_comes_first_with_every_reason(held: Document) -> None:
    make_document(title_zh="另一份", number=held.number)
    found = find(
        [Clues(kind="document", titles=[held.title_zh], numbers=[held.number])]
    )
    assert found[0][0].entry.pk == held.pk
    assert found[0][0].words == ("The same number, 国风发〔2021〕7号. The same title.")


def test_drafts_are_found_as_well() -> None:
    make_document(title_zh="草稿一份")
    assert grounds(titles=["草稿一份"]) == {"草稿一份": [Ground.TITLE]}


def test_an_entry_is_no_duplicate_of_itself(held: Document) -> None:
    assert find([clues_of(held)]) == [[]]


def test_names_that_differ_by_small_words_are_found_and_numbers_keep_apart() -> None:
    make_published_actor(title_zh="", title_en="Kite Office of Loomtown")
    make_law(title_zh="", title_en="Kite Law, Batch 1")
    near = [Ground.NEAR_TITLE]
    assert grounds(kind="actor", titles=["Loomtown Kite Office"]) == {
        "Kite Office of Loomtown": near
    }
    assert grounds(kind="actor", titles=["Kite Office of Webtown"]) == {}
    assert grounds(kind="law", titles=["The Kite Law: Batch 1"]) == {
        "Kite Law, Batch 1": near
    }
    assert grounds(kind="law", titles=["The Kite Law: Batch 2"]) == {}


def test_a_law_and_its_text_are_two_things() -> None:
    make_law(title_zh="风筝法", number="令第7号")
    assert grounds(titles=["风筝法"], numbers=["令第7号"]) == {}
    assert grounds(kind="law", numbers=["令第7号"]) == {"风筝法": [Ground.NUMBER]}


def test_what_was_merged_away_is_not_offered() -> None:
    lost, kept = make_published_actor(title_zh="甲局"), make_published_actor()
    by = make_user("publisher")
    workflow.merge(lost, kept, by=by, note="One body.")
    assert grounds(kind="actor", titles=["甲局"]) == {str(kept): [Ground.NAME]}


def test_many_are_asked_about_in_as_many_queries_as_one(
    held: Document, django_assert_num_queries: Any
) -> None:
    clues = clues_of(make_document(title_zh="甲", number="乙字1号", text=LAW + "附"))
    for many in ([clues], [clues] * 20):
        with django_assert_num_queries(9):
            find(many)


def test_rows_of_one_file_are_compared_with_each_other() -> None:
    rows = [
        Clues(kind="document", titles=["风筝与灯笼管理暂行规定实施细则"], texts=[LAW]),
        Clues(kind="document", titles=["另一份"], texts=["首页\n" + LAW[50:]]),
        Clues(kind="actor", titles=["另一份"]),
        Clues(kind="document", titles=["风筝与灯龙管理暂行规定实施细则"]),
    ]
    found = [
        {earlier: [reason.ground for reason in why] for earlier, why in row.items()}
        for row in duplicates.find_among(rows)
    ]
    assert found == [
        {},
        {0: [Ground.NEAR_TEXT]},
        {},
        {0: [Ground.NEAR_TITLE]},
    ]


def test_rows_from_before_are_filled_in_by_the_command() -> None:
    document = make_document(
        title_zh="风筝通知一二",
        number="甲7号",
        text=LAW,
        names=["风通"],
        sources=["https://kites.example/c"],
    )
    before = find([Clues(kind="document", texts=[LAW])])
    Entry.objects.update(title_keys=None, title_sketch=None)
    Document.objects.update(number_key=None)
    Name.objects.update(key=None)
    Source.objects.update(url_key=None)
    WorkingText.objects.update(digest=None, sketch=None)
    assert grounds(titles=["风筝通知一二"], texts=[LAW], numbers=["甲7号"]) == {}
    workflow.submit(Document.objects.get(), by=make_user("contributor"))
    call_command("sketch")
    assert find([Clues(kind="document", texts=[LAW])]) == before
    document.refresh_from_db()
    assert document.title_keys == ["风筝通知一二"]
    assert document.number_key == "甲7"
    assert document.names.get().key == "风通"
    assert document.sources.get().url_key == "kites.example/c"


def test_an_address_nobody_can_ask_for_has_no_key() -> None:
    document = make_document(sources=["http://[broken"])
    assert document.sources.get().url_key == ""
    assert grounds(addresses=["http://[broken"]) == {}


# On the desk


def ask(client: Client, given: dict[str, str], own: int = 0) -> str:
    url = reverse("admin:archive_document_alike")
    response = client.post(f"{url}?own={own}", given)
    assert response.status_code == 200
    return response.content.decode()


def test_typing_a_known_title_offers_the_one_that_is_there(
    client: Client, held: Document
) -> None:
    client.force_login(make_user("contributor"))
    page = ask(client, {"title_zh": held.title_zh, "summary_zh": held.title_zh})
    assert "The same title." in page
    url = reverse("admin:archive_document_change", args=(held.pk,))
    assert f'href="{url}">Use that one' in page
    assert ask(client, {"title_zh": "无此文"}).strip() == ""


def test_the_form_of_a_draft_shows_them_without_scripts_and_leads_to_the_merge(
    client: Client, held: Document
) -> None:
    draft = make_document(title_zh="抄来的一份", text=LAW)
    client.force_login(make_user("publisher"))
    page = client.get(reverse("admin:archive_document_change", args=(draft.pk,)))
    merge = reverse("admin:archive_document_do", args=(draft.pk, "merge"))
    assert f'href="{merge}?survivor={held.pk}"' in page.content.decode()
    asked = client.get(merge, {"survivor": held.pk}).content.decode()
    assert f'<option value="{held.pk}" selected>' in asked


def test_a_stranger_and_a_look_are_refused(client: Client) -> None:
    url = reverse("admin:archive_document_alike")
    assert client.post(url).status_code == 302
    client.force_login(make_user("editor"))
    assert client.get(url).status_code == 405
