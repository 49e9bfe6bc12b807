"""Marks: the passages of a hit that hold what was asked, the words marked.

Words are looked for in the folded passage and marked in the original. What is shown is
escaped first; ``<mark>`` is the only markup.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from policyarchive.archive.vocabulary import Access
from policyarchive.search import weights
from policyarchive.search.folding import HAN, fold, fold_mapped
from policyarchive.search.plan import Needle
from policyarchive.search.results import PassageHit
from policyarchive.search.texts import IndexedText, Passage
from policyarchive.search.tokens import pieces, stem

Span = tuple[int, int]

_LATIN = rf"[^\W_{HAN}]"
_WORD = re.compile(f"{_LATIN}+")
_HAN = re.compile(f"[{HAN}]")
SUMMARY = "summary"


class Extracts(NamedTuple):
    """The passages shown of a hit, and how many more there are."""

    shown: tuple[PassageHit, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Found:
    passage: Passage
    text: IndexedText
    spans: tuple[Span, ...]  # in the folded passage
    groups: int  # how many parts of the query stand here
    place: int


def passages(
    texts: Sequence[IndexedText], needles: Sequence[Needle], articles: Sequence[str]
) -> Extracts:
    """Return the best passages of an entry's texts."""
    found = list(_holding(texts, needles, articles))
    found.sort(key=lambda one: (-one.groups, one.place))
    shown: list[PassageHit] = []
    snippets = 0
    for one in found:
        is_snippet = one.text.access == Access.SNIPPET
        if is_snippet and snippets == weights.MOST_SNIPPETS:
            continue
        snippets += is_snippet
        shown.append(_passage_hit(one))
        if len(shown) == weights.MOST_PASSAGES:
            break
    return Extracts(tuple(shown), len(found) - len(shown))


def summary(language: str, words: str, needles: Sequence[Needle]) -> PassageHit | None:
    """Return what a summary holds of the query, if anything."""
    spans = _spans(fold(words), needles)
    if not spans:
        return None
    marked = _extract(words, _original(words, spans), 0, weights.EXTRACT)
    return PassageHit("", "", language, marked, SUMMARY)


def marked(words: str, needles: Sequence[Needle]) -> SafeString:
    """Return a title with the words marked."""
    spans = _original(words, _spans(fold(words), needles, in_title=True))
    return _mark(words, spans, 0, len(words))


def _holding(
    texts: Sequence[IndexedText], needles: Sequence[Needle], articles: Sequence[str]
) -> Iterator[_Found]:
    place = 0
    for text in texts:
        for passage in text.passages:
            place += 1
            if articles and not _is_in(passage.anchor, articles):
                continue
            hits = [
                (span, needle.group)
                for needle in needles
                if not needle.is_title_only
                for span in _occurrences(needle, passage.folded)
            ]
            if hits or (articles and not needles):
                groups = len({group for _, group in hits})
                spans = tuple(span for span, _ in hits)
                yield _Found(passage, text, spans, groups, place)


def _is_in(anchor: str, articles: Sequence[str]) -> bool:
    return any(anchor == a or anchor.startswith(f"{a}.") for a in articles)


def _passage_hit(found: _Found) -> PassageHit:
    passage, words = found.passage, found.passage.words
    spans = found.spans if passage.is_plain else _original(words, found.spans)
    size = weights.SNIPPET if found.text.access == Access.SNIPPET else weights.EXTRACT
    start = len(words) - len(words[len(passage.label) :].lstrip())
    if any(span[0] < start for span in spans):
        start = 0  # the label itself was asked
    return PassageHit(
        passage.anchor,
        passage.label,
        found.text.language,
        _extract(words, spans, start, size),
        found.text.kind,
        passage.heading,
    )


def _spans(
    folded: str, needles: Sequence[Needle], *, in_title: bool = False
) -> tuple[Span, ...]:
    return tuple(
        span
        for needle in needles
        if in_title or not needle.is_title_only
        for span in _occurrences(needle, folded)
    )


