"""Titles in a text: in 《》, as a name the gazetteer knows, as a short name it defines.

Never by containment: 《数据安全法解读》 is not 《数据安全法》, and a title is resolved
only where the whole of it is known. Pure.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from policyarchive.archive.references import definitions, frames, titles
from policyarchive.archive.references.folding import HAN, Folded
from policyarchive.archive.references.gazetteer import Gazetteer
from policyarchive.archive.references.names import INSTRUMENTS, Match
from policyarchive.archive.references.spans import longest

_ISSUERS = re.compile(rf"[{HAN}、 ]+$")
_LONGEST_ISSUERS = 60
# Each is looked for in the rest of the text; no real text defines as many.
_MOST_DEFINITIONS = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A title and where it stands in a folded text.

    ``behind`` is past the qualifiers that follow it.
    """

    start: int
    end: int
    title: titles.Title
    entries: tuple[str, ...]
    behind: int


def find(
    text: Folded, gazetteer: Gazetteer, matches: Sequence[Match]
) -> tuple[Hit, ...]:
    """Return the titles in a text, in order, none inside another.

    ``matches`` are the names that the gazetteer finds in the same text.
    """
    quoted = [*_quoted(text, gazetteer), *_footnoted(text, gazetteer, matches)]
    bare = [*_bare(text, gazetteer, matches), *_pinyin(text, gazetteer)]
    titled = frames.find(text)
    whole = (
        hit
        for hit in bare
        if not frames.cuts_off(titled, text.text, hit.start, hit.behind)
    )
    hits = longest([*quoted, *whole])
    return _with_short_names(text, hits)


def _quoted(text: Folded, gazetteer: Gazetteer) -> Iterator[Hit]:
    for start, end in titles.quoted(text.text):
        inner = text.text[start + 1 : end - 1]
        if gazetteer.is_only_body(inner) or not inner.strip():
            continue
        title, behind = _qualified(text, titles.read(inner), end)
        entries = gazetteer.titled(title)
        if not entries and inner.startswith("关于"):
            yield _issued(text, gazetteer, Hit(start, end, title, (), behind))
        else:
            yield Hit(start, end, title, entries, behind)


def _issued(text: Folded, gazetteer: Gazetteer, hit: Hit) -> Hit:
    """Return a title with the issuers before it, where it bears their names itself.

    最高人民法院《关于…的规定》 is the law that is called 最高人民法院关于…的规定.
    """
    before = _ISSUERS.search(text.text, max(0, hit.start - _LONGEST_ISSUERS), hit.start)
    first = before.start() if before else hit.start
    for start in range(first, hit.start - 1):
        words = text.text[start : hit.start] + text.text[hit.start + 1 : hit.end - 1]
        title = titles.read(words)
        if entries := gazetteer.titled(title):
            return Hit(start, hit.end, title, entries, hit.behind)
    return hit


def _footnoted(
    text: Folded, gazetteer: Gazetteer, matches: Sequence[Match]
) -> Iterator[Hit]:
    """Yield titles without 《》 that nobody here bears; the others are names."""
    starts = [match.start for match in matches]
    for start, end in titles.footnoted(text.text):
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            title = titles.read(text.text[start:end])
            yield Hit(start, end, title, gazetteer.titled(title), end)


def _qualified(text: Folded, title: titles.Title, end: int) -> tuple[titles.Title, int]:
    words, behind = titles.qualifier(text.text, end)
    while words:
        title, end = title.with_qualifier(words), behind
        words, behind = titles.qualifier(text.text, end)
    return title, end


def _bare(
    text: Folded, gazetteer: Gazetteer, matches: Sequence[Match]
) -> Iterator[Hit]:
    for match in matches:
        if any(name.kind in INSTRUMENTS for name in match.names):
            own = titles.read(text.text[match.start : match.end])
            title, behind = _qualified(text, own, match.end)
            # The title asks for all editions, the names also for abbreviations.
            entries = gazetteer.titled(title) or gazetteer.meant(match.names, title)
            yield Hit(match.start, match.end, title, entries, behind)


def _pinyin(text: Folded, gazetteer: Gazetteer) -> Iterator[Hit]:
    for match in gazetteer.find_pinyin(text):
        title = titles.read(text.text[match.start : match.end])
        entries = gazetteer.meant(match.names, title)
        if entries:
            yield Hit(match.start, match.end, title, entries, match.end)


def _with_short_names(text: Folded, hits: list[Hit]) -> tuple[Hit, ...]:
    known = hits
    defined: dict[str, str] = {}
    for definition in islice(definitions.find(text), _MOST_DEFINITIONS):
        meant = _antecedent(text.text, known, definition.start)
        if meant is None or defined.get(definition.name) == meant.title.key:
            continue
        defined[definition.name] = meant.title.key
        known = [
            hit for hit in known if not definition.start <= hit.start < definition.end
        ]
        key = titles.key(definition.name)
        known = [
            _as(hit, meant) if _is_use(hit, key, definition) else hit for hit in known
        ]
        uses = (
            Hit(start, end, meant.title, meant.entries, end)
            for start, end in definitions.uses(definition, text)
        )
        known = _added(known, uses)
    return tuple(known)


def _antecedent(folded: str, hits: list[Hit], at: int) -> Hit | None:
    """Return the title right before a definition, brackets between them apart."""
    before = [hit for hit in hits if hit.behind <= at]
    if not before:
        return None
    gap = folded[before[-1].behind : at].strip()
    return before[-1] if re.fullmatch(r"(?:\([^()]{0,60}\))?", gap) else None


def _is_use(hit: Hit, key: str, definition: definitions.Definition) -> bool:
    return hit.title.key == key and hit.start >= definition.end


def _as(hit: Hit, meant: Hit) -> Hit:
    return Hit(hit.start, hit.end, meant.title, meant.entries, hit.behind)


def _added(known: list[Hit], uses: Iterable[Hit]) -> list[Hit]:
    free = [use for use in uses if not overlapping(known, use.start, use.end)]
    return sorted([*known, *free], key=lambda hit: hit.start)


def overlapping(hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether one of the hits, which are in order, overlaps a part of the text."""
    after = bisect_left(hits, end, key=lambda hit: hit.start)
    return after > 0 and hits[after - 1].end > start
