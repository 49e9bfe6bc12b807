"""The names of entries, and where they stand in a text.

Of names that overlap the longest counts. What a name may mean is a list: ambiguous
names are not decided here. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from policyarchive.archive import othernames
from policyarchive.archive.references import (
    acronyms,
    boundaries,
    numberkeys,
    titles,
)
from policyarchive.archive.references.finder import GrowingFinder
from policyarchive.archive.references.folding import Folded, fold, plain
from policyarchive.archive.references.names import (
    INSTRUMENTS,
    Match,
    Name,
    OtherName,
)
from policyarchive.archive.references.tables import Table, Tables, put, take

_LATIN = re.compile(r"[a-z0-9]+")
_NOT_SQUEEZED = re.compile(r"[^a-z0-9]")
_SHORTEST = 2
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
        self,
        names: Iterable[Name] = (),
        other_names: Iterable[OtherName] = (),
        tables: Tables | None = None,
    ) -> None:
        """Put names into tables, or into those where many stand already."""
        self.tables = tables or Tables()
        self.numbers = numberkeys.Numbers(self.tables, self.bodies)
        for name in names:
            self._add(name)
        self._add_others(other_names)
        self._finder = GrowingFinder(self.tables.names)
        self._squeezed = GrowingFinder(self.tables.pinyin)

    def replace(
        self,
        before: tuple[Iterable[Name], Iterable[OtherName]],
        after: tuple[Iterable[Name], Iterable[OtherName]],
    ) -> None:
        """Take names and other names of entries out and put others in.

        Costs as much as they are: the large finder stays, and what is new stands in
        a small one beside it until there are many. Not for two threads at once.
        """
        for name in before[0]:
            self._remove(name)
        for other in before[1]:
            self._remove_other(other)
        forms: list[str] = []
        spelt: list[str] = []
        for name in after[0]:
            (spelt if _is_pinyin(name) else forms).extend(self._add(name))
        self._add_others(after[1])
        self._finder.add(forms)
        self._squeezed.add(spelt)

    def _add(self, name: Name) -> tuple[str, ...]:
        """Add a name, and return the forms in which it stands in texts."""
        if name.kind in INSTRUMENTS:
            put(self.tables.titles, _title_of(name.text).key, name)
        forms = _forms(name)
        for form in forms:
            put(self._table(name), form, name)
        return forms

    def _remove(self, name: Name) -> None:
        if name.kind in INSTRUMENTS:
            take(self.tables.titles, _title_of(name.text).key, name)
        for form in _forms(name):
            take(self._table(name), form, name)

    def _table(self, name: Name) -> Table[Name]:
        return self.tables.pinyin if _is_pinyin(name) else self.tables.names

    def _add_others(self, others: Iterable[OtherName]) -> None:
        for other in others:
            put(self.tables.others, _other_key(other), other.entry)
            if other.scheme == "number":
                self.numbers.add(other.value, other.entry)

    def _remove_other(self, other: OtherName) -> None:
        take(self.tables.others, _other_key(other), other.entry)
        if other.scheme == "number":
            self.numbers.remove(other.value, other.entry)

    def is_name(self, folded: str) -> bool:
        """Whether a folded string is a name."""
        return folded in self.tables.names

    def find(self, text: str | Folded) -> tuple[Match, ...]:
        """Return the names in a text, in order, the longest where several overlap."""
        folded = fold(text) if isinstance(text, str) else text
        found: list[Match] = []
        last = 0
        barred = -1
        for start, end in sorted(
            self._finder.places(folded.text), key=lambda p: (p[0], -p[1])
        ):
            if start < last or start == barred:
                continue
            names = self._meant(folded, start, end)
            if names and self._is_whole(folded, start, end, names):
                found.append(Match(start, end, names))
                last = end
            elif names:  # of a longer name; what is shorter is part of it too
                barred = start
        return tuple(acronyms.without_redefined(folded, found))

    def _meant(self, text: Folded, start: int, end: int) -> tuple[Name, ...]:
        """Return the names that a string in a text is, if it is spelt like one."""
        names = self.tables.names.get(text.text[start:end], ())
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
        places: list[int] = []
        for run in _LATIN.finditer(folded.text):
            places += range(*run.span())
        squeezed = "".join(map(folded.text.__getitem__, places))
        found: list[Match] = []
        hits = self._squeezed.places(squeezed)
        for first, after in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            start, end = places[first], places[after - 1] + 1
            is_free = not found or start >= found[-1].end
            names = self.tables.pinyin.get(squeezed[first:after])
            if (
                names
                and is_free
                and boundaries.is_word(folded, start, end, self.is_name)
            ):
                found.append(Match(start, end, names))
        return tuple(found)

    def titled(self, title: titles.Title) -> tuple[str, ...]:
        """Return the entries that have a title as theirs, the likeliest first."""
        known = self.tables.titles.get(title.key, ())
        # What an entry is called itself goes before what a notice issues.
        known = tuple(name for name in known if not name.is_issued) or known
        return _fitting([(name, _title_of(name.text)) for name in known], title)

    def meant(self, names: Iterable[Name], title: titles.Title) -> tuple[str, ...]:
        """Return the entries of names that were found, seen their qualifiers."""
        known = [name for name in names if name.kind in INSTRUMENTS]
        return _fitting([(name, _title_of(name.text)) for name in known], title)

    def is_only_body(self, folded: str) -> bool:
        """Whether a string is the name of a body or event, and of no instrument."""
        names = self.tables.names.get(folded, ())
        return bool(names) and all(name.kind not in INSTRUMENTS for name in names)

    def bodies(self, folded: str) -> tuple[str, ...]:
        """Return the actors of which a folded string is a name."""
        names = self.tables.names.get(folded, ())
        return tuple(dict.fromkeys(n.entry for n in names if n.kind == "actor"))

    def other(self, scheme: str, normal: str) -> tuple[str, ...]:
        """Return the entries of which a normal form (``othernames``) is a name."""
        return self.tables.others.get(f"{scheme}:{normal}", ())


def _fitting(known: list[_Titled], title: titles.Title) -> tuple[str, ...]:
    """Return the entries whose edition is the one asked for, the likeliest first.

    A draft is never taken for the instrument. With a year only the edition of that
    year or, where it is not held, the law; without one, the law before its texts.
    """
    fitting = [one for one in known if one[1].is_draft == title.is_draft]
    if not title.years:
        # There is one of each year, and this may be any of them.
        fitting = [one for one in fitting if not one[1].is_of_series]
    laws = [one for one in fitting if one[0].kind == "law"]
    if title.years:
        of_year = [one for one in fitting if one[1].years & title.years]
        undated = [one for one in fitting if not one[1].years]
        fitting = [*of_year, *laws] if of_year else laws or undated
    else:
        fitting = [*laws, *(one for one in fitting if one[0].kind != "law")]
    return tuple(dict.fromkeys(name.entry for name, _ in fitting))


# Some titles are asked for again and again; all of them would take much memory.
@lru_cache(maxsize=10_000)
def _title_of(name: str) -> titles.Title:
    return titles.read(plain(name).strip().strip('《》"'))


def _squeezed(folded: str) -> str:
    return _NOT_SQUEEZED.sub("", folded)


def _other_key(other: OtherName) -> str:
    return f"{other.scheme}:{othernames.normal(other.scheme, other.value)}"


def _is_pinyin(name: Name) -> bool:
    return name.language.endswith("-Latn")


def _forms(name: Name) -> tuple[str, ...]:
    """Return the forms in which a name is looked for in texts."""
    folded = plain(name.text).strip()
    if _is_pinyin(name):
        return (_squeezed(folded),)
    if name.is_issued or titles.is_headline(folded) or folded.endswith("+"):
        return ()  # known in 《》 only; 互联网+ is half a word
    forms = {folded}
    if name.kind in INSTRUMENTS:
        forms = set(titles.bare_forms(folded))
    elif name.kind == "actor":
        forms = set(_official_forms(folded))
    return tuple(form for form in forms if len(form) >= _SHORTEST)


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
