import pytest
from pytest_django import Settings

from policyarchive.archive.models import Document
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Step, Verb
from tests.factories import (
    make_document,
    make_published_document,
    make_user,
    version_of,
)

pytestmark = pytest.mark.django_db


def verbs(document: Document) -> list[str]:
    return list(Step.objects.filter(entry=document).values_list("verb", flat=True))


def test_an_edit_names_its_writer_and_leaves_a_step() -> None:
    mei = make_user("contributor")
    document = make_document()
    workflow.record_edit(document, by=mei)
    assert list(document.writers.all()) == [mei]
    assert verbs(document) == [Verb.EDIT]


def test_an_edit_turns_a_published_entry_into_a_draft_that_stays_public() -> None:
    document = make_published_document()
    workflow.record_edit(document, by=make_user("contributor"))
    document.refresh_from_db()
    assert document.stage == Stage.DRAFT
    assert document.is_public
    assert version_of(document).number == 1


@pytest.mark.parametrize("stage", [Stage.IN_REVIEW, Stage.APPROVED])
def test_what_waits_for_others_is_not_edited(stage: str) -> None:
    document = make_document(stage=stage)
    with pytest.raises(workflow.Refused, match="take it back"):
        workflow.record_edit(document, by=make_user("superuser"))
    assert verbs(document) == []


def test_the_writer_submits_and_somebody_else_approves() -> None:
    mei, ana = make_user("contributor"), make_user("editor")
    document = make_document()
    workflow.record_edit(document, by=mei)
    workflow.submit(document, by=mei, note="All dates checked.")
    assert document.stage == Stage.IN_REVIEW
    workflow.approve(document, by=ana)
    document.refresh_from_db()
    assert document.stage == Stage.APPROVED
    assert verbs(document) == [Verb.APPROVE, Verb.SUBMIT, Verb.EDIT]


@pytest.mark.parametrize("role", ["editor", "publisher", "superuser"])
def test_who_wrote_it_does_not_approve_it(role: str) -> None:
    ana = make_user(role)
    document = make_document()
    workflow.record_edit(document, by=ana)
    workflow.submit(document, by=ana)
    with pytest.raises(workflow.Refused, match="somebody else approves"):
        workflow.approve(document, by=ana)
    document.refresh_from_db()
    assert document.stage == Stage.IN_REVIEW


def test_one_pair_of_eyes_is_enough_where_the_setting_says_so_and_it_is_written_down(
    settings: Settings,
) -> None:
    settings.ARCHIVE_FOUR_EYES = False
    ana = make_user("editor")
    document = make_document()
    workflow.record_edit(document, by=ana)
    workflow.submit(document, by=ana)
    workflow.approve(document, by=ana)
    step = Step.objects.get(entry=document, verb=Verb.APPROVE)
    assert "four eyes are switched off" in step.note


def test_four_eyes_count_from_the_last_version_only() -> None:
    ana, bob = make_user("publisher"), make_user("publisher")
    document = make_document()
    workflow.record_edit(document, by=ana)
    workflow.submit(document, by=ana)
    workflow.approve(document, by=bob)
    workflow.publish(document, by=ana)
    workflow.record_edit(document, by=bob)
    workflow.submit(document, by=bob)
    workflow.approve(document, by=ana)
    assert document.stage == Stage.APPROVED


def test_it_is_returned_with_a_note_and_not_without() -> None:
    mei, ana = make_user("contributor"), make_user("editor")
    document = make_document()
    workflow.submit(document, by=mei)
    with pytest.raises(workflow.Refused, match="Say in a note"):
        workflow.return_to_editor(document, by=ana, note=" ")
    workflow.return_to_editor(document, by=ana, note="The source of the date?")
    assert document.stage == Stage.DRAFT
    assert Step.objects.filter(note="The source of the date?").exists()


def test_an_entry_with_a_fault_is_not_submitted() -> None:
    document = make_document(title_zh="测试", status_as_of="last summer")
    with pytest.raises(workflow.Refused, match=r"status as of: “last summer” is not"):
        workflow.submit(document, by=make_user("contributor"))


def test_an_entry_without_a_title_is_not_submitted() -> None:
    document = make_document(title_zh="", title_en="")
    with pytest.raises(workflow.Refused, match="Give a title"):
        workflow.submit(document, by=make_user("contributor"))


def test_a_writer_takes_back_what_waits_but_not_what_others_wrote() -> None:
    mei, tom = make_user("contributor"), make_user("contributor")
    document = make_document()
    workflow.record_edit(document, by=mei)
    workflow.submit(document, by=mei)
    with pytest.raises(workflow.Refused, match="an editor can return it"):
        workflow.revise(document, by=tom)
    workflow.revise(document, by=mei)
    assert document.stage == Stage.DRAFT


def test_a_draft_cannot_skip_review() -> None:
    document = make_document()
    with pytest.raises(workflow.Refused, match="submit it for review first"):
        workflow.publish(document, by=make_user("superuser"))


def test_a_stale_copy_in_memory_does_not_get_its_way() -> None:
    document = make_document()
    stale = type(document).objects.get(pk=document.pk)
    by = make_user("superuser")
    workflow.submit(document, by=by)
    with pytest.raises(workflow.Refused, match="is in review"):
        workflow.submit(stale, by=by)


def test_an_entry_that_is_gone_is_said_to_be_gone() -> None:
    document = make_document()
    gone = type(document).objects.get(pk=document.pk)
    document.delete()
    with pytest.raises(workflow.Refused, match="is gone"):
        workflow.submit(gone, by=make_user("superuser"))
