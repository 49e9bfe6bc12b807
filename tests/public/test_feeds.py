"""Twins of result lists: JSON and Atom with the query string of the page."""

import xml.etree.ElementTree as ET
from urllib.parse import unquote

import pytest

from policyarchive.search import follower
from tests.factories import make_published_actor, make_published_document

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def tea():
    """Three documents on tea, one of them by a body, and one on coffee."""
    body = make_published_actor(title_zh="茶叶局", title_en="Bureau of Tea")
    made = [
        make_published_document(
            title_zh=f"茶叶办法之{number}",
            title_en=f"=Tea & Measures {number}",
            text=f"第一条　茶叶<{number}>应当晒干。",
            dates={"signed": f"203{number}-05-06"},
            links=[("issuer", body)] if number == 1 else [],
        )
        for number in (1, 2, 3)
    ]
    made.append(make_published_document(title_zh="咖啡办法"))
    follower.follow()
    return made


def test_json_answers_with_count_results_and_facets(client, tea):
    found = client.get("/search.json", {"q": "晒干"}).json()
    assert found["count"] == 3
    assert {"results", "facets", "page", "pages"} <= set(found)
    (first,) = [r for r in found["results"] if r["ark"] == tea[0].permalink.ark]
    assert first["title_zh"] == "茶叶办法之1"
    assert first["kind"] == "document"
    assert first["date"] == "2031-05-06"
    assert first["url"].endswith(f"/{tea[0].permalink.ark}/v1")
    (passage,) = first["passages"]
    assert passage["anchor"] == "art-1"
    assert passage["text"] == "茶叶<1>应当晒干。"
    assert "&lt;1&gt;应当<mark>晒干</mark>" in passage["html"]
    kinds = {value["value"]: value["count"] for value in found["facets"]["kind"]}
    assert kinds == {"document": 3}


def test_a_filter_counts_for_every_twin(client, tea):
    asked = {"q": "茶叶", "year": "2032"}
    assert client.get("/search.json", asked).json()["count"] == 1
    feed = ET.fromstring(client.get("/search.atom", asked).content)  # noqa: S314
    assert len(feed.findall("a:entry", ATOM)) == 1


def test_the_feed_leads_to_versions(client, tea):
    feed = ET.fromstring(client.get("/search.atom?q=晒干").content)  # noqa: S314
    links = [
        entry.find("a:link", ATOM).get("href")
        for entry in feed.findall("a:entry", ATOM)
    ]
    assert sorted(links) == sorted(
        f"http://127.0.0.1:8000/{document.permalink.ark}/v1" for document in tea[:3]
    )


def test_a_page_says_what_it_ignored(client, tea):
    page = client.get("/search?q=茶叶&type=nonsense&colour=red").content.decode()
    assert "There is no type “nonsense”: it was ignored." in page
    assert "There is no filter “colour”: it was ignored." in page


def test_the_feed_tells_first_what_was_added_last(client, tea):
    late = make_published_document(title_zh="茶叶旧闻", dates={"signed": "1999"})
    follower.follow()
    feed = ET.fromstring(client.get("/search.atom?q=茶叶").content)  # noqa: S314
    dates = [
        entry.findtext("a:updated", namespaces=ATOM)
        for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")
    ]
    assert dates == sorted(dates, reverse=True)
    (itself,) = [link.get("href") for link in feed.findall("a:link[@rel='self']", ATOM)]
    assert unquote(itself).endswith("/search.atom?q=茶叶")
    assert late.permalink.ark in ET.tostring(feed).decode()


@pytest.mark.parametrize("form", ["json", "atom", "csv", "xlsx", "jsonl", "ris", "bib"])
def test_a_program_is_refused_what_a_page_ignores(client, form):
    answer = client.get(f"/search.{form}?q=茶叶&type=nonsense&type=news&colour=red")
    assert answer.status_code == 400
    told = answer.json()
    assert told["parameters"] == {
        "colour": ["There is no such parameter."],
        "type": ["There is no type “nonsense”."],
    }
    assert {"q", "type", "effective-from", "sort"} <= set(told["allowed"])


def test_a_page_offers_programs_only_what_they_take(client, tea):
    asked = "q=茶叶&type=nonsense&type=-news&colour=red&from=never&find-type=x"
    feeds = client.get(f"/documents?{asked}").context["feeds"]
    assert unquote(feeds["csv"]) == "/search.csv?q=茶叶&type=-news&kind=document"
    for address in feeds.values():
        assert client.get(address).status_code == 200
