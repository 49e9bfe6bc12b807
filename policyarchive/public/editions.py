"""The texts of a law, and which of them a citation means.

A citation that names an edition, by a year or by the day it was adopted or took effect,
means that one; one that names none means the law as it stands, or as it stood on the
day that is asked about.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policyarchive.archive.dates import BadDate, parse
from policyarchive.archive.models.published import Permalink, Version
from policyarchive.archive.references import titles
from policyarchive.archive.references.folding import plain
from policyarchive.archive.vocabulary import Access, Role
from policyarchive.public import linking, twins
from policyarchive.search.results import Hit

ROLES = (Role.TEXT_OF.value, Role.TRANSLATES.value)
MOST = 6  # texts of a law in which articles and words are looked for


@dataclass(frozen=True)
class Edition:
    """A version of a document whose texts are the words of a work."""

    version: Version
    date: str = ""
    languages: frozenset[str] = frozenset()

    @property
    def permalink(self) -> Permalink:
        """The document."""
        return self.version.permalink

    @property
    def path(self) -> str:
        """The address of the version."""
        return linking.version_path(self.permalink, self.version.number)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The anchors of the texts that may be searched."""
        return frozenset(
            passage["anchor"]
            for text in self.version.texts.all()
            if twins.access_of(self.version.record, text) is not Access.DARK
            for passage in json.loads(text.body)["passages"]
        )


@dataclass(frozen=True, slots=True)
class Named:
    """What a citation says of the edition: whole days and years, as in EDTF."""

    days: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    then: date | None = None  # the law is meant as it stood on this day


@dataclass(frozen=True, slots=True)
class Reading:
    """The edition that is read for a citation, and what stands beside it."""

    read: Hit | None = None
    is_named: bool = False  # by the citation
    is_then: bool = False  # the newest on the day that is asked about
    same: tuple[Hit, ...] = ()  # with searchable texts: the edition, its translations
    others: tuple[Hit, ...] = ()  # with searchable texts: other editions
    newer: Hit | None = None  # the newest edition, where another one is read


def read(texts: Sequence[Hit], named: Named, on: date | None, today: date) -> Reading:
    """Return which of the texts of a law a citation means."""
    originals = [hit for hit in texts if _is_original(hit)]
    meant = _named(originals, named)
    day = on or named.then
    then = in_force_on(originals, day) if day and not meant else None
    chosen = meant or then or _newest(originals, today)
    if chosen is None:
        return Reading(same=_searchable(texts))
    same = [hit for hit in texts if hit is chosen or _is_same(hit, chosen, originals)]
    same.sort(key=lambda hit: hit is not chosen)
    return Reading(
        chosen,
        meant is not None,
        then is not None,
        _searchable(same),
        _searchable(hit for hit in texts if hit not in same),
        _newer(originals, chosen, today),
    )


def read_alone(own: str, texts: Sequence[Hit], today: date) -> Reading:
    """Return the reading of a document that is cited itself.

    ``texts`` are those of the law it is a text of, or else its translations.
    """
    chosen = next((hit for hit in texts if hit.ark == own), None)
    if chosen is None:
        return Reading(same=_searchable(texts))
    originals = [hit for hit in texts if _is_original(hit)]
    return Reading(
        chosen,
        others=_searchable(hit for hit in texts if hit is not chosen),
        newer=_newer(originals, chosen, today),
    )


def in_force_on(texts: Iterable[Hit], day: date) -> Hit | None:
    """Return the text of a law that was the newest on a day, by its own date."""
    before = [(when, hit) for hit in texts if (when := begins(hit)) and when <= day]
    return max(before, key=lambda one: one[0], default=(None, None))[1]


def begins(hit: Hit) -> date | None:
    """Return the first day an edition may count from, or None where none is known."""
    try:
        return parse(_day(hit)).lower
    except BadDate:
        return None


def _is_original(hit: Hit) -> bool:
    return hit.link is not None and hit.link.role == ROLES[0]


def _searchable(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if hit.languages)[:MOST]


def _named(originals: Sequence[Hit], named: Named) -> Hit | None:
    """Return the one edition that is named; of several nothing is known."""
    by_day = [hit for hit in originals if named.days & {hit.date, hit.effective}]
    by_year = [hit for hit in originals if named.years & _years(hit)]
    found = by_day or by_year
    return found[0] if len(found) == 1 else None


def _years(hit: Hit) -> set[str]:
    return {when[:4] for when in (hit.date, hit.effective) if when} | _title_years(hit)


def _title_years(hit: Hit) -> frozenset[str]:
    return frozenset().union(
        *(titles.read(plain(t)).years for t in (hit.title_zh, hit.title_en) if t)
    )


def _newest(originals: Sequence[Hit], today: date) -> Hit | None:
    """Return the newest edition with a text to read, or the newest of all."""
    held = [hit for hit in originals if hit.languages] or originals
    return in_force_on(held, today) or next(iter(held), None)


def _newer(originals: Sequence[Hit], chosen: Hit, today: date) -> Hit | None:
    newest, since = in_force_on(originals, today), begins(chosen)
    when = begins(newest) if newest else None
    return newest if when and since and when > since else None


def _is_same(hit: Hit, chosen: Hit, originals: Iterable[Hit]) -> bool:
    """Whether a text has the words of an edition: its own, or a translation's."""
    if _day(hit) == _day(chosen):
        return True
    if set(hit.languages) & set(chosen.languages):
        return False
    # A translation is dated later; one with the day of another edition is of that.
    return _day(hit) not in {_day(other) for other in originals} - {""}


def _day(hit: Hit) -> str:
    return hit.effective or hit.date
