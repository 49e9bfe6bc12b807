import re

import pytest
from hypothesis import given, strategies as st

from policyarchive.archive import headings, lookalikes
from policyarchive.archive.passages import Passage, split

# All sentences are made up; they have the shapes of legal texts and say nothing real.

LAW = """
（2031年1月5日第一届试验大会第二次会议通过　2033年3月6日修正）
目　录
第一章　总　　则
第二章　茶杯
　第一节　一般规定
　第二节　茶托
第三章　附　　则
第一章　总　　则
第一条　为了规范茶杯的摆放，制定本法。
第二条　本法所称茶杯，是指：
（一）有柄的；
（二）无柄的。
第二章　茶杯
第一节　一般规定
第三条　茶杯应当放稳。
第三条之一　放不稳的，依照第三条的规定处理。
第二节　茶托
第四条　茶托应当干燥。
第三章　附　　则
第五条　本法自2034年1月1日起施行。
""".strip()


def anchors(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.anchor for passage in passages]


def by_anchor(text: str, lang: str = "zh-Hans") -> dict[str, Passage]:
    return {passage.anchor: passage for passage in split(text, lang)}


def squeezed(text: str) -> str:
    return "".join(text.split())


def rejoined(passages: tuple[Passage, ...]) -> str:
    return squeezed("".join(p.label + p.heading + p.body for p in passages))


def test_a_law_is_split_at_its_chapters_sections_and_articles() -> None:
    assert anchors(split(LAW, "zh-Hans")) == [
        "history", "contents",
        "ch-1", "art-1", "art-2",
        "ch-2", "ch-2.sec-1", "art-3", "art-3-1", "ch-2.sec-2", "art-4",
        "ch-3", "art-5",
    ]  # fmt: skip


def test_a_contents_list_does_not_make_chapters() -> None:
    contents = by_anchor(LAW)["contents"]
    assert contents.label == "目　录"
    assert contents.body.count("\n") == 4


def test_an_unannounced_contents_list_is_found_by_its_repetition() -> None:
    contents = "第一章 甲\n第二章 乙\n第三章 丙\n"
    text = contents + "第一章 甲\n第一条 一。\n第二章 乙\n第二条 二。"
    assert anchors(split(text))[:2] == ["contents", "ch-1"]


def test_headings_keep_their_printed_form_and_know_their_path() -> None:
    article = by_anchor(LAW)["art-4"]
    assert (article.label, article.path) == ("第四条", ("ch-2", "ch-2.sec-2"))
    assert by_anchor(LAW)["ch-1"].heading == "总　　则"


def test_items_stay_in_their_article() -> None:
    assert by_anchor(LAW)["art-2"].body == (
        "本法所称茶杯，是指：\n（一）有柄的；\n（二）无柄的。"
    )


def test_the_translation_of_a_law_has_the_same_anchors() -> None:
    english = """
    (Adopted at the Second Session of the First Trial Congress on January 5, 2031)
    CONTENTS
    Chapter I General Provisions
    Chapter II Cups
    Section 1 Ordinary Rules
    Section 2 Saucers
    Chapter III Supplementary Provisions
    Chapter I General Provisions
    Article 1 This Law is made to order the placing of cups.
    Article 2 In this Law a cup is:
    (1) one with a handle;
    (2) one without.
    Chapter II Cups
    Section 1 Ordinary Rules
    Article 3 Cups shall stand firmly.
    Article 3-1 Those that do not are handled under Article 3.
    Section 2 Saucers
    Article 4 Saucers shall be dry.
    Chapter III Supplementary Provisions
    Article 5 This Law takes effect on January 1, 2034.
    """
    assert anchors(split(english, "en")) == anchors(split(LAW, "zh-Hans"))


def test_a_traditional_text_has_the_same_anchors() -> None:
    text = (
        "第一章　總則\n第一節　通則\n第一條　甲。\n第二條　乙。\n附錄一\n" + "表。" * 40
    )
    assert anchors(split(text, "zh-Hant")) == [
        "ch-1", "ch-1.sec-1", "art-1", "art-2", "app-1", "app-1.p-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "第二条　茶杯应当放稳。",
        "第二条 茶杯应当放稳。",
        "第二条茶杯应当放稳。",
        "第二条\n茶杯应当放稳。",
        "**第二条**　茶杯应当放稳。",
        "第２条　茶杯应当放稳。",
        "第 二 条 茶杯应当放稳。".replace("第 二 条", "第二条"),
        "\u3000\u3000第二条\u3000茶杯应当放稳。",
        "\ufeff第二条\u00a0茶杯应当放稳。",
    ],
)
def test_an_article_is_known_however_its_number_is_set(line: str) -> None:
    passages = by_anchor(f"第一条　为了试验，制定本法。\n{line}")
    assert passages["art-2"].body == "茶杯应当放稳。"


