"""What stands where an entry was withdrawn."""

import pytest

from policyarchive.editorial import workflow
from tests.factories import archivist, make_published_document

pytestmark = pytest.mark.django_db


def test_it_says_when_why_by_whom_and_what_to_use_instead(client):
    kept = make_published_document(title_en="The other record")
    lost = make_published_document(title_en="A record")
    workflow.withdraw(
        lost, by=archivist(), reason="duplicate", note="Described twice.",
        replaced_by=kept,
    )  # fmt: skip

    response = client.get(f"/{lost.permalink.ark}")

    assert response.status_code == 410
    page = response.content.decode()
    for words in (
        "This record was withdrawn on",
        "Duplicate",
        "Described twice.",
        "The other record",
        f'href="/{kept.permalink.ark}"',
        "It was cited as",
    ):
        assert words in page


def test_its_texts_are_gone(client):
    lost = make_published_document(text="第一条　此句不再公开。")
    workflow.withdraw(lost, by=archivist(), reason="flagged", note="Wrong.")

    for address in (f"/{lost.permalink.ark}", f"/{lost.permalink.ark}/v1"):
        response = client.get(address)
        assert response.status_code == 410
        assert "此句不再公开" not in response.content.decode()
