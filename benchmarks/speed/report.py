"""The report: tables in Markdown, the same figures as JSON.

The first product is ours; a ratio is how many times as long another one took.
"""

import json
import platform
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import psutil

from benchmarks.speed.figures import Figures, Page
from benchmarks.speed.measure import percentile

PERCENTS = (50, 95, 99)
ALL = "all kinds"


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run: what was asked of what, where, when, and the figures."""

    corpus: str
    command: str
    per_kind: int
    seed: int
    at: str
    machine: str
    load_before: float  # one-minute load of the machine before the run
    products: tuple[Figures, ...]


def machine() -> str:
    """Return what the figures were measured on."""
    memory = round(psutil.virtual_memory().total / 1e9)
    return (
        f"{psutil.cpu_count()} cores, {memory} GB, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}"
    )


def now() -> str:
    """Return the present moment, to the minute."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def as_json(run: Run) -> str:
    """Return everything that was measured, every page of it."""
    return json.dumps(asdict(run), ensure_ascii=False, indent=1)


def as_markdown(run: Run) -> str:
    """Return the tables."""
    parts = (
        f"{run.corpus}. {run.at}; {run.machine}; load before {run.load_before:.1f}; "
        f"seed {run.seed}, {run.per_kind} questions of each kind.",
        f"Command: `{run.command}`",
        *_pages(run),
        "### Engine part of it: ms at p50 / p95 / p99",
        _by_kind(run, lambda page: page.engine_ms),
        "### Made ready, memory, publish to visible",
        _rest(run),
        *_broad(run),
    )
    return "\n\n".join(parts) + "\n"


def _pages(run: Run) -> tuple[str, ...]:
    """Return the tables of whole pages; a run of the engine alone has none."""
    if not any(figures.loads for figures in run.products):
        return ()
    return (
        "### Whole page, one client: ms at p50 / p95 / p99",
        _by_kind(run, lambda page: page.ms),
        "### Several clients at once",
        _loads(run),
    )


def _by_kind(run: Run, ms: Callable[[Page], float | None]) -> str:
    names = [figures.product for figures in run.products]
    head = ["kind", "found", *names]
    head += [f"{name}: times ours at p95" for name in names[1:]]
    kinds = [*dict.fromkeys(page.kind for page in run.products[0].pages), ALL]
    return _table(head, (_kind_row(run, kind, ms) for kind in kinds))


def _kind_row(run: Run, kind: str, ms: Callable[[Page], float | None]) -> list[str]:
    times = [_times(figures, kind, ms) for figures in run.products]
    ours = times[0]
    founds = [
        page.found
        for page in run.products[0].pages
        if kind in (page.kind, ALL) and page.found is not None
    ]
    cells = [" / ".join(_ms(percentile(t, p)) for p in PERCENTS) for t in times if t]
    ratios = [f"{percentile(t, 95) / percentile(ours, 95):.0f}×" for t in times[1:]]
    found = f"{statistics.median(founds):,.0f}" if founds else ""
    return [kind, found, *cells, *ratios]


def _times(
    figures: Figures, kind: str, ms: Callable[[Page], float | None]
) -> list[float]:
    wanted = (ms(page) for page in figures.pages if kind in (page.kind, ALL))
    return [time for time in wanted if time is not None]


def _loads(run: Run) -> str:
    head = ["clients", "product", "pages", "pages/s", "p50", "p95", "longest, ms"]
    rows = (
        [
            str(load.clients),
            figures.product,
            str(load.pages),
            f"{load.per_second:.1f}",
            *map(_ms, (load.p50, load.p95, load.longest)),
        ]
        for loads in zip(*(figures.loads for figures in run.products), strict=True)
        for figures, load in zip(run.products, loads, strict=True)
    )
    return _table(head, rows)


def _broad(run: Run) -> tuple[str, ...]:
    """Return what filters alone cost, the broadest first; a run of pages has none."""
    found = sorted(run.products[0].broad, key=lambda one: -one.found)
    if not found:
        return ()
    rows = (
        [f"{one.found:,}", _ms(one.cpu_ms), f"{one.cpu_ms / one.found * 1000:.2f}"]
        for one in found
        if one.found
    )
    head = ["found", "processor, ms", "for each thousand found, ms"]
    return "### Two filters and no words", _table(head, rows)


def _rest(run: Run) -> str:
    head = ["", *(figures.product for figures in run.products)]
    lines: tuple[tuple[str, Callable[[Figures], str]], ...] = (
        ("documents", lambda f: f"{f.built.documents:,}"),
        ("put there, s", lambda f: f"{f.built.load_s:.0f}"),
        ("made searchable, s", lambda f: f"{f.built.index_s:.0f}"),
        ("on disk, MB", lambda f: f"{f.built.size_mb:,.0f}"),
        (
            "peak memory while indexing, MB",
            lambda f: f"{f.built.peak_mb:,.0f}" if f.built.peak_mb else "–",
        ),
        (
            "processor time of a page on the average, ms",
            lambda f: _ms(f.cpu_ms / len(f.pages)) if f.cpu_ms else "–",
        ),
        (
            "web worker, MB resident (its own)",
            lambda f: (
                f"{f.memory.resident:.0f} ({f.memory.own:.0f})" if f.memory else "–"
            ),
        ),
        (
            "publish to visible, ms p50 / p95",
            lambda f: _spread(f.visible.ms) if f.visible else "read only",
        ),
        (
            "of these the index follows, ms p50 / p95",
            lambda f: _spread(f.visible.follow_ms) if f.visible else "–",
        ),
    )
    rows = ([name, *map(cell, run.products)] for name, cell in lines)
    return _table(head, rows)


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "–"
    return f"{_ms(percentile(values, 50))} / {_ms(percentile(values, 95))}"


def _ms(value: float) -> str:
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
