"""What a text names: actors, instruments, events, numbers, dates and places. Pure.

Everything is found by ``archive.references``; here it is brought into one order, and a
role is guessed from the words around. Nothing is decided: an ambiguous name keeps all
the entries it may mean.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from policyarchive.archive.dates import PartialDate
from policyarchive.archive.references import (
    Gazetteer,
    Kind,
    Reference,
    dates_in,
    mentions,
    recognise,
)
from policyarchive.archive.references.dates_in import DateMention
from policyarchive.archive.references.names import INSTRUMENTS
from policyarchive.archive.vocabulary import DateRole, Role
from policyarchive.editorial.suggestions import places


class Sort(StrEnum):
    """What is suggested."""

    ACTOR = "actor"
    INSTRUMENT = "instrument"
    EVENT = "event"
    TITLE = "title"
    """A title in 《》, or one named in English, of an entry that nobody has made."""
    NUMBER = "number"
    """A document number of an entry that nobody has made."""
    DATE = "date"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of a text with its anchor; the title has none."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a text, where they stand, and what they may mean.

    ``candidates`` are entries as the gazetteer names them, the likeliest first;
    ``value`` is an EDTF date, a number, a title or a place. ``role`` is a code of
    ``Role``, or of ``DateRole`` for a date, or empty where the words tell none.
    ``there`` is the anchor in the instrument that the words name.
    """

    sort: Sort
    piece: int
    start: int
    end: int
    words: str
    candidates: tuple[str, ...] = ()
    value: str = ""
    role: str = ""
    there: str = ""


