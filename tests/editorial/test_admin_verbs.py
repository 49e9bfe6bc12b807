from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from policyarchive.archive.models import Document
from policyarchive.archive.vocabulary import Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Step
from tests.factories import (
    make_document,
    make_link,
    make_published_document,
    make_user,
)

pytestmark = pytest.mark.django_db


def do(document: Document, slug: str) -> str:
    return reverse("admin:archive_document_do", args=(document.pk, slug))


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def waiting() -> Document:
    document = make_document(title_en="Measures")
    mei = make_user("contributor", username="mei")
    workflow.record_edit(document, by=mei)
    workflow.submit(document, by=mei)
    return document


def test_one_click_submits(client: Client) -> None:
    document = make_document()
    client.force_login(make_user("contributor"))
    response = client.post(do(document, "submit"), follow=True)
    assert "Submitted for review" in said(response)
    document.refresh_from_db()
    assert document.stage == Stage.IN_REVIEW


def test_looking_at_the_address_does_nothing(client: Client, waiting: Document) -> None:
    client.force_login(make_user("publisher"))
    for slug in ("release", "approve", "return", "withdraw", "merge"):
        client.get(do(waiting, slug))
    waiting.refresh_from_db()
    assert waiting.stage == Stage.IN_REVIEW


def test_approve_and_publish_in_one_go(client: Client, waiting: Document) -> None:
    ana = make_user("publisher")
    client.force_login(ana)
    response = client.post(do(waiting, "release"), {"note": ""}, follow=True)
    assert "Approved and published" in said(response)
    waiting.refresh_from_db()
    assert waiting.is_public
    verbs = Step.objects.filter(entry=waiting, by=ana).values_list("verb", flat=True)
    assert list(verbs) == ["publish", "approve"]


def test_without_the_change_note_neither_half_happens(client: Client) -> None:
    document = make_published_document()
    mei = make_user("contributor")
    workflow.record_edit(document, by=mei)
    workflow.submit(document, by=mei)
    client.force_login(make_user("publisher"))
    response = client.post(do(document, "release"), {"note": ""})
    assert "change note" in response.content.decode()
    document.refresh_from_db()
    assert document.stage == Stage.IN_REVIEW


def test_a_return_without_a_note_asks_again(client: Client, waiting: Document) -> None:
    client.force_login(make_user("editor"))
    response = client.post(do(waiting, "return"), {"note": ""})
    assert response.status_code == 200
    assert "This field is required" in response.content.decode()
    client.post(do(waiting, "return"), {"note": "Where is the date from?"})
    waiting.refresh_from_db()
    assert waiting.stage == Stage.DRAFT


def test_the_writer_reads_why_there_is_no_button(client: Client) -> None:
    ana = make_user("editor")
    document = make_document()
    workflow.record_edit(document, by=ana)
    workflow.submit(document, by=ana)
    client.force_login(ana)
    url = reverse("admin:archive_document_change", args=(document.pk,))
    assert "somebody else approves it" in client.get(url).content.decode()
    response = client.post(do(document, "approve"), follow=True)
    assert "somebody else approves it" in said(response)
    document.refresh_from_db()
    assert document.stage == Stage.IN_REVIEW


def test_switched_off_eyes_are_told_on_every_page(
    client: Client, settings: Settings
) -> None:
    client.force_login(make_user("contributor"))
    words = "Four eyes are switched off"
    assert words not in client.get("/admin/").content.decode()
    settings.ARCHIVE_FOUR_EYES = False
    for url in ("/admin/", "/admin/archive/document/"):
        assert words in client.get(url).content.decode()


def test_it_is_withdrawn_with_reason_note_and_replacement(client: Client) -> None:
    document, better = make_published_document(), make_published_document()
    client.force_login(make_user("publisher"))
    given = {"reason": "takedown", "note": "Asked for.", "replaced_by": better.pk}
    client.post(do(document, "withdraw"), given)
    document.permalink.refresh_from_db()
    assert document.permalink.state == State.WITHDRAWN
    assert document.permalink.replaced_by == better.permalink


def test_what_was_typed_is_not_lost_when_a_verb_refuses(client: Client) -> None:
    document, draft = make_published_document(), make_document()
    client.force_login(make_user("publisher"))
    given = {"note": "A long and careful reason.", "survivor": draft.pk}
    response = client.post(do(document, "merge"), given)
    page = response.content.decode()
    assert "has to lead there" in page
    assert "A long and careful reason." in page


def test_it_is_merged_and_says_into_what(client: Client) -> None:
    loser, survivor = make_published_document(), make_published_document()
    client.force_login(make_user("publisher"))
    given = {"note": "Twins.", "survivor": survivor.pk, "seen": survivor.pk}
    client.post(do(loser, "merge"), given)
    url = reverse("admin:archive_document_change", args=(loser.pk,))
    page = client.get(url).content.decode()
    assert "Merged into" in page
    assert 'name="title_en"' not in page


def test_a_merge_shows_what_would_move_before_it_does_anything(client: Client) -> None:
    loser, survivor = (make_published_document(title_en=name) for name in ("L", "S"))
    pointing, both = make_document(title_en="One"), make_document(title_en="Both")
    for entry, target in ((pointing, loser), (both, loser), (both, survivor)):
        make_link(entry, "applies", target)
    client.force_login(make_user("publisher"))
    given = {"note": "Twins.", "survivor": survivor.pk}
    response = client.post(do(loser, "merge"), given)
    page = response.content.decode()
    assert "Nothing was done yet" in page
    effect = response.context["effect"]
    assert [link.entry_id for link in effect.moved] == [pointing.pk]
    assert [link.entry_id for link in effect.dropped] == [both.pk]
    assert [name.text for name in effect.names] == ["L"]
    assert effect.redirected == 1
    loser.permalink.refresh_from_db()
    assert loser.permalink.state == State.PUBLISHED
    client.post(do(loser, "merge"), given | {"seen": survivor.pk})
    loser.permalink.refresh_from_db()
    assert loser.permalink.state == State.MERGED
    assert {link.entry_id for link in survivor.reverse_links.all()} == {
        pointing.pk,
        both.pk,
    }
    assert [name.text for name in survivor.names.all()] == ["L"]


def test_an_unknown_verb_or_entry_is_not_found(client: Client) -> None:
    client.force_login(make_user("superuser"))
    assert client.post(do(make_document(), "burn")).status_code == 404
    assert client.post("/admin/archive/document/0/do/submit/").status_code == 404


def test_the_first_page_lists_what_waits(client: Client, waiting: Document) -> None:
    client.force_login(make_user("publisher"))
    page = client.get("/admin/").content.decode()
    assert 'To review <span class="desk-count">1</span>' in page
    assert "Measures" in page
