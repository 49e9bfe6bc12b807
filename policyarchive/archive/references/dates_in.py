"""Dates in running text, resolved from when the text was written.

"Took effect on September 1" in an article of November 2021 is 2021-09-01; 今年9月1日起施行 the
same. Nothing is made more precise than the words are: "late August" is the month, 年底
the year, "last week" an interval. Pure: no clock.
"""

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policyarchive.archive.dates import PartialDate
from policyarchive.archive.references import daterole, datewords_en, datewords_zh
from policyarchive.archive.references.folding import HAN, Folded, fold
from policyarchive.archive.references.reference import Reference
from policyarchive.archive.references.spoken import Spoken, Unit
from policyarchive.archive.vocabulary import DateRole

_FUTURE = re.compile(
    r"\b(?:will|shall|is due|are due|expected|is set to|plans? to|until|deadline"
    r"|no later than|closes?|expires?|wants?|promised)\b|[将拟]|前会|会在|会有|预计|预期|计划|力争|要到|有望"
)
_PAST = re.compile(
    r"\b(?:took|was|were|had|has|have|since|adopted|issued|published|began|started"
    r"|opened|approved|went|said|came|ended|signed|released|ago|already)\b|已经?|曾|以来|此前"
)
_SENTENCE_END = re.compile(r"[。;\n!?]|\.\s(?=[a-z\"])")
_CLAUSE_END = re.compile(rf"[。;\n!?]|\.\s(?=[a-z\"])|(?<=[{HAN}]),")
_TO = re.compile(r"起?[至到~-]|\s?(?:to|through|until|-)\s?")
_BEFORE, _BEHIND = 60, 24
# News says "in December" in January for the month just gone, not for the one to come.
_NEAR = 300


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that say a date, the EDTF date they mean, and a guess at its role."""

    start: int
    end: int
    label: str
    edtf: str
    role: DateRole | None


def find(
    text: str, written: PartialDate, references: Sequence[Reference] = ()
) -> tuple[DateMention, ...]:
    """Return the dates in a text outside the references, in order.

    ``written`` is when the text was written; relative dates that need more than it says
    are left out.
    """
    folded = fold(text)
    said = _apart([*datewords_zh.find(folded.text), *datewords_en.find(folded.text)])
    found: list[DateMention] = []
    before: _Before | None = None
    for spoken in said:
        start, end = folded.span(spoken.start, spoken.end)
        if _is_inside(start, end, references):
            continue
        edtf = _Resolver(folded, written, before).edtf(spoken)
        if edtf is None:
            continue
        # A year alone is seldom when a text was adopted; 2016年复核通过的企业 is not.
        is_point = len(edtf) > len("2021") and "/" not in edtf
        role = (
            daterole.guess(folded.text, spoken.start, spoken.end) if is_point else None
        )
        found.append(DateMention(start, end, text[start:end], edtf, role))
        before = _Before(edtf, spoken.end)
    return tuple(found)


def _apart(said: Iterable[Spoken]) -> list[Spoken]:
    """Return dates without those inside a longer one, in order."""
    kept: list[Spoken] = []
    for spoken in sorted(said, key=lambda one: (one.start, -one.end)):
        if kept and spoken.start < kept[-1].end:
            if spoken.end - spoken.start > kept[-1].end - kept[-1].start:
                kept[-1] = spoken
            continue
        kept.append(spoken)
    return kept


def _is_inside(start: int, end: int, references: Sequence[Reference]) -> bool:
    found = bisect_left(references, end, key=lambda reference: reference.start)
    return found > 0 and references[found - 1].end > start


@dataclass(frozen=True, slots=True)
class _Before:
    """The date that was said before."""

    edtf: str
    end: int

    @property
    def year(self) -> int | None:
        return int(self.edtf[:4]) if self.edtf[:4].isdecimal() else None

    @property
    def month(self) -> int | None:
        is_point = "/" not in self.edtf and len(self.edtf) >= len("2021-06")
        return int(self.edtf[5:7]) if is_point else None


@dataclass(frozen=True, slots=True)
class _Resolver:
    """Turns words into dates, seen from one place of a text."""

    text: Folded
    written: PartialDate
    before: _Before | None

    @property
    def _day(self) -> date | None:
        return self.written.lower if self.written.is_exact else None

    @property
    def _year(self) -> int | None:
        lower, upper = self.written.lower.year, self.written.upper.year
        return lower if lower == upper else None

    @property
    def _month(self) -> tuple[int, int] | None:
        lower, upper = self.written.lower, self.written.upper
        same = (lower.year, lower.month) == (upper.year, upper.month)
        return (lower.year, lower.month) if same else None

    def edtf(self, spoken: Spoken) -> str | None:
        """Return the date as EDTF, or None where the text does not say enough."""
        if spoken.last_year:
            is_run = spoken.year and spoken.year < spoken.last_year
            return f"{spoken.year}/{spoken.last_year}" if is_run else None
        if spoken.unit is Unit.MONTH:
            return self._relative_month(spoken)
        if spoken.unit in (Unit.DAY, Unit.WEEK) or spoken.weekday is not None:
            return self._relative_day(spoken)
        if spoken.month is None and spoken.day is not None:
            return self._day_alone(spoken)
        year = self._year_of(spoken)
        if year is None:
            return None
        if spoken.months:
            first, last = spoken.months
            return f"{year}-{first:02}/{year}-{last:02}"
        return _point(year, spoken.month, spoken.day)

    def _relative_day(self, spoken: Spoken) -> str | None:
        today = self._day
        if today is None:
            return None
        if spoken.unit is Unit.DAY:
            return (today + timedelta(days=spoken.shift)).isoformat()
        monday = today + timedelta(days=7 * spoken.shift - today.weekday())
        if spoken.unit is Unit.WEEK:
            if spoken.weekday is not None:
                return (monday + timedelta(days=spoken.weekday)).isoformat()
            return f"{monday}/{monday + timedelta(days=6)}"
        day = monday + timedelta(days=spoken.weekday or 0)
        if self._is_ahead(spoken):
            return (day if day > today else day + timedelta(days=7)).isoformat()
        return (day if day <= today else day - timedelta(days=7)).isoformat()

    def _relative_month(self, spoken: Spoken) -> str | None:
        if self._month is None:
            return None
        year, month = self._month
        count = year * 12 + month - 1 + spoken.shift
        return _point(count // 12, count % 12 + 1, spoken.day)

    def _day_alone(self, spoken: Spoken) -> str | None:
        """Resolve 21日: of the month said before in the sentence, else the last one."""
        before = self.before
        if before and before.month and self._is_same_sentence(spoken):
            return _point(before.year, before.month, spoken.day)
        today = self._day
        if today is None or spoken.day is None:
            return None
        if spoken.day <= today.day or self._is_ahead(spoken):
            return _point(today.year, today.month, spoken.day)
        last = today.replace(day=1) - timedelta(days=1)
        return _point(last.year, last.month, spoken.day)

    def _year_of(self, spoken: Spoken) -> int | None:
        if spoken.year is not None:
            return spoken.year
        if spoken.from_before is not None:
            before = self.before
            is_near = before and spoken.start - before.end < 2 * _BEFORE
            year = before.year if before and is_near else None
            return year + spoken.from_before if year else None
        if self._year is None:
            return None
        if spoken.unit is Unit.YEAR or spoken.month is None:
            return self._year + spoken.shift
        before = self.before
        if before and before.month and self._is_same_sentence(spoken):
            return self._after(before, spoken.month, spoken)
        return self._nearby_year(spoken)

    def _after(self, before: _Before, month: int, spoken: Spoken) -> int | None:
        """Return the year of a month said in one sentence with a date before it."""
        if before.year is None or before.month is None:
            return None
        if _TO.fullmatch(self.text.text, before.end, spoken.start):
            return before.year + (month < before.month)
        years = range(before.year - 1, before.year + 2)
        at = before.year * 12 + before.month
        year = min(years, key=lambda year: abs(year * 12 + month - at))
        is_past = self._direction(spoken) < 0
        return year - (is_past and date(year, month, 1) > self.written.upper)

    def _nearby_year(self, spoken: Spoken) -> int:
        """Return the year of a month: that of the text, unless the words point away."""
        year, month = self._year or 0, spoken.month or 1
        said = date(year, month, min(spoken.day or 15, 28))
        now = self._day or self.written.lower
        direction = spoken.direction or self._direction(spoken)
        if self._day is None and not spoken.direction:
            return year
        if direction > 0:
            return year + (
                said < now and (said.year, said.month) != (now.year, now.month)
            )
        if direction < 0:
            return year - (
                said > now and (said.year, said.month) != (now.year, now.month)
            )
        days = (said - now).days
        return year + (days < -_NEAR) - (days > _NEAR)

    def _direction(self, spoken: Spoken) -> int:
        words = self._around(spoken)
        return bool(_FUTURE.search(words)) - bool(_PAST.search(words))

    def _is_ahead(self, spoken: Spoken) -> bool:
        return self._direction(spoken) > 0

    def _around(self, spoken: Spoken) -> str:
        folded = self.text.text
        before = folded[max(0, spoken.start - _BEFORE) : spoken.start]
        behind = folded[spoken.end : spoken.end + _BEHIND]
        return (
            _CLAUSE_END.split(before)[-1]
            + folded[spoken.start : spoken.end]
            + _CLAUSE_END.split(behind, maxsplit=1)[0]
        )

    def _is_same_sentence(self, spoken: Spoken) -> bool:
        if self.before is None:
            return False
        between = self.text.text[self.before.end : spoken.start]
        return len(between) < 2 * _BEFORE and not _SENTENCE_END.search(between)


def _point(year: int | None, month: int | None, day: int | None) -> str | None:
    """Return a point in time as EDTF; None if the calendar has no such day."""
    if year is None:
        return None
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    if day > calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"
