"""From a published Record to the row that stands for it in the index.

Pure: what the archive knows besides the record is given. Captures are never indexed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from policyarchive.archive import dates, records
from policyarchive.archive.standing import Cause
from policyarchive.archive.vocabulary import Access, AliasKind, DateRole, Kind, Role
from policyarchive.search import citing, facets, keys, legal
from policyarchive.search.citing import Cited
from policyarchive.search.facets import Pointer
from policyarchive.search.folding import fold
from policyarchive.search.question import ADDED, SHOWN
from policyarchive.search.texts import (
    END,
    IndexedText,
    KeptText,
    dump,
    searchable,
)

# Bump when rows change, so that every index is built anew.
SCHEMA = 10

_MATCHES = {
    AliasKind.ABBREVIATION.value: "abbreviation",
    AliasKind.FORMER.value: "former",
    AliasKind.TRANSLITERATION.value: "pinyin",
}


# Others may cite a new name of these, so they are unread without texts too.
_CITABLE = frozenset((Kind.DOCUMENT.value, Kind.LAW.value))
_LINK_FACTS = {"is_lead", "here", "there", "is_unverified", "source", "note"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the archive knows about an entry besides its record.

    ``chains`` leads from each entry it points at to the survivors of its merges, itself
    first; ``public`` are those among all these that answer with a page; ``events`` are
    the public events that point at it. ``cited`` is what its texts cite, None while
    they have not been read for references. ``causes`` are what changes instruments, by
    their ARKs, ``laws`` those whose texts are indexed, ``day`` that of the status.
    """

    texts: Mapping[str, KeptText] = field(default_factory=dict)
    chains: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    public: frozenset[str] = frozenset()
    events: tuple[str, ...] = ()
    cited: Cited | None = None
    causes: Mapping[str, Sequence[Cause]] = field(default_factory=dict)
    laws: Mapping[str, records.LawRecord] = field(default_factory=dict)
    day: date = field(default_factory=timezone.localdate)

    def chain(self, ark: str) -> tuple[str, ...]:
        """Return an entry and the survivors of its merges in order."""
        return self.chains.get(ark, (ark,))

    def survivor(self, ark: str) -> str:
        """Return who answers for an entry now, or nothing when nobody does."""
        last = self.chain(ark)[-1]
        return last if last in self.public else ""


@dataclass(frozen=True, slots=True)
class Row:
    """Everything the index holds for one entry; words are folded, not yet tokens."""

    ark: str
    card: Mapping[str, Any]  # what a hit shows: the first fields of results.Hit
    pointers: tuple[tuple[str, Mapping[str, Any]], ...]  # ARK, fields of LinkFact
    facets: Mapping[str, tuple[str, ...]]
    links: tuple[str, ...]  # "role|ark" of the public entries it points at
    refs: tuple[str, ...]  # every ARK it depends on, public or not
    days: Mapping[str, tuple[int, int]]  # first and last day that each date may mean
    added: int  # when this version was published here, in seconds since 1970
    names: tuple[str, ...]  # "match:key", see results.NameMatch
    grams: tuple[str, ...]
    spelt: tuple[str, ...]  # names in pinyin, each as trigrams
    number: str
    anchors: tuple[str, ...]
    named: tuple[str, ...]  # issuers as printed and as labelled when published
    titles: tuple[str, ...]
    bodies: tuple[str, ...]
    texts: bytes
    cites: tuple[str, ...] = ()  # ARKs, and ARKs with an anchor
    unheld: tuple[tuple[str, str], ...] = ()  # keys of what is not held, and its words
    spots: bytes = b""  # where references stand in the texts
    is_read: bool = True  # whether it and what may cite it were read for references


def make_row(record: records.Record, around: Surroundings) -> Row:
    """Return the row of a published record."""
    texts = tuple(searchable(getattr(record, "texts", ()), around.texts))
    law = around.laws.get(around.survivor(legal.law_of(record)))
    status = legal.today(record, around.causes, law, around.day)
    links = _links(record, around)
    names = tuple(dict.fromkeys(_names(record)))
    anchors = {anchor for text in texts for anchor in text.anchors.split(END)}
    passages = (passage for text in texts for passage in text.folded.split(END))
    refs = {ark for ref in record.refs() for ark in around.chain(ref.ark)}
    cited = around.cited or Cited()
    return Row(
        ark=record.ark,
        card=_card(record, texts, links, status),
        pointers=tuple(_pointers(record, around)),
        facets=facets.values(record, texts, links, around.events, status.code),
        links=tuple(f"{link.role}|{link.ark}" for link in links),
        refs=tuple(refs),
        days=dict((*_days(record), *status.days())),
        added=int(datetime.fromisoformat(record.published_at).timestamp()),
        names=tuple(f"{match}:{key}" for match, key in names),
        grams=_grams(names),
        spelt=_spelt(record),
        number=keys.number_tokens(getattr(record, "number", "")),
        anchors=tuple(filter(None, anchors)),
        named=_named(record),
        titles=_titles(record),
        bodies=(*map(fold, _other_words(record)), *passages),
        texts=dump(texts) if texts else b"",
        cites=_cites(record, around, cited),
        unheld=cited.unheld,
        spots=citing.dump(cited) if cited.spots or cited.own else b"",
        is_read=around.cited is not None or record.kind not in _CITABLE,
    )


