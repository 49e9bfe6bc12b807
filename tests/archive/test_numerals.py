import pytest
from hypothesis import given, strategies as st

from policyarchive.archive.numerals import from_roman, to_int

_SIGNS = "〇一二三四五六七八九"


def spell(number: int) -> str:
    """The usual written form of a number below ten thousand."""
    words, zero = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if digit:
            words += ("零" if zero and words else "") + _SIGNS[digit] + unit
        zero = not digit
    return words


@given(st.integers(min_value=1, max_value=9999))
def test_every_spoken_number_is_read(number: int) -> None:
    assert to_int(spell(number)) == number


@given(st.integers(min_value=0, max_value=99999))
def test_every_number_in_place_value_is_read(number: int) -> None:
    assert to_int("".join(_SIGNS[int(digit)] for digit in str(number))) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("百二十", 120),
        ("两百零三", 203),
        ("二○二一", 2021),
        ("二〇二一", 2021),
        ("１２", 12),
        ("廿三", 23),
        ("一万零五", 10005),
        ("二 十 一", 21),
        ("2千", 2000),
    ],
)
def test_the_forms_seen_in_print(text: str, number: int) -> None:
    assert to_int(text) == number


@pytest.mark.parametrize("text", ["", "条", "十条", "abc"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        to_int(text)


def test_roman_numerals_are_read() -> None:
    assert [from_roman(text) for text in ("I", "iv", "IX", "XLII")] == [1, 4, 9, 42]


@pytest.mark.parametrize("text", ["", "IIII", "ABC"])
def test_what_is_no_roman_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Roman"):
        from_roman(text)
