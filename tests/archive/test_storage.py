"""Content-addressed storage and fixity."""

import pytest

from policyarchive.archive import storage


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.ARCHIVE_STORAGE = tmp_path / "storage"


def test_bytes_come_back_by_their_hash():
    digest = storage.store(b"as found")
    assert storage.load(digest) == b"as found"
    assert storage.verify(digest)


def test_the_same_bytes_are_kept_once():
    first = storage.store(b"twice")
    written = storage.path(first).stat().st_mtime_ns
    assert storage.store(b"twice") == first
    assert storage.path(first).stat().st_mtime_ns == written
    assert len(list(storage.path(first).parent.iterdir())) == 1


def test_a_flipped_byte_is_noticed():
    digest = storage.store(b"untouched")
    target = storage.path(digest)
    target.chmod(0o644)
    target.write_bytes(b"untouchee")
    assert not storage.verify(digest)


def test_missing_bytes_are_no_fixity():
    assert not storage.verify("0" * 64)
