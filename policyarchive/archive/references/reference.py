"""What a reference is: the words of a text that name a document or a part of one."""

import enum
import re
from dataclasses import dataclass

_ARTICLE = re.compile(r"art-(\d+)")
LONGEST_RANGE = 50  # articles; what spans more is a slip


class Kind(enum.StrEnum):
    """What sort of words a reference is made of."""

    TITLE = "title"
    """A title in 《》, or the name of a law or document that the gazetteer knows."""
    NUMBER = "number"
    """A document number (文号), the number of an order or of a standard."""
    ARTICLE = "article"
    """An article of an instrument that is named beside it."""
    SELF = "self"
    """An article of the text itself: 本法第五条, 前款, "Article 5 of this Law"."""
    ARK = "ark"
    """A permalink of an archive."""
    URL = "url"
    """A web address."""


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place in an instrument.

    ``anchor`` is that of ``passages`` (art-21, art-21-1 for 第二十一条之一), empty
    where the words give none (前款). ``paragraph`` is the 款, ``item`` the 项 of it.
    """

    anchor: str = ""
    paragraph: int | None = None
    item: int | None = None


NOWHERE = Pinpoint()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: where it stands in the text, and what it refers to.

    ``key`` is the form under which all spellings of one reference are counted; for an
    article it is the key of its instrument. ``candidates`` are the entries it may mean,
    the likeliest first, none if the gazetteer knows none. ``until`` ends a range.
    ``qualifiers`` are words that part one edition of a title from another, as written
    (试行, 征求意见稿, 2021年修订); ``version`` is that of a permalink.
    """

    start: int
    end: int
    kind: Kind
    label: str
    key: str = ""
    candidates: tuple[str, ...] = ()
    pinpoint: Pinpoint = NOWHERE
    until: Pinpoint | None = None
    qualifiers: tuple[str, ...] = ()
    version: int | None = None

    @property
    def anchor(self) -> str:
        """The anchor of the passage referred to, or nothing."""
        return self.pinpoint.anchor

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchor, or those of all articles of a range."""
        first = _ARTICLE.fullmatch(self.anchor)
        last = _ARTICLE.fullmatch(self.until.anchor) if self.until else None
        if first is None or last is None:
            return (self.anchor,) if self.anchor else ()
        start = int(first[1])
        end = min(int(last[1]), start + LONGEST_RANGE)
        following = (f"art-{number}" for number in range(start + 1, end + 1))
        return (self.anchor, *following)

    @property
    def is_resolved(self) -> bool:
        """Whether the gazetteer knows what is meant."""
        return bool(self.candidates)
