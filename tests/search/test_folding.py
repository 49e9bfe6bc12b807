"""Folding: one plain form for the index, the query and the marks."""

from itertools import pairwise

import opencc
import pytest
from hypothesis import given, strategies as st

from policyarchive.search.folding import Unfolder, fold

# Signs that fold in every way there is, and some that do not.
TRICKY = (
    "⼈⻅⺠個體後臺総ＡｂÉé㈠①½ﬁİßςΣ〇○　 \t\n\r\u200b\ue000\u00ad"
    "，。:(《数据安全法ab12"
)


@pytest.mark.parametrize(
    ("given_text", "plain"),
    [
        ("⼈⼯智能", "人工智能"),
        ("⻅⺠⻔⻚⻋⻛⻬", "见民门页车风齐"),
        ("個人信息保護法", "个人信息保护法"),
        ("瞭解、答覆、隨著", "了解、答复、随着"),
        ("衞生綫裡", "卫生线里"),
        ("ＡＢＣ１２３", "abc123"),
        ("Zhōngguó Café", "zhongguo cafe"),
        ("二○二一年", "二〇二一年"),
        ("数\u200b据\ufeff安\ue001全", "数据安全"),
        ("第一章　总　　则", "第一章总则"),
        ("国务院 第 41 次会议", "国务院第 41 次会议"),
        ("姓名\t张三", "姓名\t张三"),
        ("甲\r乙\u2028丙", "甲\n乙\n丙"),
        ("５％", "5%"),
    ],
)
def test_a_text_folds_to_its_plain_form(given_text, plain):
    assert fold(given_text) == plain


def test_spaces_between_words_stay():
    assert fold("Data  Security 法 条") == "data  security 法条"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_part_folds_like_the_whole(one, other):
    # A line end, so that no space falls out between the parts.
    assert fold(f"{one}\n{other}") == f"{fold(one)}\n{fold(other)}"


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_the_traditional_spelling_of_a_sentence_folds_to_the_simplified(script):
    sentence = (
        "国务院有关部门应当依照职责了解情况并答复，台湾、香港发展规划，软件里面的着力点"
    )
    assert fold(opencc.OpenCC(script).convert(sentence)) == fold(sentence)


@given(st.text(alphabet=TRICKY), st.data())
def test_every_sign_of_the_folded_text_is_found_again_in_the_original(text, data):
    folded = fold(text)
    if not folded:
        return
    at = data.draw(st.integers(0, len(folded) - 1))
    start, end = Unfolder(text, folded).span(at, at + 1)
    assert 0 <= start < end <= len(text)
    assert folded[at] in fold(text[start:end])


@given(st.text(alphabet=TRICKY), st.data())
def test_parts_of_the_original_follow_the_parts_of_the_folded_text(text, data):
    folded = fold(text)
    places = sorted(data.draw(st.lists(st.integers(0, len(folded)), max_size=6)))
    unfolder = Unfolder(text, folded)
    spans = [unfolder.span(a, b) for a, b in pairwise(places) if a < b]
    assert spans == sorted(spans)


def test_the_mark_of_a_word_covers_what_stands_within_it():
    text = "公共 数\u200b据"
    start, end = Unfolder(text, fold(text)).span(0, 4)
    assert text[start:end] == text


def test_a_mark_takes_the_diacritics_with_the_letter():
    text = "cafe\u0301 noir"
    assert Unfolder(text, fold(text)).span(0, 4) == (0, 5)


def test_a_plain_text_needs_no_way_back():
    assert Unfolder("数据ABC", "数据abc").span(2, 5) == (2, 5)
