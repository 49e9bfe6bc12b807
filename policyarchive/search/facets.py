"""The values of an entry in each facet. Pure: no database."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from policyarchive.archive import records
from policyarchive.archive.vocabulary import Kind, Role
from policyarchive.search import sourcekinds
from policyarchive.search.results import NONE
from policyarchive.search.texts import IndexedText

UNKNOWN = "XX"  # as EDTF writes a month that is not known
_LEGAL = frozenset((Kind.DOCUMENT.value, Kind.LAW.value))
# Facets in which saying nothing is worth a value of its own, and for which kinds.
_UNSTATED = {
    "status": _LEGAL,
    "level": _LEGAL,
    "origin": _LEGAL,
    "issuer": _LEGAL,
    "language": frozenset((Kind.DOCUMENT.value,)),
    "year": _LEGAL | {Kind.EVENT.value},
    "month": _LEGAL | {Kind.EVENT.value},
}


class Pointer(NamedTuple):
    """A link to an entry that is public now; merges are followed."""

    role: str
    ark: str
    kind: str


def values(
    record: records.Record,
    texts: Sequence[IndexedText],
    links: Sequence[Pointer],
    events: Sequence[str],
    status: str,
) -> Mapping[str, tuple[str, ...]]:
    """Return the values of a record in every facet.

    ``events`` are events that point at the entry: to a reader it makes no difference
    on which side an editor made the link. ``status`` is the legal one of today.
    """
    stated: dict[str, list[str]] = {
        "kind": [record.kind],
        "type": [record.type_code],
        "status": [status],
        "level": [getattr(record, "level", "") or sourcekinds.level(record)],
        "origin": list(sourcekinds.of(record)),
        "issuer": [link.ark for link in links if link.role == Role.ISSUER],
        "actor": [link.ark for link in links if link.kind == Kind.ACTOR],
        "law": [link.ark for link in links if link.kind == Kind.LAW],
        "event": [*(link.ark for link in links if link.kind == Kind.EVENT), *events],
        "topic": [topic.key for topic in record.topics],
        "year": [year(record)],
        "month": [month(record)],
        "language": [text.language for text in texts],
        "source": list(_sources(record, links)),
    }
    return {
        facet: tuple(dict.fromkeys(filter(None, found)))
        or _unstated(facet, record.kind)
        for facet, found in stated.items()
    }


def year(record: records.Record) -> str:
    """Return the year of the date shown, where it begins if that is known."""
    return _start(record)[: len("2021")]


def month(record: records.Record) -> str:
    """Return the month of the date shown, where it begins; 2021-XX for a year alone."""
    start = _start(record)
    if not start:
        return ""
    return start[: len("2021-06")] if "-" in start else f"{start}-{UNKNOWN}"


def _start(record: records.Record) -> str:
    """Return the end of the date shown by which an entry is sorted, in EDTF."""
    if (date := record.shown_date) is None:
        return ""
    start, _, end = date.edtf.strip().partition("/")
    return (end if start in ("", "..") else start).rstrip("?~%")


def _unstated(facet: str, kind: str) -> tuple[str, ...]:
    return (NONE,) if kind in _UNSTATED.get(facet, ()) else ()


def _sources(record: records.Record, links: Sequence[Pointer]) -> Iterator[str]:
    """Yield who published the entry, or else the hosts it was found on."""
    publishers = [link.ark for link in links if link.role == Role.PUBLISHER]
    yield from publishers
    if publishers:
        return
    urls = [source.url for source in record.sources]
    urls += [text.source_url for text in getattr(record, "texts", ())]
    urls += [capture.url for capture in getattr(record, "captures", ())]
    yield from map(_host, urls)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # a broken address has no host
        return ""
