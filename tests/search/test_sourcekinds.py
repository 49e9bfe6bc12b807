"""The kind of source and the level that follow from a record."""

import pytest

from policyarchive.archive.records import DocumentRecord, EventRecord, Link, Ref
from policyarchive.search import sourcekinds


def record(*links, type="notice", printed=""):
    return DocumentRecord(
        ark="ark:99999/t1x",
        version=1,
        published_at="2026-01-01T00:00:00Z",
        type=type,
        issuer_as_printed=printed,
        links=tuple(
            Link(role=role, ref=Ref(ark=f"ark:99999/b{n}", kind="actor", zh=zh, type=t))
            for n, (role, zh, t) in enumerate(links)
        ),
    )


def test_it_follows_from_the_issuers_all_of_them():
    joint = record(
        ("issuer", "中共中央办公厅", "party-organ"),
        ("issuer", "国务院办公厅", "state-organ"),
        ("issuer", "国务院国有资产监督管理委员会", "state-organ"),
        ("publisher", "某报", "media"),
    )
    assert sourcekinds.of(joint) == ("party", "state-council", "ministry")


def test_without_issuers_it_follows_from_who_published_or_wrote():
    assert sourcekinds.of(record(("publisher", "某报", "media"))) == ("media",)
    assert sourcekinds.of(record(("author", "某人", "person"))) == ("person",)
    assert sourcekinds.of(record(("mentions", "某部", "state-organ"))) == ()


@pytest.mark.parametrize(
    ("printed", "kinds"),
    [
        ("国务院", ("state-council",)),
        ("国务院办公厅", ("state-council",)),
        ("工业和信息化部、国家市场监督管理总局", ("ministry",)),
        ("商务部 海关总署", ("ministry",)),
        ("国家网信办等八部门", ("ministry",)),
        ("青岛市工业和信息化局", ("local-government",)),
        ("河北省人民政府办公厅", ("local-government",)),
        ("深圳市人民代表大会常务委员会", ("legislature",)),
        ("中央宣传部", ("party",)),
        ("最高人民法院", ("court",)),
        ("Ministry of Kites", ("ministry",)),
        ("Anhui Provincial People's Government", ("local-government",)),
        ("风筝爱好者", ()),
    ],
)
def test_it_follows_from_the_issuer_as_printed(printed, kinds):
    assert sourcekinds.of(record(printed=printed)) == kinds


@pytest.mark.parametrize(
    ("type", "kind", "level"),
    [
        ("law", "legislature", "central"),
        ("administrative-regulation", "state-council", "central"),
        ("judicial-interpretation", "court", "central"),
        ("local-rule", "local-government", ""),
        ("foreign-rule", "foreign-government", "foreign"),
    ],
)
def test_it_follows_from_the_type_when_nobody_is_named(type, kind, level):
    assert sourcekinds.of(record(type=type)) == (kind,)
    assert sourcekinds.level(record(type=type)) == level


def test_news_is_media_whoever_prints_it():
    news = record(("issuer", "商务部", "state-organ"), type="news")
    assert sourcekinds.of(news) == ("ministry", "media")


def test_what_cannot_be_told_is_not_told():
    assert sourcekinds.of(record()) == ()
    assert sourcekinds.level(record()) == ""
    event = EventRecord(
        ark="ark:99999/c1x",
        version=1,
        published_at="2026-01-01T00:00:00Z",
        event_kind="meeting",
    )
    assert sourcekinds.of(event) == ()
