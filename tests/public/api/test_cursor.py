"""A list of the API goes on where it ended, whatever the archive did meanwhile."""

import base64
from types import SimpleNamespace

import pytest

from policyarchive.editorial import workflow
from policyarchive.search import follower
from tests.factories import archivist, make_published_document, publish

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"
ORDERS = ("newest", "oldest", "added")


def kite(day):
    return make_published_document(
        title_zh=f"风筝办法之{day}",
        text="第一条　风筝应当系线。",
        dates={"signed": f"2031-05-{day:02}"} if day else {},
    )


def ask(client, **asked):
    response = client.get("/api/entries", asked)
    return response.status_code, response.json()


def arks(page):
    return [result["ark"] for result in page["results"]]


def rest(client, page):
    """Return the ARKs of all the pages that follow, as ``next`` leads."""
    found = []
    while page["next"]:
        page = client.get(page["next"].removeprefix(BASE)).json()
        found += arks(page)
    return found


def withdraw(entry):
    workflow.withdraw(entry, by=archivist(), reason="flagged", note="Wrong.")


def cursor(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("words", ["", "系线"])
def test_nothing_is_skipped_or_told_twice_while_entries_come_and_go(
    client, sort, words
):
    made = [kite(day) for day in (0, *range(10, 18))]
    follower.follow()
    whole = arks(ask(client, q=words, sort=sort, size=100)[1])
    _, first = ask(client, q=words, sort=sort, size=3)
    told, left = arks(first), whole[3:]
    assert (told, len(whole)) == (whole[:3], len(made))

    entries = {entry.permalink.ark: entry for entry in made}
    withdraw(entries[told[0]])
    withdraw(entries[told[2]])  # the one at which the cursor stands
    withdraw(entries[left[1]])
    kite(9)
    kite(18)
    follower.follow()

    followed = rest(client, first)
    new = set(followed) - set(whole)
    assert [ark for ark in followed if ark not in new] == [left[0], *left[2:]]
    assert len(followed) == len(set(followed))
    # What came before the place is not told, what came behind it is; what was added
    # within one second stands in no order that is known here.
    assert sort == "added" or len(new) == 1


def test_an_entry_published_again_does_not_come_twice(client):
    made = [kite(day) for day in (1, 2, 3, 4)]
    follower.follow()
    _, first = ask(client, sort="newest", size=2)
    for entry in made:
        publish(entry)
    follower.follow()
    assert sorted(arks(first) + rest(client, first)) == sorted(
        entry.permalink.ark for entry in made
    )


@pytest.mark.parametrize("sort", ORDERS)
def test_entries_that_nothing_tells_apart_are_told_once_each(client, sort, monkeypatch):
    same = SimpleNamespace(digest=lambda: b"\0\0\0")
    monkeypatch.setattr("policyarchive.search.schema.blake2b", lambda *_, **__: same)
    made = [kite(0) for _ in range(5)]
    follower.follow()
    _, first = ask(client, sort=sort, size=2)
    (gone, *_) = [entry for entry in made if entry.permalink.ark in arks(first)]
    withdraw(gone)
    follower.follow()
    assert sorted(arks(first) + rest(client, first)) == sorted(
        entry.permalink.ark for entry in made
    )


def test_counts_stay_those_of_the_whole_and_pages_have_no_number(client):
    for day in (1, 2, 3):
        kite(day)
    follower.follow()
    _, first = ask(client, q="系线", sort="oldest", size=2)
    _, last = ask(client, q="系线", sort="oldest", size=2, cursor=first["next_cursor"])
    assert (first["count"], first["page"]) == (3, 1)
    assert (last["count"], last["page"], last["pages"]) == (3, None, 2)
    assert last["facets"] == first["facets"]
    assert (last["next"], last["next_cursor"]) == (None, None)


def test_by_relevance_pages_are_numbered(client):
    for day in (1, 2, 3):
        kite(day)
    follower.follow()
    _, first = ask(client, q="系线", size=2)
    assert first["next_cursor"] is None
    assert "page=2" in first["next"]
    assert "cursor" not in first["next"]


NEWEST = cursor("newest:17 ark:99999/t1bcd2345")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"cursor": "x"}, "earlier answer"),
        ({"cursor": "é"}, "earlier answer"),
        ({"cursor": f"{NEWEST}="}, "earlier answer"),
        ({"cursor": cursor("log:17")}, "earlier answer"),
        ({"cursor": cursor("newest:17")}, "earlier answer"),
        ({"cursor": cursor("newest:017 ark:99999/t1bcd2345")}, "earlier answer"),
        ({"cursor": cursor("relevance:17 ark:99999/t1bcd2345")}, "earlier answer"),
        ({"cursor": NEWEST, "sort": "oldest"}, "sort=newest"),
        ({"cursor": NEWEST, "page": "1"}, "not with both"),
        ({"cursor": NEWEST, "q": "系线"}, "Sort by newest, oldest or added"),
        ({"cursor": NEWEST, "sort": "relevance"}, "Sort by newest, oldest or added"),
    ],
)
def test_a_cursor_that_leads_nowhere_is_refused(client, asked, said):
    status, answer = ask(client, **asked)
    assert status == 400
    assert answer["error"].startswith("cursor: ")
    assert said in answer["error"]
    assert answer["error"].count(". ") == 0


def test_a_cursor_beyond_what_the_index_can_count_to_is_harmless(client):
    kite(1)
    follower.follow()
    status, page = ask(client, cursor=cursor(f"newest:{10**19 - 1} ark:1/x"))
    assert (status, len(page["results"])) == (200, 1)
