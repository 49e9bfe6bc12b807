"""The bodies that stand before the number of an order or announcement.

国家互联网信息办公室、公安部令第19号; 公安部等六部门令第173号; MOFCOM Announcement No. 46. Bodies the
gazetteer does not know are read by the words they end in. Pure.
"""

import re
from collections.abc import Callable

from policyarchive.archive.numerals import NUMERAL
from policyarchive.archive.references import boundaries
from policyarchive.archive.references.folding import HAN, Folded

Bodies = Callable[[str], tuple[str, ...]]

_FUNCTION_WORDS = frozenset(
    "根据 依据 按照 依照 遵照 参照 比照 违反 适用 符合 援引 引用 参见 另见 详见 见 据 按 依 照 由 以 为 "
    "与 和 及 以及 或 或者 并 又 也 而 但 在 把 将 对 对于 从 向 给 被 经 于 自 至 到 的 地 得 之 所 了 是 "
    "即 如 有 其 该 此 本 文件 文号 发文字号 字号 执行 落实 贯彻 贯彻落实 印发 公布 发布 颁布 下发 转发 "
    "通过 废止 修改 修订 遵守 履行 触犯 构成 属于 规定 要求 依法 分别 同时 可以 应当 必须 不得 不 未 "
    "翻开 查到 看 读 问 说 称 系 用 第 条 款 项 日 月 年 号 令 公告 因 因为 除 凡 涉及 关于 有关 相关 "
    "现行 新 旧 原 其中 以下 上述 前述 此前 随后 之后 以前 之前 后 前 中 里 上 下 还 还有 包括 例如 比如".split()
)
_OF_SEVERAL = re.compile(rf"等(?:{NUMERAL}(?:个)?(?:部门|部委|单位))?$")
_STATE = re.compile(r"(?:中华人民共和国|中国|原)$")
_BODY_END = re.compile(r"[部委办局署院会厅府行社]$|办公室$|主席$|总局$")
_PIECE = re.compile(f"[{HAN}]{{2,24}}$")
_LONGEST = 24
_REACH = 80
_KNOWN = {"主席", "国务院", "中央军事委员会", "中央军委"}


def after_function_words(run: str) -> int:
    """Return where the last name in a run of Chinese characters begins."""
    at = start = 0
    for word in boundaries.words(run):
        at += len(word)
        if word in _FUNCTION_WORDS and at < len(run):
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
        joined = re.compile(r"(?:\s*[,&/]\s*(?:and\s+)?|\s+and\s+(?:the\s+)?)$").search(
            folded, max(0, start - 12), start
        )
        if joined is None:
            break
        at = joined.start()
    return start, tuple(names)


def _english_body(
    folded: str, end: int, bodies: Bodies
) -> tuple[int, tuple[str, ...]] | None:
    left = folded[max(0, end - _REACH) : end].rstrip()
    starts = [match.start() for match in re.finditer(r"(?<![\w'-])\w", left)]
    for first in starts:
        if entries := bodies(left[first:].removesuffix("'s")):
            return end - len(folded[max(0, end - _REACH) : end]) + first, entries[:1]
    return None
