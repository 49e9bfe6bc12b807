"""Partial dates: EDTF strings with sortable bounds, and the rule for the date shown.

The subset of EDTF (Library of Congress, ISO 8601-2) that policy sources need: a year,
a month or a day, each optionally uncertain ``?`` or approximate ``~``, and intervals of
these with an open ``..`` or unknown end. Pure: no database, no clock.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from policyarchive.archive.vocabulary import DateRole, DocumentType

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)")
_OPEN = ("..", "")

FIRST_DAY = date(1, 1, 1)
LAST_DAY = date(9999, 12, 31)


class BadDate(ValueError):
    """A string that is no partial date; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """One parsed EDTF string with the first and last day it may mean."""

    edtf: str
    lower: date
    upper: date

    @property
    def is_exact(self) -> bool:
        """Whether it names a single day without doubt."""
        return self.lower == self.upper and self.edtf[-1:] not in "?~%"


def parse(edtf: str) -> PartialDate:
    """Return the partial date a string states, or raise BadDate with what is wrong."""
    text = edtf.strip()
    if "/" not in text:
        return PartialDate(text, *_bounds(text))
    start, _, end = text.partition("/")
    if start in _OPEN and end in _OPEN:
        raise BadDate(f"“{edtf}” is open at both ends. Give at least one date.")
    lower = FIRST_DAY if start in _OPEN else _bounds(start)[0]
    upper = LAST_DAY if end in _OPEN else _bounds(end)[1]
    if lower > upper:
        raise BadDate(f"“{edtf}” ends before it starts.")
    return PartialDate(text, lower, upper)


def _bounds(point: str) -> tuple[date, date]:
    match = _POINT.fullmatch(point)
    if match is None:
        raise BadDate(
            f"“{point}” is not a date. Write 2021, 2021-06, 2021-06-10 "
            "or an interval such as 2021-06/2021-08."
        )
    year, month, day = int(match[1]), match[2], match[3]
    try:
        lower = date(year, int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last_day = int(day or calendar.monthrange(year, last_month)[1])
        return lower, date(year, last_month, last_day)
    except ValueError:
        raise BadDate(f"“{point}” is not in the calendar.") from None


class Dated(Protocol):
    """Anything that states one date in one role."""

    @property
    def role(self) -> str:
        """A code of DateRole."""

    @property
    def edtf(self) -> str:
        """The date as an EDTF string."""


# The written rule. Laws are known by the day they were adopted; regulations and rules
# by the day they were promulgated (公布); everything else by the day on the document,
# then the day it came out. An entry into force stands for the date of a document only
# when nothing else is known.
_RULE_DEFAULT = (
    DateRole.HAPPENED,
    DateRole.SIGNED,
    DateRole.ADOPTED,
    DateRole.PROMULGATED,
    DateRole.PUBLISHED,
    DateRole.EFFECTIVE,
)
_RULE_ADOPTED = (
    DateRole.ADOPTED,
    DateRole.PROMULGATED,
    DateRole.SIGNED,
    DateRole.PUBLISHED,
    DateRole.EFFECTIVE,
)
_RULE_PROMULGATED = (
    DateRole.PROMULGATED,
    DateRole.SIGNED,
    DateRole.ADOPTED,
    DateRole.PUBLISHED,
    DateRole.EFFECTIVE,
)
_RULES: dict[str, tuple[DateRole, ...]] = {
    DocumentType.LAW: _RULE_ADOPTED,
    DocumentType.NPC_DECISION: _RULE_ADOPTED,
    DocumentType.LOCAL_REGULATION: _RULE_ADOPTED,
    DocumentType.ADMINISTRATIVE_REGULATION: _RULE_PROMULGATED,
    DocumentType.SUPERVISION_REGULATION: _RULE_PROMULGATED,
    DocumentType.DEPARTMENT_RULE: _RULE_PROMULGATED,
    DocumentType.LOCAL_RULE: _RULE_PROMULGATED,
    DocumentType.JUDICIAL_INTERPRETATION: _RULE_PROMULGATED,
}


def shown[D: Dated](type_code: str, facts: Iterable[D]) -> D | None:
    """Return the one date fact that stands for an entry of this type, if any."""
    by_role = {fact.role: fact for fact in facts}
    for role in _RULES.get(type_code, _RULE_DEFAULT):
        if role.value in by_role:
            return by_role[role.value]
    return None
