import pytest
from django.contrib.auth.models import User

from policyarchive.archive.models import Publication, Text
from policyarchive.archive.records import DocumentRecord
from policyarchive.archive.vocabulary import Access, Happening
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Step, Verb
from tests.factories import (
    make_capture,
    make_document,
    make_published_document,
    make_user,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db
NOTE = "The newspaper asked."


@pytest.fixture
def by() -> User:
    return make_user("publisher")


def test_it_closes_a_text_wherever_it_is_published(by: User) -> None:
    documents = [make_published_document(text="同一段话。") for _ in range(2)]
    text = Text.objects.get()
    before = [version_of(d).sha256 for d in documents]
    concerned = workflow.restrict(text.sha256, Access.DARK, by=by, note=NOTE)
    text.refresh_from_db()
    assert text.access == Access.DARK
    assert {p.pk for p in concerned} == {d.permalink_id for d in documents}
    rows = Publication.objects.filter(happening=Happening.RESTRICTED)
    assert rows.count() == 2
    assert Step.objects.filter(verb=Verb.RESTRICT).count() == 2
    assert [version_of(d).sha256 for d in documents] == before


def test_the_next_version_of_the_text_stays_closed(by: User) -> None:
    document = make_published_document(text="第一稿。")
    workflow.restrict(Text.objects.get(), Access.SNIPPET, by=by, note=NOTE)
    document.texts.update(body="第二稿。")
    publish(document)
    record = version_of(document).record
    assert isinstance(record, DocumentRecord)
    assert record.texts[0].access == Access.SNIPPET


def test_another_text_of_the_document_stays_open(by: User) -> None:
    document = make_document(
        texts=[{"body": "原文。"}, {"body": "A digest.", "language": "en"}]
    )
    publish(document)
    text = Text.objects.get(language="zh-Hans")
    workflow.restrict(text, Access.DARK, by=by, note=NOTE)
    assert document.texts.get(language="en").access == Access.OPEN
    assert document.texts.get(language="zh-Hans").access == Access.DARK


def test_it_closes_a_capture_and_tells_the_drafts_that_use_it(by: User) -> None:
    capture = make_capture(access=Access.OPEN)
    public = make_published_document(captures=[capture])
    draft = make_document(captures=[capture])
    concerned = workflow.restrict(capture, Access.DARK, by=by, note=NOTE)
    assert {p.pk for p in concerned} == {public.permalink_id, draft.permalink_id}
    capture.refresh_from_db()
    assert capture.access == Access.DARK
    rows = Publication.objects.filter(happening=Happening.RESTRICTED)
    assert [row.permalink_id for row in rows] == [public.permalink_id]


def test_access_is_never_opened_this_way(by: User) -> None:
    capture = make_capture(access=Access.SNIPPET)
    for access in (Access.OPEN, Access.SNIPPET):
        with pytest.raises(workflow.Refused, match="as strict already"):
            workflow.restrict(capture, access, by=by, note=NOTE)
    capture.refresh_from_db()
    assert capture.access == Access.SNIPPET


def test_it_is_refused_in_a_sentence(by: User) -> None:
    capture = make_capture(access=Access.OPEN)
    for what, access, note, words in (
        ("f" * 64, Access.DARK, NOTE, "No text and no capture"),
        (capture, "secret", NOTE, "access from the list"),
        (capture, Access.DARK, " ", "Say in a note"),
    ):
        with pytest.raises(workflow.Refused, match=words):
            workflow.restrict(what, access, by=by, note=note)
    with pytest.raises(workflow.Refused, match="no right"):
        workflow.restrict(capture, Access.DARK, by=make_user("editor"), note=NOTE)
