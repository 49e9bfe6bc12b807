"""What finding needs of an engine, and the conditions in which it is asked.

Conditions are plain values that know nothing of an engine. One engine is built in
(Tantivy, on this machine's disk); a shared one could follow the same log where one
machine is outgrown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from policyarchive.search.question import SHOWN, Order
from policyarchive.search.rows import Row
from policyarchive.search.tokens import Phrase


@dataclass(frozen=True, slots=True)
class Anything:
    """Every entry."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No entry."""


@dataclass(frozen=True, slots=True)
class Has:
    """Entries that hold a phrase in a field of text.

    Fields: ``all`` and ``title`` hold the words as they are, ``stem`` and
    ``title_stem`` English words by their stems, ``number`` document numbers, ``named``
    the names of issuers as printed, ``pinyin`` names by their letters.
    """

    field: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Among:
    """Entries with any of some values of a facet or another key."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Entries whose date may lie between two days (proleptic ordinals), inclusive.

    ``date`` is one of ``question.DATES``, or the one shown.
    """

    first: int
    last: int
    date: str = SHOWN


@dataclass(frozen=True, slots=True)
class Since:
    """Entries whose key in an order by date is not before a key: it, or what follows.

    Keys fall from the first entry of an order to the last.
    """

    order: Order
    key: int


@dataclass(frozen=True, slots=True)
class Every:
    """Entries that meet all of several conditions; those that are better come first."""

    parts: tuple["Condition", ...]
    better: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """Entries that meet at least some of several conditions."""

    parts: tuple["Condition", ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Without:
    """Entries that do not meet a condition."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A condition whose score counts so many times."""

    part: "Condition"
    weight: float


@dataclass(frozen=True, slots=True)
class Worth:
    """A condition whose entries all score the same."""

    part: "Condition"
    score: float


Condition = (
    Anything
    | Nothing
    | Has
    | Among
    | Within
    | Since
    | Every
    | Some
    | Without
    | Weighed
    | Worth
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an index has followed the publication log.

    ``fingerprint`` tells the last applied row of the log from a row of another log with
    the same number, as after a restore.
    """

    sequence: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of an engine's answer: the total, and cards with their scores.

    In an order by date the score of a card is the key that it is sorted by.
    """

    count: int
    cards: tuple[tuple[float, dict[str, Any]], ...]


Tally = Mapping[str, Sequence[tuple[str, int]]]


class Snapshot(Protocol):
    """An unchanging view of the index; cheap to take, asked by many threads."""

    @property
    def generation(self) -> str:
        """A name for this state of the index: equal names, equal answers."""

    @property
    def mark(self) -> Mark:
        """How far this state has followed the log."""

    @property
    def size(self) -> int:
        """About how many entries there are."""

    def frequency(self, field: str, token: str) -> int:
        """Return in how many entries a token of a field stands, at once."""

    def beginning(self, field: str, prefix: str, limit: int) -> tuple[str, ...]:
        """Return tokens of a field that begin so, the most frequent first."""

    def find(
        self, condition: Condition, order: Order, offset: int, limit: int
    ) -> Found:
        """Return the total and one page of cards."""

    def walk(self, condition: Condition, order: Order) -> Iterator[Mapping[str, Any]]:
        """Yield the cards of all entries that meet a condition, however many.

        The condition is asked once, or once for so many that work stays in proportion
        to what is found.
        """

    def count(self, condition: Condition) -> int:
        """Return how many entries meet a condition."""

    def tally(
        self, condition: Condition, fields: Sequence[str], only: Sequence[str] = ()
    ) -> Tally:
        """Count the values of fields among the entries that meet a condition.

        ``only`` confines the count to these values. Commonest first.
        """

    def texts(self, arks: Sequence[str]) -> Mapping[str, bytes]:
        """Return the stored passages of entries (see ``texts.load``)."""

    def spots(self, ark: str) -> bytes:
        """Return where references stand in the texts of an entry (``citing.load``)."""


class Writer(Protocol):
    """The one process that may change the index at a time."""

    def apply(self, rows: Iterable[Row], removed: Iterable[str], mark: Mark) -> None:
        """Replace and remove entries and set the mark, all in one commit."""
