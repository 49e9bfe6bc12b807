"""Dates as Chinese texts say them: 2021年6月10日, 去年12月, 上半年, 周一. Pure."""

import re
from collections.abc import Iterator

from policyarchive.archive.numerals import to_int
from policyarchive.archive.references.spoken import Spoken, Unit

_CN = "〇零一二三四五六七八九十"
_YEARS = {
    "今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "来年": 1,
    "后年": 2,
}  # fmt: skip
_YEARS_FROM_BEFORE = {"同年": 0, "当年": 0, "次年": 1, "翌年": 1}
_MONTHS = {"本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_DAYS = {
    "今天": 0, "今日": 0, "今晨": 0, "今晚": 0, "昨天": -1, "昨日": -1, "昨晚": -1,
    "前天": -2, "明天": 1, "明日": 1, "后天": 2,
}  # fmt: skip
_WEEKS = {"本": 0, "这": 0, "上": -1, "下": 1}
_PARTS = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "一季度": (1, 3),
    "首季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip
_WEEKDAYS = "一二三四五六日"


def _any(words: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_YEAR_SIGN = "年(?!度|版|级|期|产|间|代|修订|修正|修改|[)]?第)"
_DIGITS = r"(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})"
# 合同年, 不同年龄, 以前年度 and 注明日期 hold words that look like dates.
_RELATIVE = (
    rf"(?P<relative>(?<!以){_any(_YEARS)})(?!度)"
    rf"|(?<![合不相共异])(?P<before>{_any(_YEARS_FROM_BEFORE)})(?![度龄级代])"
)
_MONTH = (
    r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
    r"(?![龄饼球亮光经租薪])份?(?:[上中下]旬|底|初|末)?"
)
_MONTH_DAY = (
    rf"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
    rf"(?P<day>3[01]|[12]\d|0?[1-9]|[{_CN}]{{1,3}})(?:日|号(?![楼线文令公]))"
)
_PART = rf"第?(?P<part>{_any(_PARTS)})"
_START = rf"(?<![\d{_CN}])(?:{_DIGITS}年|{_RELATIVE})"
_BOUNDARY = rf"(?<![\d.{_CN}第个每-])"

_FORMS = (
    re.compile(rf"{_START}{_MONTH_DAY}"),
    re.compile(rf"{_START}{_MONTH}"),
    re.compile(rf"{_START}{_PART}"),
    re.compile(rf"(?<![\d{_CN}])(?:{_DIGITS}{_YEAR_SIGN}|{_RELATIVE})(?:年?[初底末中内])?"),
    re.compile(
        r"(?<!\d)(?P<first>(?:19|20)\d\d)年?[-~至到](?P<last>(?:19|20)\d\d)"
        rf"{_YEAR_SIGN}(?!\d{{1,2}}月)"
    ),
    re.compile(rf"{_BOUNDARY}{_MONTH_DAY}"),
    re.compile(rf"{_BOUNDARY}{_MONTH}"),
    re.compile(rf"(?P<this>{_any(_MONTHS)})(?:(?P<day>3[01]|[12]\d|[1-9])[日号])?"),
    re.compile(rf"(?<![注写载说标证声])(?P<today>{_any(_DAYS)})(?!期)(?:上午|下午|凌晨|晚间)?"),
    re.compile(r"(?<![(个])(?:(?P<which>[本这上下])个?)?(?<!第.个)(?:周|星期)(?P<weekday>[一二三四五六日天])(?![年期])"),
    re.compile(r"(?P<which>[本这上下])个?(?:周|星期)(?![年期边围转刊一二三四五六日天])"),
    re.compile(rf"(?<![年度])(?:{_PART})(?!末)"),
    re.compile(r"(?:(?<![一-鿿\d])|(?<=预计|有望|力争|争取))(?P<end>年[底内末])|(?P<end2>年底)前"),
    re.compile(
        r"(?<![\d月满每第过逾足达个近约为是有.])(?<!少于)(?<!多于)(?<!低于)(?<!提前)(?<!不足)(?P<day>3[01]|[12]\d|[1-9])日(?![内以之后前元本均])"
    ),
)  # fmt: skip


_EVERY = re.compile(r"每[个年月季][^,。;:\n]*$|历年$")


def find(folded: str) -> Iterator[Spoken]:
    """Yield the dates that a folded Chinese text says; they may overlap."""
    for form in _FORMS:
        for match in form.finditer(folded):
            is_yearly = _EVERY.search(folded, max(0, match.start() - 16), match.start())
            if not is_yearly and (spoken := _read(match)):
                yield spoken


def _read(match: re.Match[str]) -> Spoken | None:
    group = {name: text for name, text in match.groupdict().items() if text}
    start, end = match.span()
    if "first" in group:
        return Spoken(
            start, end, year=int(group["first"]), last_year=int(group["last"])
        )
    if "today" in group:
        return Spoken(start, end, unit=Unit.DAY, shift=_DAYS[group["today"]])
    if "which" in group or "weekday" in group:
        return _week(start, end, group)
    day = _number(group.get("day"))
    if "this" in group:
        shift = _MONTHS[group["this"]]
        return Spoken(start, end, day=day, unit=Unit.MONTH, shift=shift)
    if "end" in group or "end2" in group:
        return Spoken(start, end, unit=Unit.YEAR)
    return _year(start, end, group, day)


def _week(start: int, end: int, group: dict[str, str]) -> Spoken:
    which = group.get("which")
    weekday = group.get("weekday")
    return Spoken(
        start,
        end,
        unit=Unit.WEEK if which else None,
        shift=_WEEKS[which] if which else 0,
        weekday=_WEEKDAYS.index(weekday.replace("天", "日")) if weekday else None,
    )


def _year(
    start: int, end: int, group: dict[str, str], day: int | None
) -> Spoken | None:
    month = _number(group.get("month"))
    if day is not None and not 1 <= day <= 31:
        return None
    relative = group.get("relative")
    before = group.get("before")
    return Spoken(
        start,
        end,
        year=_number(group.get("year")),
        month=month,
        day=day,
        months=_PARTS.get(group.get("part", "")),
        unit=Unit.YEAR if relative else None,
        shift=_YEARS[relative] if relative else 0,
        from_before=_YEARS_FROM_BEFORE[before] if before else None,
    )


def _number(numeral: str | None) -> int | None:
    return to_int(numeral) if numeral else None
