from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from lxml import html

from policyarchive.archive.models import Document, Entry, Link, Permalink
from policyarchive.archive.vocabulary import Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Step, Verb
from tests.editorial.admin_forms import add_row, filled
from tests.factories import (
    make_actor,
    make_capture,
    make_document,
    make_event,
    make_law,
    make_link,
    make_published_actor,
    make_published_document,
    make_text,
    make_topic,
    make_user,
    version_of,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/archive/document/add/"


@pytest.fixture
def mei() -> User:
    return make_user("contributor", username="mei")


@pytest.fixture(autouse=True)
def _signed_in(client: Client, mei: User) -> None:
    client.force_login(mei)


def page_of(entry: Entry) -> str:
    return reverse(f"admin:archive_{entry.permalink.kind}_change", args=(entry.pk,))


def test_a_new_document_gets_a_permalink_a_writer_and_a_step(
    client: Client, mei: User
) -> None:
    sent = filled(client, ADD) | {"title_zh": "新办法", "type": "notice"}
    assert client.post(ADD, sent).status_code == 302
    document = Document.objects.get()
    assert document.permalink.state == State.RESERVED
    assert document.permalink.kind == "document"
    assert list(document.writers.all()) == [mei]
    assert Step.objects.get().verb == Verb.EDIT


@pytest.mark.parametrize("kind", ["law", "actor", "event"])
def test_so_do_the_other_kinds(client: Client, kind: str) -> None:
    url = f"/admin/archive/{kind}/add/"
    sent = filled(client, url, f"{kind}_form") | {"title_en": "New"}
    assert client.post(url, sent).status_code == 302
    assert Permalink.objects.get().kind == kind
    assert Step.objects.get().entry.title_en == "New"


def test_a_document_comes_with_its_dates_text_links_and_topics(client: Client) -> None:
    issuer, topic = make_actor(), make_topic("ai")
    sent = filled(client, ADD) | {"title_zh": "新办法", "topics": [topic.pk]}
    sent = add_row(sent, "dates", role="adopted", edtf="2021-06")
    sent = add_row(sent, "links", role="issuer", target=issuer.pk, order=0)
    sent = add_row(sent, "names", text="办法", language="zh-Hans", kind="short")
    sent = add_row(sent, "sources", url="https://example.cn/a")
    sent = add_row(sent, "flags", field="status")
    sent = add_row(
        sent, "texts", language="zh-Hans", kind="original", access="open", body="第一条"
    )
    assert client.post(ADD, sent).status_code == 302
    document = Document.objects.get()
    assert document.dates.get().edtf == "2021-06"
    assert document.links.get().target_id == issuer.pk
    assert document.names.get().text == "办法"
    assert document.sources.get().url == "https://example.cn/a"
    assert document.flags.get().field == "status"
    assert document.texts.get().body == "第一条"
    assert list(document.topics.all()) == [topic]


def test_nothing_is_recorded_when_nothing_was_changed(client: Client) -> None:
    document = make_published_document(
        text="　　第一条\n第二条\n",
        dates={"adopted": "2021"},
        summary_zh="一段。\n\n又一段。",
        names=["简称"],
        links=[("issuer", make_actor())],
        topics=["ai"],
    )
    before = document.updated_at
    sent = filled(client, page_of(document))
    assert client.post(page_of(document), sent).status_code == 302
    document.refresh_from_db()
    assert document.stage == Stage.PUBLISHED
    assert document.updated_at == before
    assert not document.writers.exists()
    assert document.texts.get().body == "　　第一条\n第二条\n"


def test_a_changed_title_makes_a_draft_of_a_published_document(
    client: Client, mei: User
) -> None:
    document = make_published_document(title_en="Before")
    sent = filled(client, page_of(document)) | {"title_en": "After"}
    assert client.post(page_of(document), sent).status_code == 302
    document.refresh_from_db()
    assert (document.stage, document.title_en) == (Stage.DRAFT, "After")
    assert version_of(document).record.title_en == "Before"
    assert list(document.writers.all()) == [mei]


def test_a_change_in_what_hangs_on_it_is_an_edit_too(client: Client) -> None:
    document = make_published_document(dates={"adopted": "2021"})
    sent = filled(client, page_of(document)) | {"dates-0-edtf": "2022"}
    assert client.post(page_of(document), sent).status_code == 302
    document.refresh_from_db()
    assert document.stage == Stage.DRAFT
    assert document.dates.get().edtf == "2022"


def test_it_does_not_overwrite_what_somebody_saved_meanwhile(client: Client) -> None:
    document = make_document(title_en="Before")
    sent = filled(client, page_of(document)) | {"title_en": "Mine"}
    document.title_en = "Theirs"
    document.save()
    response = client.post(page_of(document), sent)
    assert "Somebody has changed this entry since" in response.content.decode()
    document.refresh_from_db()
    assert document.title_en == "Theirs"


def test_an_entry_sent_for_review_meanwhile_is_not_edited(
    client: Client, mei: User
) -> None:
    document = make_document(title_en="Before")
    sent = filled(client, page_of(document)) | {"title_en": "Late"}
    workflow.submit(document, by=mei)
    assert client.post(page_of(document), sent).status_code == 403
    document.refresh_from_db()
    assert document.title_en == "Before"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("status_as_of", "yesterday", "is not a date"),
        ("title_zh", "", "Give a title in at least one language"),
    ],
)
def test_a_fault_is_named_beside_the_field(
    client: Client, field: str, value: str, words: str
) -> None:
    sent = filled(client, ADD) | {"title_zh": "新办法"} | {field: value}
    response = client.post(ADD, sent)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        {"role": "issuer", "target": "law"},
        {"role": "text-of", "target": "actor"},
    ],
)
def test_a_role_that_does_not_join_the_two_kinds_is_refused(
    client: Client, row: dict[str, str]
) -> None:
    targets = {"law": make_law(), "actor": make_actor()}
    sent = filled(client, ADD) | {"title_zh": "新办法"}
    target = targets[row["target"]].pk
    sent = add_row(sent, "links", role=row["role"], target=target, order=0)
    assert "cannot lead from a document" in client.post(ADD, sent).content.decode()
    assert not Document.objects.exists()


