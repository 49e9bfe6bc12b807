"""Metadata for machines (lines D1–D14, F1–F7 of the design), as pure functions."""

import json
import xml.etree.ElementTree as ET

import pytest

from policyarchive.archive import records
from policyarchive.public.metadata import rdf, schema, signposts, tags, zotero

URL = "https://archive.example/ark:99999/t1bcd2345/v2"


def link(role, zh="", en="", type_code=""):
    ref = records.Ref(ark="ark:99999/b1x", kind="actor", zh=zh, en=en, type=type_code)
    return records.Link(role=role, ref=ref)


def make(**fields):
    given = {"ark": "ark:99999/t1bcd2345", "version": 2, "published_at": ""}
    return records.DocumentRecord(**(given | fields))


LAW = make(
    type="law",
    title_zh="茶壶法",
    title_en="Teapot Law </script>",
    number="主席令第八十四号",
    aliases=(records.Alias(text="TL", language="en", kind="short"),),
    links=(link("issuer", "茶壶大会常务委员会", "Standing Committee of Teapots"),),
    dates=(records.DateFact(role="adopted", edtf="2031-06-10"),),
    status=records.StatusFact(code="in-force"),
    texts=(
        records.TextRef(
            sha256="a" * 64, language="zh-Hans", kind="original", access="open"
        ),
        records.TextRef(
            sha256="b" * 64,
            language="en",
            kind="unofficial-translation",
            access="dark",
            translator="T. Ranslator",
        ),
    ),
)
NEWS = make(
    type="news",
    title_en="Kettles shelved",
    links=(
        link("publisher", "", "Example Post", "media"),
        link("author", "", "Jane Writer", "person"),
        link("author", "张三丰", "Zhang Sanfeng", "person"),
    ),
    dates=(records.DateFact(role="published", edtf="2031-11-19"),),
)


def test_d1_a_law_is_a_statute_with_a_whole_corporate_author():
    item = zotero.item(LAW, URL)
    assert item.type == "statute"
    assert item.creators == (zotero.Creator("author", "Standing Committee of Teapots"),)
    assert item.fields["publicLawNumber"] == "主席令第八十四号"
    assert item.fields["dateEnacted"] == "2031-06-10"
    assert item.fields["shortTitle"] == "TL"
    assert item.fields["url"] == URL
    assert "original-title: 茶壶法" in item.fields["extra"]


def test_d2_a_report_is_a_newspaper_article_and_persons_are_split():
    item = zotero.item(NEWS, URL)
    assert item.type == "newspaperArticle"
    assert item.fields["publicationTitle"] == "Example Post"
    assert item.fields["archiveLocation"] == NEWS.ark
    assert item.creators == (
        zotero.Creator("author", "Writer", "Jane"),
        zotero.Creator("author", "Zhang Sanfeng"),
    )


@pytest.mark.parametrize(
    ("type_code", "kind"),
    [("plan", "report"), ("national-standard", "standard"), ("speech", "document")],
)
def test_d3_other_types_have_the_archive_fields(type_code, kind):
    item = zotero.item(make(type=type_code, title_en="A text"), URL)
    assert item.type == kind
    assert item.fields["archive"] == "Policy Archive"


def test_d4_a_translator_is_a_creator_where_the_type_knows_one():
    assert "translator: T. Ranslator" in zotero.item(LAW, URL).fields["extra"]
    report = LAW.model_copy(update={"type": "plan"})
    assert (
        zotero.Creator("translator", "T. Ranslator")
        in zotero.item(report, URL).creators
    )


def test_d6_the_language_is_chinese_where_the_title_is():
    assert zotero.item(LAW, URL).fields["language"] == "zh-CN"
    assert zotero.item(NEWS, URL).fields["language"] == "en"


