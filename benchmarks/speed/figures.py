"""The figures of a run, ready to be written as JSON."""

from dataclasses import dataclass, field

from benchmarks.speed.serving import Memory


@dataclass(frozen=True, slots=True)
class Built:
    """What it took to make a product ready; sizes in MB of a million bytes.

    ``load_s`` is putting the documents there, ``index_s`` making them searchable.
    ``size_mb`` is all that a search reads, stored texts included.
    """

    documents: int
    load_s: float
    index_s: float
    size_mb: float
    peak_mb: float | None = None  # resident memory while indexing


@dataclass(frozen=True, slots=True)
class Page:
    """One complete page as it was served; ``found`` is the count it states."""

    kind: str
    ms: float
    engine_ms: float | None = None
    found: int | None = None


@dataclass(frozen=True, slots=True)
class Broad:
    """A question of filters alone: how many it finds, and its processor time."""

    found: int
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Load:
    """What so many clients at once were served; times in ms."""

    clients: int
    pages: int
    per_second: float
    p50: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class Visible:
    """From the start of a publish to a page that shows it, in ms.

    ``follow_ms`` are the parts of it in which the index was brought up to date.
    """

    ms: tuple[float, ...]
    follow_ms: tuple[float, ...] = ()


@dataclass(slots=True)
class Figures:
    """Everything that was measured of one product."""

    product: str
    built: Built
    pages: list[Page] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    broad: list[Broad] = field(default_factory=list)
    cpu_ms: float = 0.0  # of all pages together, server and database
    memory: Memory | None = None
    visible: Visible | None = None
