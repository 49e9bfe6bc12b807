"""Taking in many sources: files, folders and rows, each on its own merits.

One source that is refused holds nothing up. Documents are committed in small batches,
so that the index follows once a batch and editors never wait long for the log.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from policyarchive.archive.models import Document
from policyarchive.archive.vocabulary import Stage, State
from policyarchive.editorial import intake, workflow
from policyarchive.editorial.ingest import Draft, Refused, count, drafts

logger = logging.getLogger(__name__)

BATCH_SECONDS = 1.0
"""How long a transaction stays open at most, when documents are quick to take in."""

NOTE = "Published on intake, as its source states it"
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Tally:
    """What became of the sources."""

    new: int = 0
    known: int = 0
    published: int = 0
    refused: list[Refused] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many sources have been dealt with."""
        return self.new + self.known + len(self.refused)


def files(paths: Iterable[Path]) -> list[Path]:
    """Return the files that paths name: a folder means all in it that are not hidden."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                one
                for one in path.rglob("*")
                if one.is_file() and not _is_hidden(one.relative_to(path))
            )
        else:
            found.append(path)
    return found


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def load(
    paths: Iterable[Path],
    *,
    access: str,
    publisher: User | None = None,
    progress: Progress,
) -> Tally:
    """Take in every source and return what became of it.

    With a publisher each document goes through the verbs in that person's name.
    ``progress`` is told how many sources are done and how many there are.
    """
    listed = files(paths)
    total = sum(count(path) for path in listed)
    tally = Tally()
    actors = intake.actors_by_name()
    outcomes = (outcome for path in listed for outcome in drafts(path))
    for batch in _batches(outcomes):
        with transaction.atomic():
            for outcome in batch:
                _take(outcome, tally, access, publisher, actors)
                progress(tally.done, total)
    return tally


def _batches[T](items: Iterator[T]) -> Iterator[Iterator[T]]:
    """Yield runs of items, each to be used up within a moment."""
    for first in items:
        yield _batch(first, items)


def _batch[T](first: T, items: Iterator[T]) -> Iterator[T]:
    deadline = time.monotonic() + BATCH_SECONDS
    yield first
    while time.monotonic() < deadline:
        following = next(items, None)
        if following is None:
            return
        yield following


def _take(
    outcome: Draft | Refused,
    tally: Tally,
    access: str,
    publisher: User | None,
    actors: dict[str, int],
) -> None:
    if isinstance(outcome, Refused):
        tally.refused.append(outcome)
        return
    try:
        taken = intake.take(outcome, access=access, actors=actors)
    except (DatabaseError, ValueError, OSError) as error:
        logger.exception("Could not take in %s", outcome.name)
        reason = f"It could not be kept: {str(error).splitlines()[0]}"
        tally.refused.append(Refused(outcome.name, reason))
        return
    tally.new += taken.is_new
    tally.known += not taken.is_new
    if publisher and _is_untouched(taken.document):
        _publish(taken.document, outcome.name, tally, publisher)


def _is_untouched(document: Document) -> bool:
    """Whether it is a draft that nobody has worked on or published."""
    return (
        document.stage == Stage.DRAFT
        and document.permalink.state == State.RESERVED
        and not document.writers.exists()
    )


def _publish(document: Document, name: str, tally: Tally, by: User) -> None:
    try:
        with transaction.atomic():
            workflow.submit(document, by=by)
            workflow.approve(document, by=by)
            workflow.publish(document, by=by, note=NOTE)
    except (workflow.Refused, ValidationError, DatabaseError) as error:
        tally.refused.append(
            Refused(name, f"It is kept as a draft, not published: {error}")
        )
    else:
        tally.published += 1
