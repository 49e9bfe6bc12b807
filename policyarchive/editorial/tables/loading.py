"""A table on its way: brought in, checked in bounded steps, then loaded at one stroke.

Whatever stops the server in between, the table stands where the last step left it and
nothing of it is in the archive; after the stroke all of it is.
"""

import time
from collections.abc import Callable, Sequence
from itertools import batched

from django.contrib.auth.models import User
from django.db import transaction

from policyarchive.archive.models import Entry
from policyarchive.editorial.models import Load
from policyarchive.editorial.tables.alike import find_alike
from policyarchive.editorial.tables.checking import build_new, check
from policyarchive.editorial.tables.notes import Level, Note
from policyarchive.editorial.tables.reading import BadTable, Row, read
from policyarchive.editorial.tables.saving import save

Progress = Callable[[int, int], None]

_STEP_SECONDS = 2.0
_BATCH = 50  # rows that are looked up together


def bring_in(name: str, data: bytes, *, by: User) -> Load:
    """Keep a table to be checked; BadTable when it cannot be read."""
    rows = read(name, data)
    return Load.objects.create(
        filename=name[:300], content=data, by=by, total=len(rows)
    )


def rows_of(load: Load) -> list[Row]:
    """Return the rows of a table that was brought in."""
    return read(load.filename, bytes(load.content))


def notes_of(load: Load) -> list[Note]:
    """Return what the dry run has said so far, line by line."""
    return sorted(map(Note.of_row, load.notes))


def has_errors(load: Load) -> bool:
    """Whether a row keeps the table from being loaded."""
    return any(note.level is Level.ERROR for note in map(Note.of_row, load.notes))


@transaction.atomic
def step(load: Load, *, seconds: float = _STEP_SECONDS) -> None:
    """Go on with the dry run for a moment; nothing is written but what it says."""
    now = Load.objects.select_for_update().get(pk=load.pk)
    if now.state == Load.State.CHECKING:
        _go_on(now, seconds)
        now.save(update_fields=("state", "done", "notes"))
    load.refresh_from_db()


def _go_on(load: Load, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    rows = rows_of(load)
    if not load.done:
        load.notes = [note.as_row() for note in check(rows, by=load.by).notes]
    left = [one for one in build_new(rows) if one.row.line > load.done]
    for some in batched(left, _BATCH):
        load.notes += [note.as_row() for note in find_alike(some)]
        load.done = some[-1].row.line
        if time.monotonic() > deadline:
            break
    if not left or load.done == left[-1].row.line:
        load.done, load.state = load.total, Load.State.CHECKED


@transaction.atomic
def load_all(
    load: Load, *, by: User, progress: Progress | None = None
) -> Sequence[Entry]:
    """Make drafts of the whole table, or raise BadTable or Refused and make none."""
    now = Load.objects.select_for_update().get(pk=load.pk)
    if now.state != Load.State.CHECKED:
        raise BadTable(
            "The table is loaded already."
            if now.state == Load.State.LOADED
            else "The table is still being checked: wait until it is through."
        )
    note = f"From the table “{now.filename}”"
    entries = save(rows_of(now), by=by, note=note, progress=progress)
    now.state = Load.State.LOADED
    now.save(update_fields=("state",))
    now.entries.set(entries)
    load.refresh_from_db()
    return entries
