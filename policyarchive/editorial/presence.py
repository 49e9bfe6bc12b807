"""Who has the form of an entry open now, so that a second person is told."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from policyarchive.archive.models import Entry
from policyarchive.editorial.models import Sitting

LONGEST = timedelta(minutes=30)
"""Who was not seen for longer is taken to have left without saving."""


def sit_down(entry: Entry, user: User) -> list[Sitting]:
    """Note that somebody opens the form of an entry; return who else has it open."""
    now = timezone.now()
    here = Sitting.objects.filter(entry=entry.pk)
    here.filter(seen__lt=now - LONGEST).delete()
    Sitting.objects.bulk_create(
        [Sitting(entry_id=entry.pk, by=user, since=now, seen=now)],
        update_conflicts=True,
        unique_fields=["entry", "by"],
        update_fields=["seen"],
    )
    return others_at(entry, user)


def others_at(entry: Entry, user: User) -> list[Sitting]:
    """Return who else has the form of an entry open."""
    here = Sitting.objects.filter(entry=entry.pk, seen__gte=timezone.now() - LONGEST)
    return list(here.exclude(by=user).select_related("by"))


def get_up(entry: Entry, user: User) -> None:
    """Note that somebody has saved the form of an entry."""
    Sitting.objects.filter(entry=entry.pk, by=user).delete()
