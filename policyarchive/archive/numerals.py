"""Numbers as Chinese and English legal texts print them, read as integers.

Chinese legal numbering mixes the place-value form (二〇二一), the spoken form
(二百零三, 两百零三), full-width and plain digits; English texts add Roman numerals.
Pure: no database.
"""

import re
from functools import lru_cache

_DIGITS: dict[str, int] = {
    **dict(zip("〇零○Ｏ一二三四五六七八九", (0, 0, 0, *range(10)), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "两": 2,
    "兩": 2,
}
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = re.compile(
    r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE
)

CHINESE = "〇零○Ｏ一二三四五六七八九十百千两兩廿卅"
"""The signs a Chinese article or chapter number is written with (万 never occurs)."""

NUMERAL = rf"(?:[{CHINESE}]{{1,12}}|[0-9０-９]{{1,5}})"
"""A regular expression for one number, Chinese or in digits of either width."""


@lru_cache(maxsize=4096)
def to_int(text: str) -> int:
    """Return the number a numeral states; ValueError when it states none."""
    numeral = "".join(text.split()).translate(_TENS)
    if numeral.isdecimal():  # also full-width digits
        return int(numeral)
    if not numeral:
        raise ValueError("There is no number here.")
    if any(sign in _UNITS or sign in _GROUPS for sign in numeral):
        return _spoken(numeral)
    return _placed(numeral)


def _placed(numeral: str) -> int:
    total = 0
    for sign in numeral:
        total = total * 10 + _digit(sign, numeral)
    return total


def _spoken(numeral: str) -> int:
    total = section = digit = 0
    for sign in numeral:
        if sign in _GROUPS:
            total = (total + section + digit) * _GROUPS[sign]
            section = digit = 0
        elif sign in _UNITS:
            # 十二 and 百二十 leave out the leading 一
            section += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _digit(sign, numeral)
    return total + section + digit


def _digit(sign: str, numeral: str) -> int:
    if sign.isdecimal():
        return int(sign)
    try:
        return _DIGITS[sign]
    except KeyError:
        raise ValueError(f"“{numeral}” is not a number.") from None


def from_roman(text: str) -> int:
    """Return the number a Roman numeral states; ValueError when it is none."""
    numeral = text.strip().upper()
    if not numeral or not _ROMAN_FORM.fullmatch(numeral):
        raise ValueError(f"“{text}” is not a Roman numeral.")
    total = 0
    for here, after in zip(numeral, [*numeral[1:], ""], strict=True):
        value = _ROMAN[here]
        total += -value if after and _ROMAN[after] > value else value
    return total
