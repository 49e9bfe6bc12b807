"""Labelled fields at the head of a page: 发文机关：, 成文日期：, label and value on one
line or on two.
"""

import re
from collections.abc import Mapping, Sequence

from policyarchive.archive.lookalikes import mend
from policyarchive.editorial.ingest.draft import Label, Line

# What a page's own label means, in the terms of a draft.
_MEANING = {
    "发文机关": "issuer", "发布机关": "issuer", "发文单位": "issuer",
    "制定机关": "issuer",
    "标题": "title", "名称": "title", "信息名称": "title",
    "发文字号": "number", "文号": "number", "文件编号": "number", "公文字号": "number",
    "成文日期": "signed", "生成日期": "signed", "印发日期": "signed",
    "发布日期": "published", "发布时间": "published", "公开日期": "published",
    "日期": "published", "时间": "published",
    "施行日期": "effective", "实施日期": "effective", "生效日期": "effective",
    "来源": "origin", "信息来源": "origin", "稿件来源": "origin",
    "来源url": "url", "原文链接": "url", "网址": "url",
    "publish_date": "published", "status": "status", "时效性": "status",
    "有效性": "status", "category": "type", "文献类型": "type", "title": "title",
}  # fmt: skip
_OTHER = (
    "索引号|主题分类|发布机构|主题词|关键词|标签|分类|公文种类|作者|责任编辑|公开目录|体裁"
    "|组配分类|服务对象|收录专题|抓取时间|source|synced|tags|sidebar|公开方式|公开范围|主办"
    "|效力级别|公文时效|发布处室|信息类型"
)
_SPACED = "|".join(
    r"\s*".join(re.escape(sign) for sign in label)
    for label in sorted([*_MEANING, *_OTHER.split("|")], key=len, reverse=True)
)
_FIELD = re.compile(
    rf"(?:^|(?<=\s)|(?<=[\]】*-]))[-*【\[\s]*({_SPACED})\s*[\]】*]*\s*[:：]\s*\**",
    re.IGNORECASE,
)
_CAC_LINE = re.compile(
    r"^(\d{4}(?:\s*年\s*|[-/.])\d{1,2}(?:\s*月\s*|[-/.])\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?)"
    r"\s*来源[:：]\s*(.*?)(?:\s+(?:作者|记者|(?:责任)?编辑|责编|字号|浏览|点击)[:：].*)?$"
)
_OFTEN_EMPTY = frozenset(("主题词", "责任编辑", "作者"))
_READ = frozenset((Label.BODY, Label.METADATA, Label.UI))
_HEAD = 80
_LINK = re.compile(r"^\[([^\]]*)\]\((\S+?)\)$")


def read_fields(lines: Sequence[Line]) -> tuple[list[Line], dict[str, str]]:
    """Return the lines with those of the fields labelled, and what they state."""
    labelled = list(lines)
    meta: dict[str, str] = {}
    waiting, since = "", 0
    for index, line in enumerate(lines[:_HEAD]):
        text = mend(line.text).strip()
        if line.label not in _READ or not text:
            continue
        pairs = _pairs(text)
        if pairs:
            labelled[index] = Line(line.text, Label.METADATA)
            waiting, since = _store(meta, pairs), index
        elif waiting:
            is_next = index == since + 1
            if is_next and len(text) <= 300 and not _stated(meta, waiting):
                meta[waiting] = text
                labelled[index] = Line(line.text, Label.METADATA)
            waiting = ""
    return labelled, meta


def _pairs(text: str) -> list[tuple[str, str]]:
    match = _CAC_LINE.match(text)
    if match:
        return [("发布日期", match[1]), ("来源", match[2])]
    found = list(_FIELD.finditer(text))
    if not found or found[0].start() > 2 or len(text) > 600:
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    pairs = [
        ("".join(match[1].split()).casefold(), text[match.end() : end].strip())
        for match, end in zip(found, ends, strict=True)
    ]
    # A sentence that begins with such a word is no field.
    return [] if pairs[-1][1].endswith("。") else pairs


def _store(meta: dict[str, str], pairs: Sequence[tuple[str, str]]) -> str:
    """Keep what the pairs state; return the field whose value the next line holds."""
    for label, value in pairs:
        meaning = _MEANING.get(label, "other")
        clean = value.strip("\"'“” |")
        link = _LINK.match(clean)
        clean = link[2] if link and meaning == "url" else clean
        if clean and not _stated(meta, meaning) and meaning != "other":
            meta[meaning] = clean
    last_label, last_value = pairs[-1]
    if last_value or last_label in _OFTEN_EMPTY:
        return ""
    return _MEANING.get(last_label, "other")


def _stated(meta: Mapping[str, str], meaning: str) -> bool:
    return meaning != "other" and meaning in meta
