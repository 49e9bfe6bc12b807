"""The tree of topics, and the page of one."""

import pytest

from tests.factories import (
    make_published_document,
    make_published_event,
    make_published_law,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_the_tree_counts_documents(client):
    ai = make_topic("ai", label_en="Artificial intelligence")
    make_topic("agents", label_en="Agents", parent=ai)
    make_published_document(topics=["ai"])

    page = client.get("/topics").content.decode()

    assert page.index("Artificial intelligence") < page.index("Agents")
    assert '<span class="ways-count">1</span>' in page


def test_a_topic_gathers_its_documents_laws_and_events(client):
    make_topic("chips", label_zh="芯片", label_en="Chips")
    make_published_document(title_en="Notice A", topics=["chips"])
    make_published_law(title_en="Law A", topics=["chips"])
    make_published_event(title_en="Meeting A", topics=["chips"])
    make_published_document(title_en="Notice B")

    page = client.get("/topics/chips").content.decode()

    for words in ("芯片", "Notice A", "Law A", "Meeting A"):
        assert words in page
    assert "Notice B" not in page


def test_a_topic_counts_what_is_about_the_topics_under_it_once(client):
    data = make_topic("data")
    make_topic("personal", parent=data)
    make_topic("public", parent=data)
    make_published_document(title_en="Notice A", topics=["personal", "public"])

    tree = client.get("/topics").content.decode()
    page = client.get("/topics/data").content.decode()

    assert '<span class="ways-count">1</span>' in tree
    assert "Notice A" in page
    assert 'href="/documents?topic=data"' in page
    assert "Notice A" in client.get("/documents?topic=data").content.decode()


def test_an_unknown_topic_is_not_found(client):
    assert client.get("/topics/nothing").status_code == 404


def test_it_asks_few_questions(client, django_assert_num_queries):
    make_topic("chips")
    make_published_document(topics=["chips"])
    client.get("/topics/chips")  # the index catches up here

    with django_assert_num_queries(4):
        client.get("/topics/chips")
