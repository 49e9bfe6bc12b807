"""Memento for the addresses of sources (lines G5–G8 of the design)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.http import http_date

from policyarchive.editorial import workflow
from tests.factories import archivist, make_published_document, publish

pytestmark = pytest.mark.django_db
SOURCE = "https://www.kites.example/rules/?id=7&lang=zh"
OPEN = {"text": "第一条　放风筝。", "sources": [SOURCE]}


@pytest.fixture
def document():
    """A document of two versions whose source stands elsewhere."""
    return publish(make_published_document(**OPEN))


def when(document, number):
    return document.permalink.versions.get(number=number).published_at


def test_g5_the_address_of_a_source_leads_to_the_newest_version(client, document):
    response = client.get(f"/timegate/{SOURCE}")
    assert response.status_code == 302
    assert response["Location"].endswith(f"/{document.permalink.ark}/v2")
    assert "Accept-Datetime" in response["Vary"]
    assert "Memento-Datetime" not in response
    links = response["Link"]
    assert f'<{SOURCE}>; rel="original"' in links
    assert f'/timegate/{SOURCE}>; rel="timegate"' in links
    assert f'/timemap/link/{SOURCE}>; rel="timemap"' in links
    stamp = http_date(when(document, 1).timestamp())
    assert f'/v1>; rel="first memento"; datetime="{stamp}"' in links


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (datetime(2001, 1, 1, tzinfo=UTC), 1),
        (datetime.now(UTC) + timedelta(days=9), 2),
    ],
)
def test_g5_a_date_picks_the_version_of_the_day(client, document, at, number):
    response = client.get(
        f"/timegate/{SOURCE}", HTTP_ACCEPT_DATETIME=http_date(at.timestamp())
    )
    assert response["Location"].endswith(f"/v{number}")


def test_g5_what_is_not_held_is_not_found_and_a_bad_date_is_told(client, document):
    for path in (
        "/timegate/https://elsewhere.example/",
        "/timegate/http://[::1",
        "/timegate/%00",
        "/timemap/json/http://a%00b",
    ):
        assert client.get(path).status_code == 404
    bad = client.get(f"/timegate/{SOURCE}", HTTP_ACCEPT_DATETIME="garbage")
    assert bad.status_code == 400
    assert client.get("/by/url/http://[::1").status_code == 404


def test_g6_the_timemap_of_a_source_lists_every_version(client, document):
    response = client.get(f"/timemap/link/{SOURCE}")
    assert response["Content-Type"] == "application/link-format; charset=utf-8"
    assert response["X-Memento-Count"] == "2"
    text = response.content.decode()
    assert f'<{SOURCE}>; rel="original"' in text
    assert f'from="{http_date(when(document, 1).timestamp())}"' in text
    assert text.count('rel="memento"') == 2
    listed = client.get(f"/timemap/json/{SOURCE}").json()
    assert listed["original_uri"] == SOURCE
    assert [m["uri"][-3:] for m in listed["mementos"]["list"]] == ["/v1", "/v2"]


def withdraw(document):
    workflow.withdraw(document, by=archivist(), reason="flagged", note="Wrong.")


def close(document):
    text = document.permalink.versions.get(number=1).texts.get()
    workflow.restrict(text, "dark", by=archivist(), note="Asked for.")


@pytest.mark.parametrize("change", [withdraw, close])
def test_g7_what_is_withdrawn_or_closed_is_in_no_timemap(client, document, change):
    change(document)
    for place in ("timegate", "timemap/link", "timemap/json"):
        assert client.get(f"/{place}/{SOURCE}").status_code == 404


def test_g7_a_version_that_did_not_name_the_source_is_none_of_its_mementos(client):
    document = make_published_document(text="第一条　放风筝。")
    document.sources.create(url=SOURCE)
    publish(document)
    listed = client.get(f"/timemap/json/{SOURCE}").json()["mementos"]["list"]
    assert [memento["uri"][-3:] for memento in listed] == ["/v2"]


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.kites.example/rules/?id=7&lang=zh",
        "https://kites.example/rules?id=7&lang=zh",
        "https://KITES.example/rules/?id=7&lang=zh",
        "https:/www.kites.example/rules/?id=7&lang=zh",
        "kites.example:443/rules/?id=7&lang=zh",
    ],
)
def test_g8_variants_of_the_address_find_the_same(client, document, variant):
    assert client.get(f"/timegate/{variant}").status_code == 302


def test_g8_the_query_is_part_of_the_address(client, document):
    other = "https://www.kites.example/rules/?id=8&lang=zh"
    assert client.get(f"/timegate/{other}").status_code == 404


@pytest.mark.parametrize("path", ["风筝/第1号.html", "%E9%A3%8E%E7%AD%9D/1.html"])
def test_g8_addresses_with_chinese_are_found_however_they_are_written(client, path):
    make_published_document(**OPEN | {"sources": [f"https://kites.example/{path}"]})
    assert client.get(f"/timegate/https://kites.example/{path}").status_code == 302
