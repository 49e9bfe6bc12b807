"""The life of a law on one line: drafts and adoption above, rules below. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_WIDTH = 1220.0
_LEFT, _RIGHT = 30.0, 1190.0
# The line lies under the tiers of labels above it.
_TIER_ABOVE, _TIER_BELOW = 48.0, 24.0
_TOP = 26.0
_MOST_ABOVE, _MOST_BELOW = 5, 7
# Widths of characters at 13 px; Chinese is square.
_LATIN, _HAN = 6.6, 13.0
_PAD = 14.0


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a law's line. ``end`` is the last day it may mean."""

    day: date
    edtf: str
    en: str
    zh: str = ""
    is_major: bool = False  # adoption, entry into force, repeal
    is_open: bool = False  # unverified, or a draft
    is_rule: bool = False  # a document under the law, below the line
    language: str = "en"  # of ``en`` where a document has no English title


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in its place: point on the line, label at the end of its stem."""

    moment: Moment
    x: float
    stem: float
    text_x: float
    text_y: float
    anchor: str

    @property
    def date_y(self) -> float:
        """Where the date stands, a line under the label."""
        return self.text_y + 17


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the line."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Life:
    """A law's life, ready to be drawn."""

    marks: tuple[Mark, ...]
    years: tuple[tuple[int, float], ...]
    draft: Span | None
    force: Span | None
    until: float | None  # where the knowledge of its force ends
    axis: float
    height: float
    left: float = _LEFT
    right: float = _RIGHT
    width: float = _WIDTH
    hidden: int = 0  # moments that found no room; the list has them

    @property
    def has_rules(self) -> bool:
        """Whether anything stands below the line."""
        return any(mark.moment.is_rule for mark in self.marks)


def life(
    moments: Sequence[Moment],
    *,
    force: tuple[date, date] | None = None,
) -> Life | None:
    """Return the life of a law; None where there are not two moments to draw.

    ``force`` is from when to when it is known to be in force.
    """
    days = sorted({moment.day for moment in moments} | set(force or ()))
    if len(days) < 2:
        return None
    scale = _Scale(days[0], days[-1])
    above = [moment for moment in moments if not moment.is_rule]
    below = [moment for moment in moments if moment.is_rule]
    tiers = _Tiers(_MOST_ABOVE), _Tiers(_MOST_BELOW)
    # From the right: a label runs to the right of its stem, so the next stem to the
    # left goes past it.
    high = [_placed(m, scale, tiers[0]) for m in sorted(above, key=_day, reverse=True)]
    low = [_placed(m, scale, tiers[1]) for m in sorted(below, key=_day, reverse=True)]
    axis = _TOP + _TIER_ABOVE * max([place.tier + 1 for place in high if place] or [1])
    marks = [_mark(place, axis) for place in (*high, *low) if place]
    depth = max([place.tier + 1 for place in low if place] or [0])
    drafts = [m.day for m in above if m.is_open]
    adopted = [m.day for m in above if m.is_major]
    return Life(
        marks=tuple(marks),
        years=tuple(scale.years()),
        draft=_span(scale, min(drafts), min(adopted)) if drafts and adopted else None,
        force=_span(scale, *force) if force else None,
        until=scale.at(force[1]) if force else None,
        axis=axis,
        height=axis + 40 + _TIER_BELOW * depth,
        hidden=sum(place is None for place in (*high, *low)),
    )


def _day(moment: Moment) -> date:
    return moment.day


def _span(scale: "_Scale", start: date, end: date) -> Span | None:
    return Span(scale.at(start), scale.at(end)) if start < end else None


class _Scale:
    """Days to places, whole years at both ends."""

    def __init__(self, first: date, last: date) -> None:
        self.first = date(first.year, 1, 1)
        self.last = date(min(last.year + 1, date.max.year), 1, 1)

    def at(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    def years(self) -> list[tuple[int, float]]:
        span = self.last.year - self.first.year
        step = max(1, -(-span // 14))
        return [
            (year, self.at(date(year, 1, 1)))
            for year in range(self.first.year, self.last.year + 1, step)
        ]


@dataclass(frozen=True, slots=True)
class _Place:
    moment: Moment
    x: float
    tier: int
    anchor: str


class _Tiers:
    """Rows of labels; each label takes the nearest row in which it has room.

    A label's stem crosses the rows below its own, so these must be free there.
    """

    def __init__(self, most: int) -> None:
        self.taken: list[list[tuple[float, float]]] = [[] for _ in range(most)]

    def room(self, x: float, width: float) -> tuple[int, str] | None:
        for anchor, start in (("start", x), ("end", x - width)):
            for tier in range(len(self.taken)):
                if self._has_room(tier, x, start, start + width):
                    self.taken[tier].append((start, start + width))
                    for lower in self.taken[:tier]:
                        lower.append((x - 2, x + 2))
                    return tier, anchor
        return None

    def _has_room(self, tier: int, x: float, start: float, end: float) -> bool:
        if start < 0 or end > _WIDTH:
            return False
        own = all(end < a or b < start for a, b in self.taken[tier])
        return own and all(
            x < a or b < x for lower in self.taken[:tier] for a, b in lower
        )


def _placed(moment: Moment, scale: _Scale, tiers: _Tiers) -> _Place | None:
    x = scale.at(moment.day)
    width = _PAD + max(_measure(moment.en), _measure(moment.zh) + 11 * _LATIN)
    room = tiers.room(x, width)
    return _Place(moment, x, *room) if room else None


def _measure(text: str) -> float:
    return sum(_LATIN if ord(character) < 0x2E80 else _HAN for character in text)


def _mark(place: _Place, axis: float) -> Mark:
    if place.moment.is_rule:
        stem = axis + 48 + _TIER_BELOW * place.tier
        text_y = stem + 4
    else:
        stem = axis - 44 - _TIER_ABOVE * place.tier
        text_y = stem + 4
    shift = 6.0 if place.anchor == "start" else -6.0
    return Mark(place.moment, place.x, stem, place.x + shift, text_y, place.anchor)
