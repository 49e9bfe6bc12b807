"""The words that templates use."""

import pytest

from policyarchive.public.templatetags import archive


def test_every_chinese_run_says_its_language():
    assert archive.runs("The law 数据安全法 (DSL) <b>") == (
        'The law <span lang="zh-Hans">数据安全法</span> (DSL) &lt;b&gt;'
    )


def test_a_chinese_run_holds_its_digits_and_marks():
    assert archive.runs("国发〔2017〕35号") == (
        '<span lang="zh-Hans">国发〔2017〕35号</span>'
    )


def test_a_long_title_may_break_at_its_seams():
    assert archive.seams("中华人民共和国数据安全法（草案）") == (
        "中华人民共和国<wbr>数据安全法<wbr>（草案）"
    )


def test_a_title_is_escaped():
    assert archive.seams("甲<乙") == "甲&lt;乙"


@pytest.mark.parametrize(
    ("edtf", "read"),
    [
        ("2021-06-10", "2021-06-10"),
        ("2021-11", "2021-11"),
        ("2021?", "2021 (uncertain)"),
        ("2021~", "2021 (about)"),
        ("2021-06/2021-08", "2021-06 to 2021-08"),
        ("2021/..", "from 2021"),
        ("../2021", "until 2021"),
    ],
)
def test_a_date_is_read_out(edtf, read):
    assert archive.day(edtf) == read


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (120, "120")],
)
def test_a_version_has_a_chinese_number(number, chinese):
    assert archive.ordinal_zh(number) == chinese


def test_an_unknown_status_is_shown_as_found():
    assert archive.shape("in-force") == "in-force"
    assert archive.shape("of-a-stranger") == "as-found"


def test_a_hash_is_grouped():
    assert archive.grouped("0123456789abcdef0123") == "0123456789abcdef<wbr>0123"


def test_only_an_address_is_followed():
    assert archive.is_address("https://www.example.org/a")
    assert not archive.is_address("javascript:alert(1)")
    assert archive.host("https://www.example.org/a") == "example.org"


def test_an_address_may_break_after_its_slashes_and_nothing_else_does():
    assert archive.wbr_path("X[EB/OL]. https://a.example/b/c.") == (
        "X[EB/OL]. https://a.example/<wbr>b/<wbr>c."
    )
    assert archive.wbr_path("https://a.example/") == "https://a.example/"


@pytest.mark.parametrize(
    ("anchor", "read"),
    [
        ("art-21", "Article 21"),
        ("art-21-1", "Article 21-1"),
        ("ch-3.sec-2", "Chapter 3, Section 2"),
        ("p-12", "Paragraph 12"),
        ("summary", "summary"),
    ],
)
def test_an_anchor_is_read_out(anchor, read):
    assert archive.place(anchor) == read


@pytest.mark.parametrize(
    ("anchor", "name"),
    [
        ("p-3", "¶ 3"),
        ("art-21", "Art. 21"),
        ("ch-3.sec-2", "Sec. 2"),
        ("preamble", "preamble"),
    ],
)
def test_a_passage_without_a_label_is_named_by_its_anchor(anchor, name):
    assert archive.passage_name(anchor) == name
