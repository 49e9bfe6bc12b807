import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policyarchive.editorial import workflow
from policyarchive.editorial.holding import holding
from tests.factories import (
    make_actor,
    make_document,
    make_event,
    make_law,
    make_published_actor,
    make_published_document,
    make_term,
    make_text,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
DOCUMENTS = "/admin/archive/document/"
EVERYTHING = "/admin/archive/entry/"


@pytest.fixture(autouse=True)
def _signed_in(client: Client) -> None:
    client.force_login(make_user("editor"))


def found(client: Client, url: str, **query: str) -> list[str]:
    response = client.get(url, query)
    assert response.status_code == 200
    return [str(entry) for entry in response.context["cl"].result_list]


@pytest.mark.parametrize(
    "term", ["数据安全", "Data Secur", "DSL", "国令第7号", "permalink", "https"]
)
def test_it_finds_by_title_name_number_and_permalink(client: Client, term: str) -> None:
    make_document(title_zh="另一份文件")
    wanted = make_document(
        title_zh="数据安全法",
        title_en="Data Security Law",
        names=["DSL"],
        number="国令第7号",
    )
    terms = {
        "permalink": wanted.permalink.ark,
        "https": f"https://archive.example/{wanted.permalink.ark}/v1",
    }
    term = terms.get(term, term)
    assert found(client, DOCUMENTS, q=term) == ["数据安全法"]
    assert found(client, EVERYTHING, q=term) == ["数据安全法"]


@pytest.mark.parametrize(
    "term", ["据", "据安", "第7", "é", "DÉS", "ecurity Law", "%", "7_"]
)
def test_any_piece_of_a_name_is_found_where_it_stands(
    client: Client, term: str
) -> None:
    make_document(title_zh="安数", title_en="Law of security")
    wanted = make_document(
        title_zh="数据安全法 100%",
        title_en='Data "Security Law" Désir',
        number="第7_号",
    )
    assert found(client, DOCUMENTS, q=f'"{term}"') == [str(wanted)]
    assert found(client, EVERYTHING, q=f'"{term}"') == [str(wanted)]


def test_a_search_can_be_answered_by_the_indexes_of_pieces() -> None:
    # On tables this small any way is as cheap: leave only the one that pieces allow.
    with connection.cursor() as cursor:
        for way in ("seqscan", "indexscan", "indexonlyscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = holding("数据").explain()
    for index in ("entry", "name", "document", "law"):
        assert f"{index}_by_grams" in plan


def test_a_deep_page_of_a_list_shows_its_own_rows(client: Client) -> None:
    for number in range(52):
        make_document(title_zh=f"{number:02}")
    rows = found(client, DOCUMENTS, o="1", p="2")
    assert len(rows) == 2
    assert sorted({*rows, *found(client, DOCUMENTS, o="1")}) == [
        f"{number:02}" for number in range(52)
    ]


def test_rows_that_match_a_facet_twice_are_counted_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyarchive.editorial.admin.desk.DeskAdmin.list_per_page", 2)
    for number in range(3):
        document = make_document(title_zh=f"{number}")
        for language in ("zh-Hans", "en"):
            make_text(document, "甲", language=language, access="open")
    response = client.get(DOCUMENTS, {"texts__access__exact": "open", "o": "1"})
    assert response.context["cl"].result_count == 3
    assert len(response.context["cl"].result_list) == 2


def test_a_name_that_matches_twice_lists_its_entry_once(client: Client) -> None:
    make_document(title_zh="数据", names=["数据一", "数据二"])
    assert found(client, DOCUMENTS, q="数据") == ["数据"]


def test_every_word_is_looked_for_in_titles_names_and_numbers(client: Client) -> None:
    make_document(title_zh="甲", title_en="Data rules", names=["Kite"], number="1号")
    make_document(title_zh="乙", title_en="Data rules")
    assert found(client, DOCUMENTS, q="data kite") == ["甲"]
    assert found(client, EVERYTHING, q="rules 1号") == ["甲"]
    assert sorted(found(client, DOCUMENTS, q='"data rules"')) == ["乙", "甲"]
    assert found(client, DOCUMENTS, q="data absent") == []


def test_a_list_of_what_was_found_is_narrowed_and_sorted_like_any_other(
    client: Client,
) -> None:
    for number in range(3):
        make_document(title_en=f"Data rules {number}", names=[f"Data {number}"])
    make_document(title_en="Data alone")
    assert len(found(client, DOCUMENTS, q="data rules")) == 3
    rows = found(client, EVERYTHING, q="data", o="-1", stage__exact="draft")
    assert rows == [*(f"Data rules {number}" for number in (2, 1, 0)), "Data alone"]
    assert found(client, EVERYTHING, q="data", stage__exact="approved") == []


def test_facets_count_and_leave_out_what_is_empty(client: Client) -> None:
    make_document(type="news")
    make_document(type="notice")
    make_document(type="notice")
    page = client.get(DOCUMENTS, {"_facets": "True"}).content.decode()
    assert "Notice (2)" in page
    assert "News report (1)" in page
    assert "Op-ed" not in page


def test_a_chosen_facet_narrows_and_stays_when_it_is_empty(client: Client) -> None:
    make_document(title_zh="通知", type="notice")
    assert found(client, DOCUMENTS, type__exact="notice") == ["通知"]
    page = client.get(
        DOCUMENTS, {"type__exact": "op-ed", "_facets": "True"}
    ).content.decode()
    assert "Op-ed (0)" in page


def test_a_list_tells_what_the_public_sees(client: Client) -> None:
    document = make_published_document()
    workflow.record_edit(document, by=make_user("contributor"))
    assert "Draft; the public sees version 1" in client.get(DOCUMENTS).content.decode()


@pytest.mark.parametrize("model", ["document", "law", "actor", "event", "entry"])
def test_a_list_asks_the_database_as_often_for_many_as_for_few(
    client: Client, model: str
) -> None:
    make = (make_document, make_law, make_actor, make_event)
    url = f"/admin/archive/{model}/"

    def ask() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    for maker in make:
        maker()
    ask()
    few = ask()
    for maker in make:
        for _ in range(5):
            maker()
    assert ask() == few


def test_nothing_is_deleted_in_bulk(client: Client) -> None:
    client.force_login(make_user("superuser"))
    document = make_document()
    for url in (DOCUMENTS, EVERYTHING, "/admin/archive/topic/"):
        assert "delete_selected" not in client.get(url).content.decode()
    given = {"action": "delete_selected", "_selected_action": document.pk}
    client.post(DOCUMENTS, given)
    assert type(document).objects.filter(pk=document.pk).exists()


def test_all_entries_lead_to_the_page_of_their_kind(client: Client) -> None:
    event = make_event()
    url = reverse("admin:archive_entry_change", args=(event.pk,))
    assert (
        client.get(url).headers["Location"]
        == f"/admin/archive/event/{event.pk}/change/"
    )
    assert (
        client.get("/admin/archive/entry/0/change/").headers["Location"] == EVERYTHING
    )


def test_a_link_field_tells_two_of_one_name_apart(client: Client) -> None:
    make_published_actor(title_zh="网信办", title_en="Cyberspace Administration")
    make_actor(title_zh="网信办", title_en="Its Shanghai office")
    make_document(title_zh="网信办的通知")
    response = client.get(
        "/admin/autocomplete/",
        {
            "term": "网信办",
            "app_label": "archive",
            "model_name": "link",
            "field_name": "target",
        },
    )
    texts = {row["text"] for row in json.loads(response.content)["results"]}
    assert "网信办 · Cyberspace Administration (actor)" in texts
    assert "网信办 · Its Shanghai office (actor, not public)" in texts
    assert len(texts) == 3


def test_a_link_field_finds_a_pasted_permalink(client: Client) -> None:
    actor = make_actor(title_zh="网信办")
    query = {
        "term": f"/{actor.permalink.ark}",
        "app_label": "archive",
        "model_name": "link",
        "field_name": "target",
    }
    response = client.get("/admin/autocomplete/", query)
    assert [r["id"] for r in json.loads(response.content)["results"]] == [str(actor.pk)]


def test_topics_and_terms_are_listed_and_found(client: Client) -> None:
    make_topic("chips", label_en="Chips", label_zh="芯片")
    make_term("芯片", "chip", group="technology")
    assert "芯片" in client.get("/admin/archive/topic/", {"q": "chip"}).content.decode()
    assert found(client, "/admin/archive/term/", q="chip") == ["芯片 = chip"]


def test_a_topic_in_use_is_not_deleted(client: Client) -> None:
    client.force_login(make_user("superuser"))
    make_document(topics=["ai"])
    used, unused = make_topic("ai"), make_topic("empty")
    for topic, status in ((used, 403), (unused, 302)):
        url = reverse("admin:archive_topic_delete", args=(topic.pk,))
        assert client.post(url, {"post": "yes"}).status_code == status


def test_a_queue_of_the_first_page_leads_to_the_whole_of_it(client: Client) -> None:
    mei = make_user("contributor")
    for number in range(13):
        workflow.record_edit(make_document(title_zh=f"草稿{number}"), by=mei)
    make_document(title_zh="别人的")
    client.force_login(mei)
    page = client.get("/admin/").content.decode()
    assert 'href="/admin/queue/drafts/">All 13</a>' in page
    whole = client.get("/admin/queue/drafts/").content.decode()
    assert whole.count("草稿") == 13
    assert "别人的" not in whole
