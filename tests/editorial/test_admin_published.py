from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from policyarchive.archive import storage
from policyarchive.archive.models import Text
from policyarchive.archive.vocabulary import Access
from policyarchive.editorial.models import Step
from tests.factories import make_capture, make_published_document, make_user, version_of

pytestmark = pytest.mark.django_db


def test_a_version_shows_its_record_and_its_hash(client: Client) -> None:
    version = version_of(make_published_document(title_zh="办法"))
    client.force_login(make_user("contributor"))
    url = reverse("admin:archive_version_change", args=(version.pk,))
    page = client.get(url).content.decode()
    assert version.sha256 in page
    assert "&quot;title_zh&quot;: &quot;办法&quot;" in page
    assert 'name="_save"' not in page
    assert client.post(url, {"change_note": "forged"}).status_code == 403


def test_a_text_shows_its_words(client: Client) -> None:
    make_published_document(text="第一条 为了测试。")
    client.force_login(make_user("contributor"))
    url = reverse("admin:archive_text_change", args=(Text.objects.get().pk,))
    assert "第一条 为了测试。" in client.get(url).content.decode()


def test_the_log_and_the_steps_are_listed(client: Client) -> None:
    make_published_document(title_zh="办法", number="国发〔2021〕1号")
    client.force_login(make_user("contributor"))
    for url in ("archive/publication", "archive/othername", "editorial/step"):
        assert "办法" in client.get(f"/admin/{url}/").content.decode()


def test_a_publisher_closes_access_with_a_reason(client: Client) -> None:
    document = make_published_document(text="第一条 为了测试。")
    text = Text.objects.get()
    client.force_login(make_user("publisher"))
    page = reverse("admin:archive_text_change", args=(text.pk,))
    url = reverse("admin:archive_text_restrict", args=(text.pk,))
    assert url in client.get(page).content.decode()
    assert client.get(url).status_code == 200
    assert "required" in client.post(url, {"access": "dark"}).content.decode()
    response = client.post(url, {"access": "dark", "note": "Asked for."}, follow=True)
    assert "entries concerned: 1" in response.content.decode()
    text.refresh_from_db()
    assert text.access == Access.DARK
    assert Step.objects.filter(entry=document, verb="restrict").exists()


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_nobody_else_closes_access(client: Client, role: str) -> None:
    capture = make_capture(access=Access.OPEN)
    client.force_login(make_user(role))
    page = reverse("admin:archive_capture_change", args=(capture.pk,))
    url = reverse("admin:archive_capture_restrict", args=(capture.pk,))
    assert url not in client.get(page).content.decode()
    assert client.post(url, {"access": "dark", "note": "x"}).status_code == 403
    capture.refresh_from_db()
    assert capture.access == Access.OPEN


def test_what_is_closed_already_says_so(client: Client) -> None:
    capture = make_capture(access=Access.SNIPPET)
    client.force_login(make_user("publisher"))
    url = reverse("admin:archive_capture_restrict", args=(capture.pk,))
    response = client.post(url, {"access": "snippet", "note": "x"}, follow=True)
    assert "as strict already" in response.content.decode()


def test_captured_bytes_come_as_a_file_and_never_as_a_page(client: Client) -> None:
    content = b"<script>alert(1)</script>"
    storage.store(content)
    capture = make_capture(content, filename="page.html")
    client.force_login(make_user("contributor"))
    page = reverse("admin:archive_capture_change", args=(capture.pk,))
    assert "checked now: whole" in client.get(page).content.decode()
    url = reverse("admin:archive_capture_bytes", args=(capture.pk,))
    response: Any = client.get(url)
    assert b"".join(response.streaming_content) == content
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_bytes_that_are_gone_are_said_to_be_gone(client: Client) -> None:
    capture = make_capture(b"never stored")
    client.force_login(make_user("contributor"))
    page = reverse("admin:archive_capture_change", args=(capture.pk,))
    assert "missing or damaged" in client.get(page).content.decode()
    url = reverse("admin:archive_capture_bytes", args=(capture.pk,))
    assert "not there" in client.get(url, follow=True).content.decode()
