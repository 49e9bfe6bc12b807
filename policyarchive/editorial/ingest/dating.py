"""Dates as Chinese and English texts print them, and the roles the words give them."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policyarchive.archive.numerals import to_int
from policyarchive.archive.vocabulary import DateRole

_YEAR = r"[12][0-9]{3}|[１２][０-９]{3}|[一二][〇零○ＯO一二三四五六七八九]{3}"
_SMALL = r"[0-9]{1,2}|[０-９]{1,2}|[一二三四五六七八九十]{1,3}"
_ZH = re.compile(rf"({_YEAR})\s*年\s*({_SMALL})\s*月(?:\s*({_SMALL})\s*日)?")
_ISO = re.compile(r"(?<!\d)([12]\d{3})[-/.]([01]?\d)[-/.]([0-3]?\d)(?!\d)")
_MONTHS = [name.lower() for name in calendar.month_name if name]
_MONTH = "|".join(name.capitalize() for name in _MONTHS)
_EN = re.compile(
    rf"\b(?:({_MONTH})\s+(\d{{1,2}}),?\s+|(\d{{1,2}})\s+({_MONTH}),?\s+)([12]\d{{3}})\b"
)
AMENDED, APPROVED = "amended", "approved"
# The last of these words in a clause says what happened on its date.
_DEEDS = (
    ("通过|通過|adopted|passed", DateRole.ADOPTED.value),
    ("公布|颁布|頒布|promulgated", DateRole.PROMULGATED.value),
    ("发布|發布|印发|issued|published", DateRole.PUBLISHED.value),
    ("修正|修订|修訂|修改|amended|revised", AMENDED),
    ("批准|approved", APPROVED),
    ("施行|实施|實施|生效|執行|执行|effective|in force", DateRole.EFFECTIVE.value),
)
_DEED = re.compile("|".join(f"({words})" for words, _ in _DEEDS), re.IGNORECASE)
_TITLE = re.compile(r"《[^》]*》?|〈[^〉]*〉|<[^>]*>")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text and where it stands."""

    edtf: str
    start: int
    end: int


def find(text: str) -> list[Found]:
    """Return the dates of a text in their order; impossible ones are left out."""
    found = [*_chinese(text), *_numeric(text), *_english(text)]
    return sorted(found, key=lambda one: one.start)


def first(text: str) -> str:
    """Return the first date of a text as EDTF, or an empty string."""
    return next((one.edtf for one in find(text)), "")


def _chinese(text: str) -> Iterator[Found]:
    for match in _ZH.finditer(text):
        year = to_int(match[1].replace("O", "○"))
        yield from _one(match, year, to_int(match[2]), match[3] and to_int(match[3]))


def _numeric(text: str) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        yield from _one(match, int(match[1]), int(match[2]), int(match[3]))


def _english(text: str) -> Iterator[Found]:
    for match in _EN.finditer(text):
        month = _MONTHS.index((match[1] or match[4]).lower()) + 1
        yield from _one(match, int(match[5]), month, int(match[2] or match[3]))


def _one(
    match: re.Match[str], year: int, month: int, day: int | str | None
) -> Iterator[Found]:
    try:
        date(year, month, int(day or 1))
    except ValueError:
        return
    edtf = f"{year:04}-{month:02}" + (f"-{int(day):02}" if day else "")
    yield Found(edtf, match.start(), match.end())


def deeds(text: str) -> Iterator[tuple[str, str]]:
    """Yield (role, EDTF) for each date of a history note.

    A clause runs from its date to the next one; titles in 《》 inside it are passed
    over, since they speak of deeds too.
    """
    dates = find(text)
    for place, one in enumerate(dates):
        end = dates[place + 1].start if place + 1 < len(dates) else len(text)
        role = _role(_TITLE.sub("", text[one.end : end]), text[: one.start])
        if role:
            yield role, one.edtf


def _role(clause: str, before: str) -> str:
    roles = [
        role
        for match in _DEED.finditer(clause)
        for group, (_, role) in zip(match.groups(), _DEEDS, strict=True)
        if group
    ]
    if roles:
        # 公布施行: promulgated and in force on one day; the first deed names the act.
        starts = re.search(r"(?:自|from)\s*$", before)
        return DateRole.EFFECTIVE.value if starts else roles[0]
    match = list(_DEED.finditer(before[-60:]))
    if match and before[-60:].rstrip().endswith(("on", "at", "date", "effective")):
        groups = zip(match[-1].groups(), _DEEDS, strict=True)
        return next((role for group, (_, role) in groups if group), "")
    return ""
