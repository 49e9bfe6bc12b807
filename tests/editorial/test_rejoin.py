"""Texts come back from passages; splitting them gives the passages again."""

import pytest
from hypothesis import given, strategies as st

from policyarchive.archive.passages import split
from policyarchive.editorial.rejoin import rejoin

TEXTS = {
    "articles under chapters": (
        "测试办法\n第一章 总则\n第一条 甲句。\n乙句。\n第二章 附则\n第二条 丙句。"
    ),
    "a history note and contents": (
        "测试条例\n（2021年1月1日第一次会议通过）\n目录\n第一章 总则\n第二章 附则\n"
        "第一章 总则\n第一条 甲句。\n第二章 附则\n第二条 乙句。"
    ),
    "an appendix on lines of its own": "第一条 甲句。\n附件\n清单\n甲\n乙",
    "an appendix in one line": "第一条 甲句。\n附件1 清单\n甲\n乙",
    "ordinals": "测试意见\n一、要求\n（一）甲句。\n（二）乙句。\n二、措施\n丙句。",
    "a bis article": "第一条 甲句。\n第一条之一 乙句。",
    "English": "Test Measures\nChapter I General\nArticle 1 One line.\nArticle 2 More.",
    "plain paragraphs": "甲句。\n乙句。",
    "nothing": "",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_of_this_shape_comes_back(text):
    language = "en" if text.isascii() and text else "zh-Hans"
    passages = split(text, language)
    rejoined = rejoin(passages, language)
    assert rejoined.is_same
    assert split(rejoined.body, language) == passages


def test_passages_that_no_text_gives_come_back_with_all_their_words():
    passages = split("第一条 甲句。\n第一条 乙句。", "zh-Hans")
    odd = [*passages, *passages]  # the second half would get other anchors
    rejoined = rejoin(odd, "zh-Hans")
    assert not rejoined.is_same
    assert rejoined.body.count("甲句。") == 2


_LINE = st.sampled_from(
    [
        *(
            "第一章 总则",
            "第一条 甲句。",
            "第二条",
            "第三条 丁句。",
            "附件",
            "附件2：表",
        ),
        *("一、要求", "（一）甲句。", "1. 乙", "丙句。", "目录", "附：说明", "序言"),
    ]
)


@given(st.lists(_LINE, max_size=12))
def test_no_word_is_lost_or_doubled(lines):
    passages = split("\n".join(lines), "zh-Hans")
    words = "".join(
        passage.label + passage.heading + passage.body for passage in passages
    )
    rejoined = rejoin(passages, "zh-Hans").body
    assert "".join(rejoined.split()) == "".join(words.split())
