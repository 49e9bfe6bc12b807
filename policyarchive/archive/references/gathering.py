"""Gathering what a footnote or bibliography says about one work into one citation.

A footnote names one law by its pinyin, characters, English title, number, article and
address; checking it means asking about one work, not six. Pure.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from policyarchive.archive.references.reference import Kind, Reference

_SEGMENT_END = re.compile(r"[;；。\n]|[.?!]\s+(?=[A-Z“\"][a-z]{3,}\s[a-z]+\s)")
_ONLY_BRACKETS = re.compile(
    r"(?:[\s,，:：.()（）\[\]<>《》“”\"'’/-]|EB|OL|[AZSN](?=[/\]]))*"
)
_QUOTES = re.compile(r"“([^“”]{6,1000})”|「([^「」]{6,1000})」|\"([^\"]{6,1000})\"")
_STOP = re.compile("[。\n]")
_SHORTEST_QUOTE = 12
_BEFORE_BRACKET = ("”（", "」（", "”(", "」(", '"(')


@dataclass(frozen=True, slots=True)
class Citation:
    """One work as a text cites it.

    ``entries`` are those that all its references can mean, the likeliest first, none
    where nobody knows; ``articles`` are the places cited in it; ``quotes`` are where
    words stand in quotation marks beside it, to be looked up in the work.
    """

    references: tuple[Reference, ...]
    entries: tuple[str, ...]
    quotes: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where the citation begins."""
        return self.references[0].start

    @property
    def end(self) -> int:
        """Where the citation ends."""
        return max(reference.end for reference in self.references)

    @property
    def articles(self) -> tuple[Reference, ...]:
        """The references to an article, or a permalink that goes to one."""
        return tuple(one for one in self.references if one.anchor)


@dataclass(slots=True)
class _Group:
    """A citation that is still being gathered."""

    references: list[Reference]
    entries: tuple[str, ...]
    segment: int
    end: int
    keys: set[str] = field(default_factory=set)


WorkOf = Callable[[str], str]


def gather(
    text: str, references: Sequence[Reference], work_of: WorkOf = str
) -> tuple[Citation, ...]:
    """Return the works that a text cites, in order.

    ``work_of`` gives the law of which an entry is a text; a law and its texts are one
    work here. Articles of the text itself cite no work and are left out.
    """
    ends = [match.start() for match in _SEGMENT_END.finditer(text)]
    groups: list[_Group] = []
    for reference in references:
        if reference.kind is Kind.SELF:
            continue
        segment = bisect_right(ends, reference.start)
        group = _group_of(reference, groups, segment, text, work_of)
        if group is None:
            groups.append(_new(reference, segment))
        else:
            _join(group, reference, segment, work_of)
    quoted = _Quoted(text, tuple(_quotes(text, references)))
    return tuple(
        Citation(tuple(group.references), group.entries, quoted.of(group))
        for group in groups
    )


def _new(reference: Reference, segment: int) -> _Group:
    return _Group(
        [reference], reference.candidates, segment, reference.end, {reference.key}
    )


def _group_of(
    reference: Reference,
    groups: Sequence[_Group],
    segment: int,
    text: str,
    work_of: WorkOf,
) -> _Group | None:
    """Return the citation that a reference goes on with, if it does."""
    if reference.kind is Kind.ARTICLE:
        same = (one for one in reversed(groups) if reference.key in one.keys)
        return next(same, None)
    if not groups or groups[-1].segment != segment:
        return None
    last = groups[-1]
    if reference.candidates and last.entries:
        return last if _shared(last.entries, reference.candidates, work_of) else None
    is_beside = _ONLY_BRACKETS.fullmatch(text, last.end, reference.start)
    kinds = {one.kind for one in last.references}
    # Two titles side by side are two works, unless they are known to be one.
    return last if is_beside and reference.kind not in kinds else None


def _join(group: _Group, reference: Reference, segment: int, work_of: WorkOf) -> None:
    group.references.append(reference)
    group.keys.add(reference.key)
    group.segment = segment
    group.end = reference.end
    if reference.candidates and group.entries:
        group.entries = _narrowed(group.entries, reference.candidates, work_of)
    else:
        group.entries = group.entries or reference.candidates


def _shared(one: Iterable[str], other: Iterable[str], work_of: WorkOf) -> set[str]:
    return set(map(work_of, one)) & set(map(work_of, other))


def _narrowed(
    one: tuple[str, ...], other: tuple[str, ...], work_of: WorkOf
) -> tuple[str, ...]:
    """Return the entries both mean, or the more precise of two that are one work."""
    both = tuple(entry for entry in one if entry in other)
    if both:
        return both
    shared = _shared(one, other, work_of)
    kept = tuple(entry for entry in (*one, *other) if work_of(entry) in shared)
    return tuple(dict.fromkeys(kept))


def _quotes(text: str, references: Sequence[Reference]) -> Iterator[tuple[int, int]]:
    """Yield quoted words that are no title and no reference."""
    titles = [(one.start, one.end) for one in references if one.kind is Kind.TITLE]
    for match in _QUOTES.finditer(text):
        start, end = match.span(match.lastindex or 0)
        is_title = any(start < after and first < end for first, after in titles)
        if end - start >= _SHORTEST_QUOTE and not is_title:
            yield start, end


class _Quoted:
    """The quotations of a text, and where its sentences and lines end."""

    def __init__(self, text: str, quotes: tuple[tuple[int, int], ...]) -> None:
        self._text = text
        self._quotes = quotes
        self._stops = [match.start() for match in _STOP.finditer(text)]

    def of(self, group: _Group) -> tuple[tuple[int, int], ...]:
        """Return the quotes in the sentence or line of a citation.

        A quotation may hold the full stop that ends the sentence: 第一条：“……。” and
        “……。”（第一条）.
        """
        first = group.references[0].start
        before = bisect_left(self._stops, first)
        start = self._stops[before - 1] + 1 if before else 0
        after = bisect_left(self._stops, group.end)
        end = self._stops[after] if after < len(self._stops) else len(self._text)
        return tuple(self._between(start, first, end))

    def _between(self, start: int, first: int, end: int) -> Iterator[tuple[int, int]]:
        at = bisect_left(self._quotes, (start,))
        # One that begins before the sentence must end right before its citation.
        for begin, after in self._quotes[max(at - 1, 0) : at]:
            if self._text[after:first] in _BEFORE_BRACKET:
                yield begin, after
        while at < len(self._quotes) and self._quotes[at][0] < end:
            yield self._quotes[at]
            at += 1
