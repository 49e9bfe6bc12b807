"""What is asked: words, filters, order and page, as one frozen value.

It is the whole state of a result page and makes no use of the index; ``SearchQuery``
adds the narrowing and the asking.
"""

from dataclasses import dataclass
from enum import StrEnum

# Each facet counts under all filters but its own; values within one are joined by OR.
FACETS = (
    "kind",
    "type",
    "status",
    "level",
    "issuer",
    "actor",
    "law",
    "event",
    "topic",
    "year",
    "language",
    "source",
)

# Filters with too many values to be counted: what texts cite, by permalink with or
# without an anchor, and what they cite that is not held, by its key.
UNCOUNTED = ("cites", "unheld")

PAGE_SIZE = 20
LARGEST_PAGE = 500  # entries; exports iterate over pages


class Order(StrEnum):
    """How results are sorted; undated entries come last in both orders by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet that the reader wants, or wants left out."""

    facet: str
    value: str
    is_excluded: bool = False

    @property
    def written(self) -> str:
        """The value as a query string writes it: a minus leaves out."""
        return f"-{self.value}" if self.is_excluded else self.value


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that is asked of the index.

    ``kinds`` confines a listing (a page of laws) and counts for every facet; the
    reader's own choice of kinds is the facet ``kind``. Dates are EDTF; an entry is in
    the range when any day it may mean is.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    date_from: str = ""
    date_to: str = ""
    order: Order = Order.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    widen: bool = True

    def chosen(self, facet: str, *, is_excluded: bool = False) -> tuple[str, ...]:
        """Return the values of a facet that were chosen, or those left out."""
        return tuple(
            choice.value
            for choice in self.choices
            if choice.facet == facet and choice.is_excluded is is_excluded
        )
