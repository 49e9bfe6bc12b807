"""Marks: the passages of a hit, the words marked, everything else escaped."""

from hypothesis import given, settings, strategies as st

from policyarchive.search import marks, weights
from policyarchive.search.folding import fold
from policyarchive.search.needles import Needle
from policyarchive.search.texts import load
from policyarchive.search.tokens import phrase
from tests.search.made import row_of


def needles(*words, stemmed=False):
    found = []
    for group, word in enumerate(words):
        asked = phrase(fold(word))
        asked = asked.stemmed() if stemmed else asked
        found.append(Needle(group, asked, fold(word), is_stemmed=stemmed))
    return found


def passages(text, *words, stemmed=False, articles=(), **fields):
    texts = load(row_of(text, **fields).texts)
    return marks.passages(texts, needles(*words, stemmed=stemmed), articles)


def test_words_are_marked_as_they_stand_in_the_original():
    shown = passages(
        "第一条 隨著數據 安全的發展，ＤＡＴＡ为要。", "数据安全", "data"
    ).shown
    assert shown[0].text == (
        "隨著<mark>數據 安全</mark>的發展，<mark>ＤＡＴＡ</mark>为要。"
    )
    assert (shown[0].anchor, shown[0].label) == ("art-1", "第一条")


def test_markup_in_a_text_is_escaped():
    shown = passages("第一条 <script>数据</script>&amp;", "数据").shown
    assert shown[0].text == "&lt;script&gt;<mark>数据</mark>&lt;/script&gt;&amp;amp;"


def test_markup_in_a_title_is_escaped():
    assert marks.marked("<b>数据</b>", needles("数据")) == (
        "&lt;b&gt;<mark>数据</mark>&lt;/b&gt;"
    )


def test_overlapping_words_are_marked_once():
    assert marks.marked("数据安全法", needles("数据安全", "安全法")) == (
        "<mark>数据安全</mark><mark>法</mark>"
    )


_ENDINGS = "s ed ies ing ly ational ization ability iveness ogist fully enced ying y es"


@given(
    st.text("abcdeilnorstuvyz", min_size=1, max_size=8),
    st.sampled_from(_ENDINGS.split()),
)
@settings(max_examples=300)
def test_any_word_is_found_by_its_own_stem(start, ending):
    word = start + ending
    (needle,) = needles(word, stemmed=True)
    assert needle.find(f"a {word} b", 2) == (2, 2 + len(word))


def test_english_words_are_marked_in_any_inflection():
    text = "Article 1 Traders that export controlled exports shall report."
    shown = passages(text, "exports", "controls", stemmed=True, language="en").shown
    assert shown[0].text == (
        "Traders that <mark>export</mark> <mark>controlled</mark> "
        "<mark>exports</mark> shall report."
    )


def test_a_short_stem_that_changes_its_vowel_is_marked():
    assert marks.marked("Dying laws", needles("die", stemmed=True)) == (
        "<mark>Dying</mark> laws"
    )


def test_passages_that_hold_more_of_the_query_come_first():
    text = "第一条 数据。\n第二条 安全。\n第三条 数据与安全。\n第四条 数据。"
    found = passages(text, "数据", "安全")
    assert [hit.label for hit in found.shown] == ["第三条", "第一条", "第二条"]
    assert found.more == 1


def test_a_long_passage_is_cut_around_the_first_mark():
    text = "第一条 " + "甲" * 300 + "数据" + "乙" * 300
    shown = str(passages(text, "数据").shown[0].text)
    assert shown.startswith("…甲")
    assert shown.endswith("乙…")
    assert "<mark>数据</mark>" in shown
    assert len(shown) < weights.EXTRACT[0] + 20


def test_english_is_cut_between_words():
    text = "Article 1 " + "several words before " * 30 + "target " + "and after " * 60
    shown = str(passages(text, "target", language="en").shown[0].text)
    words = set(shown.replace("…", " ").split())
    assert words <= {
        "several",
        "words",
        "before",
        "<mark>target</mark>",
        "and",
        "after",
    }


def test_the_label_is_not_repeated_unless_it_was_asked():
    text = "第一条 数据。"
    assert passages(text, "数据").shown[0].text == "<mark>数据</mark>。"
    assert passages(text, "第一条").shown[0].text == "<mark>第一条</mark> 数据。"


def test_of_a_text_for_extracts_only_one_short_passage_is_shown():
    text = "".join(f"第{n}条 {'甲' * 100}数据{'乙' * 100}\n" for n in "一二三")
    found = passages(text, "数据", access="snippet")
    assert len(found.shown) == weights.MOST_SNIPPETS == 1
    assert len(str(found.shown[0].text)) < weights.SNIPPET[0] + 20


def test_an_article_that_was_asked_confines_the_passages():
    text = "第一条 数据。\n第二条 数据。\n第三条 其他。"
    assert [h.anchor for h in passages(text, "数据", articles=["art-2"]).shown] == [
        "art-2"
    ]
    assert [h.anchor for h in passages(text, articles=["art-3"]).shown] == ["art-3"]
    assert passages(text, "数据", articles=["art-3"]).shown == ()


def test_a_summary_is_shown_with_its_words_marked():
    hit = marks.summary("en", "It is about data.", needles("data"))
    assert hit is not None
    assert (hit.text, hit.anchor, hit.text_kind) == (
        "It is about <mark>data</mark>.",
        "",
        "summary",
    )
    assert marks.summary("en", "It is about tea.", needles("data")) is None


def test_thousands_are_marked_with_their_commas():
    assert marks.marked("over 1,000 cases", needles("1000")) == (
        "over <mark>1,000</mark> cases"
    )


def test_a_percent_sign_is_marked_with_the_number_it_stands_behind():
    shown = passages("第一条 The Act, 15% of it, and 5% more.", "act, 15%").shown
    assert shown[0].text == "The <mark>Act, 15%</mark> of it, and 5% more."
