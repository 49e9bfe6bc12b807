"""Checking citations: what each reference of a footnote means, and whether it holds.

Every work that a text cites is looked up among the public entries; its articles and
quoted words are looked for in the texts that may be searched. Nothing is kept.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils import timezone

from policyarchive.archive import permalinks
from policyarchive.archive.models.published import Permalink
from policyarchive.archive.references import Kind, Reference
from policyarchive.archive.references.editioned import Editions
from policyarchive.archive.references.gathering import Citation, gather
from policyarchive.archive.references.recognise import find
from policyarchive.archive.references.syllables import PINYIN_WORD
from policyarchive.public import namesakes, nearby, works
from policyarchive.public.editions import Named
from policyarchive.public.quoting import (
    LEAST,
    LONGEST as LONGEST_QUOTE,
    Stands,
)
from policyarchive.public.verdicts import (
    Check,
    Checked,
    Place,
    Quoted,
    Unread,
    Verdict,
)
from policyarchive.public.works import Work
from policyarchive.search.known import with_known
from policyarchive.search.meaning import Known
from policyarchive.search.results import Hit

LONGEST = 200_000  # signs of a text that is checked at once
MOST_WORKS = 2_000  # citations that are checked at once
MOST_QUOTES = 30  # quotations looked up in one text; each reads whole laws
MOST_EDITIONS = 20  # entries of one name that may be one law
MOST_MEANINGS = 6  # entries shown of an ambiguous citation
MOST_NEARBY = 60  # titles and lines for which near names are looked up
_SHOWN = 300  # signs of a citation that are repeated
_SHOWN_OF_REST = 80  # signs of the first citation that is left out
_SHORTEST_LINE = 8  # signs; what is shorter cites nothing
# Quotations too long to be looked up, which recognising passes over. A straight mark
# opens one only behind a space or another opening sign.
_TOO_LONG = re.compile(
    rf"“[^“”]{{{LONGEST_QUOTE + 1},}}”|「[^「」]{{{LONGEST_QUOTE + 1},}}」"
    rf"|(?<![^\s(（\[:：,，])\"(?=\S)[^\"\n]{{{LONGEST_QUOTE + 1},}}\""
)
_CLOSING = {")": "(", "）": "（", "]": "[", "〕": "〔"}
_PINYIN = re.compile(rf"(?:{PINYIN_WORD}|[\W\d])+", re.IGNORECASE)
_TITLE_WORD = re.compile(r"\b[A-Za-z]{4,}")

type _Found = tuple[str, tuple[Stands, ...]]


def check(text: str, on: date | None = None) -> Check:
    """Return what a text cites, in order. At most ``LONGEST`` signs."""
    return with_known(lambda now: _checked(text, on, now))


def _checked(text: str, on: date | None, now: Known) -> Check:
    every = gather(text, find(text, now.gazetteer), now.work_of)
    citations, left = every[:MOST_WORKS], every[MOST_WORKS:]
    arks = {ark for one in citations for ark in _arks(one)}
    shelf = works.load(arks, now.work_of, on)
    checker = _Checker(text, now, shelf, Editions(text, citations))
    found = tuple(map(checker.checked, citations))
    unread = tuple(checker.unread(citations, left[0].start if left else len(text)))
    return Check(
        _without_others_words(found),
        checker.quotes_left,
        unread,
        works_left=len(left),
        rest=text[left[0].start : left[0].end][:_SHOWN_OF_REST] if left else "",
        names_left=max(0, checker.guessed - MOST_NEARBY),
        long_quotes=len(_TOO_LONG.findall(text)),
    )


def _arks(citation: Citation) -> Iterator[str]:
    yield from citation.entries[:MOST_EDITIONS]
    yield from (one.key for one in citation.references if one.kind is Kind.ARK)


class _Checker:
    """One text being checked."""

    def __init__(
        self, text: str, now: Known, shelf: works.Shelf, editions: Editions
    ) -> None:
        self.text = text
        self.now = now
        self.shelf = shelf
        self.editions = editions
        self.quotes_left = 0
        self.guessed = 0
        self._looked_up: dict[tuple[str, str], _Found] = {}

    def checked(self, citation: Citation) -> Checked:
        """Return what was found of one citation."""
        words = self._words(citation.start, citation.end)
        kinds = tuple(dict.fromkeys(one.kind.value for one in citation.references))
        bare = Checked(words, Verdict.NOT_HELD, kinds=kinds)
        first = citation.entries[:MOST_EDITIONS]
        meant = tuple(work for ark in first if (work := self.shelf.work(ark)))
        if not meant:
            return self._absent(citation, bare)
        named = Named(*self.editions.of(citation))
        if len({self.now.work_of(work.ark) for work in meant}) > 1:
            today = timezone.localdate()
            one = namesakes.as_one(meant, named, self.shelf.on, today)
            if one is not None:
                note = f"{len(meant)} entries of this name are read as one law."
                found = self._of(citation, one, bare)
                return replace(found, notes=(*found.notes, note))
            notes = ("More than one entry goes by this name. Add a number or a year.",)
            shown = meant[:MOST_MEANINGS]
            more = len(citation.entries) - len(shown)
            return replace(
                bare,
                verdict=Verdict.AMBIGUOUS,
                works=shown,
                more_works=more,
                notes=notes,
            )
        work = self.shelf.work(meant[0].ark, named) or meant[0]
        found = self._of(citation, work, bare)
        return replace(found, notes=(*found.notes, *_remarks(citation, work, named)))

    def unread(self, citations: Sequence[Citation], end: int) -> Iterator[Unread]:
        """Yield the lines up to a place that no citation touches."""
        starts = [one.start for one in citations]
        last = 0
        for line in self.text[:end].splitlines(keepends=True):
            start, last = last, last + len(line)
            # Citations stand in order: the last one that begins by here is enough.
            before = citations[: bisect_left(starts, last)]
            is_read = bool(before) and max(one.end for one in before[-9:]) > start
            if not is_read and len(line.strip()) >= _SHORTEST_LINE:
                words = self._words(start, last)
                yield Unread(words, self._near(nearby.of_line, words))

    def _near(
        self, guess: Callable[[str], tuple[Hit, ...]], words: str
    ) -> tuple[Hit, ...]:
        self.guessed += 1
        hits = guess(words) if self.guessed <= MOST_NEARBY else ()
        arks = {hit.ark for hit in hits}
        # A law and its text bear one name; the law stands for both.
        return tuple(
            hit
            for hit in hits
            if (law := self.now.work_of(hit.ark)) == hit.ark or law not in arks
        )

    def _of(self, citation: Citation, work: Work, bare: Checked) -> Checked:
        numbers = [
            one.version
            for one in citation.references
            if one.version and one.key == work.ark
        ]
        work, notes = works.in_version(work, numbers[0] if numbers else None)
        places = tuple(self._places(citation, work))
        quotes = tuple(self._quotes(citation, work))
        is_missing = any(not place.url and place.is_known for place in places)
        verdict = Verdict.FOUND
        if work.is_changed:
            verdict = Verdict.CHANGED
        if is_missing or work.is_missing_version:
            verdict = Verdict.MISPLACED
        if any(quote.verdict in ("not-found", "elsewhere") for quote in quotes):
            verdict = Verdict.MISQUOTED
        return replace(
            bare,
            verdict=verdict,
            works=(work,),
            places=places,
            quotes=quotes,
            notes=notes,
        )

    def _absent(self, citation: Citation, bare: Checked) -> Checked:
        arks = [one for one in citation.references if one.kind is Kind.ARK]
        titles = [one for one in citation.references if one.kind is Kind.TITLE]
        if titles and not arks:
            near = self._near(nearby.of_title, titles[0].label.strip("《》"))
            return replace(bare, near=near)
        if not arks:
            return bare
        note = _why_absent(arks[0], self.shelf.withdrawn)
        is_withdrawn = arks[0].key in self.shelf.withdrawn
        verdict = Verdict.WITHDRAWN if is_withdrawn else Verdict.NOT_HELD
        return replace(bare, verdict=verdict, notes=(note,))

    def _places(self, citation: Citation, work: Work) -> Iterator[Place]:
        seen = set()
        for reference in citation.articles:
            words = self._words(reference.start, reference.end)
            for anchor in reference.anchors:
                if anchor not in seen:
                    seen.add(anchor)
                    url = works.place(work, anchor)
                    yield Place(words, anchor, url, works.has_places(work))

    def _quotes(self, citation: Citation, work: Work) -> Iterator[Quoted]:
        for start, end in citation.quotes:
            words = self.text[start:end]
            if len(words) < LEAST or _is_title(words):
                continue
            found = self._looked_up.get(_shelved(work, words)) or self._look_up(
                work, words
            )
            if found is not None:
                yield Quoted(words, *found, (start, end))

    def _look_up(self, work: Work, words: str) -> _Found | None:
        if len(self._looked_up) >= MOST_QUOTES:
            self.quotes_left += 1
            return None
        found = works.quoted(work, words)
        self._looked_up[_shelved(work, words)] = found
        return found

    def _words(self, start: int, end: int) -> str:
        words = " ".join(self.text[start:end].split())
        following = self.text[end : end + 1]
        if following in _CLOSING and words.count(_CLOSING[following]) > words.count(
            following
        ):
            words += following
        return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _remarks(citation: Citation, work: Work, named: Named) -> Iterator[str]:
    if citation.is_again:
        yield "Read as the work that is cited before it."
    if unknown := works.unknown_years(work, named):
        yield f"No edition of {', '.join(unknown)} is known here."


def _shelved(work: Work, words: str) -> tuple[str, str]:
    """Return under what the answer to a quotation is kept: the texts, and the words."""
    return "|".join([work.path, *(edition.path for edition in work.editions)]), words


def _is_title(words: str) -> bool:
    """Whether words in quotation marks are a title: in pinyin, or spelt like one."""
    if _PINYIN.fullmatch(words):
        return True
    long = _TITLE_WORD.findall(words)
    capitals = sum(word[0].isupper() for word in long)
    return len(long) > 1 and capitals * 4 >= len(long) * 3


def _why_absent(reference: Reference, withdrawn: Mapping[str, Permalink]) -> str:
    """Return why a permalink leads to no entry."""
    if reference.key in withdrawn:
        return "The entry was withdrawn; its permalink tells why."
    ark = permalinks.read(reference.key)
    if ark is None or ark.naan != settings.ARCHIVE_NAAN:
        return "This is the permalink of another archive."
    if not ark.has_right_check:
        return "This permalink is mistyped: its check character is wrong."
    # Of an erased entry only its own address knows, so both get one sentence.
    return "No entry has this permalink: never assigned, or erased on its first day."


def _without_others_words(found: Sequence[Checked]) -> tuple[Checked, ...]:
    """Take from each citation the quotations that stand in another of the same line."""
    placed = set(_placed(found))
    return tuple(_kept(one, placed) for one in found)


def _placed(found: Iterable[Checked]) -> Iterator[tuple[int, int]]:
    for one in found:
        for quote in one.quotes:
            if quote.verdict == "found":
                yield quote.span


def _kept(one: Checked, placed: set[tuple[int, int]]) -> Checked:
    quotes = tuple(
        quote
        for quote in one.quotes
        if quote.verdict == "found" or quote.span not in placed
    )
    if len(quotes) == len(one.quotes):
        return one
    is_wrong = any(quote.verdict in ("not-found", "elsewhere") for quote in quotes)
    if is_wrong or one.verdict is not Verdict.MISQUOTED:
        return replace(one, quotes=quotes)
    (work,) = one.works
    verdict = Verdict.CHANGED if work.is_changed else Verdict.FOUND
    if any(not place.url and place.is_known for place in one.places):
        verdict = Verdict.MISPLACED
    return replace(one, quotes=quotes, verdict=verdict)
