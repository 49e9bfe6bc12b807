"""Facets with the labels of their values, ready for a form."""

import calendar
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policyarchive.archive import vocabulary
from policyarchive.public import places
from policyarchive.public.labels import CurrentLabels
from policyarchive.search.facets import UNKNOWN
from policyarchive.search.folding import fold
from policyarchive.search.lexicon import lexicon
from policyarchive.search.parameters import ENTRIES, VOCABULARIES
from policyarchive.search.question import ADDED, MONTH, UNCOUNTED
from policyarchive.search.results import NONE, FacetState, FacetValue, SearchPage
from policyarchive.search.suggesting import suggest

TITLES = {
    "kind": ("Kind of entry", "类别"),
    "type": ("Type", "文种"),
    "status": ("Status", "效力"),
    "level": ("Level", "层级"),
    "origin": ("Kind of source", "来源类别"),
    "issuer": ("Issuer", "发文机关"),
    "actor": ("Actor", "相关主体"),
    "law": ("Law", "相关法规"),
    "event": ("Event", "相关事件"),
    "topic": ("Topic", "主题"),
    "year": ("Year", "年份"),
    "month": ("Month", "月份"),
    "language": ("Language", "语言"),
    "source": ("Source", "来源"),
    "cites": ("Cites", "引用"),
    "unheld": ("Cites, not held", "引用未收文献"),
}
_UNDATED = ("No date stated", "未注明日期")
_UNSTATED = ("Not stated", "未注明")
# Facets with more values than these get a field to find one.
_MANY = 12
_SHOWN = 6
# Folded values beyond these are reached by that field.
_FOLDED = 24
# Some of the first values may have no label any more.
_LISTED = _SHOWN + _FOLDED + 10


class Value(NamedTuple):
    """One value of a facet with its labels."""

    value: str
    en: str
    zh: str
    count: int  # type: ignore[assignment]  # in place of the method of tuples
    state: FacetState = ""
    above: tuple[str, ...] = ()
    depth: int = 0  # how many of those above it stand in the same list
    under: str = ""  # what the first of a row stands under, listed elsewhere


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet as the form shows it: some values open, the others folded."""

    key: str
    en: str
    zh: str
    values: tuple[Value, ...]
    folded: tuple[Value, ...] = ()
    has_find: bool = False
    find: str = ""
    unlisted: int = 0

    @property
    def chosen(self) -> tuple[Value, ...]:
        """The values that are included or excluded."""
        return tuple(v for v in (*self.values, *self.folded) if v.state)


class Names:
    """Labels of the facet values that may be shown, in at most one query.

    ``more`` are places that stand in no facet, such as those cited; ``whole`` are
    facets in which the reader looks for a name, so that all are needed.
    """

    def __init__(
        self, page: SearchPage, more: Iterable[str] = (), whole: Iterable[str] = ()
    ) -> None:
        searched = frozenset(whole)
        values = {
            value.value
            for key in ENTRIES
            for value in _listed(page.facets.get(key, ()), is_whole=key in searched)
            if value.value != NONE
        }
        hits = (*page.hits, *page.names)
        around = {ark for hit in hits for ark in (*hit.issuers, hit.text_of)} - {""}
        wanted = values | around | {places.split(ark)[0] for ark in more}
        self.labels = CurrentLabels(wanted, page.generation)
        self.topics = lexicon(page.generation).labels

    def of(self, key: str, value: str) -> tuple[str, str]:
        """Return the English and the Chinese label of a facet's value."""
        if value == NONE:
            return _UNDATED if key in ("year", MONTH) else _UNSTATED
        if key in ENTRIES:
            label = self.labels.of(value)
            return (label.en, label.zh) if label else ("", "")
        if key in UNCOUNTED:
            return self._cited(key, value)
        if key == "topic":
            topic = self.topics.get(value)
            return (topic.label_en, topic.label_zh) if topic else (value, "")
        return _month(value) if key == MONTH else _term(key, value)

    def _cited(self, key: str, value: str) -> tuple[str, str]:
        if key == "unheld":
            return value.partition(":")[2], ""
        ark, anchor = places.split(value)
        label = self.labels.of(ark)
        return (_placed(label.en, anchor), label.zh) if label else ("", "")


def _term(key: str, value: str) -> tuple[str, str]:
    found = (terms.find(value) for terms in VOCABULARIES.get(key, ()))
    return next(((term.en, term.zh) for term in found if term), (value, ""))


def _placed(label: str, anchor: str) -> str:
    return f"{label}, {places.read(anchor)}" if label and anchor else label


def date_title(date: str) -> tuple[str, str]:
    """Return what a range of a date is called in English and in Chinese."""
    role = vocabulary.DateRole.find(date)
    if role is not None:
        return role.en, role.zh
    return ("Added here", "入库") if date == ADDED else ("Date", "日期")


