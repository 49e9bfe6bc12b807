"""Recognising the numbered units of a legal text, one line at a time.

第三章, 第二十一条之一, 附件2, 一、 and （一） in Chinese of either script; Chapter III,
Article 21, Sec. 2., Annex A in English. Whether a line that looks like a unit is one
is decided by its neighbours, in ``passages``. Pure: no database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policyarchive.archive.numerals import CHINESE, NUMERAL, from_roman, to_int

PART, SUBPART, CHAPTER, SECTION = "part", "subpart", "chapter", "section"
DIVISION, ARTICLE, APPENDIX = "division", "article", "appendix"
PREAMBLE, HEADING, PARAGRAPH = "preamble", "heading", "paragraph"

_ZH_LEVELS = {
    "编": PART, "編": PART, "篇": PART, "部分": PART,
    "分编": SUBPART, "分編": SUBPART,
    "章": CHAPTER, "节": SECTION, "節": SECTION, "目": DIVISION,
    "条": ARTICLE, "條": ARTICLE,
}  # fmt: skip
_ZH_UNIT = re.compile(
    rf"(第\s?({NUMERAL})\s?(分编|分編|部分|编|編|篇|章|节|節|目|条|條)"
    rf"(?:\s?之\s?([{CHINESE}]{{1,3}}|[0-9]{{1,2}})(?![{CHINESE}]))?)"
    r"([\s:：.．、]*)(.*)",
    re.DOTALL,
)
_ZH_APPENDIX = re.compile(
    rf"((?:附\s?件|附\s?表|附\s?录|附\s?錄|附\s?图|附)\s?({NUMERAL}|[A-Z](?![a-z]))?)"
    r"(\s*[:：.．]?\s*)(.*)",
    re.DOTALL,
)
_EN_LEVELS = {
    "part": PART, "chapter": CHAPTER, "section": SECTION,
    "sec": SECTION, "article": ARTICLE, "art": ARTICLE,
    "annex": APPENDIX, "appendix": APPENDIX, "schedule": APPENDIX,
}  # fmt: skip
_EN_UNIT = re.compile(
    r"((Part|Chapter|Section|Sec|Article|Art|Annex|Appendix|Schedule)\.?"
    r"\s+([0-9]{1,4}(?:-[0-9]{1,2})?|[IVXLC]{1,7}|[A-Z])(?![\w’'])(?:\s*bis\b)?)"
    r"([\s.:—–-]*)(.*)",
    re.DOTALL | re.IGNORECASE,
)
_EN_BARE_APPENDIX = re.compile(r"(Annex|Appendix|Schedule)(\s*:?\s*)(.*)", re.DOTALL)
_PREAMBLE = frozenset(("序言", "序", "前言", "preamble", "foreword"))

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ORDINALS = (
    re.compile(r"((?:X{0,2}(?:IX|IV|V?I{0,3}))(?<=[IVX])[.、．])\s+(\S.*)", re.DOTALL),
    re.compile(rf"([{CHINESE}]{{1,4}}\s?[、，．.])\s*(.*)", re.DOTALL),
    re.compile(rf"([（(]\s?[{CHINESE}]{{1,4}}\s?[）)]\s?、?)\s*(.*)", re.DOTALL),
    re.compile(r"([0-9０-９]{1,3}\s?(?:[、．](?!\d)|\.(?!\d)))\s*(.*)", re.DOTALL),
    re.compile(r"([（(]\s?[0-9０-９]{1,3}\s?[）)])\s*(.*)", re.DOTALL),
    re.compile(rf"([{_CIRCLED}])\s*(.*)", re.DOTALL),
)
_ORDINAL_START = frozenset(CHINESE + "IVX（(0123456789０１２３４５６７８９" + _CIRCLED)
# After 第X条 without a space these begin a reference in a sentence, not an article.
_REFERENCE = re.compile(
    r"[、和及与或至到的款项第]|中(?![华国央共])|[，,]\s*第|规定|規定|所列|所称"
    r"|之规定|修改|改为|删|增加|以及"
)
# A heading without a space after its number: only what no heading begins with.
_NO_HEADING = re.compile(r"[、，,的]|第|规定|規定|所列|所称|和第|及第|与第|至第")
_AMENDING = re.compile(r"修改为|修改為|改为|改為|删去|作为第|移作")
_END = '。；：！？.;:!?…”’」』"）)】》'
_HIDDEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08]")
_EMPHASIS = re.compile(r"(?:#{1,6}\s+)?\*\*(.+?)\*\*")
_BARE_ARTICLE = re.compile(rf"第\s?{NUMERAL}\s?[条條]")
_BROKEN_OFF = re.compile(rf"之\s?[{CHINESE}]{{1,3}}(?![{CHINESE}])")
_HASHES = re.compile(r"#{1,6}\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line says about itself: a unit, its number and its label as printed."""

    level: str
    number: tuple[int, ...]
    label: str
    rest: str
    is_glued: bool = False  # the text follows the number without a space


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A numbered paragraph: 一、 is rank 1, （一） 2, 1. 3, （1） 4 and ① 5."""

    rank: int
    label: str
    rest: str


def tidy(line: str) -> str:
    """Return a line without hidden signs, outer space and marks of Markdown."""
    text = _HIDDEN.sub("", line).strip()
    if text.startswith(("#", "*")):
        text = _HASHES.sub("", text, count=1)
        text = _EMPHASIS.sub(r"\1", text, count=1).strip()
    return text


def join_numbers(lines: Sequence[str]) -> list[str]:
    """Return tidied lines with 之一 put back to the 第十七条 it was broken off."""
    joined: list[str] = []
    for line in lines:
        if joined and _BARE_ARTICLE.fullmatch(joined[-1]) and _BROKEN_OFF.match(line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def plain(text: str) -> str:
    """Return a heading as it compares: no spaces, no leader dots, no page number."""
    squeezed = "".join(text.split())
    return re.sub(r"[.．…·]{2,}\d*$", "", squeezed).casefold()


def is_finished(line: str) -> bool:
    """Whether a line ends as a sentence or clause ends."""
    return line.rstrip().endswith(tuple(_END))


def unit(line: str) -> Mark | None:
    """Return what unit a tidied line opens, if it has the form of one."""
    first = line[:1]
    if first == "第":
        return _zh_unit(line)
    if first == "附":
        return _zh_appendix(line)
    if first in "PpCcSsAa" and first:
        return _en_unit(line)
    if len(line) < 12 and plain(line) in _PREAMBLE:
        return Mark(PREAMBLE, (), line, "")
    return None


def _zh_unit(line: str) -> Mark | None:
    match = _ZH_UNIT.match(line)
    if match is None:
        return None
    label, number, sign, sub, gap, rest = match.groups()
    level = _ZH_LEVELS[sign]
    try:
        value = (to_int(number), to_int(sub)) if sub else (to_int(number),)
    except ValueError:
        return None
    if level == ARTICLE and "、" in gap:  # 第九条、第十条: a reference to both
        return None
    glued = not gap and bool(rest)
    if not _reads_as_unit(level, glued, rest):
        return None
    return Mark(level, value, label + gap.strip(), rest.strip(), glued)


def _reads_as_unit(level: str, glued: bool, rest: str) -> bool:
    if level == ARTICLE:
        return not (_AMENDING.match(rest) or (glued and is_reference(rest)))
    if glued and _NO_HEADING.match(rest):
        return False
    # A heading is a phrase, not a sentence.
    return len(rest) <= 80 and not rest.endswith(("。", "；", "：", "，"))


def is_reference(rest: str) -> bool:
    """Whether the words after 第X条 make it a reference inside a sentence."""
    return bool(_REFERENCE.match(rest))


def _zh_appendix(line: str) -> Mark | None:
    match = _ZH_APPENDIX.match(line)
    if match is None:
        return None
    label, number, gap, rest = match.groups()
    # 附 alone needs a colon, or it is just the first sign of a word.
    if rest and not gap and number is None and not label.startswith(("附件", "附录")):
        return None
    if "".join(label.split()) == "附" and rest and not gap.strip():
        return None
    if len(rest) > 80 or rest.endswith(("。", "；", "，")) or _goes_on(gap, rest):
        return None
    return Mark(APPENDIX, _letter_or_number(number), label + gap.strip(), rest.strip())


def _goes_on(gap: str, rest: str) -> bool:
    return not gap and bool(re.match(r"[中所的、，和及与）)》」”]", rest))


def _letter_or_number(text: str | None) -> tuple[int, ...]:
    if not text:
        return ()
    if len(text) == 1 and "A" <= text.upper() <= "Z":
        return (ord(text.upper()) - ord("A") + 1,)
    return (to_int(text),)


def _en_unit(line: str) -> Mark | None:
    match = _EN_UNIT.match(line)
    if match is None:
        return _en_bare_appendix(line)
    label, word, number, gap, rest = match.groups()
    level = _EN_LEVELS[word.lower()]
    try:
        value = _en_number(number, level)
    except ValueError:
        return None
    if rest and not gap.strip() and not re.match(r"[A-Z“\"(\[]", rest):
        return None
    if level not in (ARTICLE, SECTION) and (len(rest) > 140 or rest.endswith(".")):
        return None
    return Mark(level, value, label + gap.strip(), rest.strip())


def _en_number(text: str, level: str) -> tuple[int, ...]:
    if text[0].isdecimal():
        return tuple(int(piece) for piece in text.split("-"))
    if level == APPENDIX and len(text) == 1 and text.upper() not in "IVX":
        return _letter_or_number(text)
    return (from_roman(text),)


def _en_bare_appendix(line: str) -> Mark | None:
    match = _EN_BARE_APPENDIX.match(line)
    if match is None or len(line) > 120:
        return None
    word, gap, rest = match.groups()
    if rest and ":" not in gap:
        return None
    return Mark(APPENDIX, (), word + gap.strip(), rest.strip())


def ordinal(line: str) -> Ordinal | None:
    """Return the number a paragraph begins with, if it begins with one."""
    if line[:1] not in _ORDINAL_START or not line:
        return None
    for place, pattern in enumerate(_ORDINALS):
        match = pattern.match(line)
        if match:  # Roman numerals come first and share their rank with 一、
            return Ordinal(max(place, 1), match[1].strip(), match[2].strip())
    return None


def ordinal_number(ordinal: Ordinal) -> int:
    """Return the number an ordinal states."""
    text = re.sub(r"[（）()、．.，\s]", "", ordinal.label)
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    return from_roman(text) if text[0] in "IVX" else to_int(text)


def is_heading_text(text: str) -> bool:
    """Whether the words after an ordinal read as a heading, not as a sentence."""
    if not text or len(text) > 60:
        return False
    body = text[:-1] if text.endswith("。") and len(text) <= 30 else text
    return not re.search(r"[。；：！？，;:?!]", body) and not body.endswith(".")
