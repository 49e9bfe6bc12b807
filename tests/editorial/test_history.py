"""Every change of a working copy is kept, told field by field, and can be put back."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from policyarchive.archive.models import Document, Entry
from policyarchive.archive.vocabulary import Access, Stage
from policyarchive.editorial import bulk, history, workflow
from policyarchive.editorial.history import states
from policyarchive.editorial.models import Change, KeptText, Step
from tests.editorial.admin_forms import add_row, filled
from tests.factories import (
    archivist,
    make_actor,
    make_capture,
    make_document,
    make_published_document,
    make_text,
    make_topic,
    make_user,
    version_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei() -> User:
    return make_user("contributor", username="mei")


@pytest.fixture
def full() -> Document:
    """A draft with everything that can hang on it."""
    return make_document(
        title_en="Kites",
        number="1号",
        note="Ask Ana.",
        text="第一条　风筝应当系线。",
        dates={"adopted": "2021-06", "effective": "2021-09-01"},
        names=["Kite notice", "风筝通知"],
        sources=["https://example.cn/a"],
        flags=["status"],
        topics=["kites", "air"],
        links=[("issuer", make_actor(title_en="Bureau of Air"))],
        captures=[make_capture()],
    )


def change_of(entry: Entry) -> Change:
    change = Change.objects.filter(entry=entry.pk).first()
    assert change is not None
    return change


def state_of(entry: Entry) -> dict[str, Any]:
    return states([entry])[entry.pk]


def url(entry: Entry, name: str = "changes", *more: int) -> str:
    kind = entry.permalink.kind
    return reverse(f"admin:archive_{kind}_{name}", args=(entry.pk, *more))


def upset(document: Document) -> None:
    """Change everything that hangs on a document."""
    Document.objects.filter(pk=document.pk).update(
        title_en="Dragons", number="", note="", status="in-force"
    )
    document.texts.update(body="第一条　龙。", access="open")
    make_text(document, "Article 1 Dragons.", language="en")
    document.dates.all().delete()
    document.names.filter(text="风筝通知").delete()
    document.names.create(text="Dragon notice")
    document.sources.update(label="Elsewhere")
    document.flags.all().delete()
    document.links.update(note="Who else?")
    document.topics.set([make_topic("dragons")])
    document.captures.clear()


def test_a_saved_form_leaves_who_when_and_what(client: Client, mei: User) -> None:
    client.force_login(mei)
    document = make_published_document(title_en="Kites", dates={"adopted": "2021"})
    page = url(document, "change")
    sent = filled(client, page) | {"title_en": "Paper kites"}
    client.post(page, add_row(sent, "dates", role="effective", edtf="2022"))
    change = change_of(document)
    assert change.by == mei
    found = client.get(url(document)).content.decode()
    assert "Title (English), Dates" in found
    found = client.get(url(document, "a_change", change.pk)).content.decode()
    assert "<ins>Paper kites</ins>" in found
    assert "<br>Effective, 2022</ins>" in found
    assert "2021</ins>" not in found


def test_the_same_state_is_kept_once(full: Document, mei: User) -> None:
    workflow.record_edit(full, by=mei)
    workflow.record_edit(full, by=mei)
    assert Change.objects.filter(entry=full.pk).count() == 1


def test_everything_that_hangs_on_an_entry_comes_back(
    full: Document, mei: User
) -> None:
    workflow.record_edit(full, by=mei)
    before, first = state_of(full), change_of(full)
    upset(full)
    workflow.record_edit(full, by=mei)
    assert state_of(full) != before
    assert workflow.restore(first, by=mei) == 0
    assert state_of(full) == before
    assert full.texts.get().body == "第一条　风筝应当系线。"
    assert Step.objects.filter(entry=full.pk)[0].note.startswith("Put back")


def test_restoring_can_be_taken_back_too(full: Document, mei: User) -> None:
    workflow.record_edit(full, by=mei)
    first = change_of(full)
    upset(full)
    workflow.record_edit(full, by=mei)
    after, second = state_of(full), change_of(full)
    workflow.restore(first, by=mei)
    workflow.restore(second, by=mei)
    assert state_of(full) == after
    assert Change.objects.filter(entry=full.pk).count() == 4


def test_the_public_goes_on_seeing_the_version(mei: User) -> None:
    document = make_published_document(title_en="Kites")
    first = change_of(document)
    Document.objects.filter(pk=document.pk).update(title_en="Dragons")
    workflow.record_edit(document, by=mei)
    workflow.restore(first, by=mei)
    document.refresh_from_db()
    assert (document.stage, document.title_en) == (Stage.DRAFT, "Kites")
    assert version_of(document).number == 1


def test_what_waits_for_others_is_not_put_back(full: Document, mei: User) -> None:
    workflow.record_edit(full, by=mei)
    first = change_of(full)
    Document.objects.filter(pk=full.pk).update(title_en="Dragons")
    workflow.record_edit(full, by=mei)
    workflow.submit(full, by=mei)
    with pytest.raises(workflow.Refused, match="is in review"):
        workflow.restore(first, by=mei)


def test_what_a_takedown_closed_stays_closed(mei: User) -> None:
    document = make_published_document(text="第一条　风筝。")
    first = change_of(document)
    (text,) = version_of(document).texts.all()
    workflow.restrict(text, Access.DARK, by=archivist(), note="Asked for.")
    document.texts.update(body="第一条　龙。")
    workflow.record_edit(document, by=mei)
    workflow.restore(first, by=mei)
    restored = document.texts.get()
    assert (restored.body, restored.access) == ("第一条　风筝。", Access.DARK)


def test_a_relation_to_what_is_gone_is_left_out_and_told(
    client: Client, mei: User
) -> None:
    draft = make_actor()
    document = make_document(links=[("issuer", draft)])
    workflow.record_edit(document, by=mei)
    first = change_of(document)
    document.links.all().delete()
    workflow.record_edit(document, by=mei)
    draft.delete()
    client.force_login(mei)
    response = client.post(url(document, "restore", first.pk), follow=True)
    assert "1 relations or topics lead to what is gone" in response.content.decode()
    assert not document.links.exists()


def test_looking_at_the_address_of_restoring_does_nothing(
    client: Client, full: Document, mei: User
) -> None:
    workflow.record_edit(full, by=mei)
    client.force_login(mei)
    restore = url(full, "restore", change_of(full).pk)
    assert client.get(restore).status_code == 405


def test_an_entry_from_before_the_history_keeps_its_first_state(
    client: Client, mei: User
) -> None:
    document = make_document(title_en="Kites")
    client.force_login(mei)
    page = url(document, "change")
    client.post(page, filled(client, page) | {"title_en": "Dragons"})
    told = [c.state["fields"]["title_en"] for c in Change.objects.all()]
    assert told == ["Dragons", "Kites"]


def test_a_verb_keeps_what_was_there_before_any_history(mei: User) -> None:
    actor, gone = make_actor(title_en="Kites"), make_actor(title_en="Kiters")
    document = make_document(links=[("issuer", gone)])
    workflow.rename(actor, by=mei, titles={"title_en": "Dragons"}, since="2021")
    told = [c.state["fields"]["title_en"] for c in Change.objects.all()]
    assert told == ["Dragons", "Kites"]
    workflow.merge(gone, actor, by=archivist(), note="One body.")
    changes = Change.objects.filter(entry=document.pk).order_by("pk")
    targets = [change.state["links"][0]["target_id"] for change in changes]
    assert targets == [gone.pk, actor.pk]


def test_sources_taken_in_by_a_command_have_a_history(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("关于风筝的通知\n\n风筝应当系线。", "utf-8")
    bulk.load([tmp_path], access="open", progress=lambda *_: None)
    change = Change.objects.get()
    assert change.by is None
    assert change.state == state_of(Document.objects.get())


def test_a_merge_is_told_in_every_entry_it_touches() -> None:
    loser, survivor = make_actor(title_en="Old"), make_actor(title_en="New")
    document = make_document(links=[("issuer", loser)])
    workflow.merge(loser, survivor, by=archivist(), note="One body.")
    assert change_of(document).state["links"][0]["target_id"] == survivor.pk
    assert change_of(survivor).state["names"][0]["text"] == "Old"


def test_kept_words_go_with_a_draft_that_is_deleted(full: Document, mei: User) -> None:
    workflow.record_edit(full, by=mei)
    upset(full)
    workflow.record_edit(full, by=mei)
    assert KeptText.objects.exists()
    full.delete()
    assert not KeptText.objects.exists()
    assert not Change.objects.exists()


def test_nobody_rewrites_the_history(full: Document, mei: User) -> None:
    workflow.record_edit(full, by=mei)
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        Change.objects.update(note="It was somebody else.")


def test_what_was_public_cannot_be_deleted_around_the_desk() -> None:
    document = make_published_document()
    with pytest.raises(IntegrityError, match="was public"), transaction.atomic():
        document.delete()


def test_many_are_kept_in_as_many_queries_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    documents = [
        make_document(text="第一条　风筝。", links=[("issuer", make_actor())])
        for _ in range(5)
    ]
    with django_assert_num_queries(11):
        history.record(documents[:1], by=None)
    with django_assert_num_queries(11):
        history.record(documents, by=None)


def test_the_list_of_changes_costs_the_same_for_many(
    client: Client,
    full: Document,
    mei: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(4):
        Document.objects.filter(pk=full.pk).update(title_en=f"Kites {number}")
        workflow.record_edit(full, by=mei)
    client.force_login(mei)
    with django_assert_num_queries(13):
        client.get(url(full))
