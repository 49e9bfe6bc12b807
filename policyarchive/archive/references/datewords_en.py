"""Dates as English texts say them: "June 10, 2021", "late August". Pure."""

import re
from collections.abc import Iterator

from policyarchive.archive.references.folding import Folded
from policyarchive.archive.references.spoken import Spoken, Unit

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"3[01]|[12]\d|0?[1-9]"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_VAGUE = (
    r"(?:(?:the\s)?(?:early|late|mid|end\sof|beginning\sof|start\sof|middle\sof)[\s-])?"
)
_PARTS = {
    "first half": (1, 6), "second half": (7, 12), "first quarter": (1, 3),
    "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12),
}  # fmt: skip
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_SEASON_NAMES = "|".join(_SEASONS)
_SEASON = rf"(?:{_SEASON_NAMES}|winter)"
_WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_WHICH = {"this": 0, "last": -1, "next": 1}
_TODAY = {"today": 0, "yesterday": -1, "tomorrow": 1}
_UNITS = {"week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR}

_ISO = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])"
    rf"(?P=sep)(?P<day>{_DAY})(?![\d/-])"
)
_DATE = re.compile(
    rf"(?<![\w-])(?:(?P<which>last|next|this)\s(?={_MONTH.replace('month', 'm')}))?"
    rf"(?:(?:the\s)?(?P<first>{_DAY})(?:st|nd|rd|th)?\s(?:of\s)?)?{_VAGUE}{_MONTH}(?![\w'-])"
    rf"(?:\s(?P<second>{_DAY})(?:st|nd|rd|th)?(?!\w|\.\d|,\d{{3}}))?(?:,?\s(?:of\s)?{_YEAR})?"
)
_OTHER = re.compile(
    rf"(?<![\w-])(?:(?:the\s)?(?P<part>{'|'.join(_PARTS)})\sof\s"
    rf"(?:{_YEAR}|(?P<part_of>this|last|next)\syear)"
    r"|(?:(?:earlier|later)\s)?(?P<which>this|last|next)\s(?P<unit>week|month|year)"
    rf"|(?P<season_of>last|next)\s(?P<name>{_SEASON_NAMES})|(?:the\s)?{_SEASON}\s(?:of\s)?(?P<season>(?:19|20)\d\d)"
    r"|(?P<today>today|yesterday|tomorrow)"
    rf"|(?P<week>this|last)\s(?P<day_of>{'|'.join(_WEEKDAYS)})"
    rf"|(?:on|since|by|until|from|late|early|of)\s(?P<weekday>{'|'.join(_WEEKDAYS)})"
    r")(?![\w-])"
)
_YEARS = re.compile(
    r"(?<![\w.,/-])(?P<first>(?:19|20)\d\d)-(?P<last>(?:19|20)\d\d)(?![\d-])"
)
_BARE_YEAR = re.compile(
    r"\b(?:in|by|since|until|from|of|before|after|to|through|between|and|during|early"
    r"|late|mid|than)[\s-](?P<year>(?:19[4-9]|20[0-5])\d)(?![\w/-]|\.\d"
    r"|\s(?:revision|amendment|edition|version|draft|companies|people|names|pages|words))"
)


_ALSO_WORDS = ("may", "march", "mar", "sept", "dec", "jan")
_IN = re.compile(r"\b(?:in|of|by|since|until|from|late|early|mid)\s$")
_EARLY = re.compile(r"the |early|late|mid|end")
_REACH = 8


def find(text: Folded) -> Iterator[Spoken]:
    """Yield the dates that an English text says; they may overlap."""
    folded = text.text
    for match in _ISO.finditer(folded):
        year, month, day = (int(match[name]) for name in ("year", "month", "day"))
        yield Spoken(*match.span(), year, month, day)
    for match in _DATE.finditer(folded):
        if _is_date(match, text):
            yield _date(match)
    for match in _OTHER.finditer(folded):
        named = "day_of" if match["day_of"] else "weekday"
        if not match[named] or _is_capital(text, match.start(named)):
            yield _of_week(match) if match["day_of"] else _other(match)
    for match in _YEARS.finditer(folded):
        first, last = int(match["first"]), int(match["last"])
        yield Spoken(*match.span(), year=first, last_year=last)
    for match in _BARE_YEAR.finditer(folded):
        yield Spoken(*match.span("year"), year=int(match["year"]))


def _is_capital(text: Folded, at: int) -> bool:
    return text.written(at, at + 1).isupper()


def _is_date(match: re.Match[str], text: Folded) -> bool:
    """Whether May and March are months: a verb has neither day nor year."""
    if not _is_capital(text, match.start("month")):
        return False
    if match["first"] or match["second"] or match["year"] or match["which"]:
        return True
    before = text.text[max(0, match.start() - _REACH) : match.start()]
    return match["month"] not in _ALSO_WORDS or bool(
        _IN.search(before) or _EARLY.match(match.group())
    )


def _date(match: re.Match[str]) -> Spoken:
    month = next(
        number
        for number, name in enumerate(_MONTH_NAMES, start=1)
        if name.startswith(match["month"].rstrip("."))
    )
    day = match["first"] or match["second"]
    return Spoken(
        *match.span(),
        year=int(match["year"]) if match["year"] else None,
        month=month,
        day=int(day) if day else None,
        direction=_WHICH[match["which"]] if match["which"] else 0,
    )


def _of_week(match: re.Match[str]) -> Spoken:
    shift = _WHICH[match["week"]]
    return Spoken(
        *match.span(),
        unit=Unit.WEEK,
        weekday=_WEEKDAYS.index(match["day_of"]),
        shift=shift,
        direction=shift,
    )


def _other(match: re.Match[str]) -> Spoken:
    span = match.span()
    year = match["year"] or match["season"]
    if match["name"]:
        direction = _WHICH[match["season_of"]]
        return Spoken(*span, season=_SEASONS[match["name"]], direction=direction)
    shift = match["which"] or match["part_of"]
    if match["today"]:
        return Spoken(*span, unit=Unit.DAY, shift=_TODAY[match["today"]])
    if match["weekday"]:
        return Spoken(*span, weekday=_WEEKDAYS.index(match["weekday"]))
    unit = _UNITS[match["unit"]] if match["unit"] else Unit.YEAR
    return Spoken(
        *span,
        year=int(year) if year else None,
        months=_PARTS[match["part"]] if match["part"] else None,
        unit=unit if shift else None,
        shift=_WHICH[shift] if shift else 0,
    )
