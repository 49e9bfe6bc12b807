"""Titles: the key under which their spellings meet, and the qualifiers behind them.

《中华人民共和国反间谍法（2023年修订）》 and 反间谍法 have one key; the first has the
qualifier 2023年修订. A draft is another document than the instrument it becomes. Pure.
"""

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

from policyarchive.archive.references.folding import PASSAGE_END, plain

_STATE = re.compile(
    r"中华人民共和国(?=..)|\s+of the (?:people's republic of china|prc)\b"
    r"|^(?:the\s+)?(?:prc|people's republic of china)\s+|^the\s+"
)
_OF_STATE = re.compile(r" of the people's republic of china")
_NOT_IN_KEY = re.compile(r"[\W_]+")

_DRAFT = r"草案|征求意见|送审稿|讨论稿|审议稿|\bdraft|for comment|\bproject\b"
_TRIAL = r"试行|暂行|\btrial|\binterim|provisional"
_EDITION = r"(?:19|20)\d\d|修订|修正|修改|revis|amend|第[^第]{1,3}版|\bed(?:ition|\.)"
_BRACKET = r"\(([^()\"《》]{1,30})\)"
_TRAILING = re.compile(rf"\s*{_BRACKET}\s*$")
# Dates of adoption and numbers stand in brackets too, and say nothing of the edition.
_NO_QUALIFIER = re.compile(
    r"通过|公布|发布|施行|生效|[令号]|gb/?t?\s?\d|adopted|promulgated|effective|no\."
)
_NOTE = re.compile(r"\s*\(([^()]{1,60})\)\s*$")
_FOLLOWING = re.compile(rf"\s*{_BRACKET}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HAN = r"[\u3400-\u9fff“”\"、+]"
_LAW_WORD = r"(?:法|条例|规定|办法|细则|规则|决定|解释|意见|通知|公告|规划|纲要|标准)"
# Footnotes in Latin letters leave out 《》: Shuju Anquan Fa (数据安全法) [Data …], and
# 数据安全法 [Data …]; GB/T 7714 does too: 国务院. 花灯条例: 国务院令第1号[A/OL].
_FOOTNOTED = re.compile(
    rf"(?<=[A-Za-z] \()(?P<inner>{_HAN}{{3,80}}{_LAW_WORD})(?=\)\s?\[)"
    rf"|(?:(?<=[ \"”])|(?<=\n)|^)(?P<glossed>{_HAN}{{3,80}}{_LAW_WORD})"
    r"(?=\s?\[(?:[A-Za-z][a-z]|PRC))"
    rf"|(?<=\.\s)(?P<listed>{_HAN}{{3,80}}{_LAW_WORD})"
    r"(?=(?::\s?[^\s\[]{2,30})?\[[A-Z]+/OL\])"
)
# 关于印发《智能制造规划》的通知 is how that plan comes into the world: the two have one
# number, and texts cite the plan. What is passed on (转发) has its own.
_ISSUED = re.compile(
    r"关于(?:印发|发布|公布)(?:《(?P<titled>[^《》]{5,80})》|(?P<bare>[^《》]{5,80}))"
    r"的(?:通知|公告|通告)$"
)
# 政府工作报告(2025年) is one of a series; 宪法(1982) is an edition.
_OF_SERIES = re.compile(r"(?:报告|公报|白皮书|要点)$|report")
_HEADLINE = re.compile(r"[^《》]+《[^《》]+》$")
_LONGEST = 160


class Sort(enum.Enum):
    """What a qualifier says."""

    DRAFT = "draft"
    TRIAL = "trial"
    EDITION = "edition"


# A draft first: 修正草案 is one, though 修正 alone is an edition.
_SORTS = (
    (Sort.DRAFT, re.compile(_DRAFT)),
    (Sort.TRIAL, re.compile(_TRIAL)),
    (Sort.EDITION, re.compile(_EDITION)),
)


class Title(NamedTuple):
    """A title taken apart: its key, whether it is a draft, and of which year it is."""

    key: str
    qualifiers: tuple[str, ...] = ()
    is_draft: bool = False
    years: frozenset[str] = frozenset()

    @property
    def is_of_series(self) -> bool:
        """Whether there is one of each year, as of reports, and this names its year."""
        return bool(self.years and _OF_SERIES.search(self.key))

    def with_qualifier(self, words: str) -> "Title":
        """Return the title with one more qualifier behind it."""
        return _title(self.key, (*self.qualifiers, words))


def read(folded: str) -> Title:
    """Return a folded title, given without its outer 《》, taken apart."""
    words: list[str] = []
    while match := _TRAILING.search(folded):
        if sort(match[1]) is None or not match.start():
            break
        words.insert(0, match[1])
        folded = folded[: match.start()]
    return _title(_key(folded), tuple(words))


def _title(key: str, qualifiers: tuple[str, ...]) -> Title:
    years = {year for words in qualifiers for year in _YEAR.findall(words)}
    is_draft = any(sort(words) is Sort.DRAFT for words in qualifiers)
    return Title(key, qualifiers, is_draft, frozenset(years))


def _key(folded: str) -> str:
    key = _NOT_IN_KEY.sub("", _STATE.sub("", folded.strip()))
    return key or _NOT_IN_KEY.sub("", folded)


def key(text: str) -> str:
    """Return the key of a title as written, without its qualifiers."""
    return read(plain(text).strip('《》"')).key


def sort(words: str) -> Sort | None:
    """Return what words in brackets behind a title say, if they qualify it."""
    if _NO_QUALIFIER.search(words):
        return None
    return next((kind for kind, said in _SORTS if said.search(words)), None)


def qualifier(folded: str, at: int) -> tuple[str, int]:
    """Return the qualifier in brackets that stands at a place, and where it ends."""
    match = _FOLLOWING.match(folded, at)
    if match is None or sort(match[1]) is None:
        return "", at
    return match[1], match.end()


def bare_forms(folded: str) -> Iterator[str]:
    """Yield the forms in which a folded title stands in a text without brackets.

    With or without the name of the state and the year of an edition; a draft's title is
    never shortened, because what is left would be another document's.
    """
    forms = {folded}
    match = _NOTE.search(folded)
    if match and match.start():
        said = sort(match[1])
        # An English title often carries a note: (IFR), (via a summary).
        is_note = said is None and folded[0].isascii()
        is_bare = is_note or said in (Sort.TRIAL, Sort.EDITION)
        if is_bare and not read(folded).is_of_series:
            forms.add(folded[: match.start()])
    forms |= {_OF_STATE.sub(" of the prc", form) for form in forms}
    yield from forms | {_STATE.sub("", form) for form in forms}


def issued(folded: str) -> str:
    """Return the title of what a notice issues, if its own folded title says so."""
    match = _ISSUED.search(folded)
    return (match["titled"] or match["bare"]).strip('"') if match else ""


def is_headline(folded: str) -> bool:
    """Whether a folded title says what happens to another: 国务院公布《税法》.

    Where it stands in a text it is a sentence, which speaks of the other.
    """
    return _HEADLINE.fullmatch(folded) is not None


def quoted(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where each outermost 《…》 of a folded text begins and ends."""
    at = folded.find("《")
    while at >= 0:
        end = _end(folded, at)
        if end:
            yield at, end
        at = folded.find("《", end or at + 1)


def footnoted(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a title in characters stands in the place of one in a footnote."""
    for match in _FOOTNOTED.finditer(folded):
        yield match.span(match.lastgroup or 0)


def _end(folded: str, start: int) -> int:
    """Where a title ends; 0 if it does not."""
    depth, last = 0, 0
    for at in range(start, min(len(folded), start + _LONGEST)):
        sign = folded[at]
        if sign == "《":
            depth += 1
        elif sign == "》":
            depth -= 1
            last = last or at + 1
            if not depth:
                return at + 1
        elif sign in ("\n", "。", PASSAGE_END):
            break
    # A bracket is missing; then the first one that closes ends the title.
    return last
