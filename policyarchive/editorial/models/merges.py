"""Merges, with all that is needed to undo them."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from policyarchive.archive.models import Entry


class MergeQuerySet(models.QuerySet["Merge"]):
    """Questions asked of merges."""

    def open(self) -> Self:
        """Those that can still be undone."""
        began = timezone.now() - timedelta(hours=settings.ARCHIVE_GRACE_HOURS)
        return self.filter(undone_at=None, at__gte=began)

    def of(self, entry: Entry) -> Self:
        """Those that an entry took part in, on either side."""
        return self.filter(models.Q(loser=entry.pk) | models.Q(survivor=entry.pk))


class Merge(models.Model):
    """A merge, and what it moved: all that is needed to undo it.

    ``before`` holds the rows of the links that ``moved`` to the survivor and of those
    that were ``dropped``, the ``names`` it got, the ``stages`` of both, and of a loser
    that was public the ``address`` as it stood, with the keys of those that ``led``
    to it or were ``replaced`` by it.
    """

    loser = models.ForeignKey(Entry, models.CASCADE, related_name="merges")
    survivor = models.ForeignKey(Entry, models.CASCADE, related_name="took_in")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="merges"
    )
    at = models.DateTimeField()
    before = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"“{self.loser}” into “{self.survivor}”, {self.at:%Y-%m-%d %H:%M}"