def test_a_role_of_another_kind_is_not_offered(client: Client) -> None:
    page = client.get("/admin/archive/actor/add/").content.decode()
    assert '<option value="parent">' in page
    assert '<option value="issuer">' not in page


def test_the_same_link_twice_is_refused_in_words(client: Client) -> None:
    issuer = make_actor()
    document = make_document(links=[("issuer", issuer)])
    sent = filled(client, page_of(document))
    sent = add_row(sent, "links", role="issuer", target=issuer.pk, order=0)
    response = client.post(page_of(document), sent)
    assert response.status_code == 200
    assert "Anchor there already exists" in response.content.decode()
    assert Link.objects.count() == 1


def test_an_entry_does_not_link_to_itself(client: Client) -> None:
    document = make_document()
    sent = filled(client, page_of(document))
    sent = add_row(sent, "links", role="related", target=document.pk, order=0)
    assert client.post(page_of(document), sent).status_code == 200
    assert Link.objects.count() == 0


def test_the_page_shows_history_versions_captures_and_uses(client: Client) -> None:
    actor = make_published_actor(title_zh="测试部")
    document = make_published_document(
        title_en="Measures",
        links=[("issuer", actor)],
        captures=[make_capture(url="https://example.cn/source")],
    )
    page = client.get(page_of(document)).content.decode()
    assert "Published</strong> as version 1" in page
    assert f"{document.permalink.get_absolute_url()}/v1" in page
    assert "https://example.cn/source" in page
    used = client.get(page_of(actor)).content.decode()
    assert "Issued" in used
    assert "Measures" in used


def test_a_merged_entry_no_longer_counts_as_a_use(client: Client) -> None:
    actor = make_published_actor()
    loser, survivor = (
        make_published_document(title_en="Twin"),
        make_published_document(),
    )
    make_link(loser, "issuer", actor)
    workflow.merge(loser, survivor, by=make_user("publisher"), note="Twins.")
    assert "Twin" not in client.get(page_of(actor)).content.decode()


