import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from policyarchive.archive.models import Document, OtherName, Publication, Text, Version
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Step
from tests.factories import (
    make_actor,
    make_capture,
    make_document,
    make_event,
    make_law,
    make_link,
    make_user,
    version_of,
)

pytestmark = pytest.mark.django_db


def test_a_batch_of_every_kind_is_published_in_its_order() -> None:
    by = make_user("publisher")
    entries = [make_document(), make_law(), make_actor(), make_event()]
    versions = workflow.release(entries, by=by)
    assert [v.permalink_id for v in versions] == [e.permalink_id for e in entries]
    assert [v.record.kind for v in versions] == ["document", "law", "actor", "event"]
    logged = Publication.objects.values_list("permalink", flat=True)
    assert list(logged) == [e.permalink_id for e in entries]
    assert all(entry.stage == Stage.PUBLISHED for entry in entries)


def test_each_entry_has_the_steps_it_would_have_alone() -> None:
    by = make_user("publisher")
    together, alone = make_document(), make_document()
    workflow.release([together], by=by)
    workflow.submit(alone, by=by)
    workflow.approve(alone, by=by)
    workflow.publish(alone, by=by)

    def steps(document: Document) -> list[object]:
        found = Step.objects.filter(entry=document)
        return list(found.values_list("verb", "by", "note", "version__number"))

    assert steps(together) == steps(alone)


def test_it_freezes_what_publishing_alone_freezes() -> None:
    by = make_user("publisher")
    actor = make_actor(title_zh="机构")
    workflow.release([actor], by=by)
    twins = [
        make_document(
            title_zh="办法",
            text="第一条 为了测试。",
            number="国发〔2021〕1号",
            dates={"adopted": "2021"},
            names=["简称"],
            sources=["https://example.cn/a"],
            flags=["status"],
            topics=["ai"],
            links=[("issuer", actor)],
            captures=[make_capture()],
        )
        for _ in range(2)
    ]
    workflow.release(twins[:1], by=by)
    workflow.submit(twins[1], by=by)
    workflow.approve(twins[1], by=by)
    workflow.publish(twins[1], by=by)
    records = [
        version_of(twin).record.model_copy(update={"ark": "", "published_at": ""})
        for twin in twins
    ]
    assert records[0] == records[1]
    assert OtherName.objects.filter(scheme="number").count() == 2
    assert [v.captures.count() for v in Version.objects.all()[1:]] == [1, 1]


def test_one_text_in_two_documents_is_stored_once_and_belongs_to_both() -> None:
    documents = [make_document(text="同一段话。") for _ in range(2)]
    workflow.release(documents, by=make_user("publisher"))
    assert Text.objects.get().versions.count() == 2


def test_when_one_is_refused_none_is_published() -> None:
    good, bad = make_document(), make_document(title_zh="", title_en="")
    with pytest.raises(workflow.Refused, match="Give a title"):
        workflow.release([good, bad], by=make_user("publisher"))
    good.refresh_from_db()
    assert good.stage == Stage.DRAFT
    assert not Version.objects.exists()
    assert not Step.objects.exists()


def test_who_wrote_one_of_them_does_not_release_it(settings: Settings) -> None:
    by = make_user("publisher")
    document = make_document()
    workflow.record_edit(document, by=by)
    with pytest.raises(workflow.Refused, match="somebody else approves"):
        workflow.release([document], by=by)
    settings.ARCHIVE_FOUR_EYES = False
    workflow.release([document], by=by)
    assert "four eyes are switched off" in Step.objects.get(verb="approve").note


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_it_needs_the_right_to_publish(role: str) -> None:
    with pytest.raises(workflow.Refused, match="no right"):
        workflow.release([make_document()], by=make_user(role))
    assert not Version.objects.exists()


def test_a_batch_asks_the_database_as_often_as_one_entry() -> None:
    by = make_user("superuser")
    actor = make_actor()

    def queries(count: int) -> int:
        documents = [
            make_document(text=f"第一条 {n}。", links=[("issuer", actor)])
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            workflow.release(documents, by=by)
        return len(captured)

    assert queries(1) == queries(20)


def test_an_entry_named_twice_is_published_once_and_nothing_is_nothing() -> None:
    document, by = make_document(), make_user("publisher")
    assert len(workflow.release([document, document], by=by)) == 1
    assert workflow.release([], by=by) == []


def test_entries_that_become_public_together_know_each_other_by_name() -> None:
    actor = make_actor(title_zh="机构甲", title_en="Body A")
    other = make_actor(title_zh="机构乙", links=[("parent", actor)])
    make_link(actor, "same-body", other)
    secret = make_actor(title_zh="秘密机构")
    make_link(actor, "parent", secret)
    workflow.release([actor, other], by=make_user("publisher"))
    assert [link.ref.zh for link in version_of(other).record.links] == ["机构甲"]
    assert [link.ref.zh for link in version_of(actor).record.links] == ["机构乙", ""]