@pytest.mark.parametrize(
    ("number", "anchor"),
    [
        ("第一百零一条", "art-101"),
        ("第一百〇一条", "art-101"),
        ("第二百条", "art-200"),
        ("第一百二十条之二", "art-120-2"),
        ("第101条", "art-101"),
    ],
)
def test_article_numbers_are_read(number: str, anchor: str) -> None:
    assert anchors(split(f"{number}　茶杯应当放稳。")) == [anchor]


@pytest.mark.parametrize(
    "line",
    [
        "第九条的规定也适用于茶壶。",
        "第九条、第十条不适用于茶壶。",
        "第九条第二款不适用于茶壶。",
        "第九条规定的茶壶除外。",
        "第九条中的茶壶除外。",
        "第九条修改为：“茶壶除外。”",
    ],
)
def test_a_reference_at_the_start_of_a_line_is_no_article(line: str) -> None:
    text = f"第一条　甲。\n第二条　乙。\n{line}"
    assert anchors(split(text)) == ["art-1", "art-2"]


def test_a_reference_after_a_hard_line_break_is_no_article() -> None:
    text = "第一条　甲。\n第二条　应当依照茶具法\n第九条 的规定处理。"
    assert anchors(split(text)) == ["art-1", "art-2"]


def test_an_article_that_names_the_state_is_not_taken_for_a_reference() -> None:
    text = "第一条为了试验，制定本法。\n第二条中华人民共和国境内的茶杯适用本法。"
    assert anchors(split(text)) == ["art-1", "art-2"]


def test_articles_quoted_by_an_amending_decision_are_not_its_own() -> None:
    text = """关于修改茶具法的决定
一、将第十条修改为：
“第十条　茶杯应当放稳。
第十一条　茶托应当干燥。”
二、增加一条，作为第十二条：“第十二条　茶壶应当有盖。
茶壶盖应当合适。”
三、本决定自公布之日起施行。"""
    passages = split(text, "zh-Hans")
    assert anchors(passages) == ["p-1", "p-2", "p-3", "p-4"]
    assert "第十一条" in passages[1].body


def test_a_law_printed_after_the_decision_that_amends_it_keeps_its_articles() -> None:
    text = """一、将第一条修改为：“第一条　旧的。”
二、本决定自公布之日起施行。
茶具法
第一条　新的。
第二条　照旧。"""
    assert anchors(split(text, "zh-Hans"))[-2:] == ["art-1", "art-2"]


def test_a_quotation_that_is_never_closed_does_not_swallow_the_text() -> None:
    body = "\n".join(f"第{number}条　规则甲。" for number in range(3, 200))
    text = f"第一条　甲。\n第二条　修改为：“乙。\n{body}"
    assert "art-199" in by_anchor(text)


def test_sections_start_anew_in_each_chapter() -> None:
    text = (
        "第一章 甲\n第一节 子\n第一条 一。\n第二章 乙\n第一节 丑\n第二条 二。\n"
        "第二节 寅\n第三条 三。"
    )
    assert {"ch-1.sec-1", "ch-2.sec-1", "ch-2.sec-2"} <= set(anchors(split(text)))


def test_chapters_that_start_anew_in_each_part_are_named_by_part() -> None:
    text = (
        "第一编 甲\n第一章 子\n第一条 一。\n第二编 乙\n第一章 丑\n第二条 二。\n"
        "第一节 寅\n第三条 三。"
    )
    assert anchors(split(text)) == [
        "pt-1", "pt-1.ch-1", "art-1",
        "pt-2", "pt-2.ch-1", "art-2", "pt-2.ch-1.sec-1", "art-3",
    ]  # fmt: skip


def test_chapters_that_run_on_through_the_parts_keep_short_anchors() -> None:
    text = "第一编 甲\n第一章 子\n第一条 一。\n第二编 乙\n第二章 丑\n第二条 二。"
    assert anchors(split(text)) == ["pt-1", "ch-1", "art-1", "pt-2", "ch-2", "art-2"]


def test_subparts_stand_under_their_part() -> None:
    text = "第一编 甲\n第一分编 子\n第一条 一。\n第二分编 丑\n第二条 二。"
    assert anchors(split(text)) == [
        "pt-1",
        "pt-1.sub-1",
        "art-1",
        "pt-1.sub-2",
        "art-2",
    ]


def test_a_heading_on_the_line_after_its_number_belongs_to_it() -> None:
    chapter = by_anchor("第一章\n总　则\n第一条　甲。")["ch-1"]
    assert (chapter.label, chapter.heading) == ("第一章", "总　则")


def test_headings_with_ordinals_between_articles_are_sections() -> None:
    items = "第二条 乙：\n（一）子；\n（二）丑。\n"
    text = f"一、一般规定\n第一条 甲。\n{items}二、其他\n第三条 丙。"
    assert anchors(split(text)) == ["sec-1", "art-1", "art-2", "sec-2", "art-3"]


