"""One truth on legal status: the index tells what pages show, also as days go by."""

import json
from datetime import date

import pytest
from django.utils import timezone

from policyarchive.editorial import workflow
from policyarchive.search import follower
from policyarchive.search.query import SearchQuery
from tests.factories import (
    archivist,
    make_document,
    make_published_document,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db


def status_of(entry):
    """The status by which an entry is found, alone, and counted."""
    page = SearchQuery().run()
    (hit,) = [hit for hit in page.hits if hit.ark == entry.permalink.ark]
    found = SearchQuery().including("status", hit.status or "none").run()
    assert entry.permalink.ark in {hit.ark for hit in found.hits}
    counts = {value.value: value.count for value in page.facets["status"]}
    assert counts[hit.status or "none"] == found.count
    return hit.status


@pytest.fixture
def law():
    return make_published_law(
        title_en="Kite Law", status="in-force", dates={"effective": "2010-01-01"}
    )


@pytest.fixture
def text(law):
    return make_published_document(status="in-force", links=[("text-of", law)])


def repeal(law, when="2022-01-01"):
    decision = make_document(title_en="Kite Decision", dates={"effective": when})
    decision.links.create(role="repeals", target=law, there="")
    return publish(decision)


def pass_to(monkeypatch, day):
    monkeypatch.setattr(timezone, "localdate", lambda: date.fromisoformat(day))


def test_a_repeal_reaches_the_law_and_its_texts_and_goes_with_it(law, text):
    assert [status_of(law), status_of(text)] == ["in-force", "in-force"]
    decision = repeal(law)
    assert [status_of(law), status_of(text)] == ["repealed", "repealed"]
    workflow.withdraw(decision, by=archivist(), reason="flagged", note="Wrong.")
    assert [status_of(law), status_of(text)] == ["in-force", "in-force"]


def test_a_rebuilt_index_tells_the_same(law, text):
    repeal(law)
    follower.rebuild()
    assert [status_of(law), status_of(text)] == ["repealed", "repealed"]


def test_a_status_turns_with_the_day(law, text, monkeypatch):
    repeal(law, "2091-01-01")
    expiring = make_published_law(status="in-force", dates={"expires": "2090-12-31"})
    coming = make_published_law(
        status="adopted-not-in-force", dates={"effective": "2091-01"}
    )
    entries = (law, text, expiring, coming)
    now = ["in-force", "in-force", "in-force", "adopted-not-in-force"]
    assert list(map(status_of, entries)) == now
    pass_to(monkeypatch, "2090-12-31")
    assert list(map(status_of, entries)) == now
    pass_to(monkeypatch, "2091-01-01")
    assert list(map(status_of, entries)) == [
        "repealed",
        "repealed",
        "lapsed",
        "adopted-not-in-force",
    ]
    pass_to(monkeypatch, "2091-01-31")
    assert status_of(coming) == "in-force"


def test_lists_exports_and_pages_tell_one_status(client, law):
    repeal(law)
    ark = law.permalink.ark
    (result,) = client.get("/search.json?kind=law").json()["results"]
    assert (result["status"], result["status_as_stated"]) == ("repealed", "in-force")
    row = json.loads(client.get("/search.jsonl?kind=law").getvalue())
    assert (row["status"], row["status_as_stated"]) == ("repealed", "in-force")
    entry = client.get(f"/api/entries/{ark.rpartition('/')[2]}").json()
    assert entry["legal_status"] == {
        "code": "repealed",
        "as_stated": "in-force",
        "because": "Repealed, effective 2022-01-01, by Kite Decision.",
    }
    assert entry["record"]["status"]["code"] == "in-force"
    page = client.get(f"/{ark}", follow=True).content.decode()
    assert '"legislationLegalForce": "https://schema.org/NotInForce"' in page
    assert "Repealed, effective 2022-01-01, by" in page
