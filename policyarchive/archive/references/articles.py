"""Articles as texts cite them: chains of numbers, before it is known of what.

第三十八条第一款第（三）项, 第三条、第五条和第七条, 第33—36条, 第二十一条之一;
"Article 21(2)", "arts. 38–40 and 42", "Article 10, paragraph 3, item (2)". A chain
belongs to one instrument. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyarchive.archive.numerals import CHINESE, NUMERAL, from_roman, to_int
from policyarchive.archive.references.reference import Pinpoint


@dataclass(frozen=True, slots=True)
class Link:
    """One printed article of a chain, or one range."""

    start: int
    end: int
    pinpoint: Pinpoint
    until: Pinpoint | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Articles of one instrument, in a row."""

    links: tuple[Link, ...]
    is_chinese: bool

    @property
    def start(self) -> int:
        """Where the chain begins."""
        return self.links[0].start

    @property
    def end(self) -> int:
        """Where the chain ends."""
        return self.links[-1].end


_N = NUMERAL
_ZH = re.compile(
    rf"(?:第?(?P<article>{_N})条(?:之(?P<sub>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})(?![{CHINESE}\d款项]))?)?"
    rf"(?:第(?P<paragraph>{_N})款)?"
    rf"(?:第?\(?(?P<item>{_N})\)?项|(?<=款)\((?P<item2>{_N})\))?"
)
_ZH_START = re.compile(rf"第{_N}(?:(?:[-~、]|至|到)第?{_N}){{0,6}}条")
_ZH_SHORT = re.compile(
    rf"第(?P<first>{_N})(?P<rest>(?:(?:[-~、]|至|到)第?{_N}){{1,6}})条"
)
_ZH_PIECE = re.compile(rf"([-~、]|至|到)第?({_N})")
_ZH_AND = re.compile(r"[、,]?(?:以及|或者|[和及与或])|[、,]")
_ZH_NEXT = re.compile(rf"[第(]|{_N}条")
_ZH_ITEMS = re.compile(rf"第?\(?{_N}\)?(?:[、,和及]第?\(?{_N}\)?){{1,8}}项")
_ZH_ITEM = re.compile(_N)
_ZH_TO = re.compile(r"至|到|-|~")

_EN_START = re.compile(
    r"(?<![a-z\d'-])(?P<word>articles?|arts?\.?|article nos?\.)\s?(?=\d)"
)
_EN_NUMBER = (
    r"(?P<number>\d{1,4})(?![\d%]|\.\d|st\b|nd\b|rd\b|th\b)(?:\s?(?P<bis>bis|ter)\b)?(?P<subs>(?:\s?\((?:\d{1,2}|[ivx]{1,4}|[a-z])\)){0,3})"
    r"(?:,?\s?(?:paragraphs?|paras?\.?|¶+)\s?\(?(?P<paragraph>\d{1,2})\)?)?"
    r"(?:,?\s?(?:items?|sub-?paragraphs?|points?)\s?\(?(?P<item>\w{1,4})\)?)?"
)
_MONTH = (
    r"(?:jan(?:uary|\.)|feb(?:ruary|\.)|mar(?:ch|\.)|apr(?:il|\.)|may\b|june?\b|july?\b"
    r"|aug(?:ust|\.)|sept?(?:ember|\.)|oct(?:ober|\.)|nov(?:ember|\.)|dec(?:ember|\.))"
)
_EN_ONE = re.compile(_EN_NUMBER)
_EN_AND = re.compile(
    r"\s?(?:,\s?(?:and|or|&)?|and|or|&)\s?(?:(?:articles?|arts?\.?)\s?)?"
    rf"(?=\d{{1,4}}(?!\d)(?!\s{_MONTH})(?!\s\w+ (?:of|days|months)))"
)
_EN_AND_WORD = re.compile(r"\s?(?:,|and|or|&)\s?(?:articles?|arts?\.?)\s?(?=\d)")
_EN_TO = re.compile(r"\s?(?:-|to|through)\s?(?:(?:articles?|arts?\.?)\s?)?(?=\d)")
_BIS = {"bis": 1, "ter": 2}
_YEARS = range(1900, 2100)


def chains(folded: str) -> Iterator[Chain]:
    """Yield the chains of articles in a folded text, in each language in order."""
    if "条" in folded:
        yield from _chains_zh(folded)
    if "art" in folded:
        yield from _chains_en(folded)


def _chains_zh(folded: str) -> Iterator[Chain]:
    at = 0
    while match := _ZH_START.search(folded, at):
        links = _links_zh(folded, match.start())
        if links:
            yield Chain(tuple(links), is_chinese=True)
        at = links[-1].end if links else match.end()


def _links_zh(folded: str, start: int) -> list[Link]:
    links: list[Link] = []
    at = start
    while found := _several_zh(folded, at) or _one_zh(folded, at, links):
        links += found
        at = links[-1].end
        joint = _ZH_AND.match(folded, at)
        if joint is None or not _ZH_NEXT.match(folded, joint.end()):
            break
        at = joint.end()
    return links


