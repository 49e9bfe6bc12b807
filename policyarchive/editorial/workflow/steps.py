"""Moving entries from stage to stage, with a line in the history of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from policyarchive.archive.models import Entry, Version
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial.models import Step, Verb


@dataclass(frozen=True, slots=True)
class Move:
    """One entry on its way: the locked row and the caller's own copy of it."""

    entry: Entry
    held: Entry
    note: str = ""
    version: Version | None = None


def advance(moves: Sequence[Move], verb: Verb, stage: Stage, by: User) -> datetime:
    """Put entries at a stage and add a line to each one's history."""
    at = timezone.now()
    keys = [move.entry.pk for move in moves]
    Entry.objects.filter(pk__in=keys).update(stage=stage, updated_at=at)
    Step.objects.bulk_create(
        Step(
            entry_id=move.entry.pk,
            verb=verb,
            by=by,
            at=at,
            note=move.note.strip(),
            version=move.version,
        )
        for move in moves
    )
    for move in moves:
        move.entry.stage = move.held.stage = stage
        move.held.permalink = move.entry.permalink
        move.held.updated_at = at
    return at
