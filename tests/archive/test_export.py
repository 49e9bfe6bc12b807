"""``manage.py export``: line M1, a package that verifies and explains itself."""

import subprocess
import threading
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from policyarchive.archive import exchange, storage
from policyarchive.archive.models import Capture, Text, Version
from policyarchive.archive.vocabulary import Access
from policyarchive.editorial import workflow
from tests.archive.leaving import (
    DARK_BYTES,
    OPEN_BYTES,
    OPEN_WORDS,
    SNIPPET_WORDS,
    export,
    files,
    fill,
    publish_without_its_text,
    stored_capture,
    tamper,
)
from tests.factories import archivist, make_document, make_published_document, publish

pytestmark = pytest.mark.django_db


def sha256sum(listed: str, folder: Path) -> bool:
    """Whether the tool that everybody has finds all files unchanged."""
    command = ["sha256sum", "--check", "--strict", listed]
    return subprocess.run(command, cwd=folder, check=False).returncode == 0  # noqa: S603


@pytest.fixture
def filled(settings, tmp_path):
    """An archive with some of everything, in a storage of its own."""
    settings.ARCHIVE_STORAGE = tmp_path / "storage"
    return fill()


def test_m1_records_texts_and_captures_are_the_stored_bytes(filled, tmp_path):
    folder = export(tmp_path / "out")
    version = filled.document.current
    naan, name = filled.document.naan, filled.document.name
    record = folder / f"data/records/{naan}/{name}/v2.json"
    assert record.read_text("utf-8") == version.record_json
    for text in version.texts.all():
        path = folder / f"data/texts/{text.sha256[:2]}/{text.sha256}.json"
        assert path.read_text("utf-8") == text.body
    for capture in version.captures.all():
        path = folder / f"data/captures/{capture.sha256[:2]}/{capture.sha256}"
        assert path.read_bytes() == storage.load(capture.sha256)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_m1_sha256sum_verifies_it(manifest, tmp_path):
    folder = export(tmp_path / "out")
    assert sha256sum(manifest, folder)
    listed = (folder / manifest).read_text().splitlines()
    is_tag = manifest.startswith("tag")
    assert len(listed) == len(
        [
            path
            for path in files(folder)
            if ("/" in path) != is_tag and not path.startswith("tagmanifest")
        ]
    )


@pytest.mark.usefixtures("filled")
def test_exporting_twice_gives_the_same_bytes(tmp_path):
    assert files(export(tmp_path / "a")) == files(export(tmp_path / "b"))


@pytest.mark.usefixtures("filled")
def test_every_version_state_and_row_of_the_log_is_in_it(tmp_path):
    folder = export(tmp_path / "out")
    states = (folder / "data/permalinks.jsonl").read_text("utf-8")
    for state in ("reserved", "published", "withdrawn", "merged"):
        assert f'"state":"{state}"' in states
    versions = (folder / "data/versions.jsonl").read_text("utf-8")
    assert len(versions.splitlines()) == Version.objects.count()
    log = (folder / "data/log.jsonl").read_text("utf-8")
    assert '"happening":"withdrawn"' in log
    assert '"by":"archivist"' in log


def test_an_empty_archive_can_be_exported(tmp_path):
    folder = export(tmp_path / "out")
    assert (folder / "data/log.jsonl").read_bytes() == b""


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "out").mkdir()
    assert (export(tmp_path / "out") / "README.txt").exists()


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(CommandError, match="is not empty: name a new or an empty"):
        export(tmp_path)
    assert files(tmp_path) == {"mine.txt": b"keep me"}


def test_nothing_is_left_behind_when_captured_bytes_are_lost(filled, tmp_path):
    digest = filled.document.current.captures.first().sha256
    storage.path(digest).unlink()
    place = tmp_path / "place"
    with pytest.raises(CommandError, match=f"captured bytes {digest} are missing"):
        export(place / "out")
    assert list(place.iterdir()) == []


def test_an_archive_that_lost_captured_bytes_may_leave_and_says_so(filled, tmp_path):
    digest = filled.document.current.captures.first().sha256
    storage.path(digest).chmod(0o644)
    storage.path(digest).write_bytes(b"rotten")
    folder = export(tmp_path / "out", "--accept-losses")
    assert not (folder / f"data/captures/{digest[:2]}/{digest}").exists()
    lines = (folder / "data/captures.jsonl").read_text("utf-8").splitlines()
    lost = ['"is_lost":true' in line for line in lines if digest in line]
    assert lost == [True]


