"""Document numbers (文号) in all their forms, kept as printed."""

import re
from collections.abc import Iterable

from policyarchive.archive.numerals import CHINESE
from policyarchive.editorial.ingest.federal import ORDER

_OPEN, _CLOSE = r"[〔﹝\[［(（【]", r"[〕﹞\]］)）】]"
_YEARED = (
    rf"[\u4e00-\u9fff]{{1,20}}\s?{_OPEN}\s?(?:19|20)\d{{2}}\s?{_CLOSE}"
    r"\s?(?:第\s?)?\d{1,5}\s?号"
)
_ORDER = (
    rf"[\u4e00-\u9fff]{{0,30}}(?:令|公告)\s?(?:{_OPEN}?\s?(?:19|20)\d{{2}}\s?年?\s?{_CLOSE}?\s?)?"
    rf"第\s?(?:\d{{1,5}}|[{CHINESE}]{{1,8}})\s?号"
)
_ORDER_LAST = (
    rf"[\u4e00-\u9fff]{{0,30}}第\s?(?:\d{{1,5}}|[{CHINESE}]{{1,8}})\s?号(?:令|公告)"
)
_STANDARD = r"(?:GB(?:/[TZ])?|DB\d{2}(?:/T)?|YD/T|TC260-\w+)\s?[\d.]+(?:—|-|–)\d{4}"
_FEDERAL = r"(?:Executive Order|E\.O\.|Proclamation)\s+\d{4,5}"
_ANY = re.compile(f"{_YEARED}|{_ORDER}|{_ORDER_LAST}|{_STANDARD}|{_FEDERAL}")
_LINE = re.compile(rf"[（(]?\s*({_ANY.pattern})\s*[）)]?")
_BARE_ORDER = re.compile(
    rf"[（(]?\s*(第\s?(?:\d{{1,5}}|[{CHINESE}]{{1,8}})\s?号)\s*[）)]?"
)
# What a sentence puts before a number and is no part of it.
_ORDER_LEAD = re.compile(
    r"^.*?(?:日|修正|修订|通过|公布|以|由|根据|经)(?=[\u4e00-\u9fff]*(?:令|公告))"
)
_LEAD = re.compile(
    r"^.*?(?:日|以|按照|根据|依据|经|由|的|和|及|于|对|将|见|据)(?=[\u4e00-\u9fff]{1,12}[〔﹝\[［(（【])"
)


def is_number(line: str) -> bool:
    """Whether a line holds a document number and nothing else."""
    text = line.strip()
    return len(text) <= 60 and bool(
        _LINE.fullmatch(text) or _BARE_ORDER.fullmatch(text)
    )


def first(lines: Iterable[str]) -> str:
    """Return the number that stands alone on the first such line, as printed.

    An order's number alone (第九十一号) takes the order's name from the line before.
    """
    before = ""
    for line in lines:
        text = line.strip()
        if order := ORDER.fullmatch(text):
            return order[1]
        match = _LINE.fullmatch(text) if len(text) <= 60 else None
        if match:
            return match[1].strip()
        bare = _BARE_ORDER.fullmatch(text)
        if bare and before.endswith(("令", "公告")) and len(before) < 40:
            return "".join(before.split()) + bare[1]
        before = text or before
    return ""


def inside(text: str) -> str:
    """Return the first document number inside a sentence or a title, as printed."""
    match = _ANY.search(text)
    if match is None:
        return ""
    return _ORDER_LEAD.sub("", _LEAD.sub("", match[0])).strip()
