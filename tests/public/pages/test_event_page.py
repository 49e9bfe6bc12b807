"""The page of an event: who, what, where, and what happened around it."""

import pytest

from tests.factories import (
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
)

pytestmark = pytest.mark.django_db


def html(client, entry):
    return client.get(f"/{entry.permalink.ark}/v1").content.decode()


def section(page, name):
    return page[page.index(f'id="{name}"') :].split("</section>")[0]


def test_it_says_when_where_and_who(client):
    event = make_published_event(
        title_en="A meeting", place_en="Beijing", place_zh="北京",
        dates={"happened": "2021-11-18"},
        links=[
            ("host", make_published_actor(title_en="Politburo")),
            ("participant", make_published_actor(title_en="A commission")),
        ],
    )  # fmt: skip

    page = html(client, event)

    assert "2021-11-18" in page
    assert "Beijing" in page
    who = section(page, "who")
    assert who.index("Host") < who.index("Politburo")
    assert who.index("Participant") < who.index("A commission")


def test_its_documents_and_laws_are_worded_from_its_side(client):
    event = make_published_event(links=[("concerns", make_published_law(title_en="L"))])
    make_published_document(title_en="A readout", links=[("reports", event)])

    documents = section(html(client, event), "documents")

    assert "Concerns" in documents
    assert "Reported in" in documents
    assert "A readout" in documents


def test_what_happened_in_the_months_around_it_is_listed(client):
    event = make_published_event(dates={"happened": "2021-11-18"})
    make_published_event(title_en="The week before", dates={"happened": "2021-11-11"})
    make_published_event(title_en="A year before", dates={"happened": "2020-11-18"})

    around = section(html(client, event), "around")

    assert around.index("The week before") < around.index("This event")
    assert "A year before" not in around


def test_a_lone_event_has_nothing_around_it(client):
    page = html(client, make_published_event(dates={"happened": "2021-11-18"}))

    assert 'id="around"' not in page


def test_it_asks_few_questions(client, django_assert_num_queries):
    event = make_published_event(
        dates={"happened": "2021-11-18"}, links=[("host", make_published_actor())]
    )
    make_published_event(dates={"happened": "2021-11-11"})
    html(client, event)  # the index catches up here

    with django_assert_num_queries(3):
        client.get(f"/{event.permalink.ark}/v1?drawn=again")
    with django_assert_num_queries(1):
        html(client, event)
