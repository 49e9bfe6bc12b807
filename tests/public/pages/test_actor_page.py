"""The page of an actor: names, relations, documents over time, company."""

import pytest

from tests.factories import (
    make_actor,
    make_link,
    make_published_actor,
    make_published_document,
    make_published_event,
    publish,
)

pytestmark = pytest.mark.django_db


def html(client, entry):
    return client.get(f"/{entry.permalink.ark}/v1").content.decode()


def section(page, name):
    return page[page.index(f'id="{name}"') :].split("</section>")[0]


def test_its_names_and_its_span_are_on_the_card(client):
    actor = make_published_actor(
        title_zh="测试办公室", title_en="Testing Office", names=["TO", "测办"],
        pinyin="Ceshi Bangongshi", valid_from="2014-02",
    )  # fmt: skip

    page = html(client, actor)

    assert '<i lang="zh-Latn">Ceshi Bangongshi</i>' in page
    assert "测办" in page
    assert "2014-02" in page


def test_two_nameplates_are_seen_from_either_side(client):
    state = make_published_actor(title_en="State Office")
    party = make_published_actor(title_en="Party Office", links=[("same-body", state)])

    assert "Party Office" in section(html(client, state), "plates")
    assert "State Office" in section(html(client, party), "plates")


def test_its_lineage_runs_from_before_to_after(client):
    new = make_published_actor(title_en="The Commission")
    actor = make_published_actor(title_en="The Group", links=[("successor", new)])
    make_published_actor(title_en="The Bureau", links=[("successor", actor)])

    lineage = section(html(client, actor), "lineage")

    assert (
        lineage.index("The Bureau")
        < lineage.index("The Group")
        < lineage.index("The Commission")
    )


def test_bodies_under_it_are_listed(client):
    actor = make_published_actor(title_en="Ministry")
    make_published_actor(title_en="Bureau under it", links=[("parent", actor)])

    page = html(client, actor)

    assert "Bureau under it" in section(page, "below")


def test_its_documents_and_events_stand_newest_first(client):
    actor = make_published_actor(title_en="Ministry")
    for year in (2020, 2023):
        make_published_document(
            title_en=f"Notice of {year}", dates={"signed": f"{year}-01-05"},
            links=[("issuer", actor)],
        )  # fmt: skip
    make_published_event(title_en="Meeting A", links=[("host", actor)])

    page = html(client, actor)

    recent = section(page, "recent")
    assert recent.index("Notice of 2023") < recent.index("Notice of 2020")
    assert "Meeting A" in section(page, "events")
    assert "Issued" in section(page, "docs")


def test_whom_it_issues_with_is_counted(client):
    actor = make_published_actor(title_en="Ministry")
    other = make_published_actor(title_en="Commission")
    for _ in range(3):
        make_published_document(links=[("issuer", actor), ("issuer", other)])

    company = section(html(client, actor), "docs")

    assert "Commission" in company
    assert '<span class="num">3</span>' in company


def test_a_relation_carries_its_dates(client):
    parent = make_published_actor(title_en="Commission")
    actor = make_actor(title_en="Office")
    make_link(actor, "parent", parent, valid_from="2018-03")
    publish(actor)

    assert "since 2018-03" in html(client, actor)


def test_it_asks_few_questions(client, django_assert_num_queries):
    actor = make_published_actor()
    for _ in range(5):
        make_published_document(
            links=[("issuer", actor), ("issuer", make_published_actor())]
        )
    html(client, actor)  # the index catches up here

    with django_assert_num_queries(2):
        client.get(f"/{actor.permalink.ark}/v1?drawn=again")
    with django_assert_num_queries(1):
        html(client, actor)
