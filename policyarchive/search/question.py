"""What is asked: words, filters, order and page, as one frozen value.

It is the whole state of a result page and makes no use of the index; ``SearchQuery``
adds the narrowing and the asking.
"""

from dataclasses import dataclass
from enum import StrEnum

from policyarchive.archive.vocabulary import DateRole

# Each facet counts under all filters but its own; values within one are joined by OR.
FACETS = (
    "kind",
    "type",
    "status",
    "level",
    "origin",
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
# A month narrows like a value of a facet, but months are counted for one year only.
MONTH = "month"
CHOICES = (*FACETS, MONTH, *UNCOUNTED)

# Facets whose values stand in a tree. To count each entry once, the index also keeps
# the values of an entry as one, joined by TOGETHER, where there are several.
TREES = ("issuer", "topic")
TOGETHER = " "

# The date shown is what a range means unless it names another date; "added" is the day
# on which the version that is public now was published here.
SHOWN = "shown"
ADDED = "added"
DATES = (*DateRole.values, ADDED)
# The day to come on which the legal status of an entry may change by itself: no date
# that anybody asks for, but kept like one.
TURN = "turn"

PAGE_SIZE = 20
LARGEST_PAGE = 500  # entries; exports iterate over pages


class Order(StrEnum):
    """How results are sorted; undated entries come last in both orders by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    ADDED = "added"  # what was published here last comes first


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
class Range:
    """Two bounds of one sort of date, in EDTF, inclusive; an empty one is open.

    ``date`` is SHOWN or one of DATES.
    """

    date: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page in an order by date ended.

    ``key`` is what its last entry is sorted by, ``told`` are the ARKs of the entries
    with just this key that have been told.
    """

    order: Order
    key: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that is asked of the index.

    ``kinds`` confines a listing (a page of laws) and counts for every facet; the
    reader's own choice of kinds is the facet ``kind``. An entry is in a range of dates
    when any day that its date may mean is; ``ranges`` holds one at most of each date.
    ``after`` is a place in the order asked for, from which hits go on in spite of
    ``page``; counts stay those of the whole.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    ranges: tuple[Range, ...] = ()
    order: Order = Order.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    widen: bool = True
    after: Place | None = None

    def range_of(self, date: str = SHOWN) -> Range:
        """Return the range that was asked of a date; open when none was."""
        return next((r for r in self.ranges if r.date == date), Range(date))

    def chosen(self, facet: str, *, is_excluded: bool = False) -> tuple[str, ...]:
        """Return the values of a facet that were chosen, or those left out."""
        return tuple(
            choice.value
            for choice in self.choices
            if choice.facet == facet and choice.is_excluded is is_excluded
        )
