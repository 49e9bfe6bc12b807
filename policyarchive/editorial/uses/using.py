"""One sort of use, and how the rows behind it are read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Kind
from policyarchive.editorial.checks.findings import Finding, of_entry
from policyarchive.search import follower
from policyarchive.search.engine import Condition
from policyarchive.search.question import Order
from policyarchive.search.results import Hit
from policyarchive.search.running import make_hit


class Side(StrEnum):
    """Where a use stands."""

    WORKING = "In working copies"
    PUBLISHED = "In what readers see now"
    DESK = "On the desk and in addresses"


@dataclass(frozen=True, slots=True)
class Use:
    """One wording; ``some`` reads a part of what is counted, in order."""

    slug: str
    words: str
    side: Side
    count: int
    some: Callable[[int, int], Sequence[Finding]]


def of_rows(
    slug: str, words: str, side: Side, rows: QuerySet[Entry], count: int | None = None
) -> Use:
    """Return the use that is a query of entries; counts it if nobody has."""
    ordered = rows.select_related("permalink").order_by("pk")
    return Use(
        slug,
        words,
        side,
        rows.count() if count is None else count,
        lambda start, end: [of_entry(entry) for entry in ordered[start:end]],
    )


def of_index(slug: str, words: str, condition: Condition, count: int) -> Use:
    """Return the use that is a condition of the index."""

    def some(start: int, end: int) -> Sequence[Finding]:
        snapshot = follower.fresh_snapshot()
        if snapshot is None:
            return []
        found = snapshot.find(condition, Order.NEWEST, start, end - start)
        return of_hits(make_hit(card) for _, card in found.cards)

    return Use(slug, words, Side.PUBLISHED, count, some)


def of_hits(hits: Iterable[Hit]) -> list[Finding]:
    """Return what readers see as findings that lead to its address."""
    return [
        Finding(
            " · ".join(filter(None, (hit.title_zh, hit.title_en))),
            f"/{hit.ark}",
            f"{Kind(hit.kind).en}, version {hit.version}",
        )
        for hit in hits
    ]
