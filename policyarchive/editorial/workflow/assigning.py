"""Giving an entry to somebody: who takes it further now."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial.models import Assignment, Step, Verb
from policyarchive.editorial.workflow.rules import Refused, check, lock, wrote


def workers() -> QuerySet[User]:
    """Return the people an entry can be given to: those who may sign in to the desk."""
    return User.objects.filter(is_active=True, is_staff=True).order_by("username")


@transaction.atomic
def assign(entry: Entry, to: User, *, by: User, note: str = "") -> None:
    """Give an entry to somebody, who finds it in a queue until it is published.

    What waits for review is not given to one of its writers, who may not approve it.
    The form that somebody has open stays good: nothing of the entry changes.
    """
    now = lock(entry)
    check(Verb.ASSIGN, now, by)
    if not (to.is_active and to.has_perm(f"archive.view_{now.permalink.kind}")):
        raise Refused(f"{to} has no right to see this entry.")
    if now.stage == Stage.IN_REVIEW and wrote(now, to):
        raise Refused(f"{to} has written part of “{now}”: somebody else reviews it.")
    at = timezone.now()
    Assignment.objects.update_or_create(entry_id=now.pk, defaults={"to": to, "at": at})
    note = f"To {to}. {note}".strip()
    Step.objects.create(entry_id=now.pk, verb=Verb.ASSIGN, by=by, at=at, note=note)
