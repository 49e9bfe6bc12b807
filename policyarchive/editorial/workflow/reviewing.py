"""From an editor's change to an approved entry: nothing here is seen by the public."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import history
from policyarchive.editorial.models import Verb
from policyarchive.editorial.statuses import contradicted, unsourced
from policyarchive.editorial.workflow.rules import (
    Concrete,
    Refused,
    check,
    lock,
    lock_all,
    need,
    wrote,
)
from policyarchive.editorial.workflow.steps import Move, advance


@transaction.atomic
def record_edit(entry: Entry, *, by: User, note: str = "") -> None:
    """Note that somebody changed a working copy; a published one becomes a draft again.

    The public goes on seeing the published version.
    """
    record_edits([entry], by=by, note=note)


@transaction.atomic
def record_edits(entries: Sequence[Entry], *, by: User, note: str = "") -> None:
    """Do the same for many, in as many queries for a thousand as for one."""
    locked = lock_all(entries)
    for entry in locked:
        check(Verb.EDIT, entry, by)
    through = Entry.writers.through
    through.objects.bulk_create(
        [through(entry_id=entry.pk, user_id=by.pk) for entry in locked],
        ignore_conflicts=True,
    )
    moves = [Move(now, held, note) for now, held in zip(locked, entries, strict=True)]
    advance(moves, Verb.EDIT, Stage.DRAFT, by)
    history.record(locked, by=by, note=note)


@transaction.atomic
def submit(entry: Entry, *, by: User, note: str = "") -> None:
    """Ask for a second pair of eyes; an entry that is not well formed is refused."""
    now = lock(entry)
    check(Verb.SUBMIT, now, by)
    refuse_faults(now)
    refuse_statuses([now])
    advance([Move(now, entry, note)], Verb.SUBMIT, Stage.IN_REVIEW, by)


@transaction.atomic
def return_to_editor(entry: Entry, *, by: User, note: str) -> None:
    """Send an entry back to draft with a note that says what is missing."""
    now = lock(entry)
    check(Verb.RETURN, now, by)
    note = need(note, "Say in a note what has to change.")
    advance([Move(now, entry, note)], Verb.RETURN, Stage.DRAFT, by)


@transaction.atomic
def approve(entry: Entry, *, by: User, note: str = "") -> None:
    """Vouch for an entry one has not written (four eyes)."""
    now = lock(entry)
    check(Verb.APPROVE, now, by)
    note = vouching(now, by, note)
    advance([Move(now, entry, note)], Verb.APPROVE, Stage.APPROVED, by)


@transaction.atomic
def revise(entry: Entry, *, by: User, note: str = "") -> None:
    """Take an entry back to draft: one's own from review, or a published one."""
    now = lock(entry)
    check(Verb.REVISE, now, by)
    advance([Move(now, entry, note)], Verb.REVISE, Stage.DRAFT, by)


def vouching(entry: Entry, by: User, note: str = "") -> str:
    """Return the note of an approval; it tells when only two eyes have looked."""
    if settings.ARCHIVE_FOUR_EYES or not wrote(entry, by):
        return note
    return f"Approved by a writer of it: four eyes are switched off. {note}"


def refuse_faults(entry: Concrete) -> None:
    """Raise Refused, with every fault named, unless an entry is well formed."""
    try:
        entry.full_clean(
            exclude={"permalink", "entry_ptr"},
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as error:
        raise Refused(" ".join(_sentences(error))) from None


def refuse_statuses(entries: Sequence[Concrete], *, are_batch: bool = False) -> None:
    """Raise Refused where a set status has no source, or is another by now.

    Of a batch, what its source states is taken as it is: days go by also for a file
    that was right when it was made, and readers are told the status of today.
    """
    faults = unsourced(entries) or ({} if are_batch else contradicted(entries))
    for entry in entries:
        if sentence := faults.get(entry.pk):
            raise Refused(f"“{entry}”: {sentence}")


def _sentences(error: ValidationError) -> list[str]:
    return [
        sentence if field == "__all__" else f"{field.replace('_', ' ')}: {sentence}"
        for field, sentences in error.message_dict.items()
        for sentence in sentences
    ]
