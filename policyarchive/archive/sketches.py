"""What makes two texts or two titles alike: folded words, shingles and their sketches.

A sketch is a few numbers that two texts share if they share most of their shingles
(runs of signs), so that an index finds near copies of one text among very many without
comparing them all. Broder 1997; one permutation hashing after Li, Owen and Zhang 2012;
banding after Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3.
Stored in the database: a change here means ``manage.py sketch --all``. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256
from zlib import crc32

from policyarchive.archive.numerals import CHINESE
from policyarchive.archive.references import folding

_NOT_WORDS = re.compile(r"[\W_]+")
_HAN = re.compile(f"[{folding.HAN}]")
_SHINGLE = 8  # signs; long enough that boilerplate alone makes no two laws alike
_MERE_LINE = 40  # signs
_BINS, _BAND = 64, 4  # of alike texts (0.8) 1 in 5,000 shares no band, of 0.5 a third
_TITLE_MINIMA, _TITLE_BAND = 24, 2
_SIGNS_TO_A_SLIP = 12
_NUMERAL = re.compile(rf"[\d{CHINESE}]")
_PRIME = (1 << 61) - 1
_SPREAD = 0x9E3779B1  # 2^32 over the golden ratio: sends neighbours far apart
# What is put before or behind a title and does not tell two of them apart.
_COMMON = re.compile(r"^(?:国家政策|中华人民共和国)|(?:试行|暂行)$")

# Words and signs that names of one thing have or lack.
_SMALL = frozenset(("a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to"))
_SMALL_SIGNS = str.maketrans("", "", "的和与及暨")
_WORD = re.compile(r"[^\W_]+")
_SAME_SIGNS = 0.75  # of a word with a slip; Shanghai and Shenzhen share half of theirs
_PLACE = re.compile(r".{2,6}?[省市州县区]")
_COUNTING = re.compile(
    r"[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|\w+teen|\w*(?:first|second|third|fourth|fifth|sixth|seventh)"
    r"|\w*(?:eighth|ninth|tenth|eleventh|twelfth|teenth|tieth)"
    r"|\w*\d\w*"
)


def words(text: str) -> str:
    """Return a text's letters, digits and characters alone, in one plain form."""
    return _NOT_WORDS.sub("", folding.plain(text))


def digest(text: str) -> str:
    """Return the SHA-256 of a text's words; of a mere line, the empty string."""
    plain = words(text)
    return sha256(plain.encode()).hexdigest() if len(plain) >= _MERE_LINE else ""


def title_key(title: str) -> str:
    """Return a title by which its spellings are equal."""
    plain = words(title)
    return _COMMON.sub("", plain) or plain


def name_key(title: str) -> str:
    """Return a title without small words, its other words in one order.

    Numbers stay in theirs, for their order says something. Chinese, which sets no
    words apart, loses its small signs alone.
    """
    if _HAN.search(title):
        return title_key(title).translate(_SMALL_SIGNS)
    told = [word for word in _title_words(title) if word not in _SMALL]
    counting = " ".join(filter(_COUNTING.fullmatch, told))
    return " ".join([*sorted(told), "/", counting]) if told else ""


def are_named_alike(one: str, other: str) -> bool:
    """Whether two titles may be one: the same but for small words, or with a slip."""
    one_key, other_key = title_key(one), title_key(other)
    if not one_key or not other_key or one_key == other_key:
        return False  # that they are the same is said already
    return name_key(one) == name_key(other) != "" or (
        are_near(one_key, other_key)
        and _counting(one) == _counting(other)
        and _has_mere_slips(one, other)
    )


def _has_mere_slips(one: str, other: str) -> bool:
    """Whether the words that differ are misspelt, not others; one may lack a word."""
    words_of_one, words_of_other = _title_words(one), _title_words(other)
    rest = "".join(word for word in words_of_one if word not in words_of_other)
    other_rest = "".join(word for word in words_of_other if word not in words_of_one)
    if _HAN.search(one) or not rest or not other_rest:
        return True
    return SequenceMatcher(None, rest, other_rest, False).ratio() >= _SAME_SIGNS


def _are_of_two_places(one: str, other: str) -> bool:
    place, other_place = _PLACE.match(one), _PLACE.match(other)
    return bool(place and other_place and place[0] != other_place[0])


