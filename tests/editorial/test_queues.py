"""What waits for whom: assignment, and the queues on the first page of the desk."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from policyarchive.archive.models import Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Assignment, Step
from policyarchive.editorial.queues import STALE, queues
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei() -> User:
    return make_user("contributor", username="mei")


@pytest.fixture
def ana() -> User:
    return make_user("publisher", username="ana")


def written(by: User, *verbs: str) -> Entry:
    """A document somebody wrote and then put through some verbs."""
    document = make_document()
    workflow.record_edit(document, by=by)
    for verb in verbs:
        if verb == "submit":
            workflow.submit(document, by=by)
        if verb == "return":
            editor = make_user("editor")
            workflow.return_to_editor(document, by=editor, note="Which date?")
        if verb == "approve":
            workflow.approve(document, by=make_user("editor"))
    return document


def waiting_for(user: User) -> dict[str, list[int]]:
    found = {queue.slug: [e.pk for e in queue.entries] for queue in queues(user)}
    return {slug: entries for slug, entries in found.items() if entries}


def test_a_draft_is_its_writers(mei: User, ana: User) -> None:
    draft = written(mei)
    assert waiting_for(mei) == {"drafts": [draft.pk]}
    assert waiting_for(ana) == {}


def test_what_is_submitted_waits_for_who_has_not_written_it(
    mei: User, ana: User
) -> None:
    entry = written(mei, "submit")
    assert waiting_for(mei) == {"waiting": [entry.pk]}
    assert waiting_for(ana) == {"to-review": [entry.pk]}
    own = written(ana, "submit")
    assert waiting_for(ana)["to-review"] == [entry.pk]
    assert waiting_for(ana)["waiting"] == [own.pk]


def test_what_was_returned_is_told_until_it_is_submitted_again(mei: User) -> None:
    entry = written(mei, "submit", "return")
    assert waiting_for(mei)["returned"] == [entry.pk]
    workflow.record_edit(entry, by=mei)
    assert waiting_for(mei)["returned"] == [entry.pk]
    workflow.submit(entry, by=mei)
    assert "returned" not in waiting_for(mei)


def test_what_is_approved_waits_for_a_publisher(mei: User, ana: User) -> None:
    entry = written(mei, "submit", "approve")
    assert waiting_for(ana) == {"to-publish": [entry.pk]}
    assert waiting_for(make_user("editor")) == {}


def test_what_is_given_to_one_leaves_the_queue_of_the_others(
    mei: User, ana: User
) -> None:
    entry, bo = written(mei, "submit"), make_user("editor")
    workflow.assign(entry, bo, by=ana, note="You know kites.")
    assert waiting_for(bo) == {"assigned": [entry.pk], "to-review": [entry.pk]}
    assert waiting_for(ana) == {}
    assert Step.objects.filter(entry=entry)[0].note.endswith("You know kites.")


def test_publishing_ends_the_assignment(mei: User, ana: User) -> None:
    entry = written(mei, "submit")
    workflow.assign(entry, ana, by=ana)
    workflow.approve(entry, by=ana)
    workflow.publish(entry, by=ana)
    assert not Assignment.objects.exists()


def test_a_writer_is_not_asked_to_review(mei: User, ana: User) -> None:
    entry = written(mei, "submit")
    with pytest.raises(workflow.Refused, match="has written part of"):
        workflow.assign(entry, mei, by=ana)


def test_a_stranger_is_given_nothing(mei: User, ana: User) -> None:
    with pytest.raises(workflow.Refused, match="no right to see"):
        workflow.assign(written(mei), make_user(), by=ana)


def test_what_lies_is_stale_to_its_writer_and_to_reviewers(
    mei: User, ana: User
) -> None:
    entry, untouched = written(mei), make_document()
    old = timezone.now() - STALE - timedelta(days=1)
    Entry.objects.filter(pk__in=(entry.pk, untouched.pk)).update(updated_at=old)
    assert waiting_for(mei)["stale"] == [entry.pk]
    assert waiting_for(ana) == {"stale": [entry.pk]}
    assert waiting_for(make_user("contributor")) == {}


def test_an_open_comment_by_somebody_else_waits_for_the_writer(
    mei: User, ana: User
) -> None:
    entry = written(mei)
    remark = workflow.comment(entry, by=ana, body="Which edition?")
    workflow.comment(entry, by=mei, body="I shall look.")
    assert waiting_for(mei)["commented"] == [entry.pk]
    workflow.resolve(remark, by=mei)
    assert "commented" not in waiting_for(mei)


def test_the_whole_of_a_queue_has_a_page(client: Client, mei: User, ana: User) -> None:
    entry = written(mei, "submit")
    client.force_login(ana)
    page = client.get(reverse("admin:queue", args=("to-review",)))
    assert str(entry) in page.content.decode()
    assert client.get(reverse("admin:queue", args=("nobody",))).status_code == 404
    client.force_login(make_user(is_staff=True))
    page = client.get(reverse("admin:queue", args=("drafts",)))
    assert page.status_code == 403


def test_the_first_page_costs_the_same_for_many(
    client: Client,
    mei: User,
    ana: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(4):
        written(mei, "submit")
    client.force_login(ana)
    with django_assert_num_queries(14):
        client.get("/admin/")
