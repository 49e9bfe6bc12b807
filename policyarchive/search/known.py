"""What references can mean here: the names, numbers and addresses of public entries.

One gazetteer serves a process and follows the publication log: what was published since
is read anew, the rest stays. It is made of the newest published versions alone, so it
never knows a draft or a withdrawn entry. Where a rebuild kept the names beside the
index, it starts with them.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from django.db.models import F, QuerySet

from policyarchive.archive import romanise
from policyarchive.archive.models.published import OtherName as OtherNameRow, Permalink
from policyarchive.archive.references import EntryKind, Name, OtherName, titles
from policyarchive.archive.references.folding import plain
from policyarchive.archive.references.instruments import names_one
from policyarchive.archive.vocabulary import AliasKind, Kind, Role, State
from policyarchive.search import log, namebook
from policyarchive.search.engine import Mark
from policyarchive.search.folder import the_folder
from policyarchive.search.meaning import Known, Said

logger = logging.getLogger(__name__)

# Entries of one kind whose names are kept in memory; laws are far fewer.
MOST = 60_000
_AT_A_TIME = 500  # records read from the database
_KINDS = (Kind.LAW, Kind.DOCUMENT, Kind.ACTOR)  # actors, for the issuers of numbers
_SHORTEST_PINYIN = 4  # signs of a Chinese title that is known by its pinyin too
_STATE = "中华人民共和国"
_SCHEMES = (OtherNameRow.Scheme.NUMBER, OtherNameRow.Scheme.URL)


_mutex = threading.Lock()
_kept: tuple[Mark, Known] | None = None
_read_from: Path | None = None  # the generation of the index that names came from


def known() -> Known:
    """Return what is known now; costs one cheap query while nothing is published."""
    global _kept
    mark = log.last_mark()
    with _mutex:
        if _kept is None or _kept[0] != mark:
            start, _kept = _opened() or _kept, None  # whoever fails here begins anew
            _kept = (mark, _up_to_date(start))
        return _kept[1]


def with_known[T](work: Callable[[Known], T]) -> T:
    """Return what is made of what is known now.

    Where the names beside the index turn out to be damaged, it is done once more with
    names from the database.
    """
    try:
        return work(known())
    except namebook.Unreadable:
        return work(known())


def _forget() -> None:
    """Have the names read from the database when they are asked for next."""
    global _kept
    _kept = None  # no lock: it may be held by who met the fault
    logger.warning(
        "The names beside the index are damaged and read from the database, until the "
        "index is built anew: manage.py reindex."
    )


def _up_to_date(start: tuple[Mark, Known] | None) -> Known:
    """Return what was known with what happened since, or else all read anew."""
    news = log.read_after(start[0]) if start else None
    if start is None or news is None or not start[0].sequence:
        return read_all()
    arks = {*news.arks, *_merged()}
    try:
        start[1].learn(arks, _read(arks))
    except namebook.Unreadable:
        return read_all()
    return start[1]


def _opened() -> tuple[Mark, Known] | None:
    """Return the names beside the index, unless they are those we have."""
    global _read_from
    generation = the_folder().current()
    if generation is None or generation == _read_from:
        return None
    _read_from = generation
    return namebook.read(generation, _forget)


def read_all() -> Known:
    """Return what is known now, all of it read anew and kept in memory."""
    return Known(_read())


# Reading


def _read(arks: Iterable[str] | None = None) -> dict[str, Said]:
    """Return what each public entry is called: of these entries, or of all."""
    rows = Permalink.objects.all()
    if arks is not None:
        rows = rows.filter(name__in=[ark.rpartition("/")[2] for ark in arks])
    others = _others(rows)
    said: dict[str, Said] = {}
    for kind in _KINDS:
        for ark, record in _records(rows, kind):
            said[ark] = _said(ark, kind, record, others.pop(ark, []))
    # Events, entries that were merged, and what is beyond MOST are known by these.
    return said | {ark: Said(others=tuple(found)) for ark, found in others.items()}


def _said(
    ark: str, kind: Kind, record: Mapping[str, Any], others: list[OtherName]
) -> Said:
    number = record.get("number")
    numbers = [OtherName("number", number, ark)] if number else []
    works = [
        link["ref"]["ark"]
        for link in record.get("links", ())
        if link["role"] == Role.TEXT_OF.value
    ]
    return Said(
        tuple(_names(ark, kind, record)),
        tuple(dict.fromkeys((*others, *numbers))),
        works[-1] if works else "",
    )


def _records(
    rows: QuerySet[Permalink], kind: Kind
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the records of a kind as plain values, which is much cheaper to read."""
    found = (
        rows.filter(state=State.PUBLISHED, kind=kind)
        .order_by("pk")
        .values_list("naan", "name", "current__record_json")[:MOST]
    )
    for naan, name, record in found.iterator(chunk_size=_AT_A_TIME):
        yield f"ark:{naan}/{name}", json.loads(record)


def _names(ark: str, kind: Kind, record: Mapping[str, Any]) -> Iterator[Name]:
    sort = cast("EntryKind", kind.value)
    for language, title in (
        ("zh", record["title_zh"]),
        ("en", record["title_en"]),
    ):
        if title:
            yield Name(title, language, ark, sort)
    if kind == Kind.DOCUMENT:
        issued = titles.issued(plain(record["title_zh"]))
        if names_one(issued):
            yield Name(issued, "zh", ark, sort, is_issued=True)
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


def _others(rows: QuerySet[Permalink]) -> dict[str, list[OtherName]]:
    """Return the permalinks, numbers and addresses of entries that have a page.

    The permalink of an entry that was merged away is one of the survivor's.
    """
    heirs = _merged()
    public = rows.filter(state__in=(State.PUBLISHED, State.MERGED))
    found: dict[str, list[OtherName]] = {}
    for naan, name in public.values_list("naan", "name").iterator(_AT_A_TIME):
        ark = f"ark:{naan}/{name}"
        found[ark] = [OtherName("ark", ark, _last(ark, heirs))]
    named = OtherNameRow.objects.filter(
        permalink__in=rows.filter(state=State.PUBLISHED), scheme__in=_SCHEMES
    ).values_list("scheme", "value", "permalink__naan", "permalink__name")
    for scheme, value, naan, name in named.iterator(_AT_A_TIME):
        ark = f"ark:{naan}/{name}"
        if ark in found:  # not published between the two questions
            found[ark].append(OtherName(scheme, value, ark))
    return found


def _merged() -> dict[str, str]:
    """Return into which entry each was merged."""
    rows = (
        Permalink.objects.filter(state=State.MERGED, merged_into__isnull=False)
        .annotate(to_naan=F("merged_into__naan"), to_name=F("merged_into__name"))
        .values_list("naan", "name", "to_naan", "to_name")
    )
    return {f"ark:{a}/{b}": f"ark:{c}/{d}" for a, b, c, d in rows}


def _last(ark: str, heirs: Mapping[str, str]) -> str:
    while ark in heirs:
        ark = heirs[ark]
    return ark
