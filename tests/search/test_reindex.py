"""``manage.py reindex``: build the index anew, or catch up."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from policyarchive.search import follower, log
from policyarchive.search.folder import locked, the_folder
from policyarchive.search.query import SearchQuery
from policyarchive.search.reader import reader_of
from tests.factories import make_published_document

pytestmark = pytest.mark.django_db


def reindex(*arguments):
    out = StringIO()
    call_command("reindex", *arguments, stdout=out)
    return out.getvalue()


def test_it_builds_the_index_and_says_how_much():
    make_published_document(title_zh="甲")
    make_published_document(title_zh="乙")
    assert reindex().startswith("Indexed 2 entries in ")
    assert SearchQuery().run().count == 2


def test_it_builds_an_empty_index():
    assert reindex().startswith("Indexed 0 entries in ")


def test_it_catches_up():
    make_published_document(title_zh="甲")
    assert reindex("--follow") == "The index is at the end of the publication log.\n"
    assert reader_of(the_folder()).snapshot().mark == log.last_mark()


def test_it_refuses_while_another_process_rebuilds():
    reindex()
    with (
        locked(the_folder().rebuilding, 0),
        pytest.raises(CommandError, match="Another process is rebuilding"),
    ):
        reindex()


def test_it_refuses_to_catch_up_while_another_process_writes(monkeypatch):
    make_published_document(title_zh="甲")
    monkeypatch.setattr(follower, "PATIENCE", 0.05)
    with (
        locked(the_folder().writing, 5),
        pytest.raises(CommandError, match="keeps writing"),
    ):
        reindex("--follow")


def test_it_says_when_the_folder_cannot_be_written(settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.ARCHIVE_INDEX = tmp_path / "file" / "index"
    with pytest.raises(CommandError, match="cannot be written"):
        reindex()
    with pytest.raises(CommandError, match="cannot be written"):
        reindex("--follow")
