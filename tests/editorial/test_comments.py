"""Comments on an entry: made, shown, resolved, opened again."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from policyarchive.archive.models import Document
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Comment
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return make_document(title_en="Kites")


@pytest.fixture
def ana(client: Client) -> User:
    user = make_user("editor", username="ana")
    client.force_login(user)
    return user


def send(client: Client, document: Document, **given: str) -> str:
    url = reverse("admin:archive_document_comment", args=(document.pk,))
    return client.post(url, given, follow=True).content.decode()


def settle(client: Client, comment: Comment, do: str) -> str:
    url = reverse("admin:archive_document_comment", args=(comment.entry_id,))
    return client.post(f"{url}{comment.pk}/", {"do": do}, follow=True).content.decode()


def test_a_comment_says_what_it_is_about(
    client: Client, document: Document, ana: User
) -> None:
    page = send(client, document, about="Text", words="Article 3", body="Whose seal?")
    assert "about text" in page
    assert "<blockquote>Article 3</blockquote>" in page
    assert "Whose seal?" in page
    assert Comment.objects.get().by == ana


def test_what_somebody_writes_is_words_and_never_markup(
    client: Client, document: Document, ana: User
) -> None:
    page = send(client, document, words="<img src=x>", body="<script>alert()</script>")
    assert "<img src=x>" not in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert()" in page


def test_it_is_resolved_and_opened_again(
    client: Client, document: Document, ana: User
) -> None:
    comment = workflow.comment(document, by=make_user("contributor"), body="Why?")
    assert "resolved by ana" in settle(client, comment, "resolve")
    comment.refresh_from_db()
    assert comment.resolved_by == ana
    assert "resolved by ana" not in settle(client, comment, "reopen")


@pytest.mark.usefixtures("ana")
def test_nothing_is_kept_of_an_empty_comment(
    client: Client, document: Document
) -> None:
    assert "write a comment" in send(client, document, body="  ")
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("ana")
def test_a_comment_of_another_entry_is_not_found(
    client: Client, document: Document
) -> None:
    comment = workflow.comment(make_document(), by=make_user("editor"), body="Why?")
    url = reverse("admin:archive_document_comment", args=(document.pk,))
    assert client.post(f"{url}{comment.pk}/").status_code == 404


def test_a_reader_of_the_desk_may_not_comment(document: Document) -> None:
    with pytest.raises(workflow.Refused, match="no right"):
        workflow.comment(document, by=make_user(is_staff=True), body="Me too.")


@pytest.mark.usefixtures("ana")
def test_comments_never_reach_the_preview(client: Client, document: Document) -> None:
    workflow.comment(document, by=make_user("editor"), body="A secret remark.")
    url = reverse("admin:archive_document_preview", args=(document.pk,))
    assert "A secret remark." not in client.get(url).content.decode()
