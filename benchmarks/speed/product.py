"""What a run needs to know of a product, and the run itself."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import batched
from pathlib import Path
from typing import Protocol

from benchmarks.speed.asks import Ask, Word
from benchmarks.speed.figures import Broad, Built, Figures, Page, Visible
from benchmarks.speed.measure import Client, NotServed, together
from benchmarks.speed.papers import Corpus, Paper
from benchmarks.speed.serving import Server, serving

CLIENTS = (1, 4, 16)
_WARMING_CLIENTS = 16  # so that every worker is warm
_TURN = 13  # questions: one of each kind
_PATIENCE = 30.0  # seconds until a publish is shown


class Product(Protocol):
    """A product under measure."""

    name: str

    def build(self, corpus: Corpus) -> Built:
        """Make it ready for being asked."""

    def command(self) -> tuple[str, ...]:
        """Return the command that serves it; ``{port}`` stands for the port."""

    def engine(self, ask: Ask) -> Page | None:
        """Ask its engine alone; None where its pages tell how long that took."""

    def fetch(self, client: Client, ask: Ask) -> Page:
        """Fetch one complete page."""

    def publish(self, client: Client, rounds: int) -> Visible | None:
        """Publish so many times, each until a page shows it; None where it cannot."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked: for warming up, one by one, and by several clients at once.

    No question stands twice, so no product can answer from a cache of answers.
    """

    warming: tuple[Ask, ...]
    single: tuple[Ask, ...]
    together: tuple[tuple[Ask, ...], ...]  # one for each of CLIENTS


PARTS = 2 + len(CLIENTS)


def deal(asks: Sequence[Ask], kinds: int) -> Questions:
    """Deal out questions that stand kind by kind in turns, to each part the same."""
    turns = [asks[at : at + kinds] for at in range(0, len(asks), kinds)]
    warming, single, *others = (
        tuple(ask for turn in turns[at::PARTS] for ask in turn) for at in range(PARTS)
    )
    return Questions(warming, single, tuple(others))


@dataclass(slots=True)
class _Served:
    """A product with its server and a client that stays connected."""

    product: Product
    server: Server
    client: Client
    figures: Figures

    def ask(self, asks: Sequence[Ask]) -> None:
        """Ask one after the other, and count the processor time of all together."""
        before = self.server.cpu_ms()
        self.figures.pages += (self.product.fetch(self.client, ask) for ask in asks)
        self.figures.cpu_ms += self.server.cpu_ms() - before

    def ask_together(self, asks: Sequence[Ask], clients: int) -> None:
        """Let several clients ask at once."""
        fetch, port = self.product.fetch, self.server.port
        self.figures.loads.append(together(port, asks, clients, fetch))


def measure(
    products: Sequence[tuple[Product, Built]],
    questions: Questions,
    folder: Path,
    rounds: int,
) -> list[Figures]:
    """Serve the products, ask them everything, and return what was measured.

    They are asked in turns, some questions each, so that whatever else the machine does
    befalls all of them alike; while one is asked the others rest.
    """
    with ExitStack() as stack:
        served = [_serve(stack, product, built, folder) for product, built in products]
        for one in served:
            port, fetch = one.server.port, one.product.fetch
            together(port, questions.warming, _WARMING_CLIENTS, fetch)
        for asks in batched(questions.single, _TURN, strict=False):
            for one in served:
                one.ask(asks)
        for clients, asks in zip(CLIENTS, questions.together, strict=True):
            for one in served:
                one.ask_together(asks, clients)
        for one in served:
            one.figures.memory = one.server.memory()
            one.figures.visible = one.product.publish(one.client, rounds)
    for one in served:
        _add_engine(one.product, one.figures, questions)
    return [one.figures for one in served]


def _serve(stack: ExitStack, product: Product, built: Built, folder: Path) -> _Served:
    log = folder / f"{type(product).__name__}.log"
    server = stack.enter_context(serving(product.command(), log))
    client = stack.enter_context(closing(Client(server.port)))
    return _Served(product, server, client, Figures(product.name, built))


def _add_engine(product: Product, figures: Figures, questions: Questions) -> None:
    """Add what the engine takes, where a page does not tell it."""
    alone = ask_engine(product, questions)
    figures.pages = [
        replace(page, engine_ms=engine.engine_ms) if engine else page
        for page, engine in zip(figures.pages, alone, strict=True)
    ]


def ask_engine(product: Product, questions: Questions) -> list[Page | None]:
    """Ask the engine alone, warm, everything that is asked by one client."""
    for ask in questions.warming:
        product.engine(ask)
    return [product.engine(ask) for ask in questions.single]


def ask_broad(product: Product, asks: Sequence[Ask]) -> list[Broad]:
    """Ask the engine alone, warm, for less and less, each question once.

    The time is the processor's: it hardly depends on what else a machine does.
    """
    found = []
    for ask in asks:
        start = time.process_time()
        page = product.engine(ask)
        cpu_ms = (time.process_time() - start) * 1000
        if page and page.found is not None:
            found.append(Broad(page.found, cpu_ms))
    return found


def probe(turn: int) -> Paper:
    """Return the paper that is published again and again, each time with a new word."""
    word = "probe" + "".join(chr(ord("a") + int(digit)) for digit in f"{turn:05}")
    return Paper(
        title_zh="",
        title_en=f"A note called {word}",
        type="notice",
        level="central",
        language="en",
        date="2026-01-01",
        url="https://www.example.org/probe",
        body=f"Article 1 Nothing is said here but {word}.",
    )


def asking_for(paper: Paper) -> Ask:
    """Return the question that finds only this state of the probe."""
    return Ask("", (Word(paper.title_en.split()[-1]),))


def until_shown(fetch: Callable[[Ask], Page], ask: Ask) -> None:
    """Fetch a page until it shows something; raise NotServed when it never does."""
    deadline = time.monotonic() + _PATIENCE
    while not fetch(ask).found:
        if time.monotonic() > deadline:
            raise NotServed(f"A published document was not found in {_PATIENCE:.0f} s.")
