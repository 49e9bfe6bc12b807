"""The home page."""

import pytest

from tests.factories import (
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
)

pytestmark = pytest.mark.django_db


def test_an_empty_archive_has_a_home_page(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "Nothing is published yet." in response.content.decode()


def test_it_counts_what_is_there(client):
    make_published_law(title_en="A law")
    for _ in range(2):
        make_published_document(topics=["ai"], dates={"signed": "2021"})
    page = client.get("/").content.decode()

    assert "2 documents, 1 law, 0 actors and 0 events" in page
    assert "Notice · 2" in page
    assert "Topic ai · 2" in page


def test_it_shows_the_newest_documents_with_their_issuers(client):
    body = make_published_actor(title_en="Ministry A")
    other = make_published_actor(title_en="Ministry B")
    make_published_document(title_en="Older", dates={"signed": "2020-01-01"})
    make_published_document(
        title_en="Newer", dates={"signed": "2024-01-01"},
        links=[("issuer", body), ("issuer", other)],
    )  # fmt: skip
    page = client.get("/").content.decode()

    newest = page[page.index('id="new"') :]
    assert newest.index("Newer") < newest.index("Older")
    assert "Ministry A and 1 other" in newest


def test_it_shows_the_latest_version_of_a_law_with_its_citation(client):
    make_published_law(title_zh="测试法", dates={"adopted": "2021-06-10"})
    page = client.get("/").content.decode()

    card = page[page.index('id="latest"') :].split("</article>")[0]
    assert "2021-06-10" in card
    assert "[EB/OL]" in card


def test_months_with_events_run_from_old_to_new(client):
    for day in ("2025-10-09", "2026-01-05", "2025-10-28", "2025-10-30", "2025-10-31"):
        make_published_event(title_en=f"On {day}", dates={"happened": day})
    page = client.get("/").content.decode()

    months = page[page.index('id="months"') :]
    assert months.index("On 2025-10-09") < months.index("On 2026-01-05")
    assert "1 more" in months


def test_it_asks_few_questions(client, django_assert_num_queries):
    make_published_law()
    make_published_document(links=[("issuer", make_published_actor())])
    client.get("/")  # the index catches up here

    with django_assert_num_queries(6):
        client.get("/")
