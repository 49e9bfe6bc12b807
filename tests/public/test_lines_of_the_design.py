"""Lines B, C, F, K and M of the design that belong to no single page, on the site."""

import json
import re
from html.parser import HTMLParser

import pytest

from policyarchive.archive.vocabulary import Reason
from policyarchive.editorial import workflow
from tests.factories import (
    archivist,
    make_published_document,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db
TEXT = (
    "第一条　放风筝应当系线。\n第二条　禁止下列行为：\n（一）断线；\n（二）夜间。\n"
    "前款另有规定的除外。\n第三条　自发布之日起施行。"
)
ENGLISH = (
    "Article 1 Kites are tied.\nArticle 2 These are forbidden:\n(1) cutting the line;\n"
    "(2) the night.\nUnless provided otherwise.\nArticle 3 This enters into force."
)


@pytest.fixture
def document():
    """A document in two languages, with an article of two paragraphs."""
    return make_published_document(
        title_zh="风筝办法",
        texts=[
            {"body": TEXT},
            {"body": ENGLISH, "language": "en", "kind": "official-translation"},
        ],
    )


def path(entry, suffix=""):
    return f"/{entry.permalink.ark}{suffix}"


class Links(HTMLParser):
    """The typed links in the head of a page."""

    def __init__(self, page):
        super().__init__()
        self.found = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "link" and given.get("href", "").startswith("http"):
            self.found.add((given["rel"], given["href"]))


def header_links(response):
    return {
        (rel, href)
        for href, rel in re.findall(r'<([^>]+)>; rel="([^"]+)"', response["Link"])
    }


SIGNPOSTS = {"cite-as", "type", "describedby", "item", "linkset", "license", "author"}


def signposts(found):
    return {(rel, href) for rel, href in found if rel in SIGNPOSTS}


def test_f2_the_page_has_the_typed_links_of_its_header(client, document):
    response = client.get(path(document, "/v1"))
    in_header = signposts(header_links(response))
    assert in_header
    assert signposts(Links(response.content.decode()).found) == in_header


def test_f1_head_answers_with_the_same_links(client, document):
    head, got = (ask(path(document, "/v1")) for ask in (client.head, client.get))
    assert header_links(head) == header_links(got)
    assert len([rel for rel, _ in header_links(head) if rel == "cite-as"]) == 1


def test_f4_every_file_and_description_leads_back_to_its_page(client, document):
    sha256 = document.permalink.current.texts.first().sha256
    page = f"{path(document)}/v1"
    for suffix, rel in (
        (".json", "describes"), (".bib", "describes"), (".ris", "describes"),
        (".csl.json", "describes"), (".md", "collection"),
        (f"/text/{sha256}.json", "collection"),
    ):  # fmt: skip
        found = header_links(client.head(page + suffix))
        assert [(r, href.endswith(page)) for r, href in found] == [(rel, True)], suffix


def test_f3_the_linkset_answers_as_one_and_says_what_the_files_say(client, document):
    response = client.get(path(document, "/v1.linkset.json"))
    assert response["Content-Type"].startswith("application/linkset+json")
    for context in json.loads(response.content)["linkset"]:
        for rel in ("collection", "describes"):
            for target in context.get(rel, ()):
                back = header_links(client.head(context["anchor"]))
                assert (rel, target["href"]) in back


def test_f6_a_version_is_its_own_canonical_page(client, document):
    publish(document)
    for number in (1, 2):
        page = client.get(path(document, f"/v{number}")).content.decode()
        (canonical,) = [h for rel, h in Links(page).found if rel == "canonical"]
        assert canonical.endswith(path(document, f"/v{number}"))


def test_b8_a_translation_is_a_record_of_its_own_that_names_the_original(client):
    original = make_published_document(title_zh="风筝办法", text=TEXT)
    before = client.get(path(original, "/v1.json")).content
    translation = make_published_document(
        title_en="Measures for Kites", text=ENGLISH, links=[("translates", original)]
    )
    publish(translation)
    page = client.get(path(translation, "/v2")).content.decode()
    stated = re.search(r'ld\+json">(.*?)</script>', page)
    assert stated is not None
    (work,) = json.loads(stated[1])["translationOfWork"]
    assert work["@id"].endswith(path(original))
    assert client.get(path(original, "/v1.json")).content == before
    assert client.get(path(original))["Location"].endswith("/v1")
    page = client.get(path(original, "/v1")).content.decode()
    stated = re.search(r'ld\+json">(.*?)</script>', page)
    assert stated is not None
    (work,) = json.loads(stated[1])["workTranslation"]
    assert work["@id"].endswith(path(translation))


def test_c6_the_reasons_are_a_closed_list(document):
    assert {
        "takedown", "domain-owner", "robots", "flagged", "by-curator", "capture-failure"
    } <= set(Reason.values)  # fmt: skip
    with pytest.raises(workflow.Refused, match="reason from the list"):
        workflow.withdraw(document, by=archivist(), reason="embarrassing", note="No.")


def test_k1_every_paragraph_of_an_article_has_an_anchor(client, document):
    page = client.get(path(document, "/v1")).content.decode()
    anchors = re.findall(r'id="((?:en\.)?art-[^"]*)"', page)
    assert len(anchors) == len(set(anchors))
    assert [a for a in anchors if "-para-" in a and "en." not in a] == [
        "art-2-para-1",
        "art-2-para-2",  # the items are counted with the paragraph before them
    ]
    assert '<p id="art-2-para-2">前款另有规定的除外。' in page
    assert '<p id="en.art-2-para-2">Unless provided otherwise.' in page


def test_k1_a_paragraph_has_an_address_and_falls_back_to_its_article(client, document):
    there = client.get(path(document, "/v1/art-2-para-2"))
    assert there["Location"].endswith("/v1#art-2-para-2")
    gone = client.get(path(document, "/v1/art-2-para-9"))
    assert gone["Location"].endswith("/v1?missing=art-2-para-9#art-2")
    page = client.get(gone["Location"].partition("#")[0]).content.decode()
    assert "There is no passage “art-2-para-9” in this version" in page


def test_k1_anchors_of_a_version_are_not_renumbered(client, document):
    before = client.get(path(document, "/v1")).content.decode()
    document.texts.filter(language="zh-Hans").update(body=f"第一条　新增。\n{TEXT}")
    publish(document)
    after = client.get(path(document, "/v1")).content.decode()
    ids = re.compile(r'id="(art-[^"]*)"')
    assert ids.findall(before) == ids.findall(after)


def test_k3_no_header_takes_text_fragments_away(client, document):
    assert "Document-Policy" not in client.get(path(document, "/v1"))


def test_m3_the_sitemap_dates_the_newest_version_and_leaves_the_withdrawn_out(client):
    kept, gone = make_published_law(), make_published_law()
    publish(kept)
    workflow.withdraw(gone, by=archivist(), reason="flagged", note="Wrong.")
    index = client.get("/sitemap.xml").content.decode()
    assert "/sitemap-entries.xml" in index
    listed = client.get("/sitemap-entries.xml").content.decode()
    at = kept.permalink.current.published_at
    assert f"{path(kept, '/v2')}</loc><lastmod>{at:%Y-%m-%d}" in listed
    assert gone.permalink.name not in listed


def test_m3_robots_may_read_versions(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert not re.search(r"Disallow: /ark", text)
    assert re.search(r"Sitemap: http.*/sitemap\.xml", text)
