"""Taking in many sources: files, folders and rows, each on its own merits.

One source that is refused holds nothing up. Documents are committed in small batches,
so that the index follows once a batch and editors never wait long for the log.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.auth.models import User
from django.db import DatabaseError, transaction

from policyarchive.archive.vocabulary import Kind, Stage, State
from policyarchive.editorial import duplicates, intake, workflow
from policyarchive.editorial.ingest import Draft, Refused, count, drafts

logger = logging.getLogger(__name__)

BATCH = 100
BATCH_SECONDS = 2.0
"""A batch holds the documents that are read in this time, and at most BATCH of them."""

NOTE = "Published on intake, as its source states it"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Alike:
    """A source that is new, but may be what an entry holds already."""

    name: str
    match: duplicates.Match


@dataclass(slots=True)
class Tally:
    """What became of the sources."""

    new: int = 0
    known: int = 0
    published: int = 0
    refused: list[Refused] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many sources have been dealt with."""
        return self.new + self.known + len(self.refused)


def files(paths: Iterable[Path]) -> list[Path]:
    """Return the files that paths name: a folder means all in it but hidden ones."""
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
    intake_of = _Intake(tally, access, publisher, intake.actors_by_name())
    outcomes = (outcome for path in listed for outcome in drafts(path))
    for batch in _batches(outcomes):
        intake_of.add(batch)
        progress(tally.done, total)
    return tally


def _batches[T](items: Iterator[T]) -> Iterator[list[T]]:
    """Yield runs of items: as many as are read within a moment."""
    batch: list[T] = []
    deadline = time.monotonic() + BATCH_SECONDS
    for item in items:
        batch.append(item)
        if len(batch) >= BATCH or time.monotonic() > deadline:
            yield batch
            batch, deadline = [], time.monotonic() + BATCH_SECONDS
    if batch:
        yield batch


class _Intake:
    """Takes batches in; when one source spoils a batch, each goes in by itself."""

    def __init__(
        self,
        tally: Tally,
        access: str,
        publisher: User | None,
        actors: Mapping[str, int],
    ) -> None:
        self.tally = tally
        self.access = access
        self.publisher = publisher
        self.actors = actors

    def add(self, outcomes: Sequence[Draft | Refused]) -> None:
        """Take in what could be read and count the rest as refused."""
        found = [outcome for outcome in outcomes if isinstance(outcome, Draft)]
        self.tally.refused += [one for one in outcomes if isinstance(one, Refused)]
        if found:
            self._keep(found)

    def _keep(self, found: Sequence[Draft]) -> None:
        try:
            with transaction.atomic():
                self._keep_all(found)
        except (DatabaseError, ValueError, OSError, workflow.Refused) as error:
            if len(found) > 1:
                for draft in found:
                    self._keep([draft])
            else:
                self._refuse(found[0], error)

    def _keep_all(self, found: Sequence[Draft]) -> None:
        taken = intake.take(found, access=self.access, actors=self.actors)
        alike = _alike(found, taken)
        waiting = [
            one.document for one in taken if self.publisher and _is_untouched(one)
        ]
        if self.publisher and waiting:
            workflow.release(waiting, by=self.publisher, note=NOTE)
        self.tally.new += sum(one.is_new for one in taken)
        self.tally.known += sum(not one.is_new for one in taken)
        self.tally.published += len(waiting)
        self.tally.alike += alike

    def _refuse(self, draft: Draft, error: Exception) -> None:
        if not isinstance(error, workflow.Refused):
            logger.error("Could not take in %s", draft.name, exc_info=error)
        reason = f"It could not be kept: {str(error).splitlines()[0]}"
        self.tally.refused.append(Refused(draft.name, reason))


def _alike(found: Sequence[Draft], taken: Sequence[intake.Taken]) -> list[Alike]:
    """Return what of the new may be there already under other bytes."""
    new = [
        (draft, one.document)
        for draft, one in zip(found, taken, strict=True)
        if one.is_new
    ]
    clues = [
        duplicates.Clues(
            kind=Kind.DOCUMENT,
            titles=(document.title_zh, document.title_en),
            numbers=(document.number,),
            addresses=(draft.source_url,),
            texts=(draft.body_text(),),
            own=document.pk,
        )
        for draft, document in new
    ]
    return [
        Alike(draft.name, match)
        for (draft, _), matches in zip(new, duplicates.find(clues), strict=True)
        for match in matches
        if match.ground < duplicates.Ground.TITLE
    ]


def _is_untouched(taken: intake.Taken) -> bool:
    """Whether it is a draft that nobody has worked on or published."""
    document = taken.document
    return taken.is_new or (
        document.stage == Stage.DRAFT
        and document.permalink.state == State.RESERVED
        and not document.writers.exists()
    )