@dataclass(frozen=True)
class Reading:
    """A text in pieces, read as one: a short name defined in one counts in the next."""

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(piece.text for piece in self.pieces)

    @cached_property
    def _starts(self) -> list[int]:
        sizes = (len(piece.text) + 1 for piece in self.pieces)
        return [0, *accumulate(sizes)][: len(self.pieces)]

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Return the piece of a place in the whole text, and the place in that."""
        number = bisect_right(self._starts, start) - 1
        return number, start - self._starts[number], end - self._starts[number]

    def around(self, found: Found, reach: int = 90) -> tuple[str, str, str]:
        """Return the words before, the words themselves, and those behind."""
        text = self.pieces[found.piece].text
        first, last = max(0, found.start - reach), min(len(text), found.end + reach)
        before, after = text[first : found.start], text[found.end : last]
        if first:
            before = "…" + before.partition(" ")[2] if " " in before else f"…{before}"
        if last < len(text):
            after = after.rpartition(" ")[0] + "…" if " " in after else f"{after}…"
        return before, text[found.start : found.end], after


def find(
    reading: Reading,
    gazetteer: Gazetteer,
    written: PartialDate,
    *,
    is_press: bool,
) -> list[Found]:
    """Return what a text names, in the order of the text.

    ``written`` is when it was written, which relative dates are counted from. What the
    press names it mentions; only an official text rests on, changes or ends another.
    """
    text = reading.text
    references = recognise.find(text, gazetteer)
    found = [
        *_references(reading, references, is_press),
        *_mentions(reading, gazetteer, references, written),
        *_dates(reading, dates_in.find(text, written, references), is_press),
        *_places(reading),
    ]
    return sorted(found, key=lambda one: (one.piece, one.start))


def _references(
    reading: Reading, references: Sequence[Reference], is_press: bool
) -> Iterator[Found]:
    named = {one.candidates for one in references if one.kind is not Kind.ARTICLE}
    cited = _articles(references)
    for one in references:
        sort = _sort_of(one)
        # An article stands beside the name of its instrument, which counts.
        if sort is None or (one.kind is Kind.ARTICLE and one.candidates in named):
            continue
        piece, start, end = reading.place(one.start, one.end)
        role = Role.MENTIONED.value
        if not is_press:
            role = _role(reading.pieces[piece].text, start, end)
        yield Found(
            sort,
            piece,
            start,
            end,
            one.label,
            one.candidates,
            value="" if one.candidates else _bare(one.label),
            role=role,
            there=one.anchor or cited.get(one.candidates, ""),
        )


def _articles(references: Sequence[Reference]) -> dict[tuple[str, ...], str]:
    """Return the article that is cited of an instrument, where it is only one."""
    cited: dict[tuple[str, ...], set[str]] = {}
    for one in references:
        if one.kind is Kind.ARTICLE and one.candidates:
            cited.setdefault(one.candidates, set()).add(one.anchor)
    return {key: next(iter(all_)) for key, all_ in cited.items() if len(all_) == 1}


def _sort_of(one: Reference) -> Sort | None:
    if one.kind is Kind.SELF:
        return None
    if one.candidates:
        return Sort.INSTRUMENT
    if one.kind is Kind.NUMBER:
        return Sort.NUMBER
    is_title = one.kind is Kind.TITLE and one.label.startswith(("《", "〈"))
    return Sort.TITLE if is_title else None


def _bare(label: str) -> str:
    return label.strip("《》〈〉")


def _mentions(
    reading: Reading,
    gazetteer: Gazetteer,
    references: Sequence[Reference],
    written: PartialDate,
) -> Iterator[Found]:
    for one in mentions.find(reading.text, gazetteer, references, written):
        if one.kind in INSTRUMENTS:
            continue
        piece, start, end = reading.place(one.start, one.end)
        sort = Sort.EVENT if one.kind == "event" else Sort.ACTOR
        role = Role.MENTIONED.value
        if sort is Sort.ACTOR and _stands_alone(reading.pieces[piece], one.label):
            role = Role.ISSUER.value
        yield Found(sort, piece, start, end, one.label, one.candidates, role=role)


def _stands_alone(piece: Piece, label: str) -> bool:
    """Whether a passage is a name and nothing else: the line of an issuer."""
    return piece.text.strip() == label


def _dates(
    reading: Reading, said: Sequence[DateMention], is_press: bool
) -> Iterator[Found]:
    for one in said:
        piece, start, end = reading.place(one.start, one.end)
        text = reading.pieces[piece].text
        role = one.role
        if role and _is_beside_the_point(role, text, start, end):
            continue
        if role is None and not is_press and _is_signature(reading, one):
            role = DateRole.SIGNED
        if role:
            yield Found(
                Sort.DATE,
                piece,
                start,
                end,
                one.label,
                value=one.edtf,
                role=role.value,
            )


def _is_beside_the_point(role: DateRole, text: str, start: int, end: int) -> bool:
    """Whether a date is a term or a dateline, whatever deed the sentence tells of.

    Or that of another instrument: "the Rules issued on 4 May 2019 shall be repealed".
    """
    if role not in _ENDS and (
        _TERM.search(text[:start]) or _TERM_SAID.match(text, start)
    ):
        return True
    is_others = role in _BEGINNINGS and _IS_ENDED.match(text, end)
    return bool(is_others or _DATELINE.match(text, end))


def _is_signature(reading: Reading, date: DateMention) -> bool:
    """Whether a day stands alone on a line below the text, as under a signature."""
    text = reading.text
    first = text.rfind("\n", 0, date.start) + 1
    last = text.find("\n", date.end)
    is_alone = text[first : len(text) if last < 0 else last].strip() == date.label
    if not is_alone or len(date.edtf) != len("2021-06-10"):
        return False
    return first > len(text) / 2 and text.count("\n", 0, first) >= _HEAD_LINES


def _places(reading: Reading) -> Iterator[Found]:
    for number, piece in enumerate(reading.pieces):
        for one in places.find(piece.text):
            yield Found(
                Sort.PLACE,
                number,
                one.start,
                one.end,
                piece.text[one.start : one.end],
                value=one.name,
            )


_TERM = re.compile(r"\b(?:by|until|till|before)\s*\Z", re.IGNORECASE)
_TERM_SAID = re.compile(r"(?:by|until|till|before)\b", re.IGNORECASE)
_ENDS = frozenset((DateRole.EXPIRES, DateRole.SUSPENDED_UNTIL))
_BEGINNINGS = frozenset(
    (DateRole.ADOPTED, DateRole.SIGNED, DateRole.PROMULGATED, DateRole.PUBLISHED)
)
_IS_ENDED = re.compile(
    r"\s+(?:(?:shall|will|is|are|be|hereby|also)\s+)+(?:\w+ly\s+)?"
    r"(?:repealed|abolished|annulled|superseded|rescinded)"
)
_HEAD_LINES = 3  # title, issuer and number, above which the day of release may stand
_DATELINE = re.compile(r"(?:上午|下午|晚)?电[\s　]|\s*[（(](?:Xinhua|AP|Reuters)[）)]")

# What an official text does with the instrument it names: words before it, and behind.
_BEFORE = (
    (Role.AMENDS, r"关于修改$|修改$|(?:amend|amending|amends)\s+(?:the\s+)?$"),
    (Role.REPEALS, r"废止$|(?:repeal|repealing|repeals)\s+(?:the\s+)?$"),
    (
        Role.IMPLEMENTS,
        r"(?:根据|依据|依照|按照|为了?贯彻|贯彻落实|落实|实施)[^。；;]{0,60}$"
        r"|(?:in accordance with|pursuant to|under|to implement|on the basis of)"
        r"\s[^.;]{0,120}$",
    ),
)
_BEHIND = (
    (
        Role.REPEALS,
        r"[^。；;]{0,30}(?:同时废止|予以废止|即行废止|are? repealed|is repealed)",
    ),
    (Role.AMENDS, r"[^。；;]{0,12}(?:作如下修改|修改如下|is amended as follows)"),
)
_FOUNDED = re.compile(
    r"(?:制定|制订)[^。；;]{0,4}本|现.{0,10}(?:通知|公告)如下"
    r"|(?:are|is) (?:formulated|enacted|hereby)",
)
_WHEN_FOUNDED = frozenset((Role.IMPLEMENTS,))
_REACH = 140


def _role(text: str, start: int, end: int) -> str:
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    for role, pattern in _BEHIND:
        if re.match(pattern, behind, re.IGNORECASE):
            return role.value
    for role, pattern in _BEFORE:
        if re.search(pattern, before.rstrip("《 "), re.IGNORECASE):
            is_meant = role not in _WHEN_FOUNDED or _FOUNDED.search(behind)
            return role.value if is_meant else Role.MENTIONED.value
    return Role.MENTIONED.value
