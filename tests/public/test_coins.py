"""Result lists carry COinS (lines D5 and D12 of the design)."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from policyarchive.public.metadata.coins import coins
from policyarchive.search import follower
from policyarchive.search.results import Hit
from tests.factories import make_published_actor, make_published_document

_SPAN = re.compile(r'<span class="Z3988" title="([^"]*)"></span>')
URL = "https://archive.example/ark:99999/s1x/v1"


def hit(**fields):
    given = {"ark": "ark:99999/s1x", "kind": "law", "title_zh": "", "title_en": ""}
    return Hit(**(given | {"version": 1} | fields))


def test_d12_a_law_is_a_statute_by_whole_bodies():
    law = hit(type="law", title_zh="茶壶法", title_en="Teapots & Lids", date="2031-06")
    bodies = ["Ministry of Teapots, Lids and Spouts", "茶壶局"]
    found = parse_qs(coins(law, URL, bodies), strict_parsing=True)
    assert found == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
        "rft.type": ["statute"],
        "rft.title": ["Teapots & Lids"],
        "rft.date": ["2031-06"],
        "rft.identifier": [URL],
        "rft.language": ["zh-CN"],
        "rft.aucorp": bodies,
    }


@pytest.mark.parametrize(
    ("kind", "type_code", "expected"),
    [
        ("document", "news", "newspaperArticle"),
        ("document", "plan", "report"),
        ("actor", "company", "webpage"),
    ],
)
def test_d12_the_type_is_one_of_zotero(kind, type_code, expected):
    found = parse_qs(coins(hit(kind=kind, type=type_code, title_en="T"), URL, []))
    assert found["rft.type"] == [expected]


@pytest.mark.django_db
def test_d5_a_result_page_offers_every_hit_by_its_title(client):
    body = make_published_actor(title_zh="茶壶局", title_en="Teapot Office")
    made = [
        make_published_document(
            title_zh=f"茶壶“办法”{number}", title_en="", links=[("issuer", body)]
        )
        for number in (1, 2)
    ]
    follower.follow()
    page = client.get("/search?q=茶壶&kind=document").content.decode()
    spans = [parse_qs(unescape(title)) for title in _SPAN.findall(page)]
    assert sorted(span["rft.title"][0] for span in spans) == [
        "茶壶“办法”1",
        "茶壶“办法”2",
    ]
    assert {span["rft.identifier"][0] for span in spans} == {
        f"http://127.0.0.1:8000/{entry.permalink.ark}/v1" for entry in made
    }
    assert {span["rft.aucorp"][0] for span in spans} == {"Teapot Office"}
