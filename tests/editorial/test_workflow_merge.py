import pytest
from django.contrib.auth.models import User

from policyarchive.archive.models import Link, Publication, Version
from policyarchive.archive.vocabulary import Happening, Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Step, Verb
from tests.factories import (
    make_actor,
    make_document,
    make_event,
    make_law,
    make_link,
    make_published_actor,
    make_published_document,
    make_user,
    version_of,
)

pytestmark = pytest.mark.django_db
NOTE = "One body under two spellings."


@pytest.fixture
def by() -> User:
    return make_user("publisher")


def test_the_permalink_of_the_loser_leads_to_the_survivor(by: User) -> None:
    loser, survivor = make_published_actor(), make_published_actor()
    workflow.merge(loser, survivor, by=by, note=NOTE)
    loser.permalink.refresh_from_db()
    assert loser.permalink.state == State.MERGED
    assert loser.permalink.merged_into == survivor.permalink
    assert Publication.objects.latest("sequence").happening == Happening.MERGED
    assert Publication.objects.latest("sequence").permalink == loser.permalink


def test_what_pointed_at_the_loser_points_at_the_survivor(by: User) -> None:
    loser, survivor = make_published_actor(), make_published_actor()
    document = make_document()
    link = make_link(document, "issuer", loser, is_lead=True, source="masthead")
    workflow.merge(loser, survivor, by=by, note=NOTE)
    link.refresh_from_db()
    assert (link.target_id, link.is_lead, link.source) == (
        survivor.pk,
        True,
        "masthead",
    )


def test_a_link_that_both_had_stands_once(by: User) -> None:
    loser, survivor = make_published_actor(), make_published_actor()
    document = make_document()
    for target in (loser, survivor):
        make_link(document, "issuer", target)
        make_link(document, "mentions", target, here="art-1")
    make_link(document, "mentions", loser, here="art-2")
    workflow.merge(loser, survivor, by=by, note=NOTE)
    links = Link.objects.filter(entry=document)
    assert set(links.values_list("role", "target_id", "here")) == {
        ("issuer", survivor.pk, ""),
        ("mentions", survivor.pk, "art-1"),
        ("mentions", survivor.pk, "art-2"),
    }


def test_the_survivor_does_not_come_to_point_at_itself(by: User) -> None:
    loser, survivor = make_published_actor(), make_published_actor()
    make_link(survivor, "successor", loser)
    workflow.merge(loser, survivor, by=by, note=NOTE)
    assert not Link.objects.filter(entry=survivor, target=survivor).exists()
    assert not Link.objects.filter(target=loser).exists()


def test_frozen_records_are_not_touched(by: User) -> None:
    loser, survivor = make_published_actor(), make_published_actor()
    document = make_published_document(links=[("issuer", loser)])
    before = list(Version.objects.values_list("pk", "record_json", "sha256"))
    workflow.merge(loser, survivor, by=by, note=NOTE)
    assert list(Version.objects.values_list("pk", "record_json", "sha256")) == before
    assert loser.permalink.ark in version_of(document).record_json


def test_the_names_of_the_loser_become_other_names_of_the_survivor(by: User) -> None:
    loser = make_published_actor(
        title_zh="国家网信办", title_en="Cyberspace Office", names=["CAC", "网信办"]
    )
    survivor = make_published_actor(
        title_zh="国家互联网信息办公室", title_en="Cyberspace Office", names=["CAC"]
    )
    workflow.merge(loser, survivor, by=by, note=NOTE)
    names = sorted(survivor.names.values_list("text", flat=True))
    assert names == sorted(["CAC", "国家网信办", "网信办"])


def test_the_survivor_is_a_draft_until_its_new_names_are_published(by: User) -> None:
    loser, survivor = make_published_actor(), make_published_actor()
    workflow.merge(loser, survivor, by=by, note=NOTE)
    survivor.refresh_from_db()
    assert survivor.stage == Stage.DRAFT
    assert survivor.is_public
    assert list(survivor.writers.all()) == [by]


def test_chains_are_flattened_and_logged(by: User) -> None:
    first, second, third = (make_published_actor() for _ in range(3))
    workflow.merge(first, second, by=by, note=NOTE)
    workflow.merge(second, third, by=by, note=NOTE)
    first.permalink.refresh_from_db()
    assert first.permalink.merged_into == third.permalink
    merged = Publication.objects.filter(happening=Happening.MERGED)
    assert list(merged.order_by("sequence").values_list("permalink", flat=True)) == [
        first.permalink_id,
        second.permalink_id,
        first.permalink_id,
    ]


def test_a_replacement_that_is_merged_is_replaced_by_the_survivor(by: User) -> None:
    gone, loser, survivor = (make_published_actor() for _ in range(3))
    workflow.withdraw(gone, by=by, reason="duplicate", note=NOTE, replaced_by=loser)
    workflow.merge(loser, survivor, by=by, note=NOTE)
    gone.permalink.refresh_from_db()
    assert gone.permalink.replaced_by == survivor.permalink


def test_a_draft_is_merged_without_becoming_public(by: User) -> None:
    loser, survivor = make_actor(names=["Other spelling"]), make_actor()
    document = make_document(links=[("issuer", loser)])
    workflow.merge(loser, survivor, by=by, note=NOTE)
    loser.permalink.refresh_from_db()
    assert loser.permalink.state == State.RESERVED
    assert Link.objects.get(entry=document).target_id == survivor.pk
    assert survivor.names.filter(text="Other spelling").exists()
    assert Publication.objects.count() == 0


def test_both_histories_tell_of_it(by: User) -> None:
    loser, survivor = make_published_actor(), make_published_actor()
    make_document(links=[("issuer", loser)])
    workflow.merge(loser, survivor, by=by, note=NOTE)
    told = Step.objects.filter(verb=Verb.MERGE)
    assert survivor.permalink.ark in told.get(entry=loser).note
    kept = told.get(entry=survivor).note
    assert loser.permalink.ark in kept
    assert "links moved here: 1" in kept


def test_what_cannot_be_merged_is_refused_in_a_sentence(by: User) -> None:
    actor, public = make_actor(), make_published_actor()
    merged, into = make_published_actor(), make_published_actor()
    workflow.merge(merged, into, by=by, note=NOTE)
    for loser, survivor, words in (
        (actor, actor, "into itself"),
        (make_event(), make_law(), "of one kind"),
        (public, actor, "Publish"),
        (merged, public, "was merged"),
        (public, merged, "was merged"),
    ):
        with pytest.raises(workflow.Refused, match=words):
            workflow.merge(loser, survivor, by=by, note=NOTE)
    with pytest.raises(workflow.Refused, match="why the two are one"):
        workflow.merge(public, into, by=by, note="")


def test_a_merged_entry_is_neither_edited_nor_published_again(by: User) -> None:
    loser, survivor = make_published_actor(), make_published_actor()
    workflow.merge(loser, survivor, by=by, note=NOTE)
    for verb in (workflow.record_edit, workflow.submit, workflow.publish):
        with pytest.raises(workflow.Refused, match="edit that one"):
            verb(loser, by=by)
