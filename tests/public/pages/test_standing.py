"""A law's page and its texts tell the same status, and why it is another by now."""

import pytest
from django.test import Client

from policyarchive.archive.models import Document, Entry, Law
from tests.factories import (
    make_document,
    make_published_document,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db(transaction=True)


def page(client: Client, entry: Entry, suffix: str = "") -> str:
    response = client.get(f"/{entry.permalink.ark}{suffix}", follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def law() -> Law:
    return make_published_law(
        title_en="Kite Law", status="in-force", dates={"effective": "2010-01-01"}
    )


@pytest.fixture
def text(law: Law) -> Document:
    return make_published_document(status="in-force", links=[("text-of", law)])


def repeal(law: Law, when: str = "2022-01-01") -> Document:
    decision = make_document(title_en="Kite Decision", dates={"effective": when})
    decision.links.create(role="repeals", target=law, there="")
    return publish(decision)


def test_until_then_the_page_says_what_its_source_says(
    client: Client, law: Law
) -> None:
    found = page(client, law)
    assert "In force" in found
    assert "as it was stated" not in found


def test_a_law_that_was_repealed_says_by_what_and_when(
    client: Client, law: Law
) -> None:
    decision = repeal(law)
    found = page(client, law)
    assert "Repealed, effective 2022-01-01, by" in found
    assert f'<a href="/{decision.permalink.ark}">Kite Decision</a>' in found
    assert "as it was stated" in found


def test_so_do_its_texts_on_both_pages(
    client: Client, law: Law, text: Document
) -> None:
    repeal(law)
    assert "Its law was: repealed, effective 2022-01-01, by" in page(client, text)
    row = page(client, law).split('data-label="Status">')[1]
    assert row.split("</td>")[0].count("Repealed") == 1


def test_a_text_follows_a_law_whose_end_its_source_states(
    client: Client, law: Law, text: Document
) -> None:
    law.status = "repealed"
    law.save()
    publish(law)
    assert "So is the law it is a text of" in page(client, text)


def test_what_is_still_to_come_is_not_told_as_done(client: Client, law: Law) -> None:
    repeal(law, "9000-01-01")
    assert "as it was stated" not in page(client, law)


def test_an_old_version_goes_on_saying_what_it_said(client: Client, law: Law) -> None:
    publish(law)
    repeal(law)
    assert "as it was stated" not in page(client, law, "/v1")
    assert "as it was stated" in page(client, law, "/v2")
