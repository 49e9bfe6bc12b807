"""Names first: whatever way a thing is called, its entry comes on top."""

import pytest

from policyarchive.archive.models import Name
from policyarchive.archive.vocabulary import Role
from policyarchive.search.query import SearchQuery
from tests.factories import (
    make_actor,
    make_link,
    make_published_actor,
    make_published_document,
    make_published_law,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def law():
    return make_published_law(
        title_zh="中华人民共和国示例数据管理法",
        title_en="Sample Data Administration Law",
        names=["SDAL", "示数法"],
        number="主席令第八十四号",
    )


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("中华人民共和国示例数据管理法", "title"),
        ("示例数据管理法", "title"),
        ("示例數據管理法", "title"),
        ("《示例数据管理法》", "title"),
        ('"示例数据管理法"', "title"),
        ("sample data administration law", "title"),
        ("PRC Sample Data Administration Law", "title"),
        ("sdal", "alias"),
        ("示数法", "alias"),
        ("shili shuju guanli fa", "pinyin"),
        ("shìlì shùjù guǎnlǐ fǎ", "pinyin"),
        ("shilishujuguanlifa", "pinyin"),
        ("主席令84号", "number"),
        ("主席令 第84号", "number"),
        ("shili shuju", "pinyin-part"),
        ("shujuguanli", "pinyin-part"),
        ("Sample Data Adminstration Law", "near"),
        ("示例数据管理", "near"),
    ],
)
def test_a_law_is_found_by_everything_it_is_called(law, text, match):
    names = SearchQuery().matching(text).run().names
    assert [(hit.ark, hit.match) for hit in names] == [(law.permalink.ark, match)]


def test_an_article_is_found_where_the_law_or_a_text_of_it_has_it(law):
    text = "第一条 总则。\n第二条 示例。"
    make_published_document(title_zh="某文", text=text, links=[("text-of", law)])
    for words in ("示数法第二条", "示例数据管理法 第2条", "Article 2 of the SDAL"):
        (found,) = SearchQuery().matching(words).run().names
        assert (found.ark, found.anchor) == (law.permalink.ark, "art-2")
    (found,) = SearchQuery().matching("示数法第九条").run().names
    assert (found.ark, found.anchor) == (law.permalink.ark, "")
    assert SearchQuery().matching("无此法第二条").run().names == ()


def test_a_law_is_found_by_its_permalink(law):
    name = law.permalink.ark
    for text in (name, f"https://archive.example/{name}/v1", name.upper()):
        names = SearchQuery().matching(text).run().names
        assert [(hit.ark, hit.match) for hit in names] == [(name, "ark")]


def test_an_abbreviation_is_told_from_other_names():
    body = make_actor(title_en="Sample Office")
    Name.objects.create(entry=body, text="SPOF", language="en", kind="abbreviation")
    Name.objects.create(entry=body, text="Former Office", language="en", kind="former")
    publish(body)
    assert SearchQuery().matching("SPOF").run().names[0].match == "abbreviation"
    assert SearchQuery().matching("former office").run().names[0].match == "former"


def test_a_name_that_was_in_use_for_a_time_says_when():
    body = make_actor(title_en="Sample Office")
    Name.objects.create(
        entry=body, text="Former Office", kind="former", valid_to="2018-03"
    )
    publish(body)
    named = SearchQuery().matching("the former office").run().names[0]
    assert (named.matched_name, named.matched_dates) == (
        "Former Office",
        ["", "2018-03"],
    )


def test_behind_a_body_that_was_succeeded_stands_its_successor():
    new = make_published_actor(title_zh="新署", title_en="New Office")
    old = make_actor(title_zh="旧办", title_en="Old Office")
    make_link(old, Role.SUCCESSOR, new)
    publish(old)
    for text in ("旧办", "old office"):
        names = SearchQuery().matching(text).run().names
        assert [(hit.title, hit.match) for hit in names] == [
            ("旧办", "title"),
            ("新署", "successor"),
        ]
        assert names[1].matched_name == "旧办"
    assert len(SearchQuery().matching("新署").run().names) == 1


@pytest.mark.parametrize(
    "text", ["测发〔2017〕35号", "测发[2017]35号", "测发 35号 2017", "测发 35号"]
)
def test_a_number_is_found_in_any_form_and_in_part(text):
    make_published_document(title_zh="甲", number="测发〔2017〕35号")
    make_published_document(title_zh="乙", number="测发〔2017〕36号")
    names = SearchQuery().matching(text).run().names
    assert [(hit.title, hit.matched_name) for hit in names] == [
        ("甲", "测发〔2017〕35号")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "cefa 2017 35",
        "cefa [2017] 35 hao",
        "Ce Fa 2017 No. 35",
        "cèfā 2017 nián dì 35 hào",
        "35 cefa",
        "no:cefa201735",
    ],
)
def test_a_number_is_found_by_its_pinyin(text):
    make_published_document(title_zh="甲", number="测发〔2017〕35号")
    make_published_document(title_zh="乙", number="测办发〔2017〕35号")
    page = SearchQuery().matching(text).run()
    assert [hit.title_zh for hit in page.names or page.hits] == ["甲"]


def test_part_of_a_number_that_many_have_names_nobody():
    for number in range(7):
        make_published_document(number=f"测发〔2017〕{number + 100}号")
    assert SearchQuery().matching("测发2017").run().names == ()


@pytest.mark.parametrize("text", ["示例 -数据", "a OR SDAL", "title:SDAL", "", "天气"])
def test_a_query_that_is_no_name_names_nobody(law, text):
    assert SearchQuery().matching(text).run().names == ()


def test_a_listing_names_only_its_own_kind(law):
    make_published_actor(title_zh="示数法", title_en="Of that name")
    named = SearchQuery().matching("示数法").of_kind("actor").run().names
    assert [hit.kind for hit in named] == ["actor"]
    assert len(SearchQuery().matching("示数法").run().names) == 2


def test_names_stand_on_the_first_page_only(law):
    assert SearchQuery().matching("SDAL").at_page(2).run().names == ()


def test_a_topic_is_named_by_its_label(law):
    make_topic("lexi-topic", label_zh="示例主题", label_en="Sample topic")
    make_published_law()  # a new state of the index, so that labels are read anew
    assert SearchQuery().matching("sample topic").run().topics == ("lexi-topic",)


def test_names_that_begin_so_in_pinyin_come_first_then_laws_then_short_ones():
    for title in ("地方示例数据指南", "示例数据管理办法细则", "示例数据指南"):
        make_published_document(title_zh=title, title_en="")
    make_published_law(title_zh="示例数据管理办法", title_en="")
    names = SearchQuery().matching("shili shuju").run().names
    assert [hit.title for hit in names] == [
        "示例数据管理办法",
        "示例数据指南",
        "示例数据管理办法细则",
        "地方示例数据指南",
    ]


def test_english_words_are_not_taken_for_pinyin(law):
    assert SearchQuery().matching("manage").run().names == ()
