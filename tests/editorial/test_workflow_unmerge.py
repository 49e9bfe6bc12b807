"""A merge is undone within its grace period: what stands where it was put goes back."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policyarchive.archive import exchange, publishing
from policyarchive.archive.models import Entry, Link, Name, Permalink, Publication
from policyarchive.archive.vocabulary import Happening, Reason, Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Change, Merge, Step, Verb
from policyarchive.search import follower, log
from policyarchive.search.engine import Among
from policyarchive.search.folder import the_folder
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import Order
from policyarchive.search.reader import reader_of
from tests.archive.leaving import empty, export, files
from tests.factories import (
    make_actor,
    make_document,
    make_link,
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
NOTE = "One body under two spellings."
AFTER_ALL = "Two bodies after all."


@pytest.fixture
def by() -> User:
    return make_user("publisher")


def merge(loser: Entry, survivor: Entry, by: User) -> Merge:
    workflow.merge(loser, survivor, by=by, note=NOTE)
    return Merge.objects.latest("pk")


def undo(merge: Merge, by: User) -> None:
    workflow.unmerge(merge, by=by, note=AFTER_ALL)


def links() -> list[tuple[Any, ...]]:
    """Return all links as they read, without their keys."""
    rows = Link.objects.values()
    return sorted(tuple(v for k, v in row.items() if k != "id") for row in rows)


def names(entries: Iterable[Entry]) -> list[list[str]]:
    return [sorted(entry.names.values_list("text", flat=True)) for entry in entries]


def fresh(entry: Entry) -> Entry:
    return Entry.objects.select_related("permalink").get(pk=entry.pk)


def pair() -> tuple[Entry, Entry]:
    loser = make_published_actor(title_en="Lesser office", names=["LO"])
    survivor = make_published_actor(title_en="Greater office", names=["GO"])
    return loser, survivor


def test_links_and_names_stand_as_they_stood(by: User) -> None:
    loser, survivor = pair()
    one, both = make_document(), make_document()
    make_link(one, "issuer", loser, is_lead=True, source="masthead", order=3)
    for target in (loser, survivor):
        make_link(both, "issuer", target)
    make_link(survivor, "successor", loser)
    before = links(), names((loser, survivor))
    done = merge(loser, survivor, by)
    assert (links(), names((loser, survivor))) != before
    undo(done, by)
    assert (links(), names((loser, survivor))) == before


def test_c4_the_address_answers_for_itself_and_the_log_tells_of_it(
    client: Client, by: User
) -> None:
    loser, survivor = pair()
    path = loser.permalink.get_absolute_url()
    done = merge(loser, survivor, by)
    moved = client.get(path)
    assert (moved.status_code, moved["Location"]) == (
        301,
        survivor.permalink.get_absolute_url(),
    )
    assert "no-cache" in moved["Cache-Control"]  # no browser keeps it for ever
    undo(done, by)
    assert client.get(path)["Location"] == f"{path}/v1"
    page = client.get(f"{path}/v1")
    assert page.status_code == 200
    assert "Lesser office" in page.content.decode()
    last = Publication.objects.latest("sequence")
    assert (last.permalink, last.happening) == (loser.permalink, Happening.UNMERGED)


def test_harvesters_and_followers_of_the_api_are_told(client: Client, by: User) -> None:
    loser, survivor = pair()
    undo(merge(loser, survivor, by), by)
    [change] = [
        change
        for change in client.get("/api/changes").json()["changes"]
        if change["ark"] == loser.permalink.ark
    ]
    assert (change["state"], change["merged_into"]) == ("published", None)
    asked = {
        "verb": "GetRecord",
        "metadataPrefix": "oai_dc",
        "identifier": loser.permalink.ark,
    }
    record = client.get("/oai", asked).content.decode()
    assert "Lesser office" in record
    assert "deleted" not in record


def found(words: str) -> set[str]:
    return {hit.ark for hit in SearchQuery().matching(words).run().hits}


def test_search_finds_both_again_and_stands_as_if_built_anew(by: User) -> None:
    loser = make_published_law(title_zh="风筝法", title_en="Kite Law")
    survivor = make_published_law(title_zh="纸鸢法", title_en="Paper Bird Law")
    make_published_event(title_zh="放飞", links=[("concerns", loser)])
    make_published_document(title_zh="风筝办法", links=[("implements", loser)])
    follower.follow()
    done = merge(loser, survivor, by)
    follower.follow()
    assert loser.permalink.ark not in found("风筝法")
    undo(done, by)
    follower.follow()
    assert loser.permalink.ark in found("风筝法")
    followed = stored()
    assert followed["ref", loser.permalink.ark]
    follower.rebuild()
    assert followed == stored()


def stored() -> dict[tuple[str, str], set[str]]:
    """Return what the index says points at each entry, and what each happened to."""
    snapshot = reader_of(the_folder()).snapshot()
    assert snapshot is not None
    assert snapshot.mark == log.last_mark()
    said = {}
    for field in ("ark", "ref", "event"):
        for link in Permalink.objects.all():
            cards = snapshot.find(
                Among(field, (link.ark,)), Order.RELEVANCE, 0, 100
            ).cards
            said[field, link.ark] = {str(card["ark"]) for _, card in cards}
    return said


def test_both_stand_at_the_stage_they_had_and_their_histories_tell(by: User) -> None:
    loser, survivor = pair()
    document = make_document(links=[("issuer", loser)])
    undo(merge(loser, survivor, by), by)
    for entry in (loser, survivor):
        assert fresh(entry).stage == Stage.PUBLISHED
        step = Step.objects.get(entry=entry, verb=Verb.UNMERGE)
        assert AFTER_ALL in step.note
        assert not entry.writers.exists()
    latest = Change.objects.filter(entry=document)[0]
    assert latest.state["links"][0]["target_id"] == loser.pk


def test_a_survivor_somebody_has_worked_on_is_left_a_draft(by: User) -> None:
    loser, survivor = pair()
    done = merge(loser, survivor, by)
    Entry.objects.filter(pk=survivor.pk).update(summary_en="Written since.")
    workflow.record_edit(survivor, by=by)
    undo(done, by)
    assert fresh(survivor).stage == Stage.DRAFT
    assert fresh(survivor).summary_en == "Written since."


def test_what_was_changed_since_is_left_alone_and_said_before(by: User) -> None:
    loser, survivor = pair()
    gone, pointed = make_document(title_en="Gone link"), make_document()
    link = make_link(gone, "issuer", loser)
    make_link(pointed, "mentions", loser)
    done = merge(loser, survivor, by)
    link.delete()
    Name.objects.filter(entry=survivor, text="LO").update(valid_to="2020")
    undoing = workflow.effect_of_unmerging(done, by=by)
    assert [back.entry_id for back in undoing.back] == [pointed.pk]
    assert [name.text for name in undoing.names] == ["Lesser office"]
    assert list(undoing.stays) == ["“Gone link”: Issuer.", "The other name “LO”."]
    undo(done, by)
    assert [row.entry_id for row in Link.objects.filter(target=loser)] == [pointed.pk]
    assert names([survivor]) == [["GO", "LO"]]


def test_a_link_made_to_the_loser_meanwhile_does_not_come_to_stand_twice(
    by: User,
) -> None:
    loser, survivor = pair()
    document = make_document(title_en="Both")
    make_link(document, "issuer", loser)
    done = merge(loser, survivor, by)
    make_link(document, "issuer", loser)
    assert workflow.effect_of_unmerging(done, by=by).stays == ["“Both”: Issuer."]
    undo(done, by)
    assert Link.objects.filter(target=loser).count() == 1


def test_a_dropped_link_of_a_draft_that_is_deleted_stays_gone(by: User) -> None:
    loser, survivor = pair()
    draft = make_document()
    for target in (loser, survivor):
        make_link(draft, "issuer", target)
    done = merge(loser, survivor, by)
    draft.delete()
    undo(done, by)
    assert not Link.objects.exists()


def test_what_led_to_the_loser_leads_to_it_again(by: User) -> None:
    first, loser, survivor, gone = (make_published_actor() for _ in range(4))
    merge(first, loser, by)
    workflow.withdraw(gone, by=by, reason="duplicate", note=NOTE, replaced_by=loser)
    undo(merge(loser, survivor, by), by)
    assert fresh(first).permalink.merged_into == loser.permalink
    assert fresh(gone).permalink.replaced_by == loser.permalink
    assert Publication.objects.latest("sequence").permalink == first.permalink
    call_command("verify")


def test_a_withdrawn_entry_is_withdrawn_again_as_it_was(by: User) -> None:
    loser, survivor = pair()
    workflow.withdraw(
        loser, by=by, reason=Reason.FLAGGED, note="Wrong.", replaced_by=survivor
    )
    was = Permalink.objects.filter(pk=loser.permalink_id).values()
    before = list(was)
    undo(merge(loser, survivor, by), by)
    assert list(was.all()) == before
    call_command("verify")


def test_a_draft_gets_back_what_pointed_at_it_and_no_address_changes(by: User) -> None:
    loser, survivor = make_actor(), make_actor()
    document = make_document(links=[("issuer", loser)])
    undo(merge(loser, survivor, by), by)
    assert Link.objects.get(entry=document).target_id == loser.pk
    assert fresh(loser).permalink.state == State.RESERVED
    assert not Publication.objects.exists()


def test_it_can_be_merged_and_edited_again(by: User) -> None:
    loser, survivor = pair()
    undo(merge(loser, survivor, by), by)
    publish(fresh(loser).concrete, "As it stood before.")
    undo(merge(loser, survivor, by), by)
    call_command("verify")


def test_it_is_refused_in_a_sentence(by: User, settings: Any) -> None:
    loser, survivor = pair()
    third = make_published_actor()
    done = merge(loser, survivor, by)
    with pytest.raises(workflow.Refused, match="why the two are not one"):
        workflow.unmerge(done, by=by, note=" ")
    with pytest.raises(workflow.Refused, match="no right"):
        undo(done, make_user("editor"))
    later = merge(survivor, third, by)
    with pytest.raises(workflow.Refused, match="undo that merge first"):
        undo(done, by)
    undo(later, by)
    undo(done, by)
    with pytest.raises(workflow.Refused, match="left to undo"):
        undo(done, by)


def test_it_is_refused_when_the_grace_period_is_over(by: User, settings: Any) -> None:
    loser, survivor = pair()
    done = merge(loser, survivor, by)
    late = timezone.now() - timedelta(hours=settings.ARCHIVE_GRACE_HOURS, seconds=1)
    Merge.objects.update(at=late)
    with pytest.raises(workflow.Refused, match="last 24 hours"):
        undo(done, by)
    assert fresh(loser).permalink.state == State.MERGED


def test_the_database_keeps_a_merge_that_is_a_day_old(by: User) -> None:
    # Nothing in the log can be made older, so a merge is written as of two days ago.
    lost, kept = make_published_actor(), make_published_actor()
    at = timezone.now() - timedelta(days=2)
    publishing.log(lost.permalink, Happening.MERGED, at=at, by=by)
    rows = Permalink.objects.filter(pk=lost.permalink_id)
    rows.update(state=State.MERGED, merged_into=kept.permalink)
    with (
        pytest.raises(IntegrityError, match="merged for good"),
        transaction.atomic(),
    ):
        rows.update(state=State.PUBLISHED, merged_into=None)
    publishing.log(lost.permalink, Happening.MERGED, at=timezone.now(), by=by)
    rows.update(state=State.PUBLISHED, merged_into=None)


def test_another_merge_of_the_same_entry_does_not_open_an_old_one(by: User) -> None:
    loser, survivor = pair()
    old = merge(loser, survivor, by)
    Merge.objects.update(at=timezone.now() - timedelta(days=2))
    merge(make_published_actor(), survivor, by)
    with pytest.raises(workflow.Refused):
        undo(old, by)


def test_a_package_with_it_comes_back_the_same(
    by: User, settings: Any, tmp_path: Any
) -> None:
    settings.ARCHIVE_STORAGE = tmp_path / "storage"
    loser, survivor = pair()
    undo(merge(loser, survivor, by), by)
    before = files(export(tmp_path / "before"))
    empty()
    package = exchange.open_package(tmp_path / "before")
    exchange.restore(package, lambda done, total: None)
    call_command("verify")
    assert files(export(tmp_path / "after")) == before


def do(entry: Entry) -> str:
    return reverse("admin:archive_actor_do", args=(entry.pk, "unmerge"))


def test_the_pages_of_both_offer_it_and_show_first_what_comes_back(
    client: Client, by: User
) -> None:
    loser, survivor = pair()
    make_document(title_en="Pointing", links=[("issuer", loser)])
    done = merge(loser, survivor, by)
    client.force_login(by)
    for entry in (loser, survivor):
        form = reverse("admin:archive_actor_change", args=(entry.pk,))
        assert do(entry) in client.get(form).content.decode()
        page = client.get(do(entry)).content.decode()
        assert "relation would point at “Lesser office” again" in page
        assert "Nothing that the merge moved has been changed since" in page
    given = {"merge": done.pk, "note": AFTER_ALL}
    response = client.post(do(survivor), given)
    assert "Nothing was done yet" in response.content.decode()
    response = client.post(do(survivor), given | {"seen": done.pk}, follow=True)
    assert "two entries again" in response.content.decode()
    assert fresh(loser).permalink.state == State.PUBLISHED
    assert (
        do(loser)
        not in client.get(
            reverse("admin:archive_actor_change", args=(loser.pk,))
        ).content.decode()
    )


def test_a_merge_of_others_is_not_offered(client: Client, by: User) -> None:
    merge(*pair(), by)
    other = merge(*pair(), by)
    entry = other.survivor
    client.force_login(by)
    given = {"merge": other.pk - 1, "note": AFTER_ALL, "seen": other.pk - 1}
    assert client.post(do(entry), given).status_code == 200
    assert not Merge.objects.exclude(undone_at=None).exists()


def test_the_preview_asks_as_much_for_many_as_for_one(
    by: User, django_assert_num_queries: Any
) -> None:
    loser, survivor = pair()
    for _ in range(20):
        make_document(links=[("issuer", loser)])
    done = merge(loser, survivor, by)
    done = Merge.objects.select_related("loser__permalink", "survivor__permalink").get(
        pk=done.pk
    )
    user = User.objects.get(pk=by.pk)
    user.get_all_permissions()
    with django_assert_num_queries(7):
        workflow.effect_of_unmerging(done, by=user)
