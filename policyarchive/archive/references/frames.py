"""Stretches that are one title by their form: a name in them is only part of it.

[Notice on Implementing the Data Security Law] behind a Chinese title, “Notice on
Issuing the 14th Five-Year Plan” in title case, 数据安全法体系解释论[J] in a list of
references. Pure.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from policyarchive.archive.references.folding import HAN, Folded

_TRANSLATION = re.compile(rf"(?<=[{HAN}》a-z])\s?\[(?P<inner>[^\[\]]{{4,200}})\]")
_QUOTED = re.compile(r'"(?P<inner>[^"\n]{12,200})"')
# The types of GB/T 7714 for what is written about laws: article, book, thesis, paper.
_ARTICLE = re.compile(
    r"(?:^|[.。\n\]]\s?)(?P<inner>[^.。\n\[\]]{2,120})\[[jmdc](?:/ol)?\]"
)
_SMALL = re.compile(r"(?:an?|and|as|at|by|for|from|in|of|on|or|the|to|with)\b")
_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_FEWEST_WORDS = 4
_STATE_BEFORE = re.compile(r"(?:the |prc |china's |chinese )*")
_STATE_BEHIND = re.compile(r"(?: of the (?:prc|people's republic of china))?[,.]?")


def find(text: Folded) -> list[tuple[int, int]]:
    """Return where titles stand by their form, in order."""
    return sorted(_spans(text))


def _spans(text: Folded) -> Iterator[tuple[int, int]]:
    folded = text.text
    if "[" in folded:
        for form in (_TRANSLATION, _ARTICLE):
            yield from (match.span("inner") for match in form.finditer(folded))
    if '"' in folded:
        for match in _QUOTED.finditer(folded):
            if _is_title_case(text.written(*match.span("inner"))):
                yield match.span("inner")


def _is_title_case(words: str) -> bool:
    found = _WORD.findall(words)
    large = [word for word in found if not _SMALL.fullmatch(word)]
    return len(found) >= _FEWEST_WORDS and all(word[0].isupper() for word in large)


def cuts_off(frames: list[tuple[int, int]], folded: str, start: int, end: int) -> bool:
    """Whether a name lies in a title and is not the whole of it."""
    found = bisect_right(frames, (start, len(folded)))
    if not found or frames[found - 1][1] < end:
        return False
    first, last = frames[found - 1]
    state = _STATE_BEFORE.match(folded, first, start)
    is_start = state is not None and state.end() == start
    return not (is_start and _STATE_BEHIND.fullmatch(folded, end, last))