def test_d7_the_rdf_carries_type_and_author():
    root = ET.fromstring(rdf.rdf(zotero.item(LAW, URL)))  # noqa: S314
    text = {child.tag.rsplit("}", 1)[1]: child.text for child in root[0]}
    assert text["itemType"] == "statute"
    assert text["publicLawNumber"] == "主席令第八十四号"
    surnames = [e.text for e in root.iter("{http://xmlns.com/foaf/0.1/}surname")]
    assert surnames == ["Standing Committee of Teapots"]


@pytest.mark.parametrize("record", [LAW, NEWS])
def test_d13_d14_meta_tags(record):
    found = tags.tags(record, zotero.item(record, URL))
    names = [name for name, _ in found]
    assert "citation_journal_title" not in names
    assert {"citation_title", "citation_author", "citation_language"} <= set(names)
    assert ("citation_public_url", URL) in found
    assert names.count("z:itemType") == 1


def test_f1_the_typed_links_of_a_version():
    posts = signposts.signposts(LAW, URL)
    rels = [post.rel for post in posts]
    assert rels.count("cite-as") == 1
    assert rels.count("type") == 2
    assert rels.count("linkset") == 1
    assert all(post.type for post in posts if post.rel in ("item", "describedby"))
    assert not any("b" * 64 in post.href for post in posts)  # the dark text


def test_f1_who_issued_it_is_named_by_its_entry():
    issued = {
        post.href for post in signposts.signposts(LAW, URL) if post.rel == "author"
    }
    assert issued == {"https://archive.example/ark:99999/b1x"}
    drafts = make(type="news", links=(link("issuer"),))  # of what was not public then
    assert "author" not in {post.rel for post in signposts.signposts(drafts, URL)}


def test_f5_so_it_is_where_many_wrote_it():
    many = make(type="news", links=tuple(link("author", f"作者{n}") for n in range(6)))
    (only,) = signposts.signposts(many, URL)
    assert only.rel == "linkset"
    (page, *_) = json.loads(signposts.linkset(many, URL))["linkset"]
    assert len(page["author"]) == 6


def test_f3_the_linkset_has_an_anchor_for_every_file():
    linkset = json.loads(signposts.linkset(LAW, URL))["linkset"]
    anchors = {context["anchor"] for context in linkset}
    assert {URL, f"{URL}.md", f"{URL}.json", f"{URL}/text/{'a' * 64}.json"} <= anchors


def test_f5_a_long_header_is_replaced_by_the_linkset():
    many = tuple(
        LAW.texts[0].model_copy(update={"sha256": f"{n:064}"}) for n in range(9)
    )
    (only,) = signposts.signposts(LAW.model_copy(update={"texts": many}), URL)
    assert only.rel == "linkset"


def test_f7_json_ld_of_a_law():
    facts = json.loads(schema.json_ld(LAW, URL, LAW.status.code))
    assert facts["@type"] == "Legislation"
    assert facts["legislationLegalForce"] == "https://schema.org/InForce"
    assert facts["encoding"]["legislationLegalValue"].endswith("UnofficialLegalValue")


def test_f7_json_ld_of_news_names_people_as_people():
    authors = json.loads(schema.json_ld(NEWS, URL, ""))["author"]
    assert authors == [
        {"@type": "Person", "name": "Jane Writer"},
        {"@type": "Person", "name": "Zhang Sanfeng"},
    ]


def test_json_ld_cannot_end_its_element():
    assert "</script>" not in schema.json_ld(LAW, URL, LAW.status.code)


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        (records.ActorRecord(ark="a", version=1, published_at="", actor_kind="person"),
         "Person"),
        (records.ActorRecord(ark="a", version=1, published_at="", actor_kind="media"),
         "Organization"),
        (records.EventRecord(ark="a", version=1, published_at="", event_kind="meeting"),
         "Event"),
        (NEWS, "NewsArticle"),
    ],
)  # fmt: skip
def test_every_kind_has_its_schema_type(record, kind):
    assert json.loads(schema.json_ld(record, URL, ""))["@type"] == kind
