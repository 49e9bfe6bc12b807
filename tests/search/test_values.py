"""Values of fields: codes by label, years, articles."""

import pytest

from policyarchive.search import values


@pytest.mark.parametrize(
    ("field", "value", "codes"),
    [
        ("type", "law", ("law",)),
        ("type", "法律", ("law",)),
        ("type", "Department rule", ("department-rule",)),
        ("type", "會議", ("meeting",)),
        ("status", "現行有效", ("in-force",)),
        ("status", "none", ("none",)),
        ("language", "zh", ("zh-Hans", "zh-Hant")),
        ("language", "English", ("en",)),
        ("level", "nonsense", ()),
    ],
)
def test_a_code_is_named_by_itself_or_by_a_label(field, value, codes):
    assert values.codes(field, value) == codes


@pytest.mark.parametrize(
    ("value", "years"),
    [
        ("2021", ("2021",)),
        ("2021年", ("2021",)),
        ("2019-2021", ("2019", "2020", "2021")),
        ("2021..2019", ("2019", "2020", "2021")),
        ("２０２０至２０２１", ("2020", "2021")),
        ("none", ("none",)),
        ("21", ()),
        ("last", ()),
    ],
)
def test_years_are_read(value, years):
    assert values.years(value) == years


def test_a_range_of_years_has_an_end():
    assert len(values.years("1000-9999")) == values.MOST_YEARS + 1


@pytest.mark.parametrize(
    ("value", "anchor"),
    [
        ("21", "art-21"),
        ("art-21", "art-21"),
        ("Article 21", "art-21"),
        ("第二十一条", "art-21"),
        ("第二十一條之一", "art-21-1"),
        ("21-1", "art-21-1"),
        ("二十一", "art-21"),
        ("art-", ""),
        ("some", ""),
    ],
)
def test_an_article_is_read(value, anchor):
    assert values.article(value) == anchor


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("数据安全法第二十一条", ("数据安全法", "art-21")),
        ("數據安全法 第21條第一款", ("数据安全法", "art-21")),
        ("反间谍法第十条之一", ("反间谍法", "art-10-1")),
        ("个保法 38条", ("个保法", "art-38")),
        ("PIPL art. 38(1)", ("pipl", "art-38")),
        ("Article 21 of the Data Security Law", ("data security law", "art-21")),
        ("Art. 38 PIPL", ("pipl", "art-38")),
        ("数据安全法实施条例", ("", "")),
        ("第二十一条", ("", "")),
        ("smart 21", ("", "")),
        ("article 21", ("", "")),
    ],
)
def test_words_may_cite_an_article_of_a_name(words, cited):
    assert values.name_and_article(words) == cited
