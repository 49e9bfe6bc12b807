"""The bodies that stand before the number of an order or announcement.

国家互联网信息办公室、公安部令第19号; 公安部等六部门令第173号; "MOFCOM Announcement No.
46". Bodies that the gazetteer does not know are read by the words they end in. Pure.
"""

import re
from collections.abc import Callable

from policyarchive.archive.numerals import NUMERAL
from policyarchive.archive.references import boundaries
from policyarchive.archive.references.folding import HAN, Folded
from policyarchive.archive.references.wordlists import FUNCTION_WORDS

Bodies = Callable[[str], tuple[str, ...]]

_OF_SEVERAL = re.compile(rf"等(?:{NUMERAL}(?:个)?(?:部门|部委|单位))?$")
_STATE = re.compile(r"(?:中华人民共和国|中国|原)$")
_BODY_END = re.compile(r"[部委办局署院会厅府行社]$|办公室$|主席$|总局$")
_PIECE = re.compile(f"[{HAN}]{{2,24}}$")
_EN_JOINT = re.compile(r"(?:\s*[,&/]\s*(?:and\s+)?|\s+and\s+(?:the\s+)?)$")
_JOINT_REACH = 12
_LONGEST = 24
_REACH = 80
_KNOWN = {"主席", "国务院", "中央军事委员会", "中央军委"}


def after_function_words(run: str) -> int:
    """Return where the last name in a run of Chinese characters begins."""
    at = start = 0
    for word in boundaries.words(run):
        at += len(word)
        if word in FUNCTION_WORDS and at < len(run):
            start = at
    return start


def before(text: Folded, end: int, bodies: Bodies) -> tuple[int, tuple[str, ...]]:
    """Return where the list of bodies begins that ends at a place, and who they are."""
    folded = text.text
    several = _OF_SEVERAL.search(folded, max(0, end - 12), end)
    at = several.start() if several else end
    names: list[str] = []
    start = end
    while found := _body_before(folded, at, bodies):
        at, entries = found
        names[:0] = entries
        start = at
        if at and folded[at - 1] in "、,":
            at -= 1
        elif not (at and text.is_cut(at)):
            joined = (
                at and folded[at - 1] in "和及与" and _known(folded, at - 1, bodies)
            )
            if not joined:
                break
            at -= 1
    return start, tuple(names)


def _body_before(
    folded: str, end: int, bodies: Bodies
) -> tuple[int, tuple[str, ...]] | None:
    known = _known(folded, end, bodies)
    if known:
        start, entries = known
        state = _STATE.search(folded, max(0, start - 8), start)
        return (state.start() if state else start), entries
    piece = _PIECE.search(folded, max(0, end - _LONGEST), end)
    if piece is None:
        return None
    start = piece.start() + after_function_words(piece.group())
    name = folded[start:end]
    if not _BODY_END.search(name) or len(name) < 3:
        return None
    return start, (name,)


def _known(folded: str, end: int, bodies: Bodies) -> tuple[int, tuple[str, ...]] | None:
    for size in range(min(_LONGEST, end), 1, -1):
        name = folded[end - size : end]
        if entries := bodies(name):
            return end - size, entries[:1]
        if name in _KNOWN:
            return end - size, (name,)
    return None


def english_before(
    folded: str, end: int, bodies: Bodies
) -> tuple[int, tuple[str, ...]]:
    """Return the same of English names before a word."""
    names: list[str] = []
    start = at = end
    while found := _english_body(folded, at, bodies):
        start, entries = found
        names[:0] = entries
        joined = _EN_JOINT.search(folded, max(0, start - _JOINT_REACH), start)
        if joined is None:
            break
        at = joined.start()
    return start, tuple(names)


def english_behind(
    folded: str, start: int, bodies: Bodies
) -> tuple[int, tuple[str, ...]]:
    """Return where the English name of a body that begins here ends, and whose."""
    words = re.finditer(r"[\w'&-]+", folded[start : start + _REACH])
    for end in reversed([start + word.end() for word in words]):
        if entries := bodies(folded[start:end]):
            return end, entries[:1]
    return start, ()


def _english_body(
    folded: str, end: int, bodies: Bodies
) -> tuple[int, tuple[str, ...]] | None:
    left = folded[max(0, end - _REACH) : end].rstrip()
    starts = [match.start() for match in re.finditer(r"(?<![\w'-])\w", left)]
    for first in starts:
        if entries := bodies(left[first:].removesuffix("'s")):
            return end - len(folded[max(0, end - _REACH) : end]) + first, entries[:1]
    return None