def _month(value: str) -> tuple[str, str]:
    year, _, month = value.partition("-")
    if month == UNKNOWN:
        return f"{year}, no month stated", f"{year}年，月份不详"
    return f"{calendar.month_name[int(month)]} {year}", f"{year}年{int(month)}月"


def _listed(values: Sequence[FacetValue], *, is_whole: bool) -> Sequence[FacetValue]:
    """Return the values that are drawn: the first, and those that were chosen."""
    if is_whole:
        return values
    rest = (value for value in values[_LISTED:] if value.state)
    return (*values[:_LISTED], *rest)


def shown(
    page: SearchPage,
    keys: Sequence[str],
    *,
    names: Names | None = None,
    finds: Mapping[str, str] | None = None,
    most: int = _SHOWN,
) -> tuple[Facet, ...]:
    """Return the facets that have anything to choose, in this order."""
    names = names or Names(page)
    facets = (
        _facet(key, page.facets.get(key, ()), names, (finds or {}).get(key, ""), most)
        for key in keys
    )
    return tuple(facet for facet in facets if facet.values or facet.find)


def years(page: SearchPage) -> tuple[Value, ...]:
    """Return the years as values to choose, newest first, the undated last."""
    histogram = page.histogram
    found = [
        Value(f"{bar.year:04}", str(bar.year), "", bar.count, bar.state)
        for bar in reversed(histogram.years)
        if bar.count or bar.state
    ]
    if histogram.undated or histogram.undated_state:
        found.append(
            Value(
                NONE,
                "No date stated",
                "未注明日期",
                histogram.undated,
                histogram.undated_state,
            )
        )
    return tuple(found)


def months(page: SearchPage) -> tuple[Value, ...]:
    """Return the months of the year that was chosen as values to choose, in order."""
    histogram = page.histogram
    found = (
        (month_value(histogram.months_of, bar.month), bar)
        for bar in histogram.months
        if bar.count or bar.state
    )
    return tuple(
        Value(value, *_month(value), bar.count, bar.state) for value, bar in found
    )


def month_value(year: int, month: int) -> str:
    """Return the value of a month; month 0 is that of the entries that state none."""
    return f"{year:04}-{month:02}" if month else f"{year:04}-{UNKNOWN}"


def _facet(
    key: str, values: Sequence[FacetValue], names: Names, find: str, most: int
) -> Facet:
    en, zh = TITLES[key]
    called = {hit.ark for hit in suggest(find)} if find and key in ENTRIES else ()
    listed = _listed(values, is_whole=bool(find))
    labelled = [
        Value(v.value, *names.of(key, v.value), v.count, v.state, v.above)
        for v in listed
    ]
    # An entry that is no longer public has no label, and is no choice.
    labelled = [v for v in labelled if v.en or v.zh]
    unlisted = len(values) - len(listed)
    if find:
        wanted = fold(find)
        labelled = [v for v in labelled if v.state or _is_found(v, wanted, called)]
        most = _MANY
    # What is chosen stays in sight, in its place.
    rest = labelled[most:]
    opened = (*labelled[:most], *(v for v in rest if v.state))
    folded = tuple(v for v in rest if not v.state)
    return Facet(
        key,
        en,
        zh,
        _nested(opened),
        _nested(folded[:_FOLDED], opened),
        len(values) > _MANY,
        find,
        unlisted + max(0, len(folded) - _FOLDED),
    )


def _is_found(value: Value, wanted: str, called: Collection[str]) -> bool:
    """Whether a label holds what was typed, folded, or the entry has such a name."""
    return value.value in called or any(
        wanted in fold(label) for label in (value.en, value.zh)
    )


def _nested(
    values: Sequence[Value], elsewhere: Sequence[Value] = ()
) -> tuple[Value, ...]:
    """Return values each after the one it stands under, as far as that is there.

    Those under a value that is listed elsewhere stand last, in a row named after it.
    """
    if not any(value.above for value in values):
        return tuple(values)
    listed = {value.value for value in (*values, *elsewhere)}
    under: dict[str, list[Value]] = {}
    for value in values:
        nearest = next((above for above in value.above if above in listed), "")
        under.setdefault(nearest, []).append(value)

    def walk(parent: str, depth: int) -> Iterator[Value]:
        for value in under.pop(parent, ()):
            yield value._replace(depth=depth)
            yield from walk(value.value, depth + 1)

    found = list(walk("", 0))
    for parent in elsewhere:
        row = list(walk(parent.value, 1))
        if row:
            found += (row[0]._replace(under=parent.en or parent.zh), *row[1:])
    # Bodies that stand under each other have no beginning.
    return (*found, *(value for rest in under.values() for value in rest))
