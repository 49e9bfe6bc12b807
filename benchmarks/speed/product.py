"""What a run needs to know of a product, and the run itself."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from benchmarks.speed.asks import Ask, Word
from benchmarks.speed.figures import Built, Figures, Page, Visible
from benchmarks.speed.measure import Client, NotServed, together
from benchmarks.speed.papers import Corpus, Paper
from benchmarks.speed.serving import serving

CLIENTS = (1, 4, 16)
_WARMING_CLIENTS = 16  # so that every worker is warm
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


def measure(
    product: Product, built: Built, questions: Questions, log: Path, rounds: int
) -> Figures:
    """Serve a product, ask it everything, and return what was measured."""
    figures = Figures(product.name, built)
    alone = ask_engine(product, questions)
    with serving(product.command(), log) as server:
        together(server.port, questions.warming, _WARMING_CLIENTS, product.fetch)
        client = Client(server.port)
        before = server.cpu_ms()
        for ask, engine in zip(questions.single, alone, strict=True):
            page = product.fetch(client, ask)
            ms = engine.engine_ms if engine else page.engine_ms
            figures.pages.append(replace(page, engine_ms=ms))
        figures.cpu_ms = (server.cpu_ms() - before) / len(questions.single)
        for clients, asks in zip(CLIENTS, questions.together, strict=True):
            figures.loads.append(together(server.port, asks, clients, product.fetch))
        figures.memory = server.memory()
        figures.visible = product.publish(client, rounds)
        client.close()
    return figures


def ask_engine(product: Product, questions: Questions) -> list[Page | None]:
    """Ask the engine alone, warm, everything that is asked by one client."""
    for ask in questions.warming:
        product.engine(ask)
    return [product.engine(ask) for ask in questions.single]


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