@pytest.mark.parametrize(
    ("table", "statement", "where"),
    [
        (
            "archive_version",
            "UPDATE archive_version SET record_json = record_json || ' '",
            "version 1",
        ),
        ("archive_text", "UPDATE archive_text SET body = body || ' '", "The text"),
    ],
)
def test_an_archive_that_was_tampered_with_is_not_exported(
    table, statement, where, tmp_path
):
    make_published_document(text=OPEN_WORDS)
    tamper(table, statement)
    with pytest.raises(CommandError, match=rf"{where}.*manage\.py verify"):
        export(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_record_whose_text_is_missing_is_not_exported(tmp_path):
    ark = publish_without_its_text().ark
    with pytest.raises(CommandError, match=f"{ark}, version 1, names 0000"):
        export(tmp_path / "out")


def test_a_draft_is_not_in_it_and_the_command_says_so(tmp_path):
    make_document(title_en="Unfinished business")
    out = StringIO()
    call_command("export", str(tmp_path / "out"), stdout=out)
    assert "Not in it: drafts" in out.getvalue()
    assert "(1 entries)" in out.getvalue()
    assert all(b"Unfinished" not in text for text in files(tmp_path / "out").values())


@pytest.mark.django_db(transaction=True)
def test_what_is_published_meanwhile_is_not_in_it(tmp_path, settings):
    settings.ARCHIVE_STORAGE = tmp_path / "storage"
    make_published_document(text=OPEN_WORDS)

    def publish_one() -> None:
        make_published_document(text="第一条 后来的词句。")
        connection.close()

    def publish_meanwhile(done: int, total: int) -> None:
        if done == 1:
            thread = threading.Thread(target=publish_one)
            thread.start()
            thread.join()

    archivist()  # so that the thread finds it
    done = exchange.export(
        tmp_path / "out", exchange.Part.WHOLE, progress=publish_meanwhile
    )
    assert Version.objects.count() == Text.objects.count() == 2
    assert done.counts["versions"] == done.counts["texts"] == 1


class TestOpenPart:
    @pytest.fixture
    def part(self, filled, tmp_path):
        return export(tmp_path / "open", "--open")

    def test_it_holds_open_texts_and_captures(self, part):
        everything = b"".join(files(part).values())
        assert "公开的词句".encode() in everything
        assert OPEN_BYTES in everything

    def test_it_holds_no_word_and_no_byte_that_is_not_open(self, part):
        everything = b"".join(files(part).values())
        assert SNIPPET_WORDS.encode() not in everything
        assert DARK_BYTES not in everything

    def test_it_holds_nothing_withdrawn_merged_or_reserved(self, part, filled):
        listed = (part / "data/permalinks.jsonl").read_text("utf-8")
        log = (part / "data/log.jsonl").read_text("utf-8")
        for gone in (filled.withdrawn, filled.merged, filled.reserved):
            assert gone.ark not in listed + log
            assert not (part / f"data/records/{gone.naan}/{gone.name}").exists()
        everything = b"".join(files(part).values()).decode()
        assert "撤回的词句" not in everything
        assert "并入的词句" not in everything

    def test_it_names_no_person_of_the_desk(self, part):
        assert b"archivist" not in b"".join(files(part).values())

    def test_it_says_what_it_is(self, part):
        assert "Policyarchive-Part: open" in (part / "bag-info.txt").read_text()
        assert "cannot be imported" in (part / "README.txt").read_text()

    def test_a_takedown_takes_a_text_out(self, filled, tmp_path):
        text = filled.document.current.texts.get(language="zh-Hans")
        workflow.restrict(text, Access.SNIPPET, by=archivist(), note="Asked for.")
        part = export(tmp_path / "open", "--open")
        assert "公开的词句".encode() not in b"".join(files(part).values())


@pytest.mark.parametrize(
    ("before", "after", "is_in"),
    [("open", "dark", False), ("dark", "open", True)],
)
def test_the_newest_version_decides_whether_the_same_words_are_open(
    before, after, is_in, tmp_path
):
    document = make_published_document(text=OPEN_WORDS, access=before)
    document.texts.update(access=after)
    publish(document)
    part = export(tmp_path / "open", "--open")
    assert ("公开的词句".encode() in b"".join(files(part).values())) is is_in


def test_words_that_another_entry_closes_stay_out(tmp_path):
    make_published_document(text=OPEN_WORDS)
    make_published_document(text=OPEN_WORDS, access=Access.SNIPPET)
    part = export(tmp_path / "open", "--open")
    assert "公开的词句".encode() not in b"".join(files(part).values())


class TestOneFile:
    def test_its_checksum_stands_beside_it(self, tmp_path):
        make_published_document(text=OPEN_WORDS)
        export(tmp_path / "open.zip", "--open")
        assert sha256sum("open.zip.sha256", tmp_path)
        assert {path.name for path in tmp_path.iterdir()} == {
            "open.zip",
            "open.zip.sha256",
        }

    def test_the_same_archive_gives_the_same_file(self, tmp_path):
        make_published_document(text=OPEN_WORDS)
        one = export(tmp_path / "one.zip").read_bytes()
        assert export(tmp_path / "two.zip").read_bytes() == one

    def test_it_unpacks_to_the_folder(self, tmp_path):
        make_published_document(text=OPEN_WORDS)
        with zipfile.ZipFile(export(tmp_path / "one.zip")) as packed:
            packed.extractall(tmp_path)
        folder = export(tmp_path / "folder")
        assert files(tmp_path / "policyarchive") == files(folder)

    @pytest.mark.parametrize("taken", ["one.zip", "one.zip.sha256"])
    def test_a_file_that_is_there_is_not_replaced(self, taken, tmp_path):
        (tmp_path / taken).write_text("keep me")
        with pytest.raises(CommandError, match="is there already: name a new file"):
            export(tmp_path / "one.zip")
        assert files(tmp_path) == {taken: b"keep me"}


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match=r"Nothing was exported: .*File exists"):
        export(tmp_path / "file" / "out")


def test_the_same_bytes_under_two_captures_are_written_once(tmp_path, settings):
    settings.ARCHIVE_STORAGE = tmp_path / "storage"
    captures = [stored_capture(OPEN_BYTES), stored_capture(OPEN_BYTES)]
    make_published_document(text=OPEN_WORDS, captures=captures)
    folder = export(tmp_path / "out")
    assert Capture.objects.count() == 2
    assert len(list((folder / "data/captures").rglob("*/*"))) == 1
    assert len((folder / "data/captures.jsonl").read_bytes().splitlines()) == 2
