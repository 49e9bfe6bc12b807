"""The search query: what is asked, and what comes back."""

import pytest
from hypothesis import (
    given,
    settings as hypothesis_settings,
    strategies as st,
)

from policyarchive.search import lexicon, weights
from policyarchive.search.query import SearchQuery
from tests.factories import (
    make_document,
    make_published_actor,
    make_published_document,
    make_published_law,
    make_term,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_lexicon(monkeypatch):
    monkeypatch.setattr(lexicon, "_kept", None)


def titles(query):
    return [hit.title for hit in query.run().hits]


def found(text, **kwargs):
    return set(titles(SearchQuery(**kwargs).matching(text)))


@pytest.fixture
def three():
    make_published_document(
        title_zh="甲规定", text="第一条 保护重要数据。\n第二条 出境评估。"
    )
    make_published_document(title_zh="乙规定", text="第一条 保护个人隐私。")
    make_published_document(
        title_en="Export rules",
        text="Exporters report controlled items.",
        language="en",
    )


def test_all_words_must_be_there_in_any_passage(three):
    assert found("重要数据 出境") == {"甲规定"}
    assert found("重要数据 隐私") == set()


def test_or_asks_for_any(three):
    assert found("出境 OR 隐私") == {"甲规定", "乙规定"}


def test_a_minus_leaves_an_entry_out_when_any_passage_holds_the_word(three):
    assert found("保护 -出境") == {"乙规定"}
    assert found("-保护") == {"Export rules"}


def test_english_words_are_found_in_any_inflection_and_phrases_as_they_are(three):
    assert found("export control") == {"Export rules"}
    assert found('"exporters report"') == {"Export rules"}
    assert found('"exporter report"') == set()


def test_the_title_field_looks_at_titles_only(three):
    assert found("title:规定") == {"甲规定", "乙规定"}
    assert found("title:保护") == set()
    assert found("title:export") == {"Export rules"}


def test_a_single_character_is_found(three):
    assert found("隐") == {"乙规定"}
    assert found("title:甲") == {"甲规定"}


def test_fields_ask_for_types_years_articles_and_numbers():
    make_published_document(
        title_zh="甲",
        type="opinion",
        number="测发〔2019〕3号",
        dates={"signed": "2019-05"},
    )
    make_published_document(title_zh="乙", type="notice", text="第九条 有此一条。")
    assert found("type:意见") == {"甲"}
    assert found("year:2018-2020") == {"甲"}
    assert found("art:9") == {"乙"}
    assert found("no:测发2019-3") == {"甲"}
    assert found("-type:notice") == {"甲"}


def test_an_issuer_is_asked_by_any_of_its_names():
    body = make_published_actor(
        title_zh="测试委员会", title_en="Test Commission", names=["TCX"]
    )
    make_published_document(title_zh="甲", links=[("issuer", body)])
    make_published_document(title_zh="乙", issuer_as_printed="测试委员会办公厅")
    assert found("issuer:TCX") == {"甲"}
    assert found("issuer:测试委员会") == {"甲", "乙"}
    assert found("actor:Test-Commission") == {"甲"}


def test_a_topic_is_asked_by_its_label():
    make_topic("chips", label_zh="芯片", label_en="Semiconductors")
    make_published_document(title_zh="甲", topics=["chips"])
    make_published_document(title_zh="乙")
    assert found("topic:芯片") == {"甲"}


def test_a_value_that_means_nothing_is_read_as_words(three):
    page = SearchQuery().matching("year:隐私").run()
    assert [hit.title for hit in page.hits] == ["乙规定"]
    assert [repair.code for repair in page.reading.repairs] == ["unknown-value"]


def test_the_reading_says_how_the_query_was_read(three):
    reading = (
        SearchQuery().matching('保护 "重要数据" 甲 OR 乙 -隐私 year:2021').run().reading
    )
    assert reading.terms == ("保护",)
    assert reading.phrases == ("重要数据",)
    assert reading.any_of == (("甲", "乙"),)
    assert reading.excluded == ("隐私",)
    assert [(f.field, f.text) for f in reading.fields] == [("year", "2021")]


def test_the_glossary_adds_the_other_language_where_it_may():
    make_term("出境评估", "export assessment", variants="outbound review")
    make_published_document(title_zh="甲", text="第一条 出境评估的办法。")
    make_published_document(
        title_en="B", text="An outbound review is due.", language="en"
    )
    page = SearchQuery().matching("出境评估").run()
    assert {hit.title for hit in page.hits} == {"甲", "B"}
    assert page.reading.also_searched[0].term == "出境评估"
    assert page.reading.also_searched[0].others == (
        "export assessment",
        "outbound review",
    )
    assert found("export assessments") == {"甲"}
    assert found('"出境评估"') == {"甲"}
    alone = SearchQuery().matching("出境评估").widened(False).run()
    assert [hit.title for hit in alone.hits] == ["甲"]
    assert alone.reading.could_widen
    assert alone.reading.also_searched == ()


def test_hits_carry_their_best_passages_marked(three):
    hit = SearchQuery().matching("重要数据").run().hits[0]
    assert [(p.anchor, p.text) for p in hit.passages] == [
        ("art-1", "保护<mark>重要数据</mark>。")
    ]


def test_a_summary_stands_in_where_no_passage_holds_the_words():
    make_published_document(title_en="A", summary_en="About rare earths.")
    passage = SearchQuery().matching("rare earths").run().hits[0].passages[0]
    assert passage.text_kind == "summary"
    assert passage.text == "About <mark>rare</mark> <mark>earths</mark>."


def test_results_are_sorted_by_date_undated_last_both_ways():
    make_published_document(title_zh="中", dates={"signed": "2020-06"})
    make_published_document(title_zh="无")
    make_published_document(title_zh="新", dates={"signed": "2021"})
    make_published_document(title_zh="老", dates={"signed": "2019-01-02"})
    assert titles(SearchQuery().ordered("newest")) == ["新", "中", "老", "无"]
    assert titles(SearchQuery().ordered("oldest")) == ["老", "中", "新", "无"]


def test_a_word_in_the_title_counts_more_than_in_the_text():
    make_published_document(title_zh="别的", text="第一条 数据要素。")
    make_published_document(title_zh="数据要素办法", text="第一条 别的。")
    assert titles(SearchQuery().matching("数据要素"))[0] == "数据要素办法"


def test_pages_go_as_deep_as_the_results():
    for number in range(5):
        make_published_document(title_zh=f"文{number}")
    pages = [SearchQuery().at_page(number, 2).run() for number in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [2, 2, 1, 0]
    assert {page.pages for page in pages} == {3}
    assert [(page.first, page.last) for page in pages] == [
        (1, 2),
        (3, 4),
        (5, 5),
        (0, 0),
    ]
    assert len({hit.ark for page in pages for hit in page.hits}) == 5


def test_a_page_beyond_the_last_is_empty_however_deep(three):
    page = SearchQuery().at_page(1_000_000, 500).run()
    assert (page.count, page.pages, page.hits) == (3, 1, ())


def test_a_date_range_takes_every_date_that_may_lie_in_it():
    make_published_document(title_zh="年", dates={"signed": "2020"})
    make_published_document(title_zh="日", dates={"signed": "2020-03-04"})
    make_published_document(title_zh="无")
    june = SearchQuery().between("2020-06", "2020-07")
    assert set(titles(june)) == {"年"}
    assert set(titles(SearchQuery().between("2020-03"))) == {"年", "日"}
    assert set(titles(SearchQuery().between("", "2019"))) == set()


def test_a_draft_is_not_found():
    make_document(title_zh="未发布", text="第一条 草稿的词。")
    assert found("草稿") == set()
    assert SearchQuery().run().count == 0


def test_nothing_found_names_the_word_or_filter_to_blame(three):
    page = SearchQuery().matching("重要数据 不存在").including("type", "law").run()
    assert page.count == 0
    blame = {(b.dropped, b.facet, b.value): (b.count, b.text) for b in page.blame}
    assert blame["", "type", "law"] == (0, "重要数据 不存在")
    assert blame["不存在", "", ""] == (0, "重要数据")
    alone = SearchQuery().matching("重要数据 不存在").run()
    assert (alone.blame[0].count, alone.blame[0].dropped) == (1, "不存在")


def test_a_single_word_is_to_blame_where_filters_find_something(three):
    page = SearchQuery().matching("不存在").including("type", "notice").run()
    blame = {blame.dropped or blame.facet: blame.count for blame in page.blame}
    notices = SearchQuery().including("type", "notice").count()
    assert blame["不存在"] == notices > 0


def test_blame_counts_all_that_was_chosen_of_a_facet(three):
    asked = SearchQuery().matching("重要数据").including("type", "law")
    blame = asked.excluding("type", "plan").run().blame
    facets = [(one.facet, one.value, one.count) for one in blame if one.facet]
    assert facets == [("type", "", 1)]


def test_chinese_that_is_typed_without_spaces_is_parted_into_words(three):
    found = SearchQuery().matching("重要数据的出境评估").run()
    assert found.count == 0
    assert [(b.text, b.count) for b in found.blame] == [("重要 数据 出境 评估", 1)]
    nothing = SearchQuery().matching("重要潜艇").run()
    assert {blame.alone: blame.count for blame in nothing.blame if blame.alone} == {
        "重要": 1,
        "潜艇": 0,
    }


def test_where_no_one_word_is_to_blame_each_is_counted_by_itself(three):
    page = SearchQuery().matching("不存在 也没有 重要数据").run()
    alone = {blame.alone: blame.count for blame in page.blame if blame.alone}
    assert alone == {"重要数据": 1, "不存在": 0, "也没有": 0}
    assert page.blame[0].text == "重要数据"


def test_nothing_found_offers_the_words_parted_at_their_punctuation(three):
    page = SearchQuery().matching("出境评估、重要数据").run()
    assert page.count == 0
    assert (page.blame[0].count, page.blame[0].text) == (1, "出境评估 重要数据")


def test_a_query_of_punctuation_finds_nothing_and_says_so(three):
    page = SearchQuery().matching("？！").run()
    assert page.count == 0
    assert [repair.code for repair in page.reading.repairs] == ["nothing-in-it"]


def test_a_search_costs_one_query_to_the_database(three, django_assert_num_queries):
    SearchQuery().matching("保护").run()
    with django_assert_num_queries(1):
        SearchQuery().matching("重要数据").including("type", "notice").run()


def test_kinds_confine_a_listing():
    make_published_law(title_zh="某法")
    make_published_document(title_zh="某文")
    assert titles(SearchQuery().of_kind("law")) == ["某法"]


def test_a_new_version_is_found_by_its_new_words_only():
    document = make_published_document(title_zh="旧题名", summary_zh="陈旧之词")
    assert found("陈旧") == {"旧题名"}
    document.title_zh, document.summary_zh = "新题名", "崭新之词"
    document.save()
    publish(document)
    assert found("陈旧") == set()
    assert found("崭新") == {"新题名"}
    assert SearchQuery().run().hits[0].version == 2


def test_a_query_says_the_same_of_itself_after_each_step():
    query = (
        SearchQuery().matching("a").including("type", "law").excluding("type", "news")
    )
    assert query.chosen("type") == ("law",)
    assert query.chosen("type", is_excluded=True) == ("news",)
    assert query.including("type", "law") == query
    assert query.all() is query
    with pytest.raises(ValueError, match="no facet"):
        query.including("colour", "red")


@given(text=st.text(max_size=60))
@hypothesis_settings(
    max_examples=150,
)
def test_any_string_gives_an_answer(three, text):
    page = SearchQuery().matching(text).run()
    assert 0 <= page.count <= 3


@given(text=st.text(alphabet='"-: ORtitle年art条12数据出境*?()[]\\^$.+|/', max_size=50))
@hypothesis_settings(
    max_examples=150,
)
def test_any_heap_of_operators_gives_an_answer(three, text):
    assert 0 <= SearchQuery().matching(text).run().count <= 3


def test_common_words_joined_by_or_are_bounded_by_work(three, monkeypatch):
    text = "保护 OR 出境 OR 重要数据 OR 数据"
    assert SearchQuery().matching(text).run().reading.repairs == ()
    monkeypatch.setattr(weights, "MOST_WORK", 1.0)
    reading = SearchQuery().matching(text).run().reading
    assert reading.terms == ("保护",)
    assert [repair.code for repair in reading.repairs] == ["too-broad"]
    assert "only the first was read" in reading.repairs[0].message


def test_one_word_is_asked_however_common(three, monkeypatch):
    count = SearchQuery().matching("数据").count()
    monkeypatch.setattr(weights, "MOST_WORK", 0.0)
    assert SearchQuery().matching("数据").count() == count > 0
