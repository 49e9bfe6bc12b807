"""Published rows refuse UPDATE, DELETE and TRUNCATE, also in plain SQL (line B4)."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from policyarchive.archive import records
from policyarchive.archive.models import Capture, Permalink, Text
from policyarchive.archive.passages import split
from policyarchive.archive.publishing import append_version, freeze_text, lock_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def permalink():
    """A published permalink with one version, one text and one capture."""
    user = get_user_model().objects.create(username="publisher")
    link = Permalink.objects.mint("document")
    text = freeze_text("zh-Hans", split("第一条　测试。", "zh-Hans"))
    now = timezone.now()
    capture = Capture.objects.create(
        sha256="0" * 64,
        origin="uploaded",
        media_type="text/plain",
        size=1,
        fetched_at=now,
    )
    record = records.DocumentRecord(
        ark=link.ark, version=1, published_at="2026-01-01T00:00:00Z", type="law",
        title_zh="测试法",
    )  # fmt: skip
    lock_log()
    append_version(link, record, [text], [capture], at=now, by=user)
    return link


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE archive_version SET record_json = '{}'",
        "UPDATE archive_version SET change_note = 'quietly'",
        "DELETE FROM archive_version",
        "UPDATE archive_version_texts SET text_id = text_id",
        "DELETE FROM archive_version_texts",
        "DELETE FROM archive_version_captures",
        "UPDATE archive_text SET body = '{}'",
        "UPDATE archive_text SET sha256 = 'x'",
        "DELETE FROM archive_text",
        "UPDATE archive_capture SET url = 'http://other.example/'",
        "UPDATE archive_publication SET happening = 'withdrawn'",
        "DELETE FROM archive_publication",
        "UPDATE archive_permalink SET name = 'other'",
        "UPDATE archive_permalink SET kind = 'actor'",
        "UPDATE archive_permalink SET state = 'reserved'",
        "DELETE FROM archive_permalink",
    ],
)
@pytest.mark.usefixtures("permalink")
def test_b4_sql_that_rewrites_the_record_is_refused(statement):
    with (
        pytest.raises(IntegrityError, match="refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("model", [Text, Capture])
@pytest.mark.usefixtures("permalink")
def test_a_takedown_may_tighten_access(model):
    assert model.objects.update(access="dark") == 1


def test_a_capture_that_was_published_cannot_be_deleted(permalink):
    with pytest.raises(IntegrityError), transaction.atomic():
        permalink.current.captures.get().delete()


def test_a_name_that_was_never_public_may_be_given_up():
    link = Permalink.objects.mint("law")
    link.delete()
    assert not Permalink.objects.filter(name=link.name).exists()


def test_the_hash_of_a_version_is_that_of_its_json(permalink):
    from policyarchive.archive import canonical

    version = permalink.versions.get()
    assert version.sha256 == canonical.sha256(version.record_json)
