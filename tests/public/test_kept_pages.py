"""Pages are kept in memory, and never shown when something has changed since."""

import pytest
from django.http import HttpResponse

from policyarchive.archive.models import Permalink
from policyarchive.editorial import workflow
from policyarchive.public import kept
from tests.factories import (
    archivist,
    make_published_actor,
    make_published_document,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_published_actor(title_en="Bureau of Kites")


@pytest.fixture
def document(body):
    return make_published_document(
        title_zh="风筝办法", text="第一条　放风筝。", links=[("issuer", body)]
    )


def rename(document, body):
    body.title_en = "Office of Kites"
    body.save()
    publish(body)


def add_a_version(document, body):
    publish(document)


def close(document, body):
    text = document.permalink.current.texts.get()
    workflow.restrict(text, "dark", by=archivist(), note="Asked for.")


def point_at_it(document, body):
    make_published_document(title_en="Rules", links=[("implements", document)])


def review(document, body):
    Permalink.objects.filter(pk=document.permalink_id).update(is_under_review=True)


CHANGES = [
    (rename, "Office of Kites"),
    (add_a_version, "A newer version exists"),
    (close, "kept, not shown"),
    (point_at_it, "Rules"),
    (review, "Under review"),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_whatever_changes_a_page_shows_at_once(client, document, body, change, words):
    path = f"/{document.permalink.ark}/v1"
    before = client.get(path)
    assert client.get(path).content == before.content
    assert words not in before.content.decode()

    document.permalink.refresh_from_db()
    change(document, body)

    after = client.get(path, HTTP_IF_NONE_MATCH=before["ETag"])
    assert after.status_code == 200
    assert words in after.content.decode()
    assert after["ETag"] != before["ETag"]


def test_a_withdrawn_entry_is_not_served_from_memory(client, document):
    path = f"/{document.permalink.ark}/v1"
    tag = client.get(path)["ETag"]
    workflow.withdraw(document, by=archivist(), reason="flagged", note="Wrong.")
    assert client.get(path, HTTP_IF_NONE_MATCH=tag).status_code == 410


def test_another_host_name_gets_its_own_pages(client, document, settings):
    path = f"/{document.permalink.ark}/v1"
    client.get(path)
    settings.ARCHIVE_BASE_URL = "https://elsewhere.example"
    response = client.get(path)
    assert "https://elsewhere.example" in response.content.decode()
    assert "https://elsewhere.example" in response["Link"]


def test_what_is_kept_has_the_same_headers(client, document):
    path = f"/{document.permalink.ark}/v1"
    first, second = client.get(path), client.get(path)
    assert dict(first.items()) == dict(second.items())
    assert second["Cache-Control"] == "public, no-cache"


def test_the_least_lately_asked_for_goes_first():
    pages = kept.Pages(room=100)
    for name in "abc":
        pages.put(name, HttpResponse(name * 30))
    assert pages.get("a")
    pages.put("d", HttpResponse("d" * 30))
    assert [name for name in "abcd" if pages.get(name)] == ["a", "c", "d"]
    pages.put("whole", HttpResponse("w" * 60))
    assert pages.get("whole") is None
