"""Hanyu Pinyin of Chinese titles and names, as citations print it.

Words are joined by the rules of GB/T 16159 as far as a dictionary knows the words; tone
marks are left out, as the citation manuals ask.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import rjieba
from pypinyin import lazy_pinyin

from policyarchive.archive import numerals

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_NUMBER = re.compile(r"(.+?)[〔﹝\[［(（](\d{4})[〕﹞\]］)）]\s*第?(\d+)号")
_ORDER = re.compile(rf"(?:中华人民共和国)?(.*?)令第?({numerals.NUMERAL})号")
# Orders and announcements of other bodies, which a citation names beside the number.
_SERIAL = re.compile(
    rf".*(令|公告|通告)[〔\[(（]?(?:(\d{{4}})[年〕\])）])?[〕\])）]?第?({numerals.NUMERAL})号"
)
_SERIALS = {"令": "Order", "公告": "Announcement", "通告": "Circular"}
_ORDERS = {"主席": "Presidential Order", "国务院": "State Council Decree"}
# Words of the field that the dictionary does not know and cuts into single signs.
_WORDS = frozenset((
    "网信办", "网信", "物项", "算力", "赋能", "法释", "低碳", "小微", "养犬", "扬尘",
    "采砂", "名镇", "名村", "数智化", "河长制", "碳达峰", "碳中和",
))  # fmt: skip
# GB/T 16159: 第 and its numeral are joined by a hyphen, and what is counted stands
# apart (第四次, di-si ci); a numeral is written in words of up to ninety-nine.
# But 第三方 is one word.
_ORDINAL = re.compile("第([一二三四五六七八九十百]+)(?![一二三四五六七八九十百方者])")
_HUNDREDS = re.compile("[^百]*百|[^百]+")
_MARKS = str.maketrans("，。、；：（）《》〈〉“”", ",.,;:()“”‘’“”")
_SPAN = re.compile(r"(?<=\d)[－—–-](?=\d)")  # 2021－2025
_FIRST_LETTER = re.compile(r"^[\W_]*[^\W\d_]")


@lru_cache(maxsize=20_000)  # words of the dictionary, of some 200 bytes each
def _syllables(word: str) -> str:
    """Return one word in pinyin; titles of the field share most of theirs."""
    return "".join(lazy_pinyin(word, v_to_u=True))


def words(text: str) -> list[str]:
    """Return the words of a Chinese text in pinyin; punctuation stands alone."""
    parts: list[str] = []
    end = 0
    for ordinal in _ORDINAL.finditer(text):
        parts += _unnumbered(text[end : ordinal.start()])
        first, *more = _HUNDREDS.findall(ordinal[1])
        parts += [f"di-{_syllables(first)}", *map(_syllables, more)]
        end = ordinal.end()
    return parts + _unnumbered(text[end:])


def _unnumbered(text: str) -> list[str]:
    parts: list[str] = []
    for word in _joined(list(rjieba.cut(text, hmm=False))):
        for piece in _pieces(word):
            if _CHINESE.search(piece):
                parts.append(_syllables(piece))
            elif piece.strip():
                parts.append(piece.translate(_MARKS))
    return parts


def _joined(cut: Sequence[str]) -> Iterator[str]:
    """Yield the words of a text, those of the field joined from their single signs."""
    at = 0
    while at < len(cut):
        ends = [at + 3, at + 2] if len(cut[at]) == 1 else []
        end = next((end for end in ends if "".join(cut[at:end]) in _WORDS), at + 1)
        yield "".join(cut[at:end])
        at = end


def _pieces(word: str) -> list[str]:
    # GB/T 16159: four syllables that are two words stand apart (人工 智能), and so does
    # the genre word of a statute (安全 法).
    if len(word) == 4 and _CHINESE.match(word):
        parts = _parts(word)
        is_one_in_two = len(parts) == 3 and len(parts[1]) == 2  # 答 记者 问
        return list(parts) if is_one_in_two else [word[:2], word[2:]]
    if len(word) == 3 and word.endswith("法"):
        return [word[:2], word[2:]]
    if len(word) > 4 and _CHINESE.match(word):
        return [piece for part in _parts(word) for piece in _pieces(part)]
    return [word]


@lru_cache(maxsize=4096)
def _parts(word: str) -> tuple[str, ...]:
    """Return the fewest short words that make up a long one of the dictionary.

    It holds many names whole: 最高人民法院 is 最高, 人民 and 法院.
    """
    best: list[tuple[str, ...]] = [()]
    for end in range(1, len(word) + 1):
        found = [
            (*best[start], word[start:end])
            for start in range(max(0, end - 3), end)
            if end - start == 1 or _is_word(word[start:end])
        ]
        best.append(min(found, key=len))
    return best[-1]


def _is_word(text: str) -> bool:
    return list(rjieba.cut(text, hmm=False)) == [text]


@lru_cache(maxsize=4096)
def title(text: str, *, capitals: bool = False) -> str:
    """Return a title in pinyin: sentence case, or each word capitalised."""
    joined = ""
    for word in words(_SPAN.sub("–", text).replace("——", "—")):
        needs_space = joined and word[0] not in ",.;:)”’–" and joined[-1] not in "(“‘–"
        shown = word[:1].upper() + word[1:] if capitals else word
        joined += f" {shown}" if needs_space else shown
    return _FIRST_LETTER.sub(lambda letter: letter[0].upper(), joined, count=1)


def number(text: str, *, capitals: bool = False) -> str:
    """Return a document number in pinyin, or as printed where it has another shape.

    Guofa [2017] no. 35; with ``capitals`` by syllables, Guo Fa [2017] No. 35.
    """
    no = "No." if capitals else "no."
    order = _ORDER.fullmatch(text.strip())
    if order is not None and order[1] in _ORDERS:
        return f"{_ORDERS[order[1]]} {no} {numerals.to_int(order[2])}"
    if serial := _SERIAL.fullmatch(text.strip()):
        year = f" of {serial[2]}" if serial[2] else ""
        return f"{_SERIALS[serial[1]]} {no} {numerals.to_int(serial[3])}{year}"
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return text
    syllables = lazy_pinyin(match[1], v_to_u=True)
    word = " ".join(map(str.capitalize, syllables)) if capitals else "".join(syllables)
    return f"{word[:1].upper()}{word[1:]} [{match[2]}] {no} {match[3]}"
