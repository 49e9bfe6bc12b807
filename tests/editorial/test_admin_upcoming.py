"""The page that shows a reviewer what readers would see changed."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from policyarchive.archive.models import Document, Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.upcoming import upcoming
from tests.factories import (
    make_actor,
    make_document,
    make_published_document,
    make_user,
)

pytestmark = pytest.mark.django_db


def page(client: Client, entry: Entry) -> str:
    url = reverse("admin:archive_document_upcoming", args=(entry.pk,))
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def changed() -> Document:
    document = make_published_document(
        title_en="Notice on kites", text="第一条　风筝应当系线。\n第二条　公布。"
    )
    document.title_en = "Notice on paper kites"
    document.save()
    document.texts.update(
        body="第一条　风筝必须系线。\n第二条　公布。", access="snippet"
    )
    workflow.record_edit(document, by=make_user("contributor"))
    return document


def test_words_of_facts_and_of_closed_texts_are_compared(
    client: Client, changed: Document
) -> None:
    client.force_login(make_user("publisher"))
    found = page(client, changed)
    assert "Notice on <ins>paper </ins>kites" in found
    assert "风筝<del>应当</del><ins>必须</ins>系线" in found
    assert "<del>open</del><ins>extracts only</ins>" in found
    assert "第二条" not in found


def test_before_the_first_version_everything_is_new(client: Client) -> None:
    document = make_document(title_en="Kites", text="第一条　风筝。", number="1号")
    client.force_login(make_user("editor"))
    found = page(client, document)
    assert "Never published" in found
    assert "<ins>Kites</ins>" in found
    assert "<ins>1号</ins>" in found
    assert "风筝。</ins>" in found


def test_an_unchanged_entry_says_so() -> None:
    assert upcoming(make_published_document(text="第一条　风筝。")).is_empty


def test_who_is_asked_to_publish_sees_it_on_that_page(
    client: Client, changed: Document
) -> None:
    workflow.submit(changed, by=make_user("contributor"))
    client.force_login(make_user("publisher"))
    url = reverse("admin:archive_document_do", args=(changed.pk, "release"))
    assert "<ins>paper </ins>" in client.get(url).content.decode()


def test_a_stranger_sees_nothing(client: Client, changed: Document) -> None:
    url = reverse("admin:archive_document_upcoming", args=(changed.pk,))
    assert client.get(url).status_code == 302


def test_it_costs_the_same_whatever_hangs_on_the_entry(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make_user("publisher"))
    document = make_published_document(
        text="第一条　风筝。",
        links=[("issuer", make_actor()) for _ in range(5)],
        dates={"adopted": "2021"},
    )
    page(client, document)  # kinds of content are looked up once in a process
    with django_assert_num_queries(19):
        page(client, document)