def _cites(
    record: records.Record, around: Surroundings, cited: Cited
) -> tuple[str, ...]:
    """Return what the texts cite and what editors linked with an anchor, each once."""
    linked = ((around.survivor(link.ref.ark), link) for link in record.links)
    stated = citing.stated((ark, link) for ark, link in linked if ark)
    return tuple(dict.fromkeys((*cited.works, *stated)))


def _titles(record: records.Record) -> tuple[str, ...]:
    words = (record.title_zh, record.title_en, *(a.text for a in record.aliases))
    return tuple(filter(None, map(fold, words)))


def _named(record: records.Record) -> tuple[str, ...]:
    refs = [link.ref for link in record.linked(Role.ISSUER)]
    words = {getattr(record, "issuer_as_printed", "")}
    words |= {name for ref in refs for name in (ref.zh, ref.en)}
    return tuple(sorted(filter(None, map(fold, words))))


def _other_words(record: records.Record) -> Iterator[str]:
    for attribute in ("summary_zh", "summary_en", "number", "place_zh", "place_en"):
        if words := getattr(record, attribute, ""):
            yield words


def _names(record: records.Record) -> Iterator[tuple[str, str]]:
    """Yield how each key of the entry matches, and the key."""
    for title in (record.title_zh, record.title_en):
        for place, key in enumerate(keys.name_keys(title)):
            yield "alias" if place else "title", key
    for alias in record.aliases:
        match = _MATCHES.get(alias.kind, "alias")
        yield from ((match, key) for key in keys.name_keys(alias.text))
    for text in (record.title_zh, *(alias.text for alias in record.aliases)):
        yield from (("pinyin", key) for key in keys.pinyin_keys(text))
    if isinstance(record, records.ActorRecord):
        yield from (("pinyin", key) for key in keys.name_keys(record.pinyin))


def _spelt(record: records.Record) -> tuple[str, ...]:
    words = (record.title_zh, *(alias.text for alias in record.aliases))
    return tuple({part for text in words for part in keys.spelling(text)})


def _grams(names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    spelt = (key for match, key in names if match != "pinyin")
    return tuple({gram for key in spelt for gram in keys.grams(key)})


def _links(record: records.Record, around: Surroundings) -> tuple[Pointer, ...]:
    leads_first = sorted(record.links, key=lambda link: not link.is_lead)
    found = (
        Pointer(link.role, around.survivor(link.ref.ark), link.ref.kind)
        for link in leads_first
    )
    return tuple(dict.fromkeys(link for link in found if link.ark))


def _pointers(
    record: records.Record, around: Surroundings
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for link in record.links:
        if survivor := around.survivor(link.ref.ark):
            facts = link.model_dump(include=_LINK_FACTS, exclude_defaults=True)
            yield survivor, facts | {"role": link.role}


def _days(record: records.Record) -> Iterator[tuple[str, tuple[int, int]]]:
    stated = [(role, record.date(role)) for role in DateRole.values]
    for name, fact in ((SHOWN, record.shown_date), *stated):
        if fact is not None:
            partial = dates.parse(fact.edtf)
            yield name, (partial.lower.toordinal(), partial.upper.toordinal())
    added = datetime.fromisoformat(record.published_at).toordinal()
    yield ADDED, (added, added)


def _card(
    record: records.Record,
    texts: Sequence[IndexedText],
    links: Sequence[Pointer],
    status_now: legal.Legal,
) -> Mapping[str, Any]:
    date, effective = record.shown_date, record.date(DateRole.EFFECTIVE)
    status: records.StatusFact | None = getattr(record, "status", None)
    accesses = {text.access for text in texts}
    return {
        "ark": record.ark,
        "kind": record.kind,
        "title_zh": record.title_zh,
        "title_en": record.title_en,
        "version": record.version,
        "type": record.type_code,
        "date": date.edtf if date else "",
        "date_role": date.role if date else "",
        "effective": effective.edtf if effective else "",
        "status": status_now.code,
        "stated": status_now.stated,
        "because": status_now.because,
        "number": getattr(record, "number", ""),
        "level": getattr(record, "level", ""),
        "issuers": [link.ark for link in links if link.role == Role.ISSUER],
        "text_of": next((lk.ark for lk in links if lk.role == Role.TEXT_OF), ""),
        "issuer_as_printed": getattr(record, "issuer_as_printed", ""),
        "topics": [topic.key for topic in record.topics],
        "languages": sorted({text.language for text in texts}),
        "text_kinds": sorted({text.kind for text in texts}),
        "access": next((code for code in Access.values if code in accesses), ""),
        "names": [alias.text for alias in record.aliases],
        "dated": {
            alias.text: (alias.valid_from, alias.valid_to)
            for alias in record.aliases
            if alias.valid_from or alias.valid_to
        },
        "summary_zh": record.summary_zh,
        "summary_en": record.summary_en,
        "is_unverified": bool(
            record.unverified
            or (date and date.is_unverified)
            or (status and status.is_unverified)
        ),
        "published_at": record.published_at,
    }
