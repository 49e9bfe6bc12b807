"""Names of bodies and laws of other countries, and of bodies of a province or city.

A bare 商务部 or "Ministry of Commerce" is the central Chinese one; 德国商务部, "Indian
Ministry of Commerce" and 上海市发改委 are not. Pure.
"""

import re
from collections.abc import Iterable

from policyarchive.archive.references.wordlists import (
    ABROAD,
    COUNTRIES,
    OF_ABROAD,
    PLACES,
)


def _any(words: Iterable[str]) -> str:
    spaced = (re.escape(word).replace("_", r"\s") for word in words)
    return "|".join(sorted(spaced, key=len, reverse=True))


_BEFORE = re.compile(
    rf"(?:{_any(COUNTRIES)})(?:联邦|政府|国家)?$|\b(?:{_any(ABROAD)})\s$"
)
_BEHIND = re.compile(rf"\s(?:of|in)\s(?:{_any(OF_ABROAD)})\b")
_LOCAL = re.compile(
    rf"(?:[省市区县州盟旗]|[省市区县州][级委]|各级|地方|当地|{_any(PLACES)})(?:国家)?$"
)
# 国家保密局 and 国家税务局 are also names of bureaus of a province or city.
_LOCAL_BUREAU = re.compile(r"^国家.+局$")
_OF_A_PLACE = re.compile(rf"(?:[省市区县州盟旗]|{_any(PLACES)})$")
# A short name behind these is the end of a longer one: 社会科学基金委, 某公司财政部,
# 华东工程院.
_PART = re.compile(
    r"(?:自然科学|社会科学|大学|(?<!科)学院|公司|集团|[华东西][东北南中]|中南)$"
)
_SHORT = 3
_REACH, _LOCAL_REACH = 24, 6


def is_abroad(folded: str, start: int, end: int) -> bool:
    """Whether the words around a name say that it is that of another country."""
    before = folded[max(0, start - _REACH) : start]
    return bool(_BEFORE.search(before) or _BEHIND.match(folded, end))


def is_local(folded: str, start: int) -> bool:
    """Whether the word before a name says that it is that of a local body."""
    return bool(_LOCAL.search(folded[max(0, start - _LOCAL_REACH) : start]))


def is_local_bureau(folded: str, start: int, end: int) -> bool:
    """Whether a national bureau's name is that of its bureau in a place."""
    before = folded[max(0, start - _LOCAL_REACH) : start]
    return bool(_LOCAL_BUREAU.match(folded[start:end]) and _OF_A_PLACE.search(before))


def is_part(folded: str, start: int, end: int) -> bool:
    """Whether a short name of a body is the end of the name of another one."""
    before = folded[max(0, start - _LOCAL_REACH) : start]
    return end - start <= _SHORT and bool(_PART.search(before))
