"""The page of a law: its life, texts and rules."""

import pytest

from tests.factories import (
    make_law,
    make_published_document,
    make_published_event,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db


def html(client, entry):
    return client.get(f"/{entry.permalink.ark}/v1").content.decode()


@pytest.fixture
def law():
    law = make_law(
        title_zh="测试法",
        title_en="Testing Law",
        status="in-force",
        status_as_of="2026-11-18",
        dates={"adopted": "2021-08-20", "effective": "2021-11-01"},
    )
    return publish(law)


def test_its_life_is_drawn_and_told(client, law):
    make_published_document(
        title_en="First draft", dates={"published": "2020-10-21"},
        links=[("draft-of", law)],
    )  # fmt: skip
    make_published_document(
        title_en="Measures for the Keeping of Tests", dates={"effective": "2022-09-01"},
        links=[("implements", law)],
    )  # fmt: skip

    page = html(client, law)

    figure = page[page.index("life-figure") : page.index("</figure>")]
    drawn, told = figure.split("</svg>")
    for words in ("2020-10-21", "Adopted", "Effective", "Keeping of Tests"):
        assert words in drawn
        assert words in told
    assert "in force, as of 2026-11-18" in drawn


def test_a_law_with_one_date_has_only_the_list(client):
    page = html(client, make_published_law(dates={"adopted": "2021-08-20"}))

    assert "life-list-only" in page
    assert "<svg" not in page


def test_its_texts_say_language_kind_and_access(client, law):
    make_published_document(
        title_en="As adopted", text="第一条　测试。", links=[("text-of", law)]
    )
    make_published_document(title_en="Not held here", links=[("text-of", law)])

    page = html(client, law)
    texts = page[page.index("<table") : page.index("</table>")]

    assert "As adopted" in texts
    assert "Chinese (Simplified)" in texts
    assert "Original" in texts
    assert "not held" in texts


def test_rules_cases_and_events_are_worded_from_its_side(client, law):
    make_published_document(title_en="Rule A", links=[("implements", law)])
    make_published_document(title_en="Case A", links=[("applies", law)])
    make_published_event(title_en="Adoption A", links=[("concerns", law)])

    page = html(client, law)

    for words in ("Implemented by", "Rule A", "Applied in", "Case A", "Adoption A"):
        assert words in page


def test_without_texts_it_says_so(client, law):
    assert "No text of this law is described here yet." in html(client, law)


def test_it_asks_few_questions(client, law, django_assert_num_queries):
    for _ in range(5):
        make_published_document(links=[("implements", law)])
    html(client, law)  # the index catches up here

    with django_assert_num_queries(1):  # this law names no other entry
        client.get(f"/{law.permalink.ark}/v1?drawn=again")
    with django_assert_num_queries(1):
        html(client, law)
