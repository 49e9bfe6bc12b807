"""Short names that a text gives: （以下简称《办法》）, (hereinafter "PIPL").

From there on they stand for the instrument, in that text only. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyarchive.archive.references.folding import Folded

_ZH = re.compile(
    r"(?:\((?:[^()]{0,40}?[,;])?|,)(?:以下|下文|下|后文)?(?:简称|统称|合称|均称|称)为?:?"
    r"[\"《](?P<quoted>[^\"《》()]{1,30})[\"》]"
    r"|\((?:[^()]{0,40}?[,;])?(?:以下|下文|下|后文)(?:简称|统称|均称|称)为?:?"
    r"(?P<plain>[^\"《》(),]{2,20})(?=\))"
)
_HEREINAFTER = r"(?:hereinafter|hereafter|henceforth)"
_EN = re.compile(
    rf"\({_HEREINAFTER}?[,:]?\s?(?:(?:referred to|known) as|called)?[,:]?\s?(?:the\s)?"
    r"[\"'](?:the\s)?(?P<quoted>[a-z][\w .&'/-]{1,50}?)[,.]?[\"']\)"
    rf"|\({_HEREINAFTER}[,:]?\s?(?:(?:referred to|known) as)?\s?(?:the\s)?"
    r"(?P<plain>[a-z][\w .&'/-]{1,40})\)"
)
_GENRE = re.compile(
    r"(?:本|该)?(?:暂行|实施|管理|若干|试行|具体|指导|司法)?"
    r"(?:办法|条例|规定|规则|细则|法|决定|意见|通知|方案|规划|解释|指引|指南|标准|公告|纲要)"
)
_EN_GENRE = re.compile(
    r"law|act|regulations|measures|provisions|rules|decision|opinions|guidelines|notice"
    r"|plan|draft|interpretation|standard|catalogue|list"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A short name and the words that define it.

    A generic one (条例, "Measures") is a name only where brackets, an article or "the"
    make it one.
    """

    start: int
    end: int
    name: str
    is_generic: bool


def find(text: Folded) -> Iterator[Definition]:
    """Yield the definitions in a text; whether a title stands before is not known."""
    folded = text.text
    if "称" in folded:
        for match in _ZH.finditer(folded):
            name = match["quoted"] or match["plain"]
            yield Definition(
                *match.span(), name, is_generic=bool(_GENRE.fullmatch(name))
            )
    if "(" not in folded:
        return
    for match in _EN.finditer(folded):
        group = "quoted" if match["quoted"] else "plain"
        written = text.written(*match.span(group))
        if written[:1].isupper():
            yield Definition(
                *match.span(),
                match[group],
                is_generic=bool(_EN_GENRE.fullmatch(match[group])),
            )


def uses(definition: Definition, text: Folded) -> Iterator[tuple[int, int]]:
    """Yield where the short name stands after its definition, without brackets."""
    name = re.escape(definition.name)
    if definition.name.isascii():
        before = r"(?<=the )" if definition.is_generic else r"(?<![a-z\d])"
        pattern = rf"{before}{name}(?![a-z\d])"
    else:
        pattern = rf"(?<![本该]){name}" + ("(?=第)" if definition.is_generic else "")
    for match in re.compile(pattern).finditer(text.text, definition.end):
        start, end = match.span()
        if not definition.name.isascii() or text.written(start, end)[:1].isupper():
            yield start, end
