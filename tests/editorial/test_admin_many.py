"""Doing one thing to many entries of a list, and the lists as files."""

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from policyarchive.archive.models import Document, Entry, Term
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import workflow
from tests.factories import (
    make_actor,
    make_document,
    make_law,
    make_published_actor,
    make_published_document,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
DOCUMENTS = "/admin/archive/document/"


def many(slug: str, *entries: Entry, kind: str = "document") -> str:
    query = "&".join(f"pk={entry.pk}" for entry in entries)
    return f"{reverse(f'admin:archive_{kind}_many', args=(slug,))}?{query}"


@pytest.fixture
def boss(client: Client) -> User:
    user = make_user("publisher")
    client.force_login(user)
    return user


def stages(*entries: Document) -> list[str]:
    return [Document.objects.get(pk=entry.pk).stage for entry in entries]


def test_choosing_in_the_list_leads_to_the_page_that_asks(
    client: Client, boss: User
) -> None:
    one, two = make_document(), make_document()
    given = {"action": "submit", "_selected_action": [one.pk, two.pk]}
    response = client.post(DOCUMENTS, given)
    assert response.headers["Location"] == many("submit", one, two)
    assert stages(one, two) == [Stage.DRAFT, Stage.DRAFT]


def test_the_page_says_what_would_fail_and_why_before_anything_happens(
    client: Client, boss: User
) -> None:
    good, waiting = make_document(), make_document()
    nameless = make_document(title_zh="", title_en="")
    workflow.submit(waiting, by=boss)
    url = many("submit", good, waiting, nameless)
    page = client.get(url).content.decode()
    assert "Cannot be done to 2" in page
    assert "is in review" in page
    assert "Give a title in at least one language" in page
    assert "Submit for review: 1 entry" in page
    assert stages(good, waiting, nameless) == ["draft", "in-review", "draft"]
    page = client.post(url, {"note": ""}, follow=True).content.decode()
    assert "1 entries: Submitted for review." in page
    assert stages(good, waiting, nameless) == ["in-review", "in-review", "draft"]


def test_when_one_is_refused_after_all_nothing_is_done_to_any(
    client: Client, boss: User
) -> None:
    new, revised = make_document(), make_published_document()
    ana = make_user("editor")
    workflow.record_edit(revised, by=ana)
    for entry in (new, revised):
        workflow.submit(entry, by=ana)
    url = many("release", new, revised)
    page = client.post(url, {"note": ""}).content.decode()
    assert "change note" in page
    assert stages(new, revised) == ["in-review", "in-review"]
    client.post(url, {"note": "Numbers corrected."})
    assert stages(new, revised) == ["published", "published"]


def test_what_one_wrote_one_does_not_approve_in_a_list_either(
    client: Client, boss: User
) -> None:
    own = make_document()
    workflow.record_edit(own, by=boss)
    workflow.submit(own, by=boss)
    assert (
        "somebody else approves it" in client.get(many("approve", own)).content.decode()
    )


def test_topics_and_status_are_edits_through_the_verb(
    client: Client, boss: User
) -> None:
    topic, document = make_topic("kites"), make_published_document()
    client.post(many("add-topic", document), {"topic": topic.pk})
    assert list(document.topics.all()) == [topic]
    assert stages(document) == [Stage.DRAFT]
    client.post(many("take-topic", document), {"topic": topic.pk})
    assert not document.topics.exists()
    given = {"status": "repealed", "status_as_of": "2021", "status_source": "gazette"}
    client.post(many("set-status", document), given | {"status_as_of": "soon"})
    document.refresh_from_db()
    assert document.status == ""
    client.post(many("set-status", document), given)
    document.refresh_from_db()
    assert (document.status, document.status_source) == ("repealed", "gazette")
    assert list(document.writers.all()) == [boss]


def test_a_status_without_a_source_is_asked_for_again(
    client: Client, boss: User
) -> None:
    law = make_law()
    url = many("set-status", law, kind="law")
    page = client.post(url, {"status": "repealed", "status_as_of": "2021"})
    assert "This field is required" in page.content.decode()


def test_many_are_given_to_somebody(client: Client, boss: User) -> None:
    mei = make_user("editor")
    one, two = make_document(), make_document()
    client.post(many("assign", one, two), {"to": mei.pk, "note": ""})
    assert Entry.objects.filter(assignment__to=mei).count() == 2


def test_rights_decide_what_is_offered(client: Client) -> None:
    document = make_document()
    client.force_login(make_user("contributor"))
    page = client.get(DOCUMENTS).content.decode()
    assert 'value="submit"' in page
    assert 'value="publish"' not in page
    assert client.post(many("publish", document), {"note": "x"}).status_code == 403
    assert client.get(many("nonsense", document)).status_code == 404
    assert client.get(many("set-status", make_actor(), kind="actor")).status_code == 404


def test_more_than_two_hundred_are_refused(client: Client, boss: User) -> None:
    for _ in range(201):
        make_document()
    given: dict[str, Any] = {
        "action": "submit",
        "select_across": "1",
        "_selected_action": [Document.objects.earliest("pk").pk],
    }
    page = client.post(DOCUMENTS, given, follow=True).content.decode()
    assert "Choose at most 200" in page


# Lists as files


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_list_is_exported_as_it_is_filtered(client: Client, boss: User) -> None:
    make_document(title_en="=1+1", type="notice", number="+7", topics=["kites"])
    make_document(title_en="News", type="news")
    url = f"{DOCUMENTS}export.csv"
    text = body(client.get(url, {"type__exact": "notice"})).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["title_en"] == "'=1+1"
    assert row["number"] == "'+7"
    assert (row["kind"], row["stage"], row["topics"]) == ("document", "draft", "kites")


def test_every_list_is_a_workbook_and_json_lines_too(
    client: Client, boss: User
) -> None:
    make_actor(title_en="Office", names=["A", "B"])
    for kind in ("actor", "entry"):
        url = f"/admin/archive/{kind}/export"
        lines = body(client.get(f"{url}.jsonl")).decode().splitlines()
        assert json.loads(lines[0])["names"] == ["A", "B"]
        book = load_workbook(io.BytesIO(body(client.get(f"{url}.xlsx"))))
        sheet = book.worksheets[0]
        assert [cell.value for cell in sheet[2]][1] == "actor"
    assert client.get(f"{DOCUMENTS}export.exe").status_code == 404


def test_lists_of_other_rows_are_exported_with_their_own_columns(
    client: Client, boss: User
) -> None:
    office = make_published_actor(title_en="Office")
    make_topic("kites")
    Term.objects.create(zh="风筝", en="kite")
    for model in site._registry:
        url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        if not url.startswith("/admin/auth/"):
            assert f"{url}export.csv" in client.get(url).content.decode(), url
            text = body(client.get(f"{url}export.csv")).decode("utf-8-sig")
            assert len(text.splitlines()[0].split(",")) >= 3, url
    listed = body(client.get("/admin/archive/version/export.jsonl")).decode()
    (version,) = map(json.loads, listed.splitlines())
    assert version["permalink"] == office.permalink.ark
    assert "record_json" not in version
    assert b"kite" in body(client.get("/admin/archive/term/export.csv"))


def test_an_export_reads_no_contents_of_what_its_rows_hang_on(
    client: Client, boss: User
) -> None:
    make_published_actor(title_en="Office")
    for name in ("permalink", "version", "publication"):
        url = f"/admin/archive/{name}/export.csv"
        body(client.get(url))  # kinds of content are looked up once in a process
        with CaptureQueriesContext(connection) as asked:
            assert len(body(client.get(url)).splitlines()) == 2
        assert all("record_json" not in one["sql"] for one in asked), name


def test_an_export_asks_as_often_for_many_as_for_few(
    client: Client, boss: User, django_assert_num_queries: Any
) -> None:
    url = f"{DOCUMENTS}export.csv"
    body(client.get(url))  # kinds of content are looked up once in a process
    for _ in range(2):
        for _ in range(4):
            make_document(names=["A"], topics=["a"], links=[("issuer", make_actor())])
        with django_assert_num_queries(15):
            body(client.get(url))


def test_a_stranger_gets_no_file(client: Client) -> None:
    client.force_login(make_user(is_staff=True))
    assert client.get(f"{DOCUMENTS}export.csv").status_code == 403
