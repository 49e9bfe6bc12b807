"""Working copies made anew from versions: freezing them gives the record again."""

import pytest
from django.db import connection

from policyarchive.archive.models import (
    Entry,
    Link,
    Permalink,
    Text,
    Version,
    WorkingText,
)
from policyarchive.archive.vocabulary import Access, Stage, State
from policyarchive.editorial import thaw, workflow
from policyarchive.editorial.freeze import freeze
from tests.archive.leaving import fill
from tests.factories import (
    archivist,
    make_actor,
    make_published_actor,
    make_published_document,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db


def thaw_again() -> thaw.Thawed:
    """Forget every working copy, as a package does, and make them anew."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE archive_entry CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return thaw.thaw_all(lambda done, total: None)


def frozen_again(permalink):
    """Return what publishing the thawed entry would freeze, as its newest version."""
    version = permalink.current
    record = version.record
    return freeze(
        permalink.entry,
        version=record.version,
        at=version.published_at,
        note=record.change_note,
    ).record


@pytest.fixture
def filled(settings, tmp_path):
    """An archive with entries of all kinds in all states."""
    settings.ARCHIVE_STORAGE = tmp_path / "storage"
    return fill()


@pytest.mark.usefixtures("filled")
def test_an_entry_of_each_kind_freezes_to_its_record():
    thaw_again()
    kinds = set()
    current = Permalink.objects.filter(state=State.PUBLISHED).values("current")
    for version in Version.objects.filter(pk__in=current):
        assert frozen_again(version.permalink) == version.record
        kinds.add(version.permalink.kind)
    assert kinds == {"document", "law", "actor", "event"}


def test_stages_are_those_of_the_states(filled):
    thaw_again()
    stages = dict(Entry.objects.values_list("permalink__state", "stage"))
    assert stages == {
        State.PUBLISHED: Stage.PUBLISHED,
        State.WITHDRAWN: Stage.DRAFT,
        State.MERGED: Stage.DRAFT,
        State.RESERVED: Stage.DRAFT,
    }


def test_a_draft_that_was_linked_to_comes_back_empty_and_says_so(filled):
    thawed = thaw_again()
    entry = Entry.objects.get(permalink=filled.reserved)
    assert (entry.title_zh, entry.title_en) == ("", "")
    assert "Its draft was not in the imported package" in entry.note
    assert thawed.empty_drafts == 1
    assert any("came back empty" in sentence for sentence in thawed.remarks)


def test_a_link_to_what_was_merged_leads_to_the_survivor():
    lost, kept = make_published_actor(), make_published_actor()
    document = make_published_document(links=[("issuer", lost)])
    workflow.merge(lost, kept, by=archivist(), note="The same body.")
    thaw_again()
    [link] = Link.objects.filter(entry__permalink=document.permalink)
    assert link.target.permalink == kept.permalink


def test_what_was_merged_into_an_entry_is_no_link_of_that_entry():
    lost, kept = make_published_law(), make_published_law()
    kept.links.create(role="related", target=lost)
    publish(kept)
    workflow.merge(lost, kept, by=archivist(), note="The same law.")
    thaw_again()
    assert not Link.objects.exists()


def test_a_link_to_an_address_that_is_gone_is_left_out_and_counted():
    draft = make_actor()
    document = make_published_document(links=[("issuer", draft)])
    document.links.all().delete()
    permalink = draft.permalink
    draft.delete()
    permalink.delete()
    thawed = thaw_again()
    assert not Link.objects.exists()
    assert thawed.lost_links == 1
    assert frozen_again(document.permalink).links == ()


def test_a_takedown_holds_for_the_next_version():
    document = make_published_document(text="第一条 甲句。")
    text = Text.objects.get()
    workflow.restrict(text, Access.DARK, by=archivist(), note="Asked for.")
    thaw_again()
    working = WorkingText.objects.get(document__permalink=document.permalink)
    assert working.access == Access.DARK


def test_a_text_that_reads_differently_when_split_again_is_marked(monkeypatch):
    document = make_published_document(text="第一条 甲句。")
    monkeypatch.setattr("policyarchive.editorial.rejoin.split", lambda *_: ())
    thawed = thaw_again()
    entry = Entry.objects.get(permalink=document.permalink)
    assert "Made anew from version 1" in entry.note
    assert thawed.changed_texts == 1
    assert any("read differently" in sentence for sentence in thawed.remarks)


def test_who_may_approve_does_not_depend_on_who_wrote_before():
    document = make_published_document()
    thaw_again()
    assert not Entry.objects.get(permalink=document.permalink).writers.exists()
