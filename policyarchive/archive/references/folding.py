"""The plain form in which texts and names are compared, with the way back.

Look-alike radicals, width, case, traditional characters, quotation marks, dashes and
nested title brackets become one form, sign for sign; signs nobody sees fall out, and so
do spaces and line ends inside Chinese words, which come from justified print and from
PDF (``国 务 院``, ``算\\n法``). Pure.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

import opencc

from policyarchive.archive.lookalikes import mend
from policyarchive.archive.numerals import CHINESE

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CJK = rf"{HAN}\u3000-\u303f"

_ALIKE = {
    **dict.fromkeys("“”„‟「」『』﹁﹂＂«»", '"'),
    **dict.fromkeys("‘’‚‛′`´＇", "'"),
    **dict.fromkeys("‐‑‒–—―−─－﹣", "-"),
    **dict.fromkeys("〈﹤‹", "《"),
    **dict.fromkeys("〉﹥›", "》"),
    "【": "[",
    "】": "]",
    "○": "〇",
    "◯": "〇",
}
_UNSEEN = frozenset(("Cn", "Co", "Cs", "Cf", "Cc"))
_GONE = "\0"
_TITLE = 100
PASSAGE_END = "\u2029"
"""The Unicode sign between paragraphs: no name and no title goes on behind it."""
_FIXED = {
    **_ALIKE,
    **dict.fromkeys("\t\v\f\r\x1c\x1d\x1e\x1f\x85", " "),
    _GONE: _GONE,
    "\n": "\n",
    "\u2028": "\n",
    PASSAGE_END: PASSAGE_END,
}

_GAP = re.compile(rf"(?<=[{_CJK}])[ \n\0]+|[ \n\0]+(?=[{_CJK}])|\0+")
# A line goes on in the next one only from within a sentence.
_STOPS = frozenset("。;:!?.…)]")
_BULLET = re.compile(
    rf"第[^\s]{{1,8}}[条章节编]|[(]?[{CHINESE}\d]{{1,3}}[)、.]|附件|附录|[-*#|>]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where its signs stood in the original.

    Before the sign at ``cuts[n]`` and all that follow, ``shifts[n]`` signs fell out.
    """

    text: str
    original: str
    cuts: tuple[int, ...]
    shifts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of the original that a part of the folded text comes from."""
        if start >= end:
            at = self.place(start)
            return at, at
        return self.place(start), self.place(end - 1) + 1

    def place(self, index: int) -> int:
        """Return where a sign of the folded text stood."""
        found = bisect_right(self.cuts, index)
        return index + (self.shifts[found - 1] if found else 0)

    def index(self, place: int) -> int:
        """Return where in the folded text a sign of the original is."""
        found = bisect_right(self.cuts, place, key=self._place_of_cut)
        return place - (self.shifts[found - 1] if found else 0)

    def _place_of_cut(self, cut: int) -> int:
        return self.place(cut)

    def is_line_start(self, index: int) -> bool:
        """Whether a line end that fell out stood before this sign."""
        first = self.place(index - 1) + 1 if index else 0
        return "\n" in self.original[first : self.place(index)]

    def written(self, start: int, end: int) -> str:
        """Return a part as it is written in the original."""
        first, last = self.span(start, end)
        return self.original[first:last]

    def is_cut(self, index: int) -> bool:
        """Whether a space, a line end or an unseen sign stood before this sign."""
        found = bisect_right(self.cuts, index)
        return bool(found) and self.cuts[found - 1] == index


def fold(text: str) -> Folded:
    """Return the plain form of a text with the way back to the original."""
    plain = _sign_for_sign(text)
    pieces: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    kept = taken = dropped = 0
    for gap in _GAP.finditer(plain):
        if "\n" in gap.group() and not _goes_on(plain, *gap.span()):
            continue
        start, end = gap.span()
        pieces.append(plain[taken:start])
        kept += start - taken
        taken = end
        dropped += end - start
        cuts.append(kept)
        shifts.append(dropped)
    pieces.append(plain[taken:])
    return Folded("".join(pieces), text, tuple(cuts), tuple(shifts))


def plain(text: str) -> str:
    """Return the plain form of a name."""
    return fold(text).text


def _sign_for_sign(text: str) -> str:
    lowered = text.lower()
    # A few capitals become two signs; then each sign is lowered by itself.
    plain = lowered if len(lowered) == len(text) else text
    # Replacing each of the few signs that change is three times as fast as
    # str.translate on Chinese text.
    for sign in set(plain):
        other = _plain(sign)
        if other != sign:
            plain = plain.replace(sign, other)
    return plain


def _goes_on(plain: str, start: int, end: int) -> bool:
    """Whether a sentence goes on over the line end in ``plain[start:end]``."""
    if not start or end == len(plain):
        return False
    if _is_in_title(plain, start, end):
        return True
    before = plain[start - 1]
    if plain.count("\n", start, end) > 1:
        return False
    return before not in _STOPS and not _BULLET.match(plain, end)


def _is_in_title(plain: str, start: int, end: int) -> bool:
    """Whether a 《 is open before a place, and closes soon behind it."""
    opened = plain.rfind("《", max(0, start - _TITLE), start)
    return (
        opened >= 0
        and plain.find("》", opened, start) < 0
        and plain.find("》", end, end + _TITLE) >= 0
    )


@cache
def _plain(sign: str) -> str:
    """Return what one sign folds to: always one sign, which folds to itself."""
    plain = _plain_once(sign)
    again = _plain_once(plain)
    return plain if again == plain else _plain(again)


def _plain_once(sign: str) -> str:
    if sign in _FIXED:
        return _FIXED[sign]
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    if category in _UNSEEN or "\u0300" <= sign <= "\u036f":
        return _GONE
    folded = unicodedata.normalize("NFKC", mend(sign)).lower()
    if len(folded) == 1:
        folded = _without_accent(folded)
    simple = _simplifier().convert(folded) if not folded.isascii() else folded
    return simple if len(simple) == 1 else sign


def _without_accent(sign: str) -> str:
    """Return a Latin letter without its tone mark; some write pinyin with them."""
    base = unicodedata.normalize("NFD", sign)[:1]
    return base if base.isascii() and base.isalpha() else sign


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
