"""Merging two topics, and making two of them again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from policyarchive.archive.models import Topic, Version
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Change, TopicMerge
from policyarchive.search.query import SearchQuery
from tests.factories import (
    make_document,
    make_published_document,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return make_user("publisher")


@pytest.fixture
def pair():
    """Two topics of one thing: one with a published entry, and one filed under both."""
    old = make_topic("chips", label_zh="芯片", label_en="Chips")
    new = make_topic("semiconductors", label_zh="半导体", label_en="Semiconductors")
    make_topic("memory", parent=old)
    make_published_document(title_en="Kite notice", topics=["chips"])
    make_published_document(title_en="Loom notice", topics=["chips", "semiconductors"])
    return old, new


def merge(pair, by):
    workflow.merge_topics(*pair, by=by, note="Two words for one thing.")
    return TopicMerge.objects.get()


def filed(topic):
    return sorted(topic.entries.values_list("title_en", flat=True))


def counts(page):
    return {value.value: value.count for value in page.facets["topic"]}


def test_what_was_filed_under_one_is_the_others(pair, publisher):
    merge(pair, publisher)
    old, new = pair
    assert filed(old) == []
    assert filed(new) == ["Kite notice", "Loom notice"]
    assert Topic.objects.get(key="memory").parent == new
    last = Change.objects.first()
    assert last is not None
    assert last.note.startswith("Topic “芯片 Chips” is part of “半导体 Semiconductors”")
    assert last.state["topics"] == ["semiconductors"]
    assert last.by == publisher


def test_published_versions_keep_their_bytes_and_count_under_the_survivor(
    pair, publisher
):
    before = dict(Version.objects.values_list("sha256", "record_json"))
    merge(pair, publisher)
    assert dict(Version.objects.values_list("sha256", "record_json")) == before
    page = SearchQuery().including("topic", "semiconductors").run()
    assert page.count == 2
    assert counts(page) == {"semiconductors": 2}
    assert {hit.topics for hit in page.hits} == {("semiconductors",)}


@pytest.mark.parametrize("asked", ["topic=chips", "q=topic:chips", "q=topic:芯片"])
def test_a_bookmarked_search_finds_what_it_found(client, pair, publisher, asked):
    before = client.get(f"/search.json?{asked}").json()
    merge(pair, publisher)
    after = client.get(f"/search.json?{asked}").json()
    assert after["count"] == before["count"] == 2


def test_the_old_address_leads_to_the_new_one(client, pair, publisher):
    merge(pair, publisher)
    answer = client.get("/topics/chips?from=old")
    assert answer.status_code == 301
    assert answer["Location"] == "/topics/semiconductors?from=old"
    assert "no-cache" in answer["Cache-Control"]
    assert "Chips" not in client.get("/topics").content.decode()
    asked = client.get("/documents?topic=chips&q=notice&topic=-memory")
    assert asked["Location"] == "/documents?topic=semiconductors&topic=-memory&q=notice"


def test_a_merge_is_undone(pair, publisher):
    found = merge(pair, publisher)
    workflow.unmerge_topics(found, by=publisher, note="They differ.")
    old, new = pair
    assert filed(old) == ["Kite notice", "Loom notice"]
    assert filed(new) == ["Loom notice"]
    assert Topic.objects.get(key="memory").parent == old
    assert SearchQuery().including("topic", "semiconductors").run().count == 1
    with pytest.raises(workflow.Refused, match="undone already"):
        workflow.unmerge_topics(found, by=publisher, note="Once more.")


def test_what_was_filed_otherwise_since_is_left(pair, publisher):
    found = merge(pair, publisher)
    document = pair[1].entries.get(title_en="Kite notice")
    document.topics.clear()
    assert workflow.effect_of_topic_unmerge(found, by=publisher).stays == 1
    workflow.unmerge_topics(found, by=publisher, note="They differ.")
    assert document.topics.count() == 0


def test_it_is_too_late_after_the_grace_period(pair, publisher):
    found = merge(pair, publisher)
    late = timezone.now() - timedelta(hours=25)
    TopicMerge.objects.filter(pk=found.pk).update(at=late)
    with pytest.raises(workflow.Refused, match="too old"):
        workflow.unmerge_topics(found, by=publisher, note="They differ.")


def test_chains_are_flat_and_come_back_as_they_were(client, pair, publisher):
    old, new = pair
    third = make_topic("silicon")
    workflow.merge_topics(old, new, by=publisher, note="One.")
    workflow.merge_topics(new, third, by=publisher, note="One.")
    assert client.get("/topics/chips")["Location"] == "/topics/silicon"
    assert SearchQuery().including("topic", "silicon").run().count == 2
    first, second = TopicMerge.objects.order_by("pk")
    with pytest.raises(workflow.Refused, match="undo that merge first"):
        workflow.unmerge_topics(first, by=publisher, note="No.")
    workflow.unmerge_topics(second, by=publisher, note="No.")
    assert client.get("/topics/chips")["Location"] == "/topics/semiconductors"


@pytest.mark.parametrize(
    ("loser", "survivor", "why"),
    [("chips", "chips", "into itself"), ("chips", "memory", "stands under")],
)
def test_what_makes_no_sense_is_refused(pair, publisher, loser, survivor, why):
    topics = {topic.key: topic for topic in Topic.objects.all()}
    with pytest.raises(workflow.Refused, match=why):
        workflow.merge_topics(
            topics[loser], topics[survivor], by=publisher, note="One."
        )


def test_an_editor_may_not(pair):
    with pytest.raises(workflow.Refused, match="no right"):
        workflow.merge_topics(*pair, by=make_user("editor"), note="One.")


def test_a_state_from_before_is_put_back_under_the_survivor(pair, publisher):
    document = make_document(topics=["chips"])
    workflow.record_edit(document, by=publisher)
    change = Change.objects.get(entry=document.pk)
    merge(pair, publisher)
    document.topics.clear()
    assert workflow.restore(change, by=publisher) == 0
    assert [topic.key for topic in document.topics.all()] == ["semiconductors"]


def test_the_page_shows_what_moves_before_it_does_it(client, pair, publisher):
    old, new = pair
    client.force_login(publisher)
    address = f"/admin/archive/topic/{old.pk}/merge/"
    sent = {"survivor": new.pk, "note": "One thing."}
    page = client.post(address, sent).content.decode()
    assert "Nothing was done yet" in page
    assert "<strong>1</strong> working copy would be filed under" in page
    assert not TopicMerge.objects.exists()
    client.post(address, sent | {"seen": new.pk})
    shown = client.get(f"/admin/archive/topic/{old.pk}/change/").content.decode()
    assert "Merged into" in shown
    undo = f"/admin/archive/topic/{old.pk}/unmerge/"
    page = client.get(undo).content.decode()
    found = TopicMerge.objects.get()
    assert f'name="seen" value="{found.pk}"' in page
    sent = {"merge": found.pk, "note": "No.", "seen": found.pk}
    assert client.post(undo, sent).status_code == 302
    assert filed(old) == ["Kite notice", "Loom notice"]


def test_a_merged_topic_cannot_be_chosen_nor_deleted(client, pair, publisher):
    merge(pair, publisher)
    client.force_login(publisher)
    form = client.get("/admin/archive/document/add/").content.decode()
    assert "Semiconductors" in form
    assert "芯片 Chips" not in form
    for topic in pair:
        delete = client.get(f"/admin/archive/topic/{topic.pk}/delete/")
        assert delete.status_code == 403
