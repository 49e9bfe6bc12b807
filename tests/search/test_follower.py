"""The follower: the index stands at the end of the log, whatever happened."""

import os
import time

import pytest
from django.db import transaction

from policyarchive.archive.models import Permalink, Publication
from policyarchive.editorial import workflow
from policyarchive.search import follower, log, rows, writing
from policyarchive.search.engine import Mark
from policyarchive.search.folder import the_folder, try_lock
from policyarchive.search.query import SearchQuery
from policyarchive.search.reader import reader_of
from tests.factories import (
    archivist,
    make_document,
    make_published_document,
    publish,
)

pytestmark = pytest.mark.django_db


def applied():
    snapshot = reader_of(the_folder()).snapshot()
    return snapshot.mark if snapshot else None


def titles():
    return {hit.title for hit in SearchQuery().run().hits}


def test_following_brings_the_index_to_the_end_of_the_log():
    make_published_document(title_zh="甲")
    follower.follow()
    assert applied() == log.last_mark()
    assert applied().sequence == Publication.objects.last().sequence


@pytest.mark.django_db(transaction=True)
def test_publishing_makes_the_index_follow(settings, tmp_path):
    settings.ARCHIVE_INDEX = tmp_path
    make_published_document(title_zh="甲")
    assert applied() == log.last_mark()


@pytest.mark.django_db(transaction=True)
def test_a_batch_of_publishing_makes_one_catch_up(settings, tmp_path, monkeypatch):
    settings.ARCHIVE_INDEX = tmp_path
    make_published_document(title_zh="甲")
    commits = []
    apply = writing.Pen.apply
    monkeypatch.setattr(
        writing.Pen, "apply", lambda *args: (commits.append(1), apply(*args))
    )
    with follower.one_catch_up():
        for number in range(3):
            make_published_document(title_zh=f"文{number}")
        assert applied() != log.last_mark()
    assert applied() == log.last_mark()
    assert len(commits) == 1


def test_a_reader_that_is_behind_catches_up_by_itself():
    make_published_document(title_zh="甲")
    assert titles() == {"甲"}
    make_published_document(title_zh="乙")
    assert titles() == {"甲", "乙"}


def test_a_reader_with_much_to_do_leaves_it_and_answers_as_it_is(monkeypatch):
    make_published_document(title_zh="甲")
    assert titles() == {"甲"}
    monkeypatch.setattr(follower, "AT_ONCE", 1)
    started = []
    monkeypatch.setattr(follower, "_start", lambda what, work: started.append(what))
    make_published_document(title_zh="乙")
    make_published_document(title_zh="丙")
    assert titles() == {"甲"}
    assert "following" in started


def test_without_an_index_a_page_says_that_it_is_being_built(
    monkeypatch, settings, tmp_path
):
    settings.ARCHIVE_INDEX = tmp_path / "new"
    monkeypatch.setattr(follower, "AT_ONCE", 0)
    monkeypatch.setattr(follower, "_start", lambda what, work: None)
    make_published_document(title_zh="甲")
    page = SearchQuery().run()
    assert page.is_building
    assert page.count == 0


def test_an_index_of_another_log_is_built_anew():
    make_published_document(title_zh="甲")
    follower.follow()
    pen = writing.pen_of(the_folder())
    with pen.turn(5):
        pen.apply((), (), Mark(log.last_mark().sequence, "another log"))
    assert titles() == {"甲"}
    assert applied() == log.last_mark()


def test_an_index_ahead_of_a_restored_database_is_built_anew():
    with transaction.atomic():
        make_published_document(title_zh="将丢失")
        assert titles() == {"将丢失"}
        transaction.set_rollback(True)
    assert titles() == set()
    make_published_document(title_zh="甲")
    assert titles() == {"甲"}


def test_applying_the_log_again_changes_nothing():
    document = make_published_document(title_zh="甲")
    assert titles() == {"甲"}
    pen = writing.pen_of(the_folder())
    with pen.turn(5):
        pen.apply(
            log.rows([document.permalink.ark], {}), [document.permalink.ark], Mark()
        )
    follower.follow()
    assert SearchQuery().run().count == 1


def test_a_deleted_index_comes_back(settings, tmp_path):
    settings.ARCHIVE_INDEX = tmp_path / "gone"
    make_published_document(title_zh="甲")
    assert titles() == {"甲"}
    folder = the_folder()
    for path in (*folder.root.glob("index-*/*"), folder.pointer):
        path.unlink()
    assert titles() == {"甲"}


def test_new_code_does_not_read_an_old_index(monkeypatch):
    make_published_document(title_zh="甲")
    assert titles() == {"甲"}
    old = the_folder().current()
    monkeypatch.setattr("policyarchive.search.folder.SCHEMA", rows.SCHEMA + 1)
    assert the_folder().current() is None
    follower.rebuild()
    assert titles() == {"甲"}
    assert not old.exists()
    the_folder().pointer.unlink()


def test_a_rebuild_takes_the_place_of_the_old_index_and_sweeps_it_away():
    make_published_document(title_zh="甲")
    assert titles() == {"甲"}
    old = the_folder().current()
    seen = []
    assert follower.rebuild(lambda done, total: seen.append((done, total))) == 1
    assert seen == [(1, 1)]
    assert the_folder().current() != old
    assert list(the_folder().root.glob("index-*")) == [the_folder().current()]
    assert titles() == {"甲"}


def test_what_is_published_during_a_rebuild_is_in_it(monkeypatch):
    make_published_document(title_zh="甲")
    follower.rebuild(lambda done, total: make_published_document(title_zh="乙"))
    snapshot = reader_of(the_folder()).snapshot()
    assert snapshot.mark == log.last_mark()
    assert titles() == {"甲", "乙"}


def test_one_rebuild_at_a_time():
    make_published_document()
    lock = try_lock(the_folder().rebuilding)
    assert lock is not None
    with pytest.raises(BlockingIOError, match="rebuilding"):
        follower.rebuild()
    os.close(lock)


def test_a_follower_that_gets_no_turn_leaves_it_to_the_next(monkeypatch):
    make_published_document(title_zh="甲")
    assert titles() == {"甲"}
    lock = try_lock(the_folder().writing)
    monkeypatch.setattr(follower, "PATIENCE", 0.05)
    make_published_document(title_zh="乙")
    start = time.monotonic()
    follower.follow()
    assert time.monotonic() - start < 1
    assert titles() == {"甲"}
    os.close(lock)
    assert titles() == {"甲", "乙"}


def test_a_broken_disk_does_not_break_publishing(settings, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    settings.ARCHIVE_INDEX = tmp_path / "file" / "index"
    make_published_document(title_zh="甲")
    follower.follow()
    assert "will catch up" in caplog.text


def test_small_commits_are_merged_and_the_pen_is_laid_down():
    for number in range(9):
        make_published_document(title_zh=f"文{number}")
        follower.follow()
    pen = writing.pen_of(the_folder())
    deadline = time.monotonic() + 10
    while pen._lock is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert pen._lock is None
    lock = try_lock(the_folder().writing)
    assert lock is not None
    os.close(lock)
    assert len(titles()) == 9


def test_withdrawn_and_published_again():
    document = make_published_document(title_zh="甲")
    workflow.withdraw(document, by=archivist(), reason="by-curator", note="Not ours.")
    assert titles() == set()
    publish(document)
    assert titles() == {"甲"}


def test_a_draft_leaves_no_row():
    make_document(title_zh="草稿")
    follower.follow()
    assert SearchQuery().run().count == 0
    assert Permalink.objects.count() == 1
