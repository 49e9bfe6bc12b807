"""The names of entries, and where they stand in a text.

One automaton (Aho and Corasick, 1975) finds all names at once, so that the time depends
on the text, not on how many names there are. Of names that overlap the longest counts.
What a name may mean is a list: ambiguous names are not decided here. Pure.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import ahocorasick

from policyarchive.archive import othernames
from policyarchive.archive.references import (
    acronyms,
    boundaries,
    numberkeys,
    titles,
)
from policyarchive.archive.references.folding import Folded, fold, plain
from policyarchive.archive.references.names import (
    INSTRUMENTS,
    Match,
    Name,
    OtherName,
)

_LATIN = re.compile(r"[a-z0-9]+")
_SHORTEST = 2
_FEW_WORDS = 3
# Shorter ones may be words when only their first letter is a capital: Most, Cas, Nda.
_LONG_ABBREVIATION = 5


_Titled = tuple[Name, titles.Title]


class Gazetteer:
    """All names, ready to be found; made once and shared, it never changes."""

    def __init__(
        self, names: Iterable[Name], other_names: Iterable[OtherName] = ()
    ) -> None:
        self._names: dict[str, list[Name]] = defaultdict(list)
        self._pinyin: dict[str, list[Name]] = defaultdict(list)
        self._titles: dict[str, list[Name]] = defaultdict(list)
        self._title_of: dict[Name, titles.Title] = {}
        for name in names:
            self._add(name)
        self._automaton = _automaton(self._names)
        self._squeezed = _automaton(self._pinyin)
        others = list(other_names)
        self._others = _others(others)
        self.numbers = numberkeys.Numbers(
            ((o.value, o.entry) for o in others if o.scheme == "number"), self.bodies
        )

    def _add(self, name: Name) -> None:
        folded = plain(name.text).strip()
        if name.kind in INSTRUMENTS:
            title = titles.read(folded.strip('《》"'))
            self._title_of[name] = title
            _append(self._titles[title.key], name)
        if name.language.endswith("-Latn"):
            squeezed = re.sub(r"[^a-z0-9]", "", folded)
            _append(self._pinyin[squeezed], name)
            return
        forms = _forms(folded, name)
        for form in forms:
            if len(form) >= _SHORTEST:
                _append(self._names[form], name)

    def is_name(self, folded: str) -> bool:
        """Whether a folded string is a name."""
        return folded in self._names

    def find(self, text: str | Folded) -> tuple[Match, ...]:
        """Return the names in a text, in order, the longest where several overlap."""
        folded = fold(text) if isinstance(text, str) else text
        found: list[Match] = []
        last = 0
        barred = -1
        for start, end in sorted(self._places(folded), key=lambda p: (p[0], -p[1])):
            if start < last or start == barred:
                continue
            names = self._meant(folded, start, end)
            if names and self._is_whole(folded, start, end, names):
                found.append(Match(start, end, names))
                last = end
            elif names:  # of a longer name; what is shorter is part of it too
                barred = start
        return tuple(acronyms.without_redefined(folded, found))

    def _places(self, text: Folded) -> Iterator[tuple[int, int]]:
        if self._names:  # an empty automaton cannot be asked
            for last, size in self._automaton.iter(text.text):
                yield last + 1 - size, last + 1

    def _meant(self, text: Folded, start: int, end: int) -> tuple[Name, ...]:
        """Return the names that a string in a text is, if it is spelt like one."""
        names = self._names[text.text[start:end]]
        if not boundaries.is_word(text, start, end, self.is_name):
            return ()
        return tuple(name for name in names if _is_written_as(name, text, start, end))

    def _is_whole(
        self, text: Folded, start: int, end: int, names: Sequence[Name]
    ) -> bool:
        """Whether names are not part of a longer one that nobody knows."""
        if any(name.kind not in INSTRUMENTS for name in names):
            return boundaries.is_whole_body(text, start, end, self.is_name)
        return boundaries.is_whole_title(text, start, end)

    def find_pinyin(self, text: str | Folded) -> tuple[Match, ...]:
        """Return the pinyin names in a text, however their syllables are joined."""
        folded = fold(text) if isinstance(text, str) else text
        if not self._pinyin:
            return ()
        places: list[int] = []
        for run in _LATIN.finditer(folded.text):
            places += range(*run.span())
        squeezed = "".join(map(folded.text.__getitem__, places))
        found: list[Match] = []
        hits = [
            (last + 1 - size, last + 1) for last, size in self._squeezed.iter(squeezed)
        ]
        for first, after in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            start, end = places[first], places[after - 1] + 1
            is_free = not found or start >= found[-1].end
            if is_free and boundaries.is_word(folded, start, end, self.is_name):
                names = tuple(self._pinyin[squeezed[first:after]])
                found.append(Match(start, end, names))
        return tuple(found)

    def titled(self, title: titles.Title) -> tuple[str, ...]:
        """Return the entries that have a title as theirs, the likeliest first."""
        known = self._titles.get(title.key, [])
        return _fitting([(name, self._title_of[name]) for name in known], title)

    def meant(self, names: Iterable[Name], title: titles.Title) -> tuple[str, ...]:
        """Return the entries of names that were found, seen their qualifiers."""
        known = [name for name in names if name.kind in INSTRUMENTS]
        return _fitting([(name, self._title_of[name]) for name in known], title)

    def is_only_body(self, folded: str) -> bool:
        """Whether a string is the name of a body or event, and of no instrument."""
        names = self._names.get(folded, [])
        return bool(names) and all(name.kind not in INSTRUMENTS for name in names)

    def bodies(self, folded: str) -> tuple[str, ...]:
        """Return the actors of which a folded string is a name."""
        names = self._names.get(folded, [])
        return tuple(dict.fromkeys(n.entry for n in names if n.kind == "actor"))

    def other(self, scheme: str, normal: str) -> tuple[str, ...]:
        """Return the entries of which a normal form (``othernames``) is a name."""
        return self._others.get((scheme, normal), ())


def _fitting(known: list[_Titled], title: titles.Title) -> tuple[str, ...]:
    """Return the entries whose edition is the one asked for, the likeliest first.

    A draft is never taken for the instrument. With a year only the edition of that
    year or, where it is not held, the law; without one, the law before its texts.
    """
    same = [one for one in known if one[1].is_draft == title.is_draft]
    fitting = same if same or title.is_draft else known
    laws = [one for one in fitting if one[0].kind == "law"]
    if title.years:
        of_year = [one for one in fitting if one[1].years & title.years]
        undated = [one for one in fitting if not one[1].years]
        fitting = [*of_year, *laws] if of_year else laws or undated
    else:
        fitting = [*laws, *(one for one in fitting if one[0].kind != "law")]
    return tuple(dict.fromkeys(name.entry for name, _ in fitting))


def _append(names: list[Name], name: Name) -> None:
    if name not in names:
        names.append(name)


def _automaton(names: Mapping[str, Sequence[Name]]) -> "ahocorasick.Automaton":
    automaton = ahocorasick.Automaton()
    for form in filter(None, names):
        automaton.add_word(form, len(form))
    automaton.make_automaton()
    return automaton


def _others(others: Iterable[OtherName]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for other in others:
        key = (other.scheme, othernames.normal(other.scheme, other.value))
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), other.entry)))
    return found


def _forms(folded: str, name: Name) -> set[str]:
    if name.kind in INSTRUMENTS:
        return set(titles.bare_forms(folded))
    return set(_official_forms(folded)) if name.kind == "actor" else {folded}


def _official_forms(folded: str) -> Iterator[str]:
    """Yield a body's name as documents shorten it: 委员会 to 委, without 和."""
    yield folded
    if not boundaries.is_chinese(folded) or len(folded) < 8:
        return
    without = folded.replace("发展和改革", "发展改革")
    yield without
    if folded.endswith("委员会"):
        yield folded[:-2]
        yield without[:-2]


def _is_written_as(name: Name, text: Folded, start: int, end: int) -> bool:
    """Whether a name in Latin letters has its capitals; Chinese has none."""
    if boundaries.is_chinese(name.text):
        return True
    written = text.written(start, end)
    if name.is_abbreviation or name.text.isupper():
        is_long = len(name.text) >= _LONG_ABBREVIATION
        return written == name.text or (is_long and written == name.text.capitalize())
    said, spelt = written.split(), name.text.split()
    if len(spelt) > _FEW_WORDS:
        return written[:1].isupper() or not name.text[:1].isupper()
    return len(said) != len(spelt) or all(
        one[:1].isupper() or not other[:1].isupper()
        for one, other in zip(said, spelt, strict=True)
    )
