"""Finding that two entries are not the same, and taking that back."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from policyarchive.archive.models import Entry
from policyarchive.editorial.apart import sayings
from policyarchive.editorial.models import KeptApart, Step, Verb
from policyarchive.editorial.workflow.discussing import may_discuss
from policyarchive.editorial.workflow.rules import Refused, lock_all, need


@transaction.atomic
def keep_apart(one: Entry, other: Entry, *, by: User, reason: str) -> None:
    """Put down why two entries that look alike are not the same.

    They are not proposed as duplicates again until one of them says something else. The
    history of both tells of it; neither is changed.
    """
    first, second = _pair(one, other, by)
    reason = need(reason, "Say why the two are not the same.")
    at = timezone.now()
    said = sayings([first.pk, second.pk])
    KeptApart.objects.update_or_create(
        first_id=first.pk,
        second_id=second.pk,
        defaults={"reason": reason, "by": by, "at": at, "before": said},
    )
    _tell(first, second, by, "Not the same as", reason)


@transaction.atomic
def stop_keeping_apart(pair: KeptApart, *, by: User) -> None:
    """Take back that two entries are not the same: they may be proposed again."""
    first, second = _pair(pair.first, pair.second, by)
    KeptApart.objects.filter(pk=pair.pk).delete()
    _tell(first, second, by, "May be the same after all as", "")


def _pair(one: Entry, other: Entry, by: User) -> tuple[Entry, Entry]:
    if one.pk == other.pk:
        raise Refused("An entry is the same as itself.")
    if one.permalink.kind != other.permalink.kind:
        raise Refused("Two kinds of entry are never the same.")
    if not may_discuss(one, by):
        raise Refused("You have no right to decide what is the same.")
    older, newer = sorted((one, other), key=lambda entry: entry.pk)
    first, second = lock_all([older, newer])
    return first, second


def _tell(first: Entry, second: Entry, by: User, words: str, reason: str) -> None:
    at = timezone.now()
    Step.objects.bulk_create(
        Step(
            entry_id=entry.pk,
            verb=Verb.DISTINGUISH,
            by=by,
            at=at,
            note=f"{words} {other.permalink.ark} “{other}”. {reason}".strip(),
        )
        for entry, other in ((first, second), (second, first))
    )
