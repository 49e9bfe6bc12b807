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
    rf"(?:[省市区县州盟旗]|[省市区县州][级委]|各级|地方|当地|{_any(PLACES)})$"
)
_REACH, _LOCAL_REACH = 24, 4


def is_abroad(folded: str, start: int, end: int) -> bool:
    """Whether the words around a name say that it is that of another country."""
    before = folded[max(0, start - _REACH) : start]
    return bool(_BEFORE.search(before) or _BEHIND.match(folded, end))


def is_local(folded: str, start: int) -> bool:
    """Whether the word before a name says that it is that of a local body."""
    return bool(_LOCAL.search(folded[max(0, start - _LOCAL_REACH) : start]))
