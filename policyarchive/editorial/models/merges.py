"""Merges, with all that is needed to undo them."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from policyarchive.archive.models import Entry, Topic


class MergeQuerySet[M: "MergeOfTwo"](models.QuerySet[M]):
    """Questions asked of merges."""

    def open(self) -> Self:
        """Those that can still be undone."""
        began = timezone.now() - timedelta(hours=settings.ARCHIVE_GRACE_HOURS)
        return self.filter(undone_at=None, at__gte=began)

    def of(self, one: models.Model) -> Self:
        """Those that an entry or topic took part in, on either side."""
        return self.filter(models.Q(loser=one.pk) | models.Q(survivor=one.pk))


class MergeOfTwo(models.Model):
    """What any merge keeps: who, when, what it moved, and whether it was undone."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss"
    )
    at = models.DateTimeField()
    before = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ("-at", "-pk")


class Merge(MergeOfTwo):
    """A merge of entries, and what it moved: all that is needed to undo it.

    ``before`` holds the rows of the links that ``moved`` to the survivor and of those
    that were ``dropped``, the ``names`` it got, the ``stages`` of both, and of a loser
    that was public the ``address`` as it stood, with the keys of those that ``led``
    to it or were ``replaced`` by it.
    """

    loser = models.ForeignKey(Entry, models.CASCADE, related_name="merges")
    survivor = models.ForeignKey(Entry, models.CASCADE, related_name="took_in")

    objects = MergeQuerySet["Merge"].as_manager()

    def __str__(self) -> str:
        return f"“{self.loser}” into “{self.survivor}”, {self.at:%Y-%m-%d %H:%M}"


class TopicMerge(MergeOfTwo):
    """A merge of topics, and what it moved.

    ``before`` holds the keys of the entries that were given the survivor (``moved``)
    and of those that had both (``dropped``), of the topics that stood under the loser
    (``children``) and of those that ``led`` to it.
    """

    loser = models.ForeignKey(Topic, models.PROTECT, related_name="merges")
    survivor = models.ForeignKey(Topic, models.PROTECT, related_name="took_in")
    note = models.TextField()

    objects = MergeQuerySet["TopicMerge"].as_manager()

    def __str__(self) -> str:
        return f"“{self.loser}” into “{self.survivor}”, {self.at:%Y-%m-%d %H:%M}"
