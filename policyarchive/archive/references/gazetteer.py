"""The names of entries, and where they stand in a text.

One automaton (Aho and Corasick, 1975) finds all names at once, so that the time depends
on the text, not on how many names there are. Of names that overlap the longest counts.
What a name may mean is a list: ambiguous names are not decided here. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

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
_NOT_SQUEEZED = re.compile(r"[^a-z0-9]")
_SHORTEST = 2
_MOST_LATE = 2_000  # forms; remaking their automaton takes some milliseconds
_FEW_WORDS = 3
# Shorter ones may be words when only their first letter is a capital: Most, Cas, Nda.
_LONG_ABBREVIATION = 5


_Titled = tuple[Name, titles.Title]


class Gazetteer:
    """All names, ready to be found; made once and shared by threads.

    ``replace`` is the only thing that changes it: lists of names are exchanged whole,
    so that a reader meanwhile sees what was, or what is.
    """

    def __init__(
        self, names: Iterable[Name], other_names: Iterable[OtherName] = ()
    ) -> None:
        self._names: dict[str, tuple[Name, ...]] = {}
        self._pinyin: dict[str, tuple[Name, ...]] = {}
        self._titles: dict[str, tuple[Name, ...]] = {}
        self._title_of: dict[Name, titles.Title] = {}
        self._others: dict[tuple[str, str], tuple[str, ...]] = {}
        self.numbers = numberkeys.Numbers((), self.bodies)
        for name in names:
            self._add(name)
        self._add_others(other_names)
        self._automaton = _automaton(self._names)
        self._squeezed = _automaton(self._pinyin)
        self._late: dict[str, None] = {}
        self._late_automaton = _automaton(())

    def replace(
        self,
        before: tuple[Iterable[Name], Iterable[OtherName]],
        after: tuple[Iterable[Name], Iterable[OtherName]],
    ) -> None:
        """Take names and other names of entries out and put others in.

        Costs as much as they are: the large automaton stays, and what is new stands in
        a small one beside it until there are many. Not for two threads at once.
        """
        for name in before[0]:
            self._remove(name)
        for other in before[1]:
            self._remove_other(other)
        late = dict(self._late)
        for name in after[0]:
            late |= dict.fromkeys(self._add(name))
        self._add_others(after[1])
        if len(late) > _MOST_LATE:
            self._automaton, late = _automaton(self._names), {}
        self._late, self._late_automaton = late, _automaton(late)

    def _add(self, name: Name) -> Iterator[str]:
        """Add a name, and return the forms in which it stands in texts."""
        folded = plain(name.text).strip()
        if name.kind in INSTRUMENTS:
            title = titles.read(folded.strip('《》"'))
            self._title_of[name] = title
            _append(self._titles, title.key, name)
        if name.language.endswith("-Latn"):
            _append(self._pinyin, _squeezed(folded), name)
            return iter(())
        forms = [form for form in _forms(folded, name) if len(form) >= _SHORTEST]
        for form in forms:
            _append(self._names, form, name)
        return iter(forms)

    def _remove(self, name: Name) -> None:
        folded = plain(name.text).strip()
        title = self._title_of.pop(name, None)
        if title is not None:
            _take(self._titles, title.key, name)
        if name.language.endswith("-Latn"):
            _take(self._pinyin, _squeezed(folded), name)
            return
        for form in _forms(folded, name):
            _take(self._names, form, name)

    def _add_others(self, others: Iterable[OtherName]) -> None:
        for other in others:
            _append(self._others, _other_key(other), other.entry)
            if other.scheme == "number":
                self.numbers.add(other.value, other.entry)

    def _remove_other(self, other: OtherName) -> None:
        _take(self._others, _other_key(other), other.entry)
        if other.scheme == "number":
            self.numbers.remove(other.value, other.entry)

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
        for automaton in (self._automaton, self._late_automaton):
            if len(automaton):  # an empty one cannot be asked
                for last, size in automaton.iter(text.text):
                    yield last + 1 - size, last + 1

    def _meant(self, text: Folded, start: int, end: int) -> tuple[Name, ...]:
        """Return the names that a string in a text is, if it is spelt like one."""
        names = self._names.get(text.text[start:end], ())
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
        if not len(self._squeezed):
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
            names = self._pinyin.get(squeezed[first:after])
            if (
                names
                and is_free
                and boundaries.is_word(folded, start, end, self.is_name)
            ):
                found.append(Match(start, end, names))
        return tuple(found)

    def titled(self, title: titles.Title) -> tuple[str, ...]:
        """Return the entries that have a title as theirs, the likeliest first."""
        known = self._titles.get(title.key, ())
        return _fitting([(name, self._title_of[name]) for name in known], title)

    def meant(self, names: Iterable[Name], title: titles.Title) -> tuple[str, ...]:
        """Return the entries of names that were found, seen their qualifiers."""
        known = [name for name in names if name.kind in INSTRUMENTS]
        return _fitting([(name, self._title_of[name]) for name in known], title)

    def is_only_body(self, folded: str) -> bool:
        """Whether a string is the name of a body or event, and of no instrument."""
        names = self._names.get(folded, ())
        return bool(names) and all(name.kind not in INSTRUMENTS for name in names)

    def bodies(self, folded: str) -> tuple[str, ...]:
        """Return the actors of which a folded string is a name."""
        names = self._names.get(folded, ())
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


def _append[K, V](kept: dict[K, tuple[V, ...]], key: K, value: V) -> None:
    if value not in kept.get(key, ()):
        kept[key] = (*kept.get(key, ()), value)


def _take[K, V](kept: dict[K, tuple[V, ...]], key: K, value: V) -> None:
    left = tuple(one for one in kept.get(key, ()) if one != value)
    if left:
        kept[key] = left
    else:
        kept.pop(key, None)


def _automaton(names: Iterable[str]) -> "ahocorasick.Automaton":
    automaton = ahocorasick.Automaton()
    for form in filter(None, names):
        automaton.add_word(form, len(form))
    automaton.make_automaton()
    return automaton


def _squeezed(folded: str) -> str:
    return _NOT_SQUEEZED.sub("", folded)


def _other_key(other: OtherName) -> tuple[str, str]:
    return other.scheme, othernames.normal(other.scheme, other.value)


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
