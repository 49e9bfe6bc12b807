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
    the fourth interpretation, are not one.
    """
    most = min(len(one), len(other)) // _SIGNS_TO_A_SLIP
    # Told at once for nearly all: the longest part is to compare sign for sign.
    if one == other or _numerals(one) != _numerals(other):
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
    return (Counter(one) - Counter(other)).total()


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


def title_sketch(keys: Iterable[str]) -> list[int]:
    """Return the bands of an entry's titles, each title for itself."""
    return sorted({band for key in keys for band in _title_bands(key)})


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
