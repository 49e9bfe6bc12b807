import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from policyarchive.archive.models import Document, OtherName, Publication, Text, Version
from policyarchive.archive.vocabulary import Happening, Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Step, Verb
from policyarchive.editorial.workflow import following
from tests.factories import (
    make_actor,
    make_capture,
    make_document,
    make_law,
    make_published_actor,
    make_published_document,
    make_user,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db


def approved(**fields: Any) -> Document:
    return make_document(stage=Stage.APPROVED, **fields)


def test_it_freezes_version_1_and_logs_it() -> None:
    document = make_document(title_zh="芯片管理办法", text="第一条 为了测试。")
    publish(document)
    document.refresh_from_db()
    version = version_of(document)
    assert (version.number, version.record.title_zh) == (1, "芯片管理办法")
    assert document.stage == Stage.PUBLISHED
    assert document.permalink.state == State.PUBLISHED
    assert document.permalink.label_zh == "芯片管理办法"
    row = Publication.objects.get()
    assert (row.happening, row.version) == (Happening.PUBLISHED, version)
    step = Step.objects.get(entry=document, verb=Verb.PUBLISH)
    assert step.version == version


def test_the_hash_is_that_of_the_stored_record() -> None:
    version = version_of(make_published_document())
    digest = hashlib.sha256(version.record_json.encode()).hexdigest()
    assert version.sha256 == digest


def test_the_row_and_the_record_state_the_same_second() -> None:
    version = version_of(make_published_document())
    stated = f"{version.published_at:%Y-%m-%dT%H:%M:%SZ}"
    assert version.record.published_at == stated
    assert version.published_at.microsecond == 0


def test_a_change_note_is_asked_for_from_version_2_on() -> None:
    by = make_user("superuser")
    document = approved()
    workflow.publish(document, by=by)
    workflow.revise(document, by=by)
    workflow.submit(document, by=by)
    workflow.approve(document, by=by)
    with pytest.raises(workflow.Refused, match="change note"):
        workflow.publish(document, by=by, note="  ")
    assert Version.objects.count() == 1
    version = workflow.publish(document, by=by, note="The date of effect.")
    assert version.number == 2
    assert version.record.change_note == "The date of effect."


def test_version_1_is_byte_for_byte_what_it_was_after_version_2() -> None:
    document = make_published_document(title_en="Before", text="第一条 先前。")
    before = Version.objects.get()
    words = Text.objects.get()
    document.title_en = "After"
    document.save()
    document.texts.update(body="第一条 之后。")
    publish(document)
    first = Version.objects.get(number=1)
    assert (first.record_json, first.sha256) == (before.record_json, before.sha256)
    assert list(first.texts.values_list("body", flat=True)) == [words.body]
    assert Version.objects.get(number=2).record.title_en == "After"


def test_a_published_entry_is_edited_on_while_the_public_sees_version_1() -> None:
    document = make_published_document(title_en="Before")
    document.title_en = "After"
    document.save()
    workflow.record_edit(document, by=make_user("contributor"))
    document.permalink.refresh_from_db()
    assert version_of(document).record.title_en == "Before"
    assert document.permalink.label_en == "Before"


def test_what_the_caller_has_not_saved_is_not_published() -> None:
    document = approved(title_en="Saved")
    document.title_en = "Only in memory"
    version = workflow.publish(document, by=make_user("superuser"))
    assert version.record.title_en == "Saved"


def test_the_link_to_a_draft_says_nothing_of_it() -> None:
    secret = make_actor(title_zh="秘密机构", title_en="Secret body")
    document = make_published_document(links=[("issuer", secret)])
    text = version_of(document).record_json
    assert "Secret body" not in text
    assert secret.permalink.ark in text


def test_the_link_to_a_public_entry_carries_its_labels() -> None:
    actor = make_published_actor(title_zh="机构", title_en="Body")
    document = make_published_document(links=[("issuer", actor)])
    ref = version_of(document).record.links[0].ref
    assert (ref.zh, ref.en) == ("机构", "Body")


def test_numbers_and_addresses_become_other_names_once() -> None:
    document = make_document(
        number="国发〔2021〕1号",
        sources=["https://www.example.cn/a/"],
        captures=[make_capture(url="http://example.cn/a")],
    )
    publish(document)
    publish(document)
    names = set(OtherName.objects.values_list("scheme", "value"))
    assert names == {("number", "国发20211"), ("url", "example.cn/a")}


def test_the_sources_of_a_law_are_evidence_and_not_its_address() -> None:
    publish(make_law(number="主席令第八十四号", sources=["https://example.cn/news"]))
    assert OtherName.objects.filter(scheme="url").count() == 0
    assert OtherName.objects.filter(scheme="number").count() == 1


def test_an_address_too_long_for_an_index_does_not_stop_a_publication() -> None:
    document = make_document(sources=[f"https://example.cn/{'法' * 1200}"])
    publish(document)
    assert OtherName.objects.count() == 0


def test_the_index_follows_once_for_a_whole_batch(
    django_capture_on_commit_callbacks: Callable[[], AbstractContextManager[list[Any]]],
) -> None:
    by = make_user("superuser")
    documents = [approved() for _ in range(3)]
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        for document in documents:
            workflow.publish(document, by=by)
    assert len(callbacks) == 1


def test_a_refused_entry_of_a_batch_does_not_undo_the_others() -> None:
    by = make_user("superuser")
    good, bad = approved(), make_document()
    with transaction.atomic():
        workflow.publish(good, by=by)
        with pytest.raises(workflow.Refused):
            workflow.publish(bad, by=by)
    assert Version.objects.count() == 1


def test_nobody_rewrites_the_history() -> None:
    document = make_published_document()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE editorial_step SET note = 'I was never here'")
    assert Step.objects.filter(entry=document).count() == 4


def test_a_version_states_every_fact_of_the_entry() -> None:
    actor = make_published_actor()
    document = make_published_document(
        dates={"adopted": "2021-06-10", "effective": "2021-09-01"},
        names=["DSL"],
        flags=["status"],
        status="in-force",
        topics=["data"],
        links=[("issuer", actor)],
    )
    record = json.loads(version_of(document).record_json)
    assert [fact["edtf"] for fact in record["dates"]] == ["2021-06-10", "2021-09-01"]
    assert record["aliases"][0]["text"] == "DSL"
    assert record["status"]["is_unverified"] is True
    assert record["topics"][0]["key"] == "data"
    assert record["links"][0]["ref"]["ark"] == actor.permalink.ark


@pytest.mark.django_db(transaction=True)
def test_a_verb_stands_even_where_the_index_cannot_follow(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise OSError("no space left")

    monkeypatch.setattr(following, "follow", fail)
    document = approved()
    workflow.publish(document, by=make_user("superuser"))
    document.refresh_from_db()
    assert document.is_public
    assert "no space left" in caplog.text
