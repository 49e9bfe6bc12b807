"""Ink bars on one baseline, a year or a month each. Pure."""

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# In units of the drawing, which stretches: a bar with its gap, and the highest bar.
_STEP = 10.0
_BAR = 7.6
_INSET = (_STEP - _BAR) / 2
_HEIGHT = 100.0
_HIGHEST = 96.0
_GAP = 0.4  # of a step, before the bar of the undated
# More years than this have no room for a figure under each bar.
_MOST_FIGURES = 14
# Years between labels, and for how many labels there is room.
_STEPS = (5, 10, 20, 50)
_LABELS = 11
UNDATED = "undated"


class Bar(NamedTuple):
    """One bar: where it stands, how high, and what it counts."""

    label: str
    count: int  # type: ignore[assignment]  # in place of the method of tuples
    x: float
    y: float
    height: float
    part: int = 0  # of the count, drawn as outline above the rest
    part_y: float = 0.0
    part_height: float = 0.0
    is_undated: bool = False
    is_chosen: bool = False
    address: str = ""  # where a click on it leads


class Tick(NamedTuple):
    """A label under the line; ``bars`` says how many bars it stands under."""

    label: str
    bars: int = 1
    count: int | None = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Chart:
    """A histogram by year or month, with the numbers it is drawn from."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    undated: Tick | None
    width: float
    bar_width: float = _BAR

    @property
    def is_linked(self) -> bool:
        """Whether its bars lead somewhere."""
        return any(bar.address for bar in self.bars)

    @property
    def total(self) -> int:
        """Everything counted, the undated too."""
        return sum(bar.count for bar in self.bars)

    @property
    def is_crowded(self) -> bool:
        """Whether there are too many years for a figure under each."""
        return any(tick.bars > 1 for tick in self.ticks)

    @property
    def description(self) -> str:
        """The numbers as a sentence, for readers who cannot see the bars."""
        dated = [bar for bar in self.bars if bar.count and not bar.is_undated]
        if not dated and not self.undated:
            return "Nothing to count."
        if len(dated) <= _MOST_FIGURES:
            said = ", ".join(f"{bar.label}: {bar.count}" for bar in dated)
        else:
            most = max(dated, key=lambda bar: bar.count)
            said = (
                f"{dated[0].label} to {dated[-1].label}, "
                f"most in {most.label}: {most.count}"
            )
        lacking = "month" if self.undated and self.undated.label != UNDATED else "date"
        tail = f"without a {lacking}: {self.undated.count}" if self.undated else ""
        return f"{'; '.join(filter(None, (said, tail)))}."


def by_year(
    counts: Sequence[tuple[int, int]],
    *,
    undated: int = 0,
    parts: Mapping[int, int] | None = None,
    chosen: frozenset[int] = frozenset(),
    address: Callable[[str], str] | None = None,
) -> Chart:
    """Return the chart of counts by year, years without any among them.

    ``parts`` are shares of the counts that are drawn as outline (issued jointly);
    ``chosen`` are the years the reader picked; ``address`` leads from a year, or
    UNDATED, to what its bar counts.
    """
    top = max([count for _, count in counts] + [undated, 1])
    bars = [
        _bar(
            str(year), count, index * _STEP, top, part=(parts or {}).get(year, 0)
        )._replace(is_chosen=year in chosen)
        for index, (year, count) in enumerate(counts)
    ]
    width = len(counts) * _STEP
    if undated:
        start = width + (_GAP * _STEP if counts else 0)
        bars.append(_bar(UNDATED, undated, start, top, is_undated=True))
        width = start + _STEP
    if address is not None:
        bars = [
            bar._replace(address=address(bar.label)) if bar.count else bar
            for bar in bars
        ]
    return Chart(
        bars=tuple(bars),
        ticks=_ticks(counts),
        undated=Tick(UNDATED, 1, undated) if undated else None,
        width=width or _STEP,
    )


def by_month(
    counts: Sequence[int],
    *,
    undated: int = 0,
    chosen: frozenset[int] = frozenset(),
    address: Callable[[int], str],
) -> Chart:
    """Return the chart of the twelve months of a year.

    ``undated`` counts what states the year alone; ``chosen`` are months the reader
    picked; ``address`` leads from a month, 0 for none, to what its bar counts.
    """
    top = max([*counts, undated, 1])
    bars = [
        _bar(calendar.month_name[month], count, (month - 1) * _STEP, top)._replace(
            is_chosen=month in chosen, address=address(month) if count else ""
        )
        for month, count in enumerate(counts, start=1)
    ]
    width = len(counts) * _STEP
    if undated:
        start = width + _GAP * _STEP
        bar = _bar("no month", undated, start, top, is_undated=True)
        bars.append(bar._replace(is_chosen=0 in chosen, address=address(0)))
        width = start + _STEP
    ticks = (
        Tick(calendar.month_abbr[month][:1], 1, count)
        for month, count in enumerate(counts, start=1)
    )
    return Chart(
        bars=tuple(bars),
        ticks=tuple(ticks),
        undated=Tick("no month", 1, undated) if undated else None,
        width=width,
    )


def _bar(
    label: str,
    count: int,
    start: float,
    top: int,
    *,
    part: int = 0,
    is_undated: bool = False,
) -> Bar:
    full = count / top * _HIGHEST
    outline = part / top * _HIGHEST
    return Bar(
        label=label,
        count=count,
        x=round(start + _INSET, 1),
        y=round(_HEIGHT - full + outline, 1),
        height=round(full - outline, 1),
        part=part,
        part_y=round(_HEIGHT - full, 1),
        part_height=round(outline, 1),
        is_undated=is_undated,
    )


def _ticks(counts: Sequence[tuple[int, int]]) -> tuple[Tick, ...]:
    if len(counts) <= _MOST_FIGURES:
        return tuple(Tick(str(year), 1, count) for year, count in counts)
    # The first label at the left edge, then every fifth, tenth, twentieth… year.
    step = next((s for s in _STEPS if len(counts) <= s * _LABELS), _STEPS[-1])
    wide = -(-len(counts) // _LABELS)  # bars that a label is as wide as
    starts = [0] + [
        index
        for index, (year, _) in enumerate(counts)
        # Neither too near the first label nor too near that of the undated.
        if year % step == 0 and wide <= index <= len(counts) - wide
    ]
    ends = [*starts[1:], len(counts)]
    return tuple(
        Tick(str(counts[start][0]), end - start)
        for start, end in zip(starts, ends, strict=True)
    )
