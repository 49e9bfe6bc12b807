"""The public download: the open part as one file, never more than may be shown."""

import hashlib
import io
import json
import re
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, strategies as st

from policyarchive.archive.models import Text
from policyarchive.editorial import workflow
from policyarchive.public import ranges
from tests.factories import (
    archivist,
    make_document,
    make_published_document,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db
OPEN, DARK = "公开的风筝条文", "不公开的风筝"
SNIPPET, GONE = "仅供摘录的风筝", "已撤的风筝"


@pytest.fixture
def document(settings, tmp_path):
    """An archive with something open, closed, withdrawn and drafted."""
    settings.ARCHIVE_DOWNLOADS = tmp_path / "downloads"
    document = make_published_document(title_zh="风筝办法", text=f"第一条　{OPEN}。")
    make_published_document(text=f"第一条　{DARK}。", access="dark")
    make_published_document(text=f"第一条　{SNIPPET}。", access="snippet")
    gone = make_published_document(title_zh=GONE, text=f"第一条　{GONE}。")
    workflow.withdraw(gone, by=archivist(), reason="flagged", note="Wrong.")
    make_document(title_zh="草稿风筝")
    return document


def offer() -> str:
    said = StringIO()
    call_command("export", "--public", stdout=said)
    return said.getvalue()


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def address(client) -> str:
    url: str = client.get("/download.json").json()["distribution"]["contentUrl"]
    return url.partition("/download/")[2]


def test_the_page_names_file_checksum_and_date(client, document):
    said = offer()
    page = client.get("/about/download").content.decode()
    note = client.get("/download.json").json()
    file = note["distribution"]
    assert file["sha256"] in said
    assert file["sha256"] in re.sub("<wbr>", "", page)
    assert f'href="/download/{address(client)}"' in page
    published = version_of(document).published_at
    assert file["dateModified"][:10] == f"{published:%Y-%m-%d}"
    stated = re.search(r'ld\+json">(.*?)</script>', page)
    assert stated is not None
    assert json.loads(stated[1])["distribution"] == file


def test_the_file_is_what_its_checksum_says_and_holds_open_words_only(client, document):
    offer()
    content = body(client.get(f"/download/{address(client)}"))
    file = client.get("/download.json").json()["distribution"]
    assert hashlib.sha256(content).hexdigest() == file["sha256"]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        words = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert OPEN in words
    assert not [hidden for hidden in (DARK, SNIPPET, GONE, "草稿") if hidden in words]


def test_it_is_sent_in_parts_and_only_once(client, document):
    offer()
    path = f"/download/{address(client)}"
    whole = client.get(path)
    content, tag = body(whole), whole["ETag"]
    assert int(whole["Content-Length"]) == len(content)
    assert whole["Accept-Ranges"] == "bytes"
    part = client.get(path, HTTP_RANGE="bytes=10-19")
    assert (part.status_code, body(part)) == (206, content[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(content)}"
    rest = client.get(path, HTTP_RANGE="bytes=100-", HTTP_IF_RANGE=tag)
    assert body(rest) == content[100:]
    other = client.get(path, HTTP_RANGE="bytes=100-", HTTP_IF_RANGE='"another"')
    assert (other.status_code, body(other)) == (200, content)
    past = client.get(path, HTTP_RANGE=f"bytes={len(content)}-")
    assert past.status_code == 416
    assert past["Content-Range"] == f"bytes */{len(content)}"
    assert client.get(path, HTTP_IF_NONE_MATCH=tag).status_code == 304
    head = client.head(path)
    assert int(head["Content-Length"]) == len(content)


@given(st.text(max_size=12).map("bytes={}".format), st.integers(0, 50))
def test_any_range_header_gives_a_part_of_the_file_or_all_of_it(header, size):
    try:
        part = ranges.wanted(header, size)
    except ValueError:
        return
    assert part is None or (0 <= part.start < part.stop <= size)


def close_by_takedown(document):
    text = version_of(document).texts.get()
    workflow.restrict(text, "dark", by=archivist(), note="Asked for.")


def withdraw(document):
    workflow.withdraw(document, by=archivist(), reason="takedown", note="Asked for.")


def close_by_a_new_version(document):
    document.texts.update(access="snippet")
    publish(document)


@pytest.mark.parametrize("close", [close_by_takedown, withdraw, close_by_a_new_version])
def test_what_was_closed_since_takes_the_file_off_until_it_is_made_anew(
    client, document, close
):
    offer()
    old = address(client)
    close(document)
    assert client.get(f"/download/{old}").status_code == 404
    assert client.get("/download.json").status_code == 404
    assert "No file is offered now" in client.get("/about/download").content.decode()
    offer()
    with zipfile.ZipFile(
        io.BytesIO(body(client.get(f"/download/{address(client)}")))
    ) as packed:
        words = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert OPEN not in words
    assert Text.objects.count() == 4


def test_a_parameter_that_means_nothing_is_refused(client, document):
    offer()
    response = client.get("/download.json", {"format": "zip"})
    assert response.status_code == 400
    assert "There is no parameter “format” here." in response.json()["error"]


def test_a_new_entry_leaves_the_file_on_offer(client, document):
    offer()
    make_published_document(text="第一条　新的风筝。")
    assert client.get(f"/download/{address(client)}").status_code == 200


def test_the_file_of_before_is_removed(client, document, settings):
    offer()
    publish(document)
    offer()
    assert len(list(settings.ARCHIVE_DOWNLOADS.glob("*.zip"))) == 1


@pytest.mark.parametrize("given", [(), ("--public", "somewhere")])
def test_one_place_must_be_named(given):
    with pytest.raises(CommandError, match=r"Name a folder .* or use --public"):
        call_command("export", *given)


def test_without_a_file_the_page_says_so(client, settings, tmp_path):
    settings.ARCHIVE_DOWNLOADS = tmp_path
    assert "No file is offered now" in client.get("/about/download").content.decode()
    assert client.get("/download/anything.zip").status_code == 404
    (tmp_path / "policyarchive-open.json").write_text("{}")
    assert client.get("/download.json").status_code == 404
