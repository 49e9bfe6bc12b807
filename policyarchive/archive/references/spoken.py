"""A date as words say it, before it is known when that was. Pure."""

import enum
from dataclasses import dataclass


class Unit(enum.Enum):
    """What a relative date counts in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the words of a date say; what they do not say is None.

    ``shift`` counts units from when the text was written: "last month" is -1 MONTH,
    去年 is -1 YEAR. ``months`` is a part of a year (上半年), ``last_year`` ends a run
    of years.
    ``weekday`` counts from Monday, 0. ``from_before`` counts years from the date said
    before (同年 0, 次年 1). ``direction`` is -1 in "last October", "last Friday", 1 in
    "next March";
    ``season`` are the months of "last summer".
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    months: tuple[int, int] | None = None
    last_year: int | None = None
    unit: Unit | None = None
    shift: int = 0
    weekday: int | None = None
    from_before: int | None = None
    direction: int = 0
    season: tuple[int, int] | None = None
