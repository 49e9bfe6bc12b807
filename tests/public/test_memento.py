"""Memento for our own versions (lines G1–G4, G7), read by a real client too."""

import datetime as dt

import pytest
from memento_client import MementoClient

from policyarchive.editorial import workflow
from tests.factories import archivist, make_published_law, publish

pytestmark = pytest.mark.django_db

EARLY = "Sat, 01 Jan 2022 00:00:00 GMT"


@pytest.fixture
def law():
    """A law with two versions."""
    return publish(make_published_law())


def path(entry, suffix=""):
    return f"/{entry.permalink.ark}{suffix}"


def test_g1_the_permalink_is_a_timegate(client, law):
    response = client.get(path(law), headers={"accept-datetime": EARLY})
    assert (response.status_code, response["Location"]) == (302, path(law, "/v1"))
    assert "Accept-Datetime" in response["Vary"]
    assert 'rel="original timegate"' in response["Link"]
    assert 'rel="timemap"' in response["Link"]
    assert 'rel="first memento"; datetime=' in response["Link"]
    assert 'rel="last memento"; datetime=' in response["Link"]
    assert "Memento-Datetime" not in response


def test_g2_without_a_date_the_newest(client, law):
    assert client.get(path(law))["Location"] == path(law, "/v2")


def test_g3_a_date_that_is_none(client, law):
    response = client.get(path(law), headers={"accept-datetime": "garbage"})
    assert response.status_code == 400


def test_g4_a_version_is_dated_for_ever(client, law):
    first = client.get(path(law, "/v1"))
    again = client.get(path(law, "/v1"))
    assert first["Memento-Datetime"] == again["Memento-Datetime"]
    assert 'rel="next memento"' in first["Link"]
    assert 'rel="prev memento"' in client.get(path(law, "/v2"))["Link"]


def test_g6_the_timemap_lists_every_version(client, law):
    response = client.get(path(law, "/timemap"))
    assert response["Content-Type"].startswith("application/link-format")
    assert response["X-Memento-Count"] == "2"
    assert response.content.decode().count('rel="memento"') == 2
    listed = client.get(path(law, "/timemap.json")).json()["mementos"]["list"]
    assert [item["uri"].rsplit("/", 1)[1] for item in listed] == ["v1", "v2"]


def test_g7_a_withdrawn_entry_has_no_timemap(client, law):
    workflow.withdraw(law, by=archivist(), reason="flagged", note="Wrong.")
    assert client.get(path(law, "/timemap")).status_code == 410


def test_a_memento_client_finds_the_version_of_a_day(site):
    law = publish(make_published_law())
    found = MementoClient(timegate_uri="", check_native_timegate=True).get_memento_info(
        f"{site}{path(law)}",
        dt.datetime(2022, 1, 1),  # noqa: DTZ001,
    )
    memento = found["mementos"]["closest"]
    assert memento["uri"] == [f"{site}{path(law, '/v1')}"]
