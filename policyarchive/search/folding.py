"""Folding: the same plain form of a text for the index, the query and the marks.

Look-alike radicals, width, case, diacritics, traditional and variant characters are
folded sign by sign, so that a part of a text folds to a part of the folded text;
zero-width and private-use signs fall out, and so do spaces between Chinese characters,
where they mean nothing (``总　　则``, ``国务院 第 41 次``). Punctuation stays: tokens
take every mark alike. Pure: no database.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate

import opencc

from policyarchive.archive.lookalikes import mend

# Scripts written without spaces: Han, kana, Hangul, bopomofo.
HAN = (
    "\u3005\u3007\u3021-\u3029\u3040-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
_GAP = re.compile(f"(?<=[{HAN}]) +(?=[{HAN}])")

# The circle that typists use for zero in years (二○二一); the final sigma; and variants
# that OpenCC tells apart by the word they stand in (答覆 is 答复, 覆盖 is 覆盖), as
# signs alone cannot.
_OWN = {"\u25cb": "〇", "\u25ef": "〇", "ς": "σ"} | dict(
    zip("覆瞭著藉濬甦暱揹伕薰鲶迳", "复了着借浚苏昵背夫熏鲇径", strict=True)
)
_SIGNS = {"％": "%", "＆": "&"}
_LINE = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Unassigned, private, surrogate, format and control signs say nothing a reader sees.
_UNSEEN = frozenset(("Cn", "Co", "Cs", "Cf", "Cc"))
_DIACRITICS = re.compile("[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


Span = tuple[int, int]


class _Table(dict[int, str]):
    """What each sign folds to, for ``str.translate``; worked out when first met."""

    def __missing__(self, point: int) -> str:
        plain = "".join(map(_plain, chr(point).lower()))
        self[point] = plain
        return plain


class _Odd(dict[int, str]):
    """Leaves of a text only the signs that do not fold to just one."""

    def __missing__(self, point: int) -> str:
        odd = "" if len(_TABLE[point]) == 1 else chr(point)
        self[point] = odd
        return odd


_TABLE = _Table()
_ODD = _Odd()


def fold(text: str) -> str:
    """Return the plain form of a text."""
    plain = text.translate(_TABLE)
    return _GAP.sub("", plain) if " " in plain else plain


class Unfolder:
    """The way back from a folded text to the original.

    Lines fold one by one, so only the lines that are asked about are gone through.
    """

    def __init__(self, text: str, folded: str) -> None:
        self._text = text
        self._is_plain = len(folded) == len(text) and folded == text.lower()
        if self._is_plain:
            return
        self._lines = _LINE.split(text)
        self._starts = _line_starts(self._lines)
        self._folded_lines = folded.split("\n")
        self._folded_starts = _line_starts(self._folded_lines)
        self._places: dict[int, Sequence[int]] = {}

    def span(self, start: int, end: int) -> Span:
        """Return the part of the original that a part of the folded text comes from."""
        if self._is_plain or start >= end:
            return start, end
        after = self._place(end - 1) + 1
        # A diacritic belongs to the letter it stands on.
        while after < len(self._text) and _DIACRITICS.match(self._text[after]):
            after += 1
        return self._place(start), after

    def _place(self, at: int) -> int:
        """Return where a sign of the folded text stood in the original."""
        number = bisect_right(self._folded_starts, at) - 1
        if number not in self._places:
            line, folded = self._lines[number], self._folded_lines[number]
            self._places[number] = _places(line, len(folded))
        within = at - self._folded_starts[number]
        return self._starts[number] + self._places[number][within]


def _line_starts(lines: Iterable[str]) -> list[int]:
    return list(accumulate((len(line) + 1 for line in lines), initial=0))


def _places(line: str, length: int) -> Sequence[int]:
    """Return where each sign of a folded line stood, and the length of the line.

    ``length`` is that of the folded line.
    """
    places: Sequence[int] = range(len(line))
    if line.translate(_ODD):
        places = [at for at, sign in enumerate(line) for _ in _TABLE[ord(sign)]]
    elif length == len(line):
        return range(length + 1)  # sign for sign, and nothing fell out
    plain = line.translate(_TABLE)
    if " " not in plain:
        return (*places, len(line))
    kept: list[int] = []
    at = 0
    for gap in _GAP.finditer(plain):
        kept += places[at : gap.start()]
        at = gap.end()
    return (*kept, *places[at:], len(line))


def _plain(sign: str) -> str:
    """Return what one lower-case sign folds to; a result folds to itself."""
    plain = _plain_once(sign)
    for _ in range(3):
        again = "".join(_plain_once(part) for part in plain)
        if again == plain:
            break
        plain = again
    return plain


def _plain_once(sign: str) -> str:
    if _LINE.match(sign):
        return "\n"
    if sign == "\t":
        return sign
    category = unicodedata.category(sign)
    if category in _UNSEEN:
        return ""
    if category == "Zs":
        return " "
    if category[0] == "P":
        return _SIGNS.get(sign, sign)
    decomposed = _DIACRITICS.sub("", unicodedata.normalize("NFKD", mend(sign)))
    plain = unicodedata.normalize("NFKC", decomposed).lower()
    return "".join(_OWN.get(p, _simplified().get(p, p)) for p in plain)


@cache
def _simplified() -> dict[str, str]:
    """Return the simplified form of every character that has another, one to one.

    OpenCC looks at words when it can see them; here it sees each character alone, so
    that a part of a text folds like the whole. Characters it leaves may be variants
    of Hong Kong or Taiwan.
    """
    signs = [chr(point) for bounds in _HAN_RANGES for point in range(*bounds)]
    simple = dict(zip(signs, _convert(signs, "t2s"), strict=True))
    standard = {plain for sign, plain in simple.items() if sign != plain}
    left = [sign for sign in signs if simple[sign] == sign and sign not in standard]
    variants = _convert(_convert(_convert(left, "hk2t"), "tw2t"), "t2s")
    simple |= dict(zip(left, variants, strict=True))
    return {sign: plain for sign, plain in simple.items() if sign != plain}


def _convert(signs: list[str], config: str) -> list[str]:
    return str(opencc.OpenCC(config).convert("\n".join(signs))).split("\n")
