"""What checking a text says: verdicts, places, quotations."""

import enum
from dataclasses import dataclass

from policyarchive.public.quoting import Stands
from policyarchive.public.works import Work
from policyarchive.search.results import Hit


class Verdict(enum.StrEnum):
    """What can be said of a citation; the gravest that applies."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    CHANGED = "changed"
    MISQUOTED = "misquoted"
    MISPLACED = "no-such-place"
    WITHDRAWN = "withdrawn"
    NOT_HELD = "not-held"


@dataclass(frozen=True, slots=True)
class Place:
    """An article as cited; without ``url`` no text held has it."""

    words: str
    anchor: str
    url: str = ""
    is_known: bool = True  # false where no text is held in which to look


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks: where they stand, or the nearest wording."""

    words: str
    verdict: str  # found, elsewhere, not-found or no-text, as in ``quoting``
    stands: tuple[Stands, ...] = ()
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Checked:
    """One work as a text cites it, and what was found."""

    words: str
    verdict: Verdict
    works: tuple[Work, ...] = ()
    places: tuple[Place, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    notes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    more_works: int = 0  # further entries of an ambiguous citation
    near: tuple[Hit, ...] = ()  # entries with nearly this name, where none has it


@dataclass(frozen=True, slots=True)
class Unread:
    """A line in which no reference was recognised, and entries it may mean."""

    words: str
    near: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The answer for a whole text, and how much of it was too much to look up.

    ``works_left`` are works recognised behind those that were checked, from the words
    in ``rest`` on; ``names_left`` are titles for which no near names were looked for;
    ``long_quotes`` are quotations too long to be looked up at all.
    """

    citations: tuple[Checked, ...]
    quotes_left: int = 0
    unread: tuple[Unread, ...] = ()
    works_left: int = 0
    rest: str = ""
    names_left: int = 0
    long_quotes: int = 0
