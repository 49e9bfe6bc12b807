"""Where it is used: every working copy and public version, by wording, counted."""

import pytest

from policyarchive.archive.models import Permalink, Term
from policyarchive.editorial import workflow
from policyarchive.editorial.uses import (
    Side,
    uses_of_entry,
    uses_of_place,
    uses_of_term,
    uses_of_topic,
)
from policyarchive.search import follower
from tests.factories import (
    make_actor,
    make_document,
    make_event,
    make_published_actor,
    make_published_document,
    make_published_law,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


def told(uses):
    return [(use.side, use.words, use.count) for use in uses]


def rows(uses, slug):
    return [one for use in uses if use.slug == slug for one in use.some(0, 50)]


def test_working_and_published_uses_of_an_actor_are_told_apart():
    office = make_published_actor(title_en="Kite Office")
    make_published_document(title_en="Rules", links=[("issuer", office)])
    make_document(title_en="Draft", links=[("issuer", office), ("mentions", office)])
    found = uses_of_entry(office)
    assert told(found) == [
        (Side.WORKING, "Issued", 2),
        (Side.WORKING, "Mentioned in", 1),
        (Side.PUBLISHED, "Issued", 1),
    ]
    assert [row.name for row in rows(found, "issuer")] == [
        "Rules (document)",
        "Draft (document, not public)",
    ]
    (public,) = rows(found, "public-issuer")
    assert public.note == "Document, version 1"
    assert Permalink.objects.filter(name=public.url.split("/")[-1]).exists()


def test_texts_that_cite_a_law_use_it():
    law = make_published_law(title_zh="纸鸢管理条例")
    make_published_document(text="第一条 依据《纸鸢管理条例》第三条制定本办法。")
    follower.rebuild()
    assert (Side.PUBLISHED, "Cited in their texts", 1) in told(uses_of_entry(law))


def test_what_was_merged_here_and_what_stands_in_for_it():
    by = make_user("publisher")
    survivor, loser, gone = (make_published_actor(title_zh=c * 4) for c in "甲乙丙")
    workflow.merge(loser, survivor, by=by, note="One body.")
    workflow.withdraw(
        gone, by=by, reason="duplicate", note="Twice.", replaced_by=survivor
    )
    found = uses_of_entry(survivor)
    assert [row.name for row in rows(found, "merged")] == ["乙乙乙乙 (actor, merged)"]
    assert len(rows(found, "replaced")) == 1


def test_a_topic_counts_by_kind_and_with_what_was_merged_into_it():
    old, new = make_topic("chips"), make_topic("semiconductors")
    make_topic("memory", parent=new)
    make_published_document(topics=["chips"])
    make_actor(topics=["semiconductors"])
    by = make_user("publisher")
    workflow.merge_topics(old, new, by=by, note="One thing.")
    assert told(uses_of_topic(new)) == [
        (Side.WORKING, "Documents filed under it", 1),
        (Side.WORKING, "Actors filed under it", 1),
        (Side.PUBLISHED, "Documents that state it", 1),
        (Side.DESK, "Topics under it", 1),
        (Side.DESK, "Topics that were merged into it", 1),
    ]


def test_a_pair_of_the_glossary_and_a_place():
    term = Term.objects.create(zh="纸鸢", en="kite", variants="paper kite")
    make_published_document(title_zh="纸鸢办法", title_en="Notice")
    make_document(title_zh="草案", title_en="Draft on the paper kite")
    assert told(uses_of_term(term)) == [
        (Side.WORKING, "Names with “纸鸢”", 1),
        (Side.PUBLISHED, "“纸鸢” anywhere", 1),
        (Side.WORKING, "Names with “kite”", 1),
        (Side.WORKING, "Names with “paper kite”", 1),
    ]
    fair = make_event(place_zh="织城", place_en="Loomtown")
    make_event(place_en="Loomtown")
    assert told(uses_of_place("织城", "Loomtown")) == [
        (Side.WORKING, "Events there", 2)
    ]
    (other,) = uses_of_entry(fair)
    assert other.words == "Other events in 织城 Loomtown"


@pytest.fixture
def desk(client):
    client.force_login(make_user("editor"))
    return client


def test_the_page_takes_the_same_queries_for_one_use_and_for_many(
    desk, django_assert_num_queries
):
    office = make_published_actor(title_en="Kite Office")
    document = make_document(links=[("issuer", office)])
    address = f"/admin/uses/actor/{office.pk}/"
    desk.get(address)  # session and index are read
    with django_assert_num_queries(14):
        page = desk.get(address).content.decode()
    assert f"/admin/archive/document/{document.pk}/change/" in page
    for number in range(60):
        make_document(title_en=f"Notice {number}", links=[("issuer", office)])
    with django_assert_num_queries(14):
        page = desk.get(address).content.decode()
    assert "61 in all, page 1 of 2" in page
    assert page.count(">Take back</a>") == 50
    second = desk.get(f"{address}?use=issuer&page=2").content.decode()
    assert second.count(">Take back</a>") == 11
    assert second.count(">Notice ") == 11
    assert "Notice 59" in second


@pytest.mark.parametrize("kind", ["topic", "term", "place", "actor"])
def test_what_is_used_nowhere_says_so(desk, kind):
    made = {
        "topic": lambda: make_topic("lonely"),
        "term": lambda: Term.objects.create(zh="孤", en="lonely"),
        "place": make_event,
        "actor": make_actor,
    }[kind]()
    assert "used nowhere" in desk.get(f"/admin/uses/{kind}/{made.pk}/").content.decode()


def test_form_list_and_merge_lead_there(client):
    client.force_login(make_user("publisher"))
    office = make_published_actor(title_en="Kite Office")
    make_document(links=[("issuer", office)])
    address = f"/admin/uses/actor/{office.pk}/"
    form = f"/admin/archive/actor/{office.pk}"
    for page in ("/admin/archive/actor/", f"{form}/change/"):
        assert f'href="{address}"' in client.get(page).content.decode()
    for verb in ("merge", "withdraw"):
        page = client.get(f"{form}/do/{verb}/").content.decode()
        assert f'<a href="{address}?use=issuer">issued</a>' in page


def test_only_for_whoever_may_look_at_documents(client):
    client.force_login(make_user("", is_staff=True))
    assert client.get(f"/admin/uses/actor/{make_actor().pk}/").status_code == 403
    client.force_login(make_user("contributor"))
    assert client.get("/admin/uses/actor/0/").status_code == 404
    assert client.get("/admin/uses/nothing/1/").status_code == 404
