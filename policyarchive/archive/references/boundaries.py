"""Whether the name of an entry, found as a string, stands there as a name.

知网 stands in 通知网络 and 人行 in 个人行为, 财政部 in 财政部门; 国务院 is part of
国务院关税税则委员会, "Patent Law" of "Patent Law Review". Chinese words are told apart
by a dictionary, the longer names by what may follow a name. Pure.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import rjieba

from policyarchive.archive.references import elsewhere
from policyarchive.archive.references.folding import HAN, Folded

_HAN_SIGN = re.compile(f"[{HAN}]")
_REACH = 8
# The dictionary has 华为公司 as one word; the rest of a word may be one of these.
_HARMLESS = frozenset(("公司", "集团", "等", "的", "与", "和", "中国", "我国"))
# 法则 and 部长 are words, but behind a name the second sign begins another one.
_NEXT_WORD = {"法": "则", "部": "长", "局": "长", "署": "长", "院": "长"}
_RUN_BEFORE = re.compile(f"[{HAN}]{{0,{_REACH}}}$")
_RUN_BEHIND = re.compile(f"[{HAN}]{{0,{_REACH}}}")

_BODY_END = re.compile(r"[部委办局署院会厅关协社]$|人大$|总站$")
_NATIONAL = re.compile(r"^(?:国|中(?!央)|全|最高)")
_LAW_END = re.compile(r"(?:法|条例|规定|办法|细则|规则|解释|标准)$")
# Words that can stand between a body and a bureau of it; a verb or a particle cannot.
_WITHIN = (
    rf"(?:(?![的了和与及等在将对向于为有负要召开说称指表示原可应由把被是就新已并也者人位名"
    rf"个各该其此本一二三两多从至到以会]|发布|公布|印发|通知|通报|发出|通过|公告)[{HAN}])"
)
_LONGER_BODY = re.compile(
    rf"(?:第[一二三四五六七八九十]{{1,3}})?{_WITHIN}{{0,10}}(?:办公厅|办公室|秘书局|领导小组|委员会|研究院|研究所|研究中心"
    rf"|中心|学院|大学|出版社|协会|学会|基金会|分局|总队|大队)"
    rf"|{_WITHIN}{{1,6}}[省市区县州]委|{_WITHIN}{{0,3}}法?工委|{_WITHIN}{{0,8}}(?:(?<!公)司|[局厅]|处(?![理罚分置于以境]))(?![长机法令级座势面限部])"
)
_LONGER_TITLE = re.compile(
    r"(?:的?实施(?:条例|细则|办法|意见|规定)|解读|释义|评注|读本|教程|司法解释|解释\(|配套规定"
    r"|(?:修正|修订|修改)?草案|修正案|征求意见稿|学会|学院|研究[院所会中]|专家|讲座|条例|细则)"
)
# 海关编码 is a number, and no word of that body.
_CODE = re.compile(r"(?:商品)?(?:编码|编号|代码)")
_EN_BODY = re.compile(
    r"\b(?:ministry|department|commission|council|court|congress|administration|bureau"
    r"|office|academy|procuratorate|committee|central bank)\b"
)
_EN_LAW = re.compile(r"\b(?:law|act|regulations?|rules?|measures|provisions)\b")
_EN_LONGER_BODY = re.compile(
    r"(?:['’]s)?(?:\s+(?:[A-Z][\w&-]*|of|and|for|the|on)){0,6}?\s+(?:Commission|Committee"
    r"|Group|Office|Bureau|Department|Council|Institute|Center|Centre|Academy|Press"
    r"|University|School|Tribunal)\b"
)
_EN_LONGER_TITLE = re.compile(
    r"\s+(?:Journal|Review|Reporter|Quarterly|Institute|Center|Centre|Association|Firm"
    r"|Society|School|Forum|Implement\w*|Amendments?|Drafts?|Regulations?|Rules|Measures"
    r"|Interpretations?|Commentary|Handbook|Guide|Blog|Conference|Explained)\b"
)
_EN_PLAN_FOR = re.compile(r"\s(?:for|on)\s(?:the\s)?(?!National Economic)[A-Z]")
_EN_DRAFT_BEFORE = re.compile(r"\b(?:Draft|Proposed|Model)\s+$")
_GENRES = (
    r"Rules|Regulations?|Measures|Provisions|Interpretations?|Decision|Opinions|Guidelines"
    r"|Notice|Amendments?|Commentary|Guide|Handbook"
)
_EN_TITLE_BEFORE = re.compile(
    rf"\b(?:{_GENRES})\b(?:(?!\b(?:and|Article|Art)\b)[\w '’-]){{0,60}}"
    r"\b(?:Implementing|Amending|Revising|(?:Implementation|Amendment|Revision) of"
    rf"|(?<=Rules )of|(?<=Regulations )of|(?<=Measures )of)\s+(?:the\s+)?(?:PRC\s+)?$"
)
_INDEFINITE = re.compile(r"\ban?\s$")
_NO_NOUN = re.compile(
    r"s?(?:\s(?:with|and|or|to|that|which|for|in|on|by|before)\b|[.,;:)]|$)"
)
_CONTEXT = 90

IsName = Callable[[str], bool]


def is_chinese(name: str) -> bool:
    """Whether a folded name is bounded by Chinese words, not by spaces."""
    return bool(_HAN_SIGN.search(name))


def is_word(text: Folded, start: int, end: int, is_name: IsName) -> bool:
    """Whether a part of a text begins and ends where words do."""
    folded = text.text
    if _is_latin(folded, start) and start and _is_latin(folded, start - 1):
        return False
    if end < len(folded) and _is_latin(folded, end - 1) and _is_latin(folded, end):
        return False
    left = right = ""
    if _HAN_SIGN.match(folded[start]) and not text.is_cut(start):
        left = _run(_RUN_BEFORE.search(folded, max(0, start - _REACH), start))
    if _HAN_SIGN.match(folded[end - 1]) and not text.is_cut(end):
        right = _run(_RUN_BEHIND.match(folded, end))
    return _is_bounded(left, folded[start:end], right, is_name)


def _run(match: re.Match[str] | None) -> str:
    return match.group() if match else ""


def _is_latin(folded: str, at: int) -> bool:
    return folded[at].isalnum() and not _HAN_SIGN.match(folded[at])


def _is_bounded(left: str, name: str, right: str, is_name: IsName) -> bool:
    if not left and not right:
        return True
    if name.endswith("部") and right.startswith("门"):
        return False
    if right.startswith(_NEXT_WORD.get(name[-1], "-")):
        right = ""
    start, end = len(left), len(left) + len(name)
    at = 0
    for word in _words(left + name + right):
        after = at + len(word)
        if at < start < after and not _is_harmless(left[at:], is_name):
            return False
        if at < end < after and not _is_harmless(right[: after - end], is_name):
            return False
        at = after
    return True


def _is_harmless(rest: str, is_name: IsName) -> bool:
    return rest in _HARMLESS or is_name(rest)


@lru_cache(maxsize=8192)
def _words(run: str) -> tuple[str, ...]:
    return tuple(rjieba.cut(run, hmm=False))


def words(run: str) -> tuple[str, ...]:
    """Return the words of a run of Chinese characters, by a dictionary."""
    return _words(run)


def is_whole_body(text: Folded, start: int, end: int, is_name: IsName) -> bool:
    """Whether the name of a body is not part of the longer name of another one."""
    name = text.text[start:end]
    if is_chinese(name):
        return not (
            _is_elsewhere(text.text, start, end)
            or _CODE.match(text.text, end)
            or _goes_on(text, end, is_name)
        )
    if _EN_BODY.search(name) and elsewhere.is_abroad(text.text, start, end):
        return False
    behind = text.written(end, min(len(text.text), end + _CONTEXT))
    is_acronym = text.written(start, end).isupper()
    if is_acronym and _is_a_thing(text.text, start, end):
        return False
    return not ((is_acronym or _EN_BODY.search(name)) and _EN_LONGER_BODY.match(behind))


def _is_a_thing(folded: str, start: int, end: int) -> bool:
    """Whether an acronym is a thing one can have: "signed an NDA with", "an MPS."."""
    before = _INDEFINITE.search(folded, max(0, start - 4), start)
    return bool(before and _NO_NOUN.match(folded, end))


def _is_elsewhere(folded: str, start: int, end: int) -> bool:
    name = folded[start:end]
    if not _BODY_END.search(name):
        return False
    if elsewhere.is_abroad(folded, start, end) or elsewhere.is_part(folded, start, end):
        return True
    if _NATIONAL.match(name):
        return elsewhere.is_local_bureau(folded, start, end)
    return elsewhere.is_local(folded, start)


def _goes_on(text: Folded, end: int, is_name: IsName) -> bool:
    """Whether a longer name of a body begins with the name that ends here."""
    match = _LONGER_BODY.match(text.text, end)
    if match is None or text.is_cut(end):
        return False
    # Another name between the two shows where this one ends.
    inside = range(end, match.end())
    return not any(
        is_name(text.text[at : at + size]) for at in inside for size in range(2, 8)
    )


def is_whole_title(text: Folded, start: int, end: int) -> bool:
    """Whether the name of a law or document is not part of a longer title."""
    name = text.text[start:end]
    if is_chinese(name):
        is_law = _LAW_END.search(name)
        return not (
            (is_law and elsewhere.is_abroad(text.text, start, end))
            or _LONGER_TITLE.match(text.text, end)
        )
    if _EN_LAW.search(name) and elsewhere.is_abroad(text.text, start, end):
        return False
    before = text.written(max(0, start - _CONTEXT), start)
    behind = text.written(end, min(len(text.text), end + _CONTEXT))
    return not (
        _EN_LONGER_TITLE.match(behind)
        or (name.endswith(("plan", "outline")) and _EN_PLAN_FOR.match(behind))
        or _EN_DRAFT_BEFORE.search(before)
        or _EN_TITLE_BEFORE.search(before)
    )
