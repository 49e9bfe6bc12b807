"""The query language: any text is a query, and repairs say what was done."""

import pytest
from hypothesis import given, strategies as st

from policyarchive.search.language import LONGEST, MOST_TERMS, Parsed, Term, parse


def words(parsed: Parsed) -> list[list[str]]:
    return [[term.text for term in group] for group in parsed.groups]


def codes(text: str) -> list[str]:
    return [repair.code for repair in parse(text).repairs]


def test_words_part_at_spaces_of_any_width():
    assert words(parse("数据出境　安全 law")) == [["数据出境"], ["安全"], ["law"]]


@pytest.mark.parametrize(
    "quoted", ['"data law"', "“data law”", "「data law」", "«data law»"]
)
def test_quotation_marks_of_any_sort_make_a_phrase(quoted):
    assert parse(quoted).groups == ((Term("data law", is_phrase=True),),)


def test_quotation_marks_within_a_word_are_punctuation():
    assert words(parse("关于“十四五”规划")) == [["关于“十四五”规划"]]


def test_or_joins_its_neighbours_only():
    assert words(parse("a b OR c | d e")) == [["a"], ["b", "c", "d"], ["e"]]


def test_lower_case_or_is_a_word():
    assert words(parse("all or nothing")) == [["all"], ["or"], ["nothing"]]


@pytest.mark.parametrize("excluded", ["-draft", "－draft", "NOT draft"])
def test_a_minus_or_not_leaves_out(excluded):
    parsed = parse(f"law {excluded}")
    assert words(parsed) == [["law"]]
    assert [term.text for term in parsed.excluded] == ["draft"]


def test_a_hyphen_within_a_word_leaves_nothing_out():
    assert words(parse("cross-border GB/T-1")) == [["cross-border"], ["GB/T-1"]]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("title:数据", Term("数据", "title")),
        ("Title: 数据", Term("数据", "title")),
        ("标题：数据", Term("数据", "title")),
        ('issuer:"State Council"', Term("State Council", "issuer", is_phrase=True)),
        ("文号:国发〔2017〕35号", Term("国发〔2017〕35号", "no")),
        ("条:21", Term("21", "art")),
        ("年份：2021", Term("2021", "year")),
    ],
)
def test_a_field_goes_by_its_names_in_both_languages(text, term):
    assert parse(text).groups == ((term,),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"open', "open-quote"),
        ("OR law", "operator-alone"),
        ("law OR", "operator-alone"),
        ("law NOT", "operator-alone"),
        ("a OR -b", "or-not"),
        ("title:", "field-alone"),
        ("colour:red", "unknown-field"),
        ("law ???", "nothing-in-it"),
        ("x" * (LONGEST + 1), "too-long"),
        ("x " * (MOST_TERMS + 1), "too-many"),
    ],
)
def test_a_repair_names_what_was_wrong(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    ["data law", '"data law" -draft', "a OR b", "https://x.example", "ark:99999/t1x"],
)
def test_a_sound_query_needs_no_repair(text):
    assert codes(text) == []


def test_a_query_without_anything_to_search_is_told_from_an_empty_one():
    assert parse("！？").is_unreadable
    assert not parse("  ").is_unreadable
    assert not parse("-draft").is_unreadable


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("数据 law", True),
        ('"a b"', True),
        ("a -b", False),
        ("a OR b", False),
        ("year:2021", False),
    ],
)
def test_only_words_and_phrases_can_be_a_name(text, is_plain):
    assert parse(text).is_plain is is_plain


@given(st.text())
def test_any_text_is_read(text):
    parsed = parse(text)
    assert parsed.groups or parsed.excluded or parsed.is_unreadable or not text.strip()


@given(st.text(alphabet=' "“”-|:：title年OR数a(+', max_size=40))
def test_any_heap_of_signs_is_read(text):
    for group in parse(text).groups:
        assert group
        assert all(term.text for term in group)
