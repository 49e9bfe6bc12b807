"""``manage.py verify``: line H3, a changed byte is found and named."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from policyarchive.archive import storage
from policyarchive.archive.models import Permalink
from tests.archive.leaving import (
    OPEN_BYTES,
    OPEN_WORDS,
    fill,
    publish_without_its_text,
    stored_capture,
    tamper,
)
from tests.factories import make_published_document

pytestmark = pytest.mark.django_db


def verify(*options: str) -> list[str]:
    """Run the command; return the faults it lists."""
    err = StringIO()
    with suppress(CommandError):
        call_command("verify", *options, stdout=StringIO(), stderr=err)
    return err.getvalue().splitlines()


def test_an_archive_with_some_of_everything_is_what_it_says(settings, tmp_path):
    settings.ARCHIVE_STORAGE = tmp_path / "storage"
    fill()
    assert verify() == []


def test_it_fails_when_anything_is_not_what_it_says():
    publish_without_its_text()
    with pytest.raises(CommandError, match=r"^1 fault found"):
        call_command("verify", stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("version", "sha256 = repeat('0', 64)", "does not have the SHA-256 0000"),
        ("version", "record_json = '{}'", "the record cannot be read"),
        (
            "version",
            "record_json = record_json || ' '",
            "the record is not in canonical form",
        ),
        (
            "version",
            "record_json = replace(record_json, '\"version\":1', '\"version\":2')",
            "states another number",
        ),
        ("version", "number = 2", "its versions are numbered [2]"),
        ("version", "change_note = 'quietly'", "states another change note"),
        (
            "version",
            "published_at = published_at - interval '1 day'",
            "states another time of publication",
        ),
        ("text", "body = replace(body, '公开', '公閉')", "words do not have that SHA"),
        ("text", "language = 'en'", "state another language"),
        ("permalink", "current_id = NULL, state = 'reserved'", "is not the current"),
        ("permalink", "state = 'withdrawn'", "it is withdrawn, but the log says"),
        ("permalink", "label_zh = '改过的名称'", "states another label"),
        ("permalink", "kind = 'actor'", "states another kind"),
        ("permalink", "name = 't1bcdfghjkm'", "states another address"),
        ("permalink", "name = 't1bcdfghjkm'", "its check character is wrong"),
        ("publication", "version_id = NULL", "does not name each of its versions"),
        ("publication", "happening = 'restricted'", "but the log says otherwise"),
        ("publication", "at = at - interval '1 day'", "another time of publication"),
    ],
)
def test_what_was_changed_around_the_triggers_is_found(table, change, fault):
    make_published_document(title_zh="测试", text=OPEN_WORDS)
    assert verify() == []
    tamper(f"archive_{table}", f"UPDATE archive_{table} SET {change}")  # noqa: S608
    assert any(fault in line for line in verify())


def test_a_row_of_the_log_that_is_gone_is_found():
    make_published_document(text=OPEN_WORDS)
    tamper("archive_publication", "DELETE FROM archive_publication")
    assert any("the log does not name" in line for line in verify())


def test_a_text_that_is_taken_from_its_version_is_found():
    make_published_document(text=OPEN_WORDS)
    tamper("archive_version_texts", "DELETE FROM archive_version_texts")
    [line] = verify()
    assert line.endswith("the record states another set of texts than its row.")


def test_a_text_that_was_never_stored_is_found():
    ark = publish_without_its_text().ark
    [line] = verify()
    assert line.startswith(f"{ark}, version 1: ")


def test_a_merged_address_that_leads_nowhere_is_found(settings, tmp_path):
    settings.ARCHIVE_STORAGE = tmp_path / "storage"
    filled = fill()
    Permalink.objects.filter(pk=filled.merged.pk).update(merged_into=filled.reserved)
    [line] = verify()
    assert f"it leads to {filled.reserved.ark}, which has no page" in line


class TestStorage:
    @pytest.fixture
    def place(self, settings, tmp_path):
        """Where the bytes of the one capture lie."""
        settings.ARCHIVE_STORAGE = tmp_path / "storage"
        capture = stored_capture(OPEN_BYTES)
        make_published_document(text=OPEN_WORDS, captures=[capture])
        return storage.path(capture.sha256)

    def test_h3_one_flipped_byte_is_found_and_the_file_named(self, place):
        content = bytearray(place.read_bytes())
        content[3] ^= 1
        place.chmod(0o644)
        place.write_bytes(content)
        assert verify() == [
            f"Capture {place.name}: {place} does not have that SHA-256."
        ]

    def test_a_lost_file_is_found_and_named(self, place):
        place.unlink()
        assert verify() == [f"Capture {place.name}: {place} is missing."]

    @pytest.mark.usefixtures("place")
    def test_another_size_than_the_row_states_is_found(self):
        tamper("archive_capture", "UPDATE archive_capture SET size = size + 1")
        [line] = verify()
        assert line.endswith("has another size than its row states.")


class TestManyFaults:
    @pytest.fixture(autouse=True)
    def _spoilt(self):
        for _ in range(3):
            make_published_document(text=OPEN_WORDS)
        tamper("archive_permalink", "UPDATE archive_permalink SET label_en = 'x'")

    def test_all_are_listed(self):
        assert len(verify()) == 3

    def test_it_can_stop_at_the_first(self):
        assert len(verify("--fail-fast")) == 1