def test_a_preamble_is_a_heading_of_its_own() -> None:
    text = "序言\n茶的历史很长。\n第一章 总纲\n第一条 甲。"
    passages = by_anchor(text)
    assert list(passages) == ["preamble", "p-1", "ch-1", "art-1"]
    assert passages["p-1"].path == ("preamble",)


def test_an_appendix_opens_its_own_numbering() -> None:
    table = "\n".join(f"第{n}条 附表的规则甲乙丙丁戊己庚辛壬癸。" for n in "一二三四")
    text = f"第一条 甲。\n第二条 乙。\n附件1：茶具目录\n{table}"
    assert anchors(split(text)) == [
        "art-1", "art-2", "app-1",
        "app-1.art-1", "app-1.art-2", "app-1.art-3", "app-1.art-4",
    ]  # fmt: skip


def test_a_list_of_attachments_is_no_appendix() -> None:
    text = "请遵照执行。\n附件：1.茶具目录\n2.茶壶目录\n茶叶部\n2031年5月6日"
    assert not any(passage.level == "appendix" for passage in split(text))


def test_a_text_without_articles_has_numbered_paragraphs_under_its_headings() -> None:
    text = """各地茶叶局：
一、总体要求
坚持好茶。
（一）发展目标
到2035年，人人有茶。
二、保障措施
（二）加强领导。各地要重视茶叶。"""
    passages = by_anchor(text)
    assert list(passages) == [f"p-{number}" for number in range(1, 8)]
    assert (passages["p-2"].level, passages["p-2"].heading) == ("heading", "总体要求")
    assert passages["p-5"].path == ("p-2", "p-4")
    assert passages["p-7"].label == "（二）"
    assert passages["p-7"].path == ("p-6",)


def test_sections_hold_the_text_where_there_are_no_articles() -> None:
    sections = "Section 1. (a) Cups are blue.\n(b) Or red.\nSec. 2. End."
    text = f"By the authority of tea:\n{sections}"
    passages = by_anchor(text, "en")
    assert list(passages) == ["p-1", "sec-1", "sec-2"]
    assert passages["sec-1"].body == "(a) Cups are blue.\n(b) Or red."


def test_an_english_reference_at_the_start_of_a_line_is_no_section() -> None:
    reference = "section 301 of title 3 applies."
    text = f"Section 1. Under the law of tea,\n{reference}\nSec. 2. End."
    assert anchors(split(text, "en")) == ["sec-1", "sec-2"]


def test_an_english_article_keeps_its_heading_apart() -> None:
    text = "Article 1 Purpose\nThis Law is about tea.\nArticle 2 Scope\nAll tea."
    first = by_anchor(text, "en")["art-1"]
    assert (first.heading, first.body) == ("Purpose", "This Law is about tea.")


def test_an_article_number_used_twice_is_marked_not_dropped() -> None:
    text = "第一条 甲。\n第二条 乙。\n第一条 丙。\n第二条 丁。"
    assert anchors(split(text)) == ["art-1", "art-2", "art-1.dup-2", "art-2.dup-2"]


def test_look_alike_radicals_are_mended() -> None:
    assert by_anchor("第⼀条　⼈⼯智能。")["art-1"].body == "人工智能。"


def test_an_empty_text_has_no_passages() -> None:
    assert split("", "zh-Hans") == ()


_PIECES = st.sampled_from(
    [
        "第一章　总则", "第二章 茶杯", "第一编 甲", "第一分编 乙", "第一节 丙",
        "目　录",
        "第一条　甲。", "第二条 乙：", "第二条之一　丙。", "第三条丁。", "第四条",
        "第九条的规定", "“第五条　戊。", "己。”", "将第五条修改为：", "附件1", "附：庚",
        "附件：1.辛", "一、壬", "（一）癸；", "1. 子", "①丑", "序言", "2031年5月6日",
        "（2031年1月5日通过）", "（2031年1月5日第一届", "会议通过）", "", "  ", "正文",
        "Article 1 Tea", "Section 2. Cups", "Chapter IV", "Annex A", "Part one",
        "I. General", "⼈⼯", "**第六条** 寅", "第一条",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40), st.sampled_from(["", "zh-Hans", "en"]))
def test_no_word_is_lost_and_no_anchor_stands_twice(
    lines: list[str], lang: str
) -> None:
    passages = split(lines, lang)
    kept = "".join(headings.tidy(lookalikes.mend(line)) for line in lines)
    assert rejoined(passages) == squeezed(kept)
    assert len(set(anchors(passages))) == len(passages)
    assert all(re.fullmatch(r"[a-z0-9.-]+", passage.anchor) for passage in passages)


@given(st.text(max_size=400))
def test_any_text_at_all_is_split_without_loss(text: str) -> None:
    kept = "".join(headings.tidy(lookalikes.mend(line)) for line in text.splitlines())
    assert rejoined(split(text)) == squeezed(kept)
