"""Marks: the passages of a hit that hold what was asked, the words marked.

Words are looked for in the folded text and marked in the original. What is shown is
escaped first; ``<mark>`` is the only markup.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from policyarchive.archive.vocabulary import Access
from policyarchive.search import weights
from policyarchive.search.folding import HAN, Span, Unfolder, fold
from policyarchive.search.needles import Needle
from policyarchive.search.results import PassageHit
from policyarchive.search.texts import IndexedText

SUMMARY = "summary"

_HAN = re.compile(f"[{HAN}]+")
_PART_ONLY = 400  # characters looked at to tell the script of a passage


class Extracts(NamedTuple):
    """The passages shown of a hit, and how many more there are."""

    shown: tuple[PassageHit, ...]
    more: int


class _Holding(NamedTuple):
    """A passage that holds what was asked."""

    text: IndexedText
    number: int
    groups: int  # how many parts of the query it holds


def passages(
    texts: Sequence[IndexedText], needles: Sequence[Needle], articles: Sequence[str]
) -> Extracts:
    """Return the best passages of an entry's texts: those that hold most parts."""
    found = [one for text in texts for one in _holding(text, needles, articles)]
    found.sort(key=lambda one: -one.groups)
    shown: list[PassageHit] = []
    snippets = 0
    for one in found:
        is_snippet = one.text.access == Access.SNIPPET
        if is_snippet and snippets == weights.MOST_SNIPPETS:
            continue
        snippets += is_snippet
        shown.append(_passage_hit(one, needles))
        if len(shown) == weights.MOST_PASSAGES:
            break
    return Extracts(tuple(shown), len(found) - len(shown))


def summary(language: str, words: str, needles: Sequence[Needle]) -> PassageHit | None:
    """Return what a summary holds of the query, if anything."""
    spans = _spans(words, fold(words), _anywhere(needles))
    if not spans:
        return None
    marked_words = _extract(words, spans, 0, weights.EXTRACT)
    return PassageHit("", "", language, marked_words, SUMMARY)


def marked(words: str, needles: Sequence[Needle]) -> SafeString:
    """Return a title with the words marked."""
    spans = _spans(words, fold(words), needles)
    return SafeString(_mark(words, spans, 0, len(words)))


def _holding(
    text: IndexedText, needles: Sequence[Needle], articles: Sequence[str]
) -> Iterator[_Holding]:
    groups: dict[int, set[int]] = defaultdict(set)
    for needle in _anywhere(needles):
        at = 0
        # One find a passage is enough here; all are marked in those that are shown.
        while (span := needle.find(text.folded, at)) is not None:
            number, at = text.locate(span[0])
            groups[number].add(needle.group)
    numbers = set(groups)
    if articles:
        within = text.find_anchors(articles)
        numbers = numbers & within if groups else set(within)
    for number in sorted(numbers):
        yield _Holding(text, number, len(groups[number]))


def _anywhere(needles: Sequence[Needle]) -> list[Needle]:
    return [needle for needle in needles if not needle.is_title_only]


def _passage_hit(found: _Holding, needles: Sequence[Needle]) -> PassageHit:
    passage = found.text.passage(found.number)
    spans = _spans(passage.words, passage.folded, _anywhere(needles))
    label = len(passage.label)
    start = label + len(passage.words[label:]) - len(passage.words[label:].lstrip())
    if any(span[0] < start for span in spans):
        start = 0  # the label itself was asked
    is_snippet = found.text.access == Access.SNIPPET
    size = weights.SNIPPET if is_snippet else weights.EXTRACT
    return PassageHit(
        passage.anchor,
        passage.label,
        found.text.language,
        _extract(passage.words, spans, start, size),
        found.text.kind,
        passage.heading,
    )


def _spans(words: str, folded: str, needles: Sequence[Needle]) -> tuple[Span, ...]:
    """Return where needles stand in words, given their folded form as well."""
    found = [span for needle in needles for span in needle.spans(folded)]
    if not found:
        return ()
    unfolder = Unfolder(words, folded)
    return tuple(unfolder.span(*span) for span in found)


# What is shown


def _extract(
    words: str, spans: Sequence[Span], start: int, size: tuple[int, int]
) -> SafeString:
    """Return the part around the first mark, marked, cut where a reader would cut."""
    is_chinese = _is_chinese(words[:_PART_ONLY])
    length = size[0] if is_chinese else size[1]
    first = min((span[0] for span in spans), default=start)
    begin = first - length // 3 if first - start > length // 2 else start
    begin = max(start, min(begin, len(words) - length))
    end = min(len(words), begin + length)
    if not is_chinese:
        begin, end = _at_words(words, begin, end, start)
    before = "…" if words[start:begin].strip() else ""
    after = "…" if words[end:].strip() else ""
    return SafeString(f"{before}{_mark(words, spans, begin, end)}{after}")


def _is_chinese(sample: str) -> bool:
    if sample.isascii():
        return False
    return sum(map(len, _HAN.findall(sample))) * 3 > len(sample)


def _at_words(words: str, begin: int, end: int, start: int) -> tuple[int, int]:
    if begin > start:
        begin = words.find(" ", begin, begin + 30) + 1 or begin
    if end < len(words):
        cut = words.rfind(" ", max(begin, end - 30), end)
        end = cut if cut > begin else end
    return begin, end


def _mark(words: str, spans: Sequence[Span], begin: int, end: int) -> str:
    """Return a part of a text escaped, with marks around the spans within it."""
    parts = []
    at = begin
    for start, stop in sorted(spans):
        start, stop = max(start, at), min(stop, end)
        if start < stop:
            parts += [
                _plain(words[at:start]),
                f"<mark>{_plain(words[start:stop])}</mark>",
            ]
            at = stop
    parts.append(_plain(words[at:end]))
    return "".join(parts)


def _plain(words: str) -> str:
    return escape(words.replace("\n", " "))
