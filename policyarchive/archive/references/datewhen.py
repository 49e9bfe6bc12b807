"""When the dates that a text says were, seen from the day it was written. Pure."""

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from policyarchive.archive.dates import PartialDate
from policyarchive.archive.references.folding import HAN, Folded
from policyarchive.archive.references.spoken import Spoken, Unit

_FUTURE = re.compile(
    r"\b(?:will|shall|is due|are due|due|expected|is set to|plans? to|until|deadline"
    r"|no later than|closes?|expires?|wants?|promised)\b"
    r"|[将拟]|前会|会在|会有|预计|预期|计划|力争|要到|有望"
)
_PAST = re.compile(
    r"\b(?:took|was|were|had|has|have|since|adopted|issued|published|began|started"
    r"|opened|approved|went|said|came|ended|signed|released|ago|already)\b"
    r"|已经?|曾|以来|此前"
)
# Between two dates of a sentence: the second one has a verb of its own.
_VERB = re.compile(
    r"\b(?:t(?:akes?|ook) effect|(?:comes?|came|enter(?:s|ed)?|goes|went) into"
    r"|appl(?:y|ies|ied)|will|shall|was|were)\b"
)
_SENTENCE_END = re.compile(r"[。;\n!?]|\.\s(?=[a-z\"])")
_CLAUSE_END = re.compile(rf"[。;\n!?]|\.\s(?=[a-z\"])|(?<=[{HAN}]),")
_TO = re.compile(r"起?[至到~-]|\s?(?:to|through|until|-)\s?")
_BEFORE, _BEHIND = 60, 24
_SENTENCE = 120
# In January, news says "in December" of the month just gone, not of the one to come.
_FAR = 300
_FORWARD = 8


@dataclass(frozen=True, slots=True)
class Before:
    """The date that was said before, and where its words end."""

    edtf: str
    end: int

    @property
    def year(self) -> int:
        """The year, the first one of an interval."""
        return int(self.edtf[:4])

    @property
    def month(self) -> int | None:
        """The month, unless only a year or an interval was said."""
        is_point = "/" not in self.edtf and len(self.edtf) >= len("2021-06")
        return int(self.edtf[5:7]) if is_point else None


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A place in a text that was written at some time."""

    text: Folded
    written: PartialDate
    before: Before | None

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
        try:
            return self._edtf(spoken)
        except (OverflowError, ValueError):  # before year 1 or after 9999
            return None

    def _edtf(self, spoken: Spoken) -> str | None:
        if spoken.last_year:
            is_run = spoken.year and spoken.year < spoken.last_year
            return f"{spoken.year}/{spoken.last_year}" if is_run else None
        if spoken.unit is Unit.MONTH:
            return self._relative_month(spoken)
        if spoken.unit in (Unit.DAY, Unit.WEEK) or spoken.weekday is not None:
            return self._relative_day(spoken)
        if spoken.month is None and spoken.day is not None:
            return self._day_alone(spoken)
        return _within(self._year_of(spoken), spoken)

    def _relative_day(self, spoken: Spoken) -> str | None:
        today = self._day
        if today is None:
            return None
        if spoken.unit is Unit.DAY:
            return (today + timedelta(days=spoken.shift)).isoformat()
        monday = today + timedelta(days=7 * spoken.shift - today.weekday())
        if spoken.weekday is None:
            return f"{monday}/{monday + timedelta(days=6)}"
        day = monday + timedelta(days=spoken.weekday)
        if spoken.unit is Unit.WEEK:
            # Said on a Friday, "last Monday" may also be that of this week.
            is_vague = spoken.direction < 0 and spoken.weekday < today.weekday()
            return None if is_vague else day.isoformat()
        if self._direction(spoken) > 0:
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
        before, today = self.before, self._day
        if before and before.month and self._is_same_sentence(spoken):
            return _point(before.year, before.month, spoken.day)
        if today is None or spoken.day is None:
            return None
        if spoken.day > today.day and self._direction(spoken) <= 0:
            today = today.replace(day=1) - timedelta(days=1)
        return _point(today.year, today.month, spoken.day)

    def _year_of(self, spoken: Spoken) -> int | None:
        if spoken.year is not None:
            return spoken.year
        if spoken.from_before is not None:
            is_near = self.before and spoken.start - self.before.end < _SENTENCE
            return (
                self.before.year + spoken.from_before
                if self.before and is_near
                else None
            )
        if self._year is None:
            return None
        if spoken.season:
            return self._year_of_season(*spoken.season, spoken.direction)
        if spoken.unit is Unit.YEAR or spoken.month is None:
            return self._year + spoken.shift
        return self._year_of_month(spoken, spoken.month, self._year)

    def _year_of_season(self, first: int, last: int, direction: int) -> int | None:
        """Return the year of the last summer that is over, or the next to come."""
        if self._month is None:
            return None
        year, month = self._month
        return year - (month <= last) if direction < 0 else year + (month >= first)

    def _year_of_month(self, spoken: Spoken, month: int, year: int) -> int:
        before = self.before
        if before and before.month and self._is_same_sentence(spoken):
            return self._year_after(before, before.month, month, spoken)
        now = self._day
        direction = spoken.direction or self._direction(spoken)
        if now is None:
            return year
        said = date(year, month, min(spoken.day or 15, 28))
        if direction:
            is_now = (said.year, said.month) == (now.year, now.month)
            is_wrong = said < now if direction > 0 else said > now
            return year + direction * (is_wrong and not is_now)
        days = (said - now).days
        return year + (days < -_FAR) - (days > _FAR)

    def _year_after(
        self, before: Before, month_before: int, month: int, spoken: Spoken
    ) -> int:
        """Return the year of a month said in one sentence with a date before it."""
        if _TO.fullmatch(self.text.text, before.end, spoken.start):
            return before.year + (month < month_before)
        # A text mostly goes forward in time.
        is_back = (month - month_before) % 12 > _FORWARD
        year = before.year + (month < month_before) - is_back
        is_past = self._direction(spoken) < 0
        return year - (is_past and date(year, month, 1) > self.written.upper)

    def _direction(self, spoken: Spoken) -> int:
        """Whether the words around a date look forward, 1, or back, -1."""
        folded = self.text.text
        first = max(0, spoken.start - _BEFORE)
        said = self.before.end if self.before else 0
        if said > first and _VERB.search(folded, said, spoken.start):
            first = said
        before = folded[first : spoken.start]
        behind = folded[spoken.end : spoken.end + _BEHIND]
        words = (
            _CLAUSE_END.split(before)[-1]
            + folded[spoken.start : spoken.end]
            + _CLAUSE_END.split(behind, maxsplit=1)[0]
        )
        return bool(_FUTURE.search(words)) - bool(_PAST.search(words))

    def _is_same_sentence(self, spoken: Spoken) -> bool:
        if self.before is None:
            return False
        between = self.text.text[self.before.end : spoken.start]
        return len(between) < _SENTENCE and not _SENTENCE_END.search(between)


def _within(year: int | None, spoken: Spoken) -> str | None:
    if year is not None and spoken.months:
        first, last = spoken.months
        return f"{year}-{first:02}/{year}-{last:02}"
    return _point(year, spoken.month, spoken.day)


def _point(year: int | None, month: int | None, day: int | None) -> str | None:
    """Return a point in time as EDTF; None if the calendar has no such day."""
    if year is None or not MINYEAR <= year <= MAXYEAR:
        return None
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    if day > calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"