def _title_words(title: str) -> list[str]:
    return _WORD.findall(folding.plain(title).replace("'", ""))


def _counting(title: str) -> list[str]:
    return [word for word in _title_words(title) if _COUNTING.fullmatch(word)]


def shingles(plain: str, size: int = _SHINGLE) -> frozenset[str]:
    """Return the runs of signs in a plain text; of a shorter one, itself."""
    runs = (plain[at : at + size] for at in range(max(len(plain) - size + 1, 1)))
    return frozenset(filter(None, runs))


def title_shingles(key: str) -> frozenset[str]:
    """Return the runs of signs of a title; Latin letters say less, so take more."""
    return shingles(key, 2 if _HAN.search(key) else 4)


def are_near(one: str, other: str) -> bool:
    """Whether two different keys of titles may be one title with a slip in it.

    One sign in twelve may differ, but no number: the plans of two years, the third and
    the fourth interpretation, are not one; nor are the bodies of two places.
    """
    most = min(len(one), len(other)) // _SIGNS_TO_A_SLIP
    # Told at once for nearly all: the longest part is to compare sign for sign.
    if one == other or abs(len(one) - len(other)) > most:
        return False
    if _numerals(one) != _numerals(other):
        return False
    if _are_of_two_places(one, other):
        return False
    if max(_missing(one, other), _missing(other, one)) > most:
        return False
    unlike = 0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what != "equal":
            unlike += max(end - start, other_end - other_start)
            if _NUMERAL.search(one[start:end] + other[other_start:other_end]):
                return False
    return unlike <= most


@lru_cache(maxsize=8_192)
def _numerals(key: str) -> str:
    """Return the numerals of a key in order."""
    return "".join(_NUMERAL.findall(key))


def _missing(one: str, other: str) -> int:
    """Return how many signs of the one the other does not have."""
    return (_signs(one) - _signs(other)).total()


@lru_cache(maxsize=8_192)
def _signs(key: str) -> Counter[str]:
    """Return how often each sign stands in a key."""
    return Counter(key)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of all their shingles two texts share (Jaccard), 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def sketch(text: str) -> list[int]:
    """Return the bands of a text; near copies have at least one in common.

    A mere line has none: two of them are alike without being one.
    """
    plain = words(text)
    lowest: list[int | None] = [None] * _BINS
    for shingle in shingles(plain) if len(plain) >= _MERE_LINE else ():
        number = crc32(shingle.encode())
        place = number % _BINS
        kept = lowest[place]
        if kept is None or number < kept:
            lowest[place] = number
    return _bands(_filled(lowest), _BAND)


def title_sketch(titles: Iterable[str]) -> list[int]:
    """Return the bands of an entry's titles, each title for itself."""
    return sorted(
        {
            band
            for title in titles
            for band in (*_title_bands(title_key(title)), *name_bands(title))
        }
    )


def name_bands(title: str) -> list[int]:
    """Return two bands that titles share if they are the same but for small words."""
    key = name_key(title)
    return _bands([crc32(f"{at}{key}".encode()) for at in (0, 1)], 1) if key else []


def _title_bands(key: str) -> list[int]:
    numbers = [crc32(part.encode()) for part in title_shingles(key)]
    if not numbers:
        return []
    minima = [
        min(number * (2 * turn + 1) * _SPREAD % _PRIME for number in numbers)
        for turn in range(_TITLE_MINIMA)
    ]
    return _bands(minima, _TITLE_BAND)


def _filled(lowest: list[int | None]) -> list[int]:
    """Fill each empty bin from the next full one, marked with how far that was."""
    full = [number for number in lowest if number is not None]
    if not full:
        return []
    filled: list[int] = []
    carried, distance = full[0], 0
    for number in reversed(lowest):
        distance = 0 if number is not None else distance + 1
        carried = carried if number is None else number
        filled.append(carried + distance * _SPREAD)
    return filled


def _bands(minima: list[int], rows: int) -> list[int]:
    """Return one number of 32 bits for each run of minima, told apart by its place."""
    return [
        crc32(f"{at}:{minima[at : at + rows]}".encode()) - (1 << 31)
        for at in range(0, len(minima), rows)
    ]
