"""The names that suggestions look for: those of the working copies, drafts included.

One gazetteer serves a process. It is made anew when an actor, a law, an event or one of
their names has changed; documents are many and are read anew at most every ten minutes:
one that is younger is found by its title in 《》 and by its number (``matching``).
"""

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, Max, Q

from policyarchive.archive.models import Actor, Document, Entry, Event, Law, Link, Name
from policyarchive.archive.references import (
    EntryKind,
    Gazetteer,
    Name as Named,
    OtherName,
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


@dataclass(frozen=True, slots=True)
class _Mark:
    """What the names were when they were read, and when that was."""

    names: tuple[Any, ...]
    documents: tuple[Any, ...]
    at: float

    def is_fresh(self, now: "_Mark") -> bool:
        if self.names != now.names:
            return False
        is_same = self.documents == now.documents
        return is_same or now.at - self.at < _DOCUMENTS_EVERY


_mutex = threading.Lock()
_kept: tuple[_Mark, Known] | None = None


def known() -> Known:
    """Return what names are known now; costs three cheap queries while none changes."""
    global _kept
    now = _mark()
    with _mutex:
        if _kept is None or not _kept[0].is_fresh(now):
            _kept = (now, _read())
        return _kept[1]


def _mark() -> _Mark:
    state = (Max("updated_at"), Count("pk"), Max("pk"))
    few = Entry.objects.exclude(permalink__kind=Kind.DOCUMENT)
    names = Name.objects.exclude(entry__permalink__kind=Kind.DOCUMENT)
    return _Mark(
        (
            *few.order_by()
            .values_list("permalink__kind")
            .annotate(*state)
            .order_by("permalink__kind"),
            *names.order_by().aggregate(Count("pk"), Max("pk")).values(),
        ),
        tuple(Document.objects.aggregate(*state).values()),
        time.monotonic(),
    )


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
    """Return the entries that have a title or a number exactly as printed, by it."""
    if not (titles or numbers):
        return {}
    query = Q(title_zh__in=titles) | Q(title_en__in=titles) | Q(number__in=numbers)
    found: dict[str, tuple[str, ...]] = {}
    for model in (Law, Document):
        rows = model._default_manager.filter(query)
        rows = rows.exclude(permalink__state__in=_GONE).order_by("pk")
        for pk, *words in rows.values_list("pk", "title_zh", "title_en", "number"):
            for word in filter(None, words):
                found[word] = (*found.get(word, ()), str(pk))
    return found
