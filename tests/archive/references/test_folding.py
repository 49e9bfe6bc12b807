"""The plain form of texts and names, and the way back."""

import pytest
from hypothesis import given, strategies as st

from policyarchive.archive.references.folding import fold, plain


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＰＩＰＬ（２０１７）", "pipl(2017)"),
        ("個人資訊", "个人资讯"),
        ("⼈⼯智能⺠⽤", "人工智能民用"),
        ("“某”‘某’「某」", '"某"\'某\'"某"'),
        ("2021—2025，〈甲〉", "2021-2025,《甲》"),
        ("国发﹝2017﹞", "国发〔2017〕"),
        ("ﬁnance Ⅱ", "ﬁnance ⅱ"),
    ],
)
def test_variants_of_a_sign_become_one_sign(written, folded):
    assert plain(written) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("国 务 院 令 第 790 号", "国务院令第790号"),
        ("算\n法推荐", "算法推荐"),
        ("总　　则", "总则"),
        ("数据\u200b安全", "数据安全"),
        ("Data Security 法", "data security法"),
        ("two words", "two words"),
    ],
)
def test_spaces_inside_chinese_words_fall_out(written, folded):
    assert plain(written) == folded


@pytest.mark.parametrize(
    "text",
    [
        "按规定办理。\n本法自公布之日起施行",
        "暂行办法\n第三条 本办法所称",
        "通知\n一、总体要求",
        "上一段\n\n下一段",
    ],
)
def test_lines_are_not_joined_where_a_sentence_or_unit_ends(text):
    assert "\n" in plain(text)


def test_a_title_is_joined_over_any_line_ends():
    assert plain("《某省数\n\n\n据条例》") == "《某省数据条例》"


def test_the_way_back_leads_to_what_was_written():
    text = "依 照《數據\n安全法》办"
    folded = fold(text)
    start = folded.text.index("《")
    end = folded.text.index("》") + 1
    assert folded.written(start, end) == "《數據\n安全法》"
    assert folded.text[folded.index(text.index("《"))] == "《"


@given(st.text(alphabet="国法A1 \n《》（a.\u200bİßΣ。", max_size=60))
def test_every_sign_that_is_kept_knows_its_place(text):
    folded = fold(text)
    places = [folded.place(index) for index in range(len(folded.text))]
    assert places == sorted(set(places))
    assert all(folded.index(place) == index for index, place in enumerate(places))
    assert all(0 <= place < len(text) for place in places)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    once = fold(text).text
    assert fold(once).text == once
