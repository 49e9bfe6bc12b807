"""The names that suggestions look for: those of the working copies, drafts included.

One gazetteer serves a process. It is made anew when an actor, a law, an event or one of
their names has changed; documents are many and are read anew at most every ten minutes:
one that is younger is found by its title in 《》 and by its number (``matching``).
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.db.models import Count, Max

from policyarchive.archive import othernames, sketches
from policyarchive.archive.models import Actor, Document, Entry, Event, Law, Link, Name
from policyarchive.archive.references import (
    EntryKind,
    Gazetteer,
    Name as Named,
    OtherName,
    shortened,
)
from policyarchive.archive.vocabulary import AliasKind, DocumentType, Kind, Role, State

MOST_DOCUMENTS = 20_000
"""Documents whose titles are known: those changed last; others by 《》 and number."""
_DOCUMENTS_EVERY = 600.0
_PRESS = (DocumentType.NEWS, DocumentType.OP_ED)
_GONE = (State.MERGED, State.WITHDRAWN)
_AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """The gazetteer, whose entries are primary keys, and the law of each text."""

    gazetteer: Gazetteer
    works: Mapping[str, str]

    def works_of(self, entries: tuple[str, ...]) -> tuple[str, ...]:
        """Return entries with the texts of a law as that law, each once."""
        return tuple(dict.fromkeys(self.works.get(one, one) for one in entries))


_mutex = threading.Lock()
_kept: tuple["_Mark", Known] | None = None


class _Mark(NamedTuple):
    """What the names were when they were read, and when that was."""

    names: tuple[Any, ...]
    documents: tuple[Any, ...]
    at: float


def known() -> Known:
    """Return what names are known now; costs four cheap queries while none changes."""
    global _kept
    names, now = _names_mark(), time.monotonic()
    with _mutex:
        if _kept and _kept[0].names == names:
            mark, found = _kept
            if now - mark.at < _DOCUMENTS_EVERY:
                return found
            # Documents are looked at only now and then: there may be a great many.
            if mark.documents == _documents_mark():
                _kept = (mark._replace(at=now), found)
                return found
        _kept = (_Mark(names, _documents_mark(), now), _read())
        return _kept[1]


def _names_mark() -> tuple[Any, ...]:
    state = (Max("updated_at"), Count("pk"), Max("pk"))
    marks = [model._default_manager.aggregate(*state) for model in (Actor, Law, Event)]
    marks.append(Name.objects.aggregate(Count("pk"), Max("pk")))
    return tuple(value for mark in marks for value in mark.values())


def _documents_mark() -> tuple[Any, ...]:
    rows = Document.objects.aggregate(Max("updated_at"), Count("pk"), Max("pk"))
    return tuple(rows.values())


def _read() -> Known:
    names: list[Named] = []
    others: list[OtherName] = []
    for model in (Actor, Law, Event):
        names += _titles(model)
    names += _documents(others)
    names += _aliases({name.entry: name.kind for name in names})
    laws = Law.objects.exclude(number="").values_list("pk", "number")
    others += [OtherName("number", number, str(pk)) for pk, number in laws]
    works = {
        str(text): str(law)
        for text, law in Link.objects.filter(role=Role.TEXT_OF)
        .order_by("-pk")
        .values_list("entry_id", "target_id")
    }
    return Known(Gazetteer(names, others), works)


def _titles(model: type[Actor | Law | Event]) -> Iterator[Named]:
    rows = model.objects.exclude(permalink__state__in=_GONE).order_by("pk")
    kind = cast("EntryKind", str(model.KIND))
    for pk, zh, en in rows.values_list("pk", "title_zh", "title_en"):
        yield from _both(str(pk), kind, zh, en)
        if model is Actor:
            for language, title in (("zh", zh), ("en", en)):
                for form in shortened.forms(title):
                    yield Named(form, language, str(pk), kind)


def _documents(others: list[OtherName]) -> Iterator[Named]:
    rows = (
        Document.objects.exclude(permalink__state__in=_GONE)
        .exclude(type__in=_PRESS)
        .order_by("-updated_at")
        .values_list("pk", "title_zh", "title_en", "number")[:MOST_DOCUMENTS]
    )
    for pk, zh, en, number in rows.iterator(chunk_size=_AT_A_TIME):
        if number:
            others.append(OtherName("number", number, str(pk)))
        yield from _both(str(pk), "document", zh, en)


def _both(entry: str, kind: EntryKind, zh: str, en: str) -> Iterator[Named]:
    for language, title in (("zh", zh), ("en", en)):
        if title:
            yield Named(title, language, entry, kind)


def _aliases(kinds: Mapping[str, EntryKind]) -> Iterator[Named]:
    rows = Name.objects.order_by("pk").values_list(
        "entry_id", "text", "language", "kind", "valid_from", "valid_to"
    )
    for pk, text, language, kind, since, until in rows:
        if str(pk) in kinds and kind != AliasKind.TRANSLITERATION:
            yield Named(
                text,
                language,
                str(pk),
                kinds[str(pk)],
                is_abbreviation=kind == AliasKind.ABBREVIATION,
                valid_from=since,
                valid_to=until,
            )


def matching(titles: set[str], numbers: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the entries that have a title or a number, by how a text prints it.

    Found by the keys that make spellings equal, which are indexed.
    """
    title_keys = {title: sketches.title_key(title) for title in titles}
    number_keys = {number: othernames.number(number) for number in numbers}
    by_key: dict[str, list[str]] = defaultdict(list)
    if wanted := [*filter(None, title_keys.values())]:
        rows = Entry.objects.filter(title_keys__overlap=wanted)
        rows = rows.filter(permalink__kind__in=(Kind.LAW, Kind.DOCUMENT))
        rows = rows.exclude(permalink__state__in=_GONE)
        # A law comes before the documents of its name.
        rows = rows.order_by("-permalink__kind", "pk")
        for pk, keys in rows.values_list("pk", "title_keys"):
            for key in keys or ():
                by_key[f"title {key}"].append(str(pk))
    if wanted := [*filter(None, number_keys.values())]:
        for model in (Law, Document):
            held = model._default_manager.filter(number_key__in=wanted)
            held = held.exclude(permalink__state__in=_GONE).order_by("pk")
            for number, pk in held.values_list("number_key", "pk"):
                by_key[f"number {number}"].append(str(pk))
    found = {title: by_key[f"title {key}"] for title, key in title_keys.items()}
    found |= {number: by_key[f"number {key}"] for number, key in number_keys.items()}
    return {words: tuple(pks) for words, pks in found.items() if pks}
