"""No public address shows a draft's, a dark text's or a withdrawn entry's words.

Every pattern of the public side is walked; one that is added without a sample here
fails the first test. Each hidden thing holds two words: the first is asked for (a page
may echo what is asked), the second must never appear.
"""

from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import URLResolver, get_resolver

from policyarchive.archive.models import Version
from policyarchive.editorial import workflow
from policyarchive.search import follower
from tests.factories import (
    archivist,
    make_actor,
    make_document,
    make_published_document,
    make_published_law,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db

ASKED, SECRET = "青龙木问答", "朱雀石隐藏"
ENGLISH = "Vermilionbirdstone"
HIDDEN = f"第一条　{ASKED}，{SECRET}。依据《{ASKED}{SECRET}条例》第二条。"


@pytest.fixture
def hidden():
    """Published entries around things that must not be seen."""
    topic = make_topic("stones")
    draft = make_document(
        title_zh=f"{ASKED}与{SECRET}草案",
        title_en=f"{ENGLISH} draft",
        text=f"第一条　{ASKED}{SECRET}。",
        number=f"{SECRET}〔2031〕1号",
        topics=[topic.key],
    )
    law = make_published_law(title_zh="石材法", topics=[topic.key])
    dark = make_published_document(
        title_zh="石材目录", text=HIDDEN, access="dark",
        links=[("text-of", law), ("mentions", draft)],
    )  # fmt: skip
    edited = make_published_document(title_zh="石材通知", text="第一条　公开。")
    workflow.record_edit(edited, by=archivist())
    edited.summary_zh = f"{ASKED}，{SECRET}"
    edited.title_en = f"{ENGLISH} edited"
    edited.save()
    edited.texts.update(body=HIDDEN)
    withdrawn = make_published_document(
        title_zh="已撤文献", summary_zh=f"{ASKED}，{SECRET}",
        text=HIDDEN, topics=[topic.key],
    )  # fmt: skip
    workflow.withdraw(withdrawn, by=archivist(), reason="flagged", note="Wrong.")
    actor = make_actor(title_zh=f"{ASKED}{SECRET}局", title_en=f"{ENGLISH} Bureau")
    closed = make_published_document(title_zh="石材公告", links=[("issuer", actor)])
    publish(closed)  # a second version, so that there is a difference to see
    follower.follow()
    return [draft, law, dark, edited, withdrawn, actor, closed]


def addresses(hidden):
    """Return sample addresses for every named pattern of the public side."""
    queries = [
        f"?q={ASKED}",
        f"?q={SECRET[:2]}",
        "?q=石材",
        "?q=-石材",
        "?topic=stones",
    ]
    lists = ("search", "documents", "laws", "actors", "events", "topics", "timeline")
    found = {
        "home": ["/"],
        **{name: [f"/{name}", *(f"/{name}{q}" for q in queries)] for name in lists},
        **{
            f"search-{form}": [
                f"/search.{form}",
                *(f"/search.{form}{q}" for q in queries),
            ]
            for form in ("json", "csv", "atom", "xlsx", "jsonl", "ris", "bib")
        },
        "suggest": [f"/suggest{q}" for q in queries],
        "not-held": ["/not-held"],
        "topic": ["/topics/stones"],
        "about": ["/about", "/about/coverage", "/about/citing"],
        "download": [f"/download/{ASKED}.zip"],
        "download-json": ["/download.json"],
        "takedown": ["/about/takedown", "/about/takedown?received=x"],
        "robots": ["/robots.txt"],
        "sitemap": ["/sitemap.xml"],
        "sitemap-part": ["/sitemap-entries.xml"],
        "oai": [
            "/oai?verb=Identify",
            "/oai?verb=ListRecords&metadataPrefix=oai_dc",
            "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
        ],
        "unapi": ["/unapi"],
        "api:openapi-json": ["/api/openapi.json"],
        "api:api-root": ["/api/"],
        "api:index": ["/api/"],
        "api:entries": [f"/api/entries{q}" for q in ("", *queries)],
        "api:changes": ["/api/changes"],
        "api:nothing": ["/api/nothing"],
        "api:resolve": [f"/api/resolve?id={SECRET}〔2031〕1号"],
        "source-timegate": [f"/timegate/https://{ASKED}.example/"],
        "source-timemap": [f"/timemap/link/https://{ASKED}.example/"],
        "source-timemap-json": [f"/timemap/json/https://{ASKED}.example/"],
        "akn": ["/akn/cn/act/law/2031-06-10/84"],
        "api:quote": [],
        "quote": ["/quote"],
        "cite": ["/cite", f"/cite?text=《{ASKED}》，{SECRET[:2]}。{ENGLISH[:5]}"],
        "cite-json": [f"/cite.json?text=《{ASKED}{SECRET[:2]}草》"],
        "api:entry": [],
        "api:versions": [],
        "api:version": [],
        "api:text": [],
        "ark": [],
        "by-hash": [],
        "by-name": [f"/by/number/{SECRET}〔2031〕1号"],
    }
    for entry in hidden:
        ark = entry.permalink.ark
        api = f"/api/entries/{entry.permalink.name}"
        found["api:entry"].append(api)
        found["api:versions"].append(f"{api}/versions")
        found["api:version"] += [f"{api}/versions/1", f"{api}/versions/2"]
        found["api:resolve"].append(f"/api/resolve?id={ark}")
        asked = f"?ark={ark}&text={ASKED}，{SECRET[:2]}"
        found["api:quote"].append(f"/api/quote{asked}")
        found["quote"].append(f"/quote{asked}")
        pasted = f"?text={ark} 第一条，“{ASKED}，{SECRET[:2]}”"
        found["cite"].append(f"/cite{pasted}")
        found["cite-json"].append(f"/cite.json{pasted}")
        found["ark"] += [
            f"/{ark}{suffix}"
            for suffix in (
                "",
                ".json",
                ".md",
                ".bib",
                "/v1",
                "/v1/art-1",
                "/v1/diff/v2",
            )
        ]
        found["ark"] += [
            f"/{ark}/v1{suffix}"
            for suffix in (".json", ".md", ".bib", ".ris", ".csl.json", ".linkset.json")
        ]
        found["unapi"] += [f"/unapi?id={ark}/v1&format=rdf_zotero"]
    for version in Version.objects.select_related("permalink"):
        found["by-hash"].append(f"/sha256/{version.sha256}")
        for text in version.texts.all():
            found["by-hash"].append(f"/sha256/{text.sha256}")
            found["api:text"].append(
                f"/api/entries/{version.permalink.name}/versions/{version.number}"
                f"/texts/{text.sha256}"
            )
            address = f"/{version.permalink.ark}/v{version.number}/text/{text.sha256}"
            found["ark"] += [address, f"{address}.json"]
    return found


def words_of(response):
    """Return all that an answer holds; a workbook is a zip of files."""
    content = response.getvalue()
    if response.headers["Content-Type"].endswith("spreadsheetml.sheet"):
        with ZipFile(BytesIO(content)) as workbook:
            content = b"".join(map(workbook.read, workbook.namelist()))
    return content.decode()


def public_patterns():
    """Return the names of all patterns but the admin's."""
    resolver = get_resolver()
    names = {
        name
        for include in resolver.url_patterns
        if str(include.pattern) == ""
        for name in names_in(include)
    }
    assert {"home", "api:entries"} <= names
    return names


def names_in(include, space=""):
    """Yield the names of all patterns under one, with their name space."""
    for pattern in include.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names_in(pattern, f"{pattern.namespace}:")
        else:
            yield f"{space}{pattern.name}"


def test_every_public_pattern_has_a_sample(hidden):
    samples = {name for name, found in addresses(hidden).items() if found}
    assert public_patterns() - samples == set()


def test_no_public_address_shows_what_is_hidden(client, hidden):
    walked = 0
    for found in addresses(hidden).values():
        for address in found:
            response = client.get(address, follow=True)
            body = unescape(words_of(response))
            if SECRET not in address:
                assert SECRET not in body, address
            assert ENGLISH not in body, address
            walked += 1
    assert walked > 100


def test_the_same_words_are_shown_where_they_are_open(client):
    document = make_published_document(text=f"第一条　{SECRET}。")
    follower.follow()
    page = client.get(f"/{document.permalink.ark}", follow=True).content.decode()
    assert SECRET in page
    found = client.get("/search.json", {"q": SECRET}).json()
    assert found["count"] == 1


@pytest.mark.parametrize("word", [ASKED, SECRET, ENGLISH])
def test_search_finds_none_of_it(client, hidden, word):
    assert client.get("/search.json", {"q": word}).json()["count"] == 0


def test_extracts_only_means_extracts_only(client):
    body = "".join(f"第{n}条　石材编号为{n}的条款，{SECRET}。\n" for n in range(1, 40))
    document = make_published_document(text=body, access="snippet")
    follower.follow()
    ark = document.permalink.ark
    for address in (f"/{ark}/v1", f"/{ark}/v1.md", f"/{ark}/v1.json"):
        assert SECRET not in client.get(address).content.decode()
    (hit,) = client.get("/search.json", {"q": SECRET}).json()["results"]
    assert 1 <= len(hit["passages"]) <= 3
    assert all(len(passage["text"]) < 200 for passage in hit["passages"])
