"""From an editor's change to an approved entry: nothing here is seen by the public."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial.models import Verb
from policyarchive.editorial.workflow.rules import (
    Concrete,
    Refused,
    check,
    lock,
    log_step,
    move,
    need,
    wrote,
)


@transaction.atomic
def record_edit(entry: Entry, *, by: User, note: str = "") -> None:
    """Note that somebody changed a working copy; a published one becomes a draft again.

    The public goes on seeing the published version.
    """
    now = lock(entry)
    check(Verb.EDIT, now, by)
    now.writers.add(by)
    move(now, entry, Stage.DRAFT, log_step(now, Verb.EDIT, by, note))


@transaction.atomic
def submit(entry: Entry, *, by: User, note: str = "") -> None:
    """Ask for a second pair of eyes; an entry that is not well formed is refused."""
    now = lock(entry)
    check(Verb.SUBMIT, now, by)
    _refuse_faults(now)
    move(now, entry, Stage.IN_REVIEW, log_step(now, Verb.SUBMIT, by, note))


@transaction.atomic
def return_to_editor(entry: Entry, *, by: User, note: str) -> None:
    """Send an entry back to draft with a note that says what is missing."""
    now = lock(entry)
    check(Verb.RETURN, now, by)
    note = need(note, "Say in a note what has to change.")
    move(now, entry, Stage.DRAFT, log_step(now, Verb.RETURN, by, note))


@transaction.atomic
def approve(entry: Entry, *, by: User, note: str = "") -> None:
    """Vouch for an entry one has not written (four eyes)."""
    now = lock(entry)
    check(Verb.APPROVE, now, by)
    if not settings.ARCHIVE_FOUR_EYES and wrote(now, by):
        note = f"Approved by a writer of it: four eyes are switched off. {note}"
    move(now, entry, Stage.APPROVED, log_step(now, Verb.APPROVE, by, note))


@transaction.atomic
def revise(entry: Entry, *, by: User, note: str = "") -> None:
    """Take an entry back to draft: one's own from review, or a published one."""
    now = lock(entry)
    check(Verb.REVISE, now, by)
    move(now, entry, Stage.DRAFT, log_step(now, Verb.REVISE, by, note))


def _refuse_faults(entry: Concrete) -> None:
    try:
        entry.full_clean(
            exclude={"permalink", "entry_ptr"},
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as error:
        raise Refused(" ".join(_sentences(error))) from None


def _sentences(error: ValidationError) -> list[str]:
    return [
        sentence if field == "__all__" else f"{field.replace('_', ' ')}: {sentence}"
        for field, sentences in error.message_dict.items()
        for sentence in sentences
    ]
