"""Titles: cleaned of what a site adds to them, compared, and found in a text."""

import re
from collections.abc import Sequence

from policyarchive.archive import headings
from policyarchive.archive.contents import is_history
from policyarchive.archive.lookalikes import mend
from policyarchive.editorial.ingest import chrome, numbers
from policyarchive.editorial.ingest.draft import Label, Line

_SITE = re.compile(
    r"\s*(?:__\d{4}年第\d+号.{0,12}公报|_{1,2}[^_]{2,30}(?:网|网站|办公室|政策库|人民政府|局"
    r"|政府|国务院(?:部门)?文件|公报|政策文件|法院|检察院)|\s?-{1,2}\s?[^-]{2,24}(?:网|网站|法院|检察院|人大"
    r"|人民政府|门户网站)|_综合要闻|\s?\|\s?[^|]{2,40})$"
)
_PREFIX = re.compile(r"^(?:国家政策|地方政策|政策文件)-(?:\d+[.．]\s*)?")
_DATED = re.compile(r"\s*[（(]\d{4}-\d{2}-\d{2}[）)]$|^20\d{6}(?=\D)")
_GENRE_END = re.compile(
    r"(?:法|条例|规定|办法|决定|通知|意见|解释|细则|公告|方案|规划|纲要|报告|指南|批复|函|令"
    r"|规则|准则|标准|目录|计划|通则|决议|公报|说明|议定书|公约|声明|答记者问|措施|指引|清单"
    r"|[）)》])$"
)
# The red letterhead above a number and a title: 工业和信息化部文件.
_LETTERHEAD = re.compile(
    r"(?!关于)[\u4e00-\u9fff、\s]{2,80}(?:[部委办局署院会厅府室社团]|中央|银行)\s*文\s*件"
)
_HEAD = 60
_MOST_LINES = 6


def clean(title: str) -> str:
    """Return a title without a site's name, a date stamp or brackets around it."""
    text = re.sub("[\u200b-\u200f\ufeff]", "", title).replace("\u3000", " ").strip()
    for _ in range(3):
        shorter = _DATED.sub("", _SITE.sub("", _PREFIX.sub("", text))).strip()
        if not shorter or shorter == text:
            break
        text = shorter
    whole = re.fullmatch(r"《([^《》]+(?:《[^《》]+》[^《》]*)*)》", text)
    return whole[1] if whole else text


def key(title: str) -> str:
    """Return a title as it compares: no spaces, marks of punctuation or brackets."""
    return re.sub(r"[\W_]+", "", clean(mend(title))).casefold()


def label_titles(lines: Sequence[Line], title: str) -> list[Line]:
    """Return the lines with those labelled that print the title, whole or in pieces."""
    labelled = list(lines)
    wanted = key(title)
    if len(wanted) < 3:
        return labelled
    index = 0
    while index < min(len(lines), _HEAD):
        end = _end_of_title(lines, index, wanted)
        for place in range(index, end):
            if lines[place].text.strip():
                labelled[place] = Line(lines[place].text, Label.TITLE)
        index = max(end, index + 1)
    return labelled


def _end_of_title(lines: Sequence[Line], start: int, wanted: str) -> int:
    text = ""
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        if lines[index].label not in (Label.BODY, Label.TITLE, Label.HEADING):
            return start
        piece = key(lines[index].text)
        if not piece and index == start:
            return start
        text += piece
        if text == wanted:
            return index + 1
        if not wanted.startswith(text):
            return start
    return start


def guess(lines: Sequence[Line]) -> str:
    """Return the title a text seems to carry, or an empty string.

    The first line of its head that is no unit, sentence, number or salutation; with
    the lines after it where it was broken.
    """
    head = [line for line in lines[:_HEAD] if line.text.strip()]
    if len(head) < 2:
        return ""  # a single line is the text, whatever it looks like
    for index, line in enumerate(head[:25]):
        text = headings.tidy(mend(line.text))
        if line.label is Label.TITLE:
            return text
        if line.label is Label.BODY and _may_be_title(text):
            return _with_rest(head, index)
        if line.label is Label.BODY and len(text) > 100:
            return ""
    return ""


def _may_be_title(text: str) -> bool:
    if not 4 <= len(text) <= 160 or text.endswith(("。", "；", "：", "，", ":", ";")):
        return False
    return not (
        headings.unit(text)
        or headings.ordinal(text)
        or is_history(text)
        or numbers.is_number(text)
        or chrome.is_ui(text)
        or re.fullmatch(r"[\u4e00-\u9fff]{2,30}令", text)  # the order that promulgates
        or _LETTERHEAD.fullmatch(text)
        or re.fullmatch(r"[\d\s./:—-]+", text)
    )


def _with_rest(head: Sequence[Line], index: int) -> str:
    text = headings.tidy(mend(head[index].text))
    han = re.search(r"[\u4e00-\u9fff]", text)
    for line in head[index + 1 : index + 4]:
        following = headings.tidy(mend(line.text))
        if not han or _GENRE_END.search(text) or not _may_be_title(following):
            break
        if len(following) > 40 or line.label is not Label.BODY:
            break
        text += following
    return text
