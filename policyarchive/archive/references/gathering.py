"""Gathering what a footnote or bibliography says about one work into one citation.

A footnote names one law by its pinyin, characters, English title, number, article and
address; checking it means asking about one work, not six. Pure.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from policyarchive.archive.references.folding import HAN
from policyarchive.archive.references.reference import Kind, Reference

_SEGMENT_END = re.compile(r"[;；。\n]|[.?!]\s+(?=[A-Z“\"][a-z]{3,}\s[a-z]+\s)")
_ONLY_BRACKETS = re.compile(
    r"(?:[\s,，:：.()（）\[\]<>《》“”\"'’/-]|EB|OL|[AZSN](?=[/\]]))*"
)
# In single marks, which are apostrophes too, only what a colon introduces (OSCOLA).
_QUOTES = re.compile(
    r"“([^“”]{6,1000})”|「([^「」]{6,1000})」|\"([^\"]{6,1000})\""
    r"|(?:(?<=[:：]\s)|(?<=[:：]))‘((?:[^‘’]|’(?=\w)){6,1000})’"
)
_STOP = re.compile("[。\n]")
_SHORTEST_QUOTE = 12
# Eight Chinese signs are a clause where they are said to be quoted, else a mere term.
_SHORTEST_CLAUSE = re.compile(rf"[{HAN}，、]{{8,}}[。；]?")
_SAYING = re.compile(r"(?:[:：]|规定|要求|明确|指出)\s?$")
# Ibid. in its spellings, right before an article: of the work that was cited last.
_AGAIN = re.compile(r"(?:\b[Ii](?:d|bid)\.?(?: at)?|同上|同前)[,，、]?\s*$")
_AGAIN_REACH = 12
# The page of a gazette; beside a long title it is where that was printed.
_PAGE = re.compile(r"\d{2,3}fr\d+")
_TO_PAGE = re.compile(r"[^.?!\n]{0,200}")
_LONG_TITLE = 6  # words
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
    is_again: bool = False  # cited as the work before it: Id., 同上

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
    is_again: bool = False


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
        segment = bisect_right(ends, reference.start)
        if reference.kind is Kind.SELF:
            groups += _again(reference, groups[-1:], segment, text)
            continue
        if _is_only_site(reference):
            continue
        group = _group_of(reference, groups, segment, text, work_of)
        if group is None:
            groups.append(_new(reference, segment))
        else:
            _join(group, reference, segment, work_of)
    quoted = _Quoted(text, tuple(_quotes(text, references)))
    return tuple(
        Citation(
            tuple(group.references), group.entries, quoted.of(group), group.is_again
        )
        for group in groups
    )


def _is_only_site(reference: Reference) -> bool:
    """Whether a reference is the address of a whole site, which is no work."""
    is_page = "/" in reference.key or "?" in reference.key
    return reference.kind is Kind.URL and not is_page and not reference.candidates


def _again(
    reference: Reference, last: Sequence[_Group], segment: int, text: str
) -> Iterator[_Group]:
    """Yield the citation of an article of the work that was cited right before."""
    reach = max(0, reference.start - _AGAIN_REACH)
    said = _AGAIN.search(text, reach, reference.start)
    if not reference.anchor or said is None:
        return
    for group in last:
        # In another note than the one before, it may be of a work that nobody knows.
        if text.count("\n", group.end, reference.start) <= 1:
            of = replace(
                reference,
                start=said.start(),
                kind=Kind.ARTICLE,
                key=group.references[0].key,
                candidates=group.entries,
            )
            new = _new(of, segment)
            new.is_again = True
            yield new


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
    if not groups:
        return None
    last = groups[-1]
    if _is_page_of(reference, last, text) or _is_said_too(
        reference, last, text, work_of
    ):
        return last
    if last.segment != segment:
        return None
    if reference.candidates and last.entries:
        return last if _shared(last.entries, reference.candidates, work_of) else None
    # Article 4 of a title that nobody knows, and that title.
    is_same = reference.key in last.keys and not reference.candidates
    is_beside = _ONLY_BRACKETS.fullmatch(text, last.end, reference.start)
    kinds = {one.kind for one in last.references}
    # Two titles side by side are two works, unless they are known to be one.
    is_more = is_beside and reference.kind not in kinds
    return last if is_same or is_more else None


def _is_said_too(
    reference: Reference, group: _Group, text: str, work_of: WorkOf
) -> bool:
    """Whether a number or an address further on in a line is of the work before it.

    A title may hold what ends a sentence elsewhere.
    """
    return (
        reference.kind in (Kind.NUMBER, Kind.URL, Kind.ARK)
        and bool(_shared(group.entries, reference.candidates, work_of))
        and "\n" not in text[group.end : reference.start]
    )


def _is_page_of(reference: Reference, group: _Group, text: str) -> bool:
    """Whether a page of a gazette is where the work before it was printed."""
    title = group.references[-1]
    return (
        reference.kind is Kind.NUMBER
        and not reference.candidates
        and _PAGE.fullmatch(reference.key) is not None
        and title.kind is Kind.TITLE
        and len(title.label.split()) >= _LONG_TITLE
        and _TO_PAGE.fullmatch(text, title.end, reference.start) is not None
    )


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
        is_long = end - start >= _SHORTEST_QUOTE or (
            _SHORTEST_CLAUSE.fullmatch(text, start, end)
            and _SAYING.search(text, max(0, match.start() - 4), match.start())
        )
        if is_long and not is_title:
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
