"""What references can mean here: the names, numbers and addresses of public entries.

One gazetteer serves a process until the publication log moves on. It is made of the
newest published versions alone, so it never knows a draft or a withdrawn entry.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from django.db.models import F

from policyarchive.archive import romanise
from policyarchive.archive.models.published import OtherName as OtherNameRow, Permalink
from policyarchive.archive.references import (
    EntryKind,
    Gazetteer,
    Name,
    OtherName,
)
from policyarchive.archive.vocabulary import AliasKind, Kind, Role, State
from policyarchive.search import log
from policyarchive.search.engine import Mark

# Entries of one kind whose names are kept in memory; laws are far fewer.
MOST = 60_000
_AT_A_TIME = 500  # records read from the database
_KINDS = (Kind.LAW, Kind.DOCUMENT, Kind.ACTOR)  # actors, for the issuers of numbers
_SHORTEST_PINYIN = 4  # signs of a Chinese title that is known by its pinyin too
_STATE = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Known:
    """The gazetteer, and the law of which each document is a text."""

    gazetteer: Gazetteer
    works: Mapping[str, str]

    def work_of(self, entry: str) -> str:
        """Return the law of which an entry is a text, or else the entry itself."""
        return self.works.get(entry, entry)


_mutex = threading.Lock()
_kept: tuple[Mark, Known] | None = None


def known() -> Known:
    """Return what is known now; costs one cheap query while nothing is published."""
    global _kept
    mark = log.last_mark()
    with _mutex:
        if _kept is None or _kept[0] != mark:
            _kept = (mark, _read())
        return _kept[1]


def _read() -> Known:
    names: list[Name] = []
    others: list[OtherName] = [*_numbers_and_addresses(), *_permalinks()]
    works: dict[str, str] = {}
    for kind in _KINDS:
        for ark, record in _records(kind):
            names += _names(ark, kind, record)
            if number := record.get("number"):
                others.append(OtherName("number", number, ark))
            for link in record.get("links", ()):
                if link["role"] == Role.TEXT_OF.value:
                    works[ark] = link["ref"]["ark"]
    arks = {name.entry for name in names}
    works = {ark: law for ark, law in works.items() if law in arks}
    return Known(Gazetteer(names, others), works)


def _records(kind: Kind) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the records of a kind as plain values, which is much cheaper to read."""
    rows = (
        Permalink.objects.filter(state=State.PUBLISHED, kind=kind)
        .order_by("pk")
        .values_list("naan", "name", "current__record_json")[:MOST]
    )
    for naan, name, record in rows.iterator(chunk_size=_AT_A_TIME):
        yield f"ark:{naan}/{name}", json.loads(record)


def _names(ark: str, kind: Kind, record: Mapping[str, Any]) -> Iterator[Name]:
    sort = cast("EntryKind", kind.value)
    for language, title in (
        ("zh", record["title_zh"]),
        ("en", record["title_en"]),
    ):
        if title:
            yield Name(title, language, ark, sort)
    for alias in record["aliases"]:
        is_pinyin = alias["kind"] == AliasKind.TRANSLITERATION.value
        yield Name(
            alias["text"],
            "zh-Latn" if is_pinyin else alias["language"],
            ark,
            sort,
            is_abbreviation=alias["kind"] == AliasKind.ABBREVIATION.value,
        )
    if kind != Kind.ACTOR:
        yield from _pinyin(record["title_zh"], ark, sort)


def _pinyin(title: str, ark: str, sort: EntryKind) -> Iterator[Name]:
    """Yield how footnotes write a Chinese title in Latin letters."""
    for form in dict.fromkeys((title, title.removeprefix(_STATE))):
        if len(form) >= _SHORTEST_PINYIN:
            yield Name(_romanised(form), "zh-Latn", ark, sort)


# Most titles stay as they are from one publication to the next.
@lru_cache(maxsize=2 * MOST)
def _romanised(title: str) -> str:
    return " ".join(romanise.words(title))


def _numbers_and_addresses() -> Iterator[OtherName]:
    schemes = (OtherNameRow.Scheme.NUMBER, OtherNameRow.Scheme.URL)
    rows = OtherNameRow.objects.filter(
        permalink__state=State.PUBLISHED, scheme__in=schemes
    ).values_list("scheme", "value", "permalink__naan", "permalink__name")
    for scheme, value, naan, name in rows.iterator(chunk_size=_AT_A_TIME):
        yield OtherName(scheme, value, f"ark:{naan}/{name}")


def _permalinks() -> Iterator[OtherName]:
    """Yield each permalink as a name of its entry; a merged one is the survivor's."""
    rows = (
        Permalink.objects.filter(state__in=(State.PUBLISHED, State.MERGED))
        .annotate(to_naan=F("merged_into__naan"), to_name=F("merged_into__name"))
        .values_list("naan", "name", "to_naan", "to_name")
    )
    heirs = {
        f"ark:{naan}/{name}": f"ark:{to_naan}/{to_name}" if to_name else ""
        for naan, name, to_naan, to_name in rows.iterator(chunk_size=_AT_A_TIME)
    }
    for ark in heirs:
        last = ark
        while heirs.get(last):
            last = heirs[last]
        yield OtherName("ark", ark, last)