def _several_zh(folded: str, at: int) -> list[Link]:
    """Read 第三、五条 and 第33—36条."""
    match = _ZH_SHORT.match(folded, at)
    if match is None:
        return []
    numbers = [(match.start(), match.end("first"), match["first"], "")]
    for piece in _ZH_PIECE.finditer(match["rest"]):
        offset = match.start("rest")
        numbers.append(
            (offset + piece.start(2), offset + piece.end(), piece[2], piece[1])
        )
    links: list[Link] = []
    for start, end, numeral, joint in numbers:
        pinpoint = _place(numeral)
        if pinpoint is None:
            return []
        if joint in ("", "、"):
            links.append(Link(start, end, pinpoint))
        else:
            first = links.pop()
            links.append(Link(first.start, end, first.pinpoint, pinpoint))
    last = links.pop()
    return [*links, Link(last.start, match.end(), last.pinpoint, last.until)]


def _one_zh(folded: str, at: int, before: list[Link]) -> list[Link]:
    start = _pinpoint_zh(folded, at, before[-1].pinpoint if before else None)
    if start is None:
        return []
    end, pinpoint = start
    if pinpoint.item is None and (items := _ZH_ITEMS.match(folded, end)):
        return _items_zh(at, items, pinpoint)
    joint = _ZH_TO.match(folded, end)
    stop = _pinpoint_zh(folded, joint.end(), pinpoint) if joint else None
    if stop is None:
        return [Link(at, end, pinpoint)]
    return [Link(at, stop[0], pinpoint, stop[1])]


def _items_zh(at: int, items: re.Match[str], place: Pinpoint) -> list[Link]:
    """Read 第（二）、（三）项 behind an article or paragraph."""
    numerals = list(_ZH_ITEM.finditer(items.group()))
    links: list[Link] = []
    for numeral in numerals:
        bracket = items.group().startswith(")", numeral.end())
        end = items.start() + numeral.end() + bracket
        item = Pinpoint(place.anchor, place.paragraph, integer(numeral.group()))
        links.append(Link(at, end, item))
        at = end + 1
    last = links.pop()
    return [*links, Link(last.start, items.end(), last.pinpoint)]


def _pinpoint_zh(
    folded: str, at: int, before: Pinpoint | None
) -> tuple[int, Pinpoint] | None:
    """Read one place; without an article of its own it is in the one before."""
    match = _ZH.match(folded, at)
    if match is None or match.end() == at:
        return None
    if match["article"]:
        place = _place(match["article"], match["sub"])
        before = None
    else:
        place = before
    if place is None:
        return None
    paragraph = integer(match["paragraph"]) or (before.paragraph if before else None)
    item = integer(match["item"] or match["item2"])
    return match.end(), Pinpoint(place.anchor, paragraph, item)


def _place(numeral: str, sub: str | None = None) -> Pinpoint | None:
    number = integer(numeral)
    if not number:
        return None
    return Pinpoint(f"art-{number}-{integer(sub)}" if sub else f"art-{number}")


def integer(numeral: str | None) -> int | None:
    """Return the number a numeral states, or None."""
    if not numeral:
        return None
    try:
        return to_int(numeral)
    except ValueError:
        return None


def _chains_en(folded: str) -> Iterator[Chain]:
    at = 0
    while match := _EN_START.search(folded, at):
        is_plural = match["word"].startswith(("articles", "arts", "art."))
        links = _links_en(folded, match.start(), match.end(), is_plural)
        if links:
            yield Chain(tuple(links), is_chinese=False)
        at = max(match.end(), links[-1].end if links else 0)


def _links_en(folded: str, start: int, at: int, is_plural: bool) -> list[Link]:
    links: list[Link] = []
    while found := _one_en(folded, start, at):
        links.append(found)
        joint = (_EN_AND if is_plural else _EN_AND_WORD).match(folded, found.end)
        if joint is None:
            break
        at = joint.end()
        start = at
        word = _EN_START.search(folded, joint.start(), at + 1)
        if word:  # Article 3 and Article 5: the second begins with its own word
            start = word.start()
    return links


def _one_en(folded: str, start: int, at: int) -> Link | None:
    match = _EN_ONE.match(folded, at)
    if match is None or (start == at and int(match["number"]) in _YEARS):
        return None
    pinpoint = _pinpoint_en(match)
    joint = _EN_TO.match(folded, match.end())
    last = _EN_ONE.match(folded, joint.end()) if joint else None
    if last is None or int(last["number"]) in _YEARS:
        return Link(start, match.end(), pinpoint)
    if int(last["number"]) < int(match["number"]):  # Article 66-1 is 第六十六条之一
        return Link(start, last.end(), Pinpoint(f"{pinpoint.anchor}-{last['number']}"))
    return Link(start, last.end(), pinpoint, _pinpoint_en(last))


def _pinpoint_en(match: re.Match[str]) -> Pinpoint:
    anchor = f"art-{int(match['number'])}"
    if match["bis"]:
        anchor += f"-{_BIS[match['bis']]}"
    subs = [_small(sub) for sub in re.findall(r"\((\w+)\)", match["subs"])]
    paragraph = int(match["paragraph"]) if match["paragraph"] else None
    item = _small(match["item"]) if match["item"] else None
    if subs and paragraph is None:
        paragraph = subs.pop(0)
    if subs and item is None:
        item = subs[0]
    return Pinpoint(anchor, paragraph, item)


def _small(text: str) -> int | None:
    """Read (2), (iii) and (b)."""
    if text.isdecimal():
        return int(text)
    try:
        return from_roman(text)
    except ValueError:
        return ord(text) - ord("a") + 1 if len(text) == 1 else None