def test_a_page_with_many_links_asks_for_each_once(
    client: Client,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    document = make_document(links=[("issuer", make_actor()) for _ in range(10)])
    make_text(document, "第一条")
    client.get(page_of(document))
    # One look-up a link field for its label; everything else does not grow.
    with django_assert_max_num_queries(50):
        client.get(page_of(document))


def test_a_long_law_with_a_hundred_relations_is_saved(client: Client) -> None:
    actor = make_actor()
    document = make_document(text="第一条　为了测试。\n" * 100_000)
    Link.objects.bulk_create(
        Link(entry=document, role="mentions", target=actor, here=f"art-{n}")
        for n in range(100)
    )
    sent = filled(client, page_of(document)) | {"links-99-note": "The last one"}
    assert client.post(page_of(document), sent).status_code == 302
    assert document.links.get(here="art-99").note == "The last one"


def test_nothing_that_was_ever_public_is_deleted(client: Client) -> None:
    client.force_login(make_user("superuser"))
    document = make_published_document()
    workflow.withdraw(
        document, by=make_user("publisher"), reason="flagged", note="Wrong."
    )
    url = reverse("admin:archive_document_delete", args=(document.pk,))
    assert client.get(url).status_code == 403
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Document.objects.filter(pk=document.pk).exists()


def test_a_draft_is_deleted_with_its_history_and_its_name_is_never_given_again(
    client: Client,
) -> None:
    ana = make_user("editor")
    client.force_login(ana)
    document = make_document(text="第一条", dates={"adopted": "2021"})
    workflow.record_edit(document, by=ana)
    url = reverse("admin:archive_document_delete", args=(document.pk,))
    assert client.post(url, {"post": "yes"}).status_code == 302
    assert not Document.objects.exists()
    assert Permalink.objects.get().state == State.RESERVED


def test_a_contributor_deletes_nothing(client: Client) -> None:
    url = reverse("admin:archive_document_delete", args=(make_document().pk,))
    assert client.post(url, {"post": "yes"}).status_code == 403


def test_an_entry_others_point_at_is_not_deleted(client: Client) -> None:
    client.force_login(make_user("editor"))
    actor = make_actor()
    make_document(links=[("issuer", actor)])
    url = reverse("admin:archive_actor_delete", args=(actor.pk,))
    response = client.post(url, {"post": "yes"})
    assert "Cannot delete actor" in response.content.decode()
    assert type(actor).objects.exists()


@pytest.mark.parametrize("make", [make_document, make_law, make_actor, make_event])
def test_the_preview_shows_the_working_copy_with_the_public_template(
    client: Client, make: Callable[..., Entry]
) -> None:
    entry = make(title_en="Only a draft so far")
    url = reverse(f"admin:archive_{entry.permalink.kind}_preview", args=(entry.pk,))
    response = client.get(url)
    assert response.status_code == 200
    assert "Only a draft so far" in response.content.decode()
    assert response.headers["Cache-Control"].startswith("no-store")
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_the_preview_shows_the_draft_and_not_the_version(client: Client) -> None:
    document = make_published_document(title_en="Before", text="第一条 旧。")
    document.title_en = "After"
    document.save()
    document.texts.update(body="第一条 新。")
    url = reverse("admin:archive_document_preview", args=(document.pk,))
    page = client.get(url).content.decode()
    assert "After" in page
    assert "新。" in page
    assert "旧。" not in page


def test_topics_stand_in_branches_and_the_chosen_one_is_open(client: Client) -> None:
    root = make_topic("data", label_en="Data", label_zh="数据")
    child = make_topic("security", label_en="Security", label_zh="安全", parent=root)
    make_topic("deep", label_en="Deep", label_zh="深", parent=child)
    make_topic("ai", label_en="AI", label_zh="智能")
    for one, other in (("here", "there"), ("there", "here")):  # a circle hides nothing
        topic = make_topic(one)
        topic.parent = make_topic(other)
        topic.save()
    document = make_document(topics=["security"])
    page: Any = html.fromstring(client.get(page_of(document)).content.decode())
    branches = page.xpath("//div[@data-topics]/details")
    boxes = [branch.xpath("count(.//li)") for branch in branches]
    opened = ["open" in branch.attrib for branch in branches]
    assert sorted(zip(boxes, opened, strict=True)) == [(1, 0), (2, 0), (3, 1)]
    assert branches[opened.index(True)].xpath(".//summary/span/text()") == ["1 chosen"]
    sent = filled(client, page_of(document))
    assert sent["topics"] == [str(child.pk)]
    sent["topics"] = [root.pk, child.pk]
    client.post(page_of(document), sent)
    assert set(document.topics.all()) == {root, child}


def test_what_may_only_be_looked_at_is_said_in_words(client: Client, mei: User) -> None:
    document = make_document(dates={"adopted": "2021"})
    make_link(document, "issuer", make_actor(), is_lead=True, is_unverified=True)
    workflow.submit(document, by=mei)
    page = client.get(page_of(document)).content.decode()
    for words in ("Leads", "Not confirmed yet", "No mark"):
        assert words in page
    assert "icon-no" not in page
