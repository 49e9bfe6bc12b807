"""All hits of a search as rows, read in batches."""

from collections.abc import Iterator, Sequence
from typing import Any

from policyarchive.archive.sheets import harmless
from policyarchive.archive.vocabulary import DateRole
from policyarchive.public import results
from policyarchive.public.labels import Labels
from policyarchive.search.query import SearchQuery
from policyarchive.search.results import Hit

COLUMNS = (
    "ark",
    "url",
    "version",
    "kind",
    "type",
    "title_zh",
    "title_en",
    "date",
    "date_is",
    "number",
    "status",
    "status_as_stated",
    "issuers",
    "topics",
    "languages",
    "unverified",
)


def rows(query: SearchQuery) -> Iterator[dict[str, Any]]:
    """Yield every hit as a mapping from COLUMNS to plain values."""
    for hits in query.stream():
        labels = Labels({ark for hit in hits for ark in hit.issuers})
        for hit in hits:
            yield _row(hit, labels)


def cells(row: dict[str, Any]) -> list[str]:
    """Return a row as text in the order of COLUMNS, harmless in a spreadsheet."""
    return [harmless(_text(row[column])) for column in COLUMNS]


def _row(hit: Hit, labels: Labels) -> dict[str, Any]:
    role = DateRole.find(hit.date_role)
    issuers = [label.best for ark in hit.issuers if (label := labels.of(ark))]
    printed = [hit.issuer_as_printed] if hit.issuer_as_printed else []
    return {
        "ark": hit.ark,
        "url": results.url_of(hit),
        "version": hit.version,
        "kind": hit.kind,
        "type": hit.type,
        "title_zh": hit.title_zh,
        "title_en": hit.title_en,
        "date": hit.date,
        "date_is": role.en if role else "",
        "number": hit.number,
        "status": hit.status,
        "status_as_stated": hit.stated or hit.status,
        "issuers": issuers or printed,
        "topics": list(hit.topics),
        "languages": list(hit.languages),
        "unverified": hit.is_unverified,
    }


def _text(value: str | int | Sequence[str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, str | int):
        return str(value)
    return "; ".join(value)