def _original(words: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    if not spans:
        return ()
    folded = fold_mapped(words)
    return tuple(folded.span(*span) for span in spans)


# Where a needle stands in a folded text


def _occurrences(needle: Needle, folded: str) -> Iterator[Span]:
    if needle.is_stemmed:
        return _stemmed(needle.phrase.tokens, folded)
    first, pattern = _pattern(needle.text)
    if first not in folded:
        return iter(())
    return (match.span() for match in pattern.finditer(folded))


@lru_cache(maxsize=512)
def _pattern(text: str) -> tuple[str, re.Pattern[str]]:
    """Return a run or word that must be there, and the pattern of a folded phrase."""
    parts: list[str] = []
    longest = before = ""
    for _, piece in pieces(text.strip()):
        is_break = not (_HAN.match(piece) or piece.isalnum() or piece[0] in "%‰§$€£¥")
        is_word = not is_break and not _HAN.match(piece)
        if is_break:
            parts.append(r"[^\w ](?:[^\w]|_)*" if parts else "")
        elif before == "word" and is_word:
            parts.append(rf"[\W_]*?{_word(piece)}")
        else:
            parts.append(_word(piece) if is_word else f" *{re.escape(piece)}")
        before = "word" if is_word else "break" if is_break else "han"
        longest = max(longest, "" if is_break or "." in piece else piece, key=len)
    joined = "".join(parts).removeprefix(" *")
    return longest, re.compile(joined or "(?!)")


def _word(piece: str) -> str:
    # Thousands are indexed without their commas.
    digits = r",?".join(piece) if piece.isdecimal() else re.escape(piece)
    return f"(?<!{_LATIN}){digits}(?!{_LATIN})"


def _stemmed(stems: Sequence[str], folded: str) -> Iterator[Span]:
    # A stem begins like its words, short ones at least with one letter (dying, die).
    if any(part[: 1 + (len(part) > 3)] not in folded for part in stems):
        return
    words = [(stem(match.group()), match.span()) for match in _WORD.finditer(folded)]
    size = len(stems)
    for at in range(len(words) - size + 1):
        if all(words[at + step][0] == stems[step] for step in range(size)):
            yield words[at][1][0], words[at + size - 1][1][1]


# What is shown


def _extract(
    words: str, spans: Sequence[Span], start: int, size: tuple[int, int]
) -> SafeString:
    """Return the part around the first mark, marked, cut where a reader would cut."""
    chinese, other = size
    is_chinese = len(_HAN.findall(words[:400])) * 3 > min(len(words), 400)
    length = chinese if is_chinese else other
    first = min((span[0] for span in spans), default=start)
    begin = max(start, first - length // 3) if first - start > length // 2 else start
    end = min(len(words), begin + length)
    begin, end = max(start, min(begin, end - length)), end
    if not is_chinese:
        begin, end = _at_words(words, begin, end, start)
    body = _mark(words, spans, begin, end)
    before = "…" if words[start:begin].strip() else ""
    after = "…" if words[end:].strip() else ""
    return format_html("{}{}{}", before, body, after)


def _at_words(words: str, begin: int, end: int, start: int) -> tuple[int, int]:
    if begin > start:
        begin = words.find(" ", begin, begin + 30) + 1 or begin
    if end < len(words):
        cut = words.rfind(" ", max(begin, end - 30), end)
        end = cut if cut > begin else end
    return begin, end


def _mark(words: str, spans: Sequence[Span], begin: int, end: int) -> SafeString:
    pieces_: list[tuple[str, SafeString]] = []
    at = begin
    for start, stop in sorted(spans):
        start, stop = max(start, at), min(stop, end)
        if start < stop:
            pieces_.append(
                (
                    _flat(words[at:start]),
                    format_html("<mark>{}</mark>", words[start:stop]),
                )
            )
            at = stop
    text = format_html_join("", "{}{}", pieces_)
    return format_html("{}{}", text, _flat(words[at:end]))


def _flat(words: str) -> str:
    return words.replace("\n", " ")
