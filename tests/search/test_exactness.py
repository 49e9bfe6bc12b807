"""Exact is exact: the index finds a text if, and only if, it holds the words.

Checked against a plain scan of the folded texts, and against the marks, which go by
patterns of their own.
"""

import re

import pytest
from hypothesis import given, settings, strategies as st

from policyarchive.search.engine import Every, Has, Without
from policyarchive.search.folding import HAN, fold
from policyarchive.search.needles import Needle
from policyarchive.search.tokens import phrase
from tests.search.made import arks, index_of, row_of

TEXTS = (
    "第一条 为了规范数据处理活动，保障数据安全，促进数据开发利用，制定本办法。",
    "第一条 国家建立数据分类分级保护制度。\n第二条 国务院 第 41 次常务会议通过。",
    "各部门应当加强数 据安全管理，落实AI治理与5G网络要求。",
    "數據安全審查辦法：網絡平臺運營者應當申報。",
    "The Measures govern cross-border data flows. Data processors report exports.",
    "重要数据出境须申报，重要数据目录由主管部门制定《数据目录》。",
    "附件\n数据\n安全",
    "Under § 21 of the Act, 15% of the 1,000 units to be or not to be told by 2025.",
    "Units of the Act are reported under section 21; 215 of 100 are to be.",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    rows = [row_of(text, ark=f"ark:99999/t{n}") for n, text in enumerate(TEXTS)]
    return index_of(tmp_path_factory.mktemp("exact"), *rows)


def found(index, words, field="all"):
    return {int(a[-1]) for a in arks(index, Has(field, phrase(fold(words))))}


def holding(words):
    plain = fold(words)
    return {n for n, text in enumerate(TEXTS) if plain in fold(text)}


@given(st.data())
@settings(
    max_examples=300,
)
def test_any_chinese_substring_is_found_where_it_stands_and_nowhere_else(index, data):
    text = data.draw(st.sampled_from(TEXTS))
    runs = re.findall(f"[{HAN}]+", fold(text)) or ["数据"]
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    words = run[start : start + data.draw(st.integers(1, 8))]
    assert found(index, words) == holding(words)


@given(st.text(alphabet="数据安全目录国家第条", min_size=1, max_size=4))
def test_any_characters_at_all_are_found_exactly(index, words):
    assert found(index, words) == holding(words)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("數據安全", {0, 2, 3}),
        ("AI治", {2}),
        ("第41次", {1}),
        ("实AI", {2}),
        ("5G网络", {2}),
        ("定《数据目录", {5}),
        ("安全，促进", {0}),
        ("安全促进", set()),
        ("cross-border data", {4}),
        ("border data flow", set()),
        ("flows. Data", {4}),
        ("data processor", set()),
    ],
)
def test_runs_words_and_punctuation_are_found_as_written(index, words, where):
    assert found(index, words) == where


WORD = re.compile(r"[§%]|[\d,]*\d|[a-z]+")


@given(st.data())
@settings(
    max_examples=200,
)
def test_english_phrases_numbers_and_signs_are_found_as_written(index, data):
    words = WORD.findall(fold(data.draw(st.sampled_from(TEXTS[4:5] + TEXTS[7:]))))
    start = data.draw(st.integers(0, len(words) - 1))
    asked = words[start : start + data.draw(st.integers(1, 6))]
    standing = {
        n
        for n, text in enumerate(TEXTS)
        for found_words in [WORD.findall(fold(text))]
        for at in range(len(found_words))
        if found_words[at : at + len(asked)] == asked
    }
    assert found(index, " ".join(asked)) == standing


def test_stop_words_numbers_and_section_signs_tell_phrases_apart(index):
    assert found(index, "to be or not to be") == {7}
    assert found(index, "§ 21") == found(index, "§21") == {7}
    assert found(index, "21") == {7, 8}
    assert found(index, "15%") == {7}
    assert found(index, "1000") == found(index, "1,000") == {7}


@given(st.data())
@settings(
    max_examples=150,
)
def test_what_is_excluded_is_nowhere_in_what_is_found(index, data):
    text = fold(data.draw(st.sampled_from(TEXTS)))
    run = data.draw(st.sampled_from(re.findall(f"[{HAN}]+", text) or ["数据"]))
    words = run[: data.draw(st.integers(1, 4))]
    rest = arks(index, Without(Has("all", phrase(words))))
    assert {int(ark[-1]) for ark in rest} == set(range(len(TEXTS))) - holding(words)


def test_no_phrase_goes_from_one_passage_or_line_to_the_next(index):
    assert 6 not in found(index, "数据安全")
    assert found(index, "制度第二条") == set()


def test_english_words_are_found_by_stem_in_one_field_only(index):
    asked = phrase(fold("report export")).stemmed()
    assert arks(index, Has("stem", asked)) == {"ark:99999/t4"}
    assert found(index, "export") == set()
    assert found(index, "exports") == {4}


def test_all_words_may_stand_in_different_passages(index):
    both = Every((Has("all", phrase("分类分级")), Has("all", phrase("常务会议"))))
    assert arks(index, both) == {"ark:99999/t1"}


def test_an_excluded_word_removes_an_entry_when_any_passage_holds_it(index):
    asked = Every((Has("all", phrase("数据")), Without(Has("all", phrase("常务会议")))))
    assert "ark:99999/t1" not in arks(index, asked)
    assert "ark:99999/t0" in arks(index, asked)


@given(st.data())
@settings(
    max_examples=200,
)
def test_what_the_index_finds_is_what_gets_marked(index, data):
    text = fold(data.draw(st.sampled_from(TEXTS)))
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : start + data.draw(st.integers(1, 9))].strip()
    asked = phrase(words)
    if not asked.tokens:
        return
    needle = Needle(0, asked, words)
    marked = {
        n
        for n, one in enumerate(TEXTS)
        if any(list(needle.spans(part)) for part in row_of(one).bodies)
    }
    assert found(index, words) == marked
