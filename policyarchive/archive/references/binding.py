"""Which instrument an article belongs to: the one beside it, the text itself, or none.

Chinese names it before (数据安全法第二十一条), English before or behind (PIPL art. 38,
"Article 21 of the Data Security Law"). An article without an instrument is one of the
text itself, as legal texts write. Pure.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from policyarchive.archive.numerals import NUMERAL
from policyarchive.archive.references import issuers, named, titles
from policyarchive.archive.references.articles import Chain
from policyarchive.archive.references.folding import HAN, Folded

_GENRE = (
    "法|条例|规定|办法|细则|规则|决定|解释|章程|意见|指引|指南|标准|通知|准则|规范|公告|方案"
    "|规程|公约|协定|法典"
)
_OWN = re.compile(
    rf"本(?:暂行|实施|管理)?(?:{_GENRE}|修正案|命令|令|公约)的?(?:第{NUMERAL}[编章节])?$"
)
_SAME = re.compile(
    rf"(?:(?:该|同|此)(?:{_GENRE})|(?:上述|前述)(?:法律|法规|{_GENRE})|其|后者|前者)的?中?$"
)
_ZH_GAP = re.compile(
    r"(?:\([^()]{0,80}\)|\[[^\[\]]{0,40}\]|[\s,:./\-\da-z\"]|(?:之?中|里|内)?的?|之|原(?=$))*"
)
_UNKNOWN = re.compile(rf"[{HAN}]{{0,24}}[{HAN}](?:{_GENRE})$")
_NO_INSTRUMENT = re.compile(
    r"(?:合同|协议|协议书|租约|契约|备忘录|判决|判决书|保单|约定|合约|标书)的?$"
)
_NOT_AN_ARTICLE = re.compile(
    r"(?:[大重主]?(?:消息|新闻|微博|评论|建议|经验|理由|红线|底线|路|道路|路线|路径|铁路|公路|生产线"
    r"|产线|线路|防线|曲线|河|街|线|短信|回复|跑道|通道|船|鱼|狗|腿|命))"
)
_EN_OF = re.compile(
    r"\s?(?:\([^()]{0,40}\)\s?)?(?:of|in|under)\s(?:the\s)?"
    r"(?:(?:prc|china's|chinese|revised|amended|new|country's|\d{4})\s)*"
)
_EN_ACRONYM = re.compile(r"[ \n][A-Z]{3,8}\b")
_EN_UNKNOWN_BEFORE = re.compile(
    r"(?:(?:[A-Z][\w'’&-]*|of|and|on|the|for|in|to)\s){1,10}"
    r"(?:Law|Act|Code|Regulations?|Measures|Provisions|Rules)(?=(?:\s\([^()]*\))?,?\s$)"
)
_NOT_IN_TITLE = re.compile(
    r"^(?:(?:See|The|Under|In|Of|And|Cf|Compare|Also|By|On|For|To|With|Both|Per|PRC"
    r"|China['’]s|Chinese|the|of|and|in|on|for|to)\s)+"
)
_EN_OWN = re.compile(
    r"\s?(?:of\s)?(?:(?:this|these|the present|the said)\s(?:law|act|regulations?"
    r"|measures|provisions|rules|decision|notice|document|interpretation|guidelines|opinions|order"
    r"|article|chapter)|hereof|herein)\b"
)
_EN_SAME = re.compile(
    r"\s?(?:of|in|under)\s(?:that|the same|the)\s(?:law|act|regulations?|measures"
    r"|provisions|rules|decision|statute)\b"
)
_EN_ITS = re.compile(r"\b(?:its|the law's|the act's)\s$")
_EN_OTHER = re.compile(
    r"\s?(?:of|in|to)\s(?:the\s|an?\s|his\s|her\s|our\s|their\s)?[a-z]"
)
_EN_WORD = re.compile(r"\barticles? (?=[^a-z]*$)|\b(?:the|an?|of|fine) arts? (?=\d)")
_EN_UNKNOWN = re.compile(
    r"(?:(?:[A-Z][\w'’&-]*|of|and|on|the|for|in|to)\s){0,10}?"
    r"(?:(?:Law|Act|Code|Regulations?|Measures|Provisions|Rules|Decision|Interpretation)"
    r"(?:\s(?:on|for|of)(?:\s(?:the|of|and|on|for|in|[A-Z][\w'’&-]*)){0,10}\s[A-Z][\w'’&-]*)?)"
    r"(?!\w)"
)
_EN_GAP = re.compile(r"(?:'s|supra note \d+|\(n \d+\)|\bat\b|[\s,:.\-\d])*")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SEGMENT_END = re.compile(r"[;。；\n]|\.\s(?!\d)(?=[a-z]{3,}\s)")
_REACH = 400
_ITS = 12


@dataclass(frozen=True, slots=True)
class Binding:
    """What a chain belongs to: a title, or the text itself where there is none.

    ``start`` is where the words of the reference begin (本法第五条). ``is_new`` says
    that the title was found because of the article.
    """

    start: int
    title: named.Hit | None = None
    is_new: bool = False


def bind(
    chain: Chain, text: Folded, hits: Sequence[named.Hit], covered: Sequence[range]
) -> Binding | None:
    """Return what a chain belongs to, or None where it is no reference.

    ``hits`` are the titles of the text in order; ``covered`` are numbers and addresses,
    which may stand between a title and its article.
    """
    if chain.is_chinese:
        return _bind_zh(chain, text, hits, covered)
    return _bind_en(chain, text, hits, covered)


def _before(hits: Sequence[named.Hit], at: int) -> named.Hit | None:
    found = bisect_right(hits, at, key=lambda hit: hit.end)
    return hits[found - 1] if found else None


def _gap(folded: str, start: int, end: int, covered: Sequence[range]) -> str:
    """Return the words between title and article, without numbers and addresses."""
    pieces, at = [], start
    first = bisect_left(covered, start, key=lambda part: part.start)
    for part in takewhile(lambda part: part.stop <= end, islice(covered, first, None)):
        pieces.append(folded[at : part.start])
        at = part.stop
    return "".join([*pieces, folded[at:end]])


def _bind_zh(
    chain: Chain, text: Folded, hits: Sequence[named.Hit], covered: Sequence[range]
) -> Binding | None:
    folded, start = text.text, chain.start
    window = folded[max(0, start - 30) : start]
    if own := _OWN.search(window):
        return Binding(start - len(own.group()))
    hit = _before(hits, start)
    if hit and start - hit.end < _REACH:
        gap = _gap(folded, min(hit.behind, start), start, covered)
        if _ZH_GAP.fullmatch(gap):
            return Binding(start, hit)
    if said := _SAME.search(window):
        same = _before(hits, hit.start) if hit and said.group() == "前者" else hit
        return Binding(start, same) if same else None
    if unknown := _unknown_zh(text, start, hit.end if hit else 0):
        return Binding(start, unknown, is_new=True)
    is_other = _NO_INSTRUMENT.search(window) or _NOT_AN_ARTICLE.match(folded, chain.end)
    return None if is_other else Binding(start)


def _unknown_zh(text: Folded, end: int, after: int) -> named.Hit | None:
    """Read the bare name of an instrument that the gazetteer does not know."""
    match = _UNKNOWN.search(text.text, max(after, end - 30), end)
    if match is None:
        return None
    start = match.start() + issuers.after_function_words(match.group())
    name = text.text[start:end]
    if re.fullmatch(
        rf"(?:[依违合执司立普守]法|{_GENRE}|(?:有关|相关|现行|法律|[一二两三四五六七各])*(?:{_GENRE}))",
        name,
    ):
        return None
    return named.Hit(start, end, titles.read(name), (), end)


def _bind_en(
    chain: Chain, text: Folded, hits: Sequence[named.Hit], covered: Sequence[range]
) -> Binding | None:
    folded, start = text.text, chain.start
    if _EN_OWN.match(folded, chain.end):
        return Binding(start)
    if behind := _behind_en(chain, text, hits):
        return behind
    hit = _before(hits, start)
    near = hit if hit and start - hit.end < _REACH else None
    if near and _is_cited_with(folded, near, start, covered):
        return Binding(start, near)
    its = _EN_ITS.search(folded, max(0, start - _ITS), start)
    if its or _EN_SAME.match(folded, chain.end):
        return Binding(start, near)
    return _before_en(chain, text, hit.end if hit else 0) or _alone_en(chain, text)


def _alone_en(chain: Chain, text: Folded) -> Binding | None:
    """Take an article without an instrument for one of the text itself.

    Unless it is one of something else ("Article 9 of the Constitution"), or the word is
    an ordinary one ("the next article 5 days later").
    """
    written = text.written(max(0, chain.start - 8), chain.end)
    if _EN_WORD.search(written) or _EN_OTHER.match(text.text, chain.end):
        return None
    return Binding(chain.start)


def _behind_en(chain: Chain, text: Folded, hits: Sequence[named.Hit]) -> Binding | None:
    """Bind an article to the instrument that "of the" leads to."""
    folded = text.text
    of = _EN_OF.match(folded, chain.end)
    start = of.end() if of else chain.end + folded.startswith((" ", "\n"), chain.end)
    found = bisect_left(hits, start, key=lambda hit: hit.start)
    for hit in hits[found : found + 1]:
        if hit.start == start > chain.end:
            return Binding(chain.start, hit)
    if start >= len(folded):
        return None
    pattern, at = (_EN_UNKNOWN, start) if of else (_EN_ACRONYM, chain.end)
    unknown = pattern.match(text.original, text.place(at))
    if unknown is None or not unknown.group().strip()[0].isupper():
        return None
    return _new(chain, text, start, text.index(unknown.end() - 1) + 1)


def _before_en(chain: Chain, text: Folded, after: int) -> Binding | None:
    """Bind an article to the name of a law, right before it, that nobody knows."""
    start = max(after, chain.start - 120)
    window = text.written(start, chain.start)
    match = _EN_UNKNOWN_BEFORE.search(window)
    if match is None:
        return None
    lead = _NOT_IN_TITLE.match(match.group())
    first = match.start() + (lead.end() if lead else 0)
    place = text.place(start)
    begin = text.index(place + first)
    return _new(chain, text, begin, text.index(place + match.end() - 1) + 1)


def _new(chain: Chain, text: Folded, start: int, end: int) -> Binding | None:
    name = text.text[start:end]
    if " " not in name and not text.written(start, end).isupper():
        return None
    hit = named.Hit(start, end, titles.read(name), (), end)
    return Binding(chain.start, hit, is_new=True)


def _is_cited_with(
    folded: str, hit: named.Hit, at: int, covered: Sequence[range]
) -> bool:
    """Whether an article stands behind a title as a citation writes it."""
    if hit.behind > at:
        return False
    gap = _gap(folded, hit.behind, at, covered)
    if _EN_GAP.fullmatch(gap):
        return True
    while (bare := _BRACKETS.sub(" ", gap)) != gap:
        gap = bare
    if _SEGMENT_END.search(gap):
        return False
    return bool(re.search(r"[,:(\[)\]]\s*$|^\s*$", gap))
