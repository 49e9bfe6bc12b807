"""Pairs of entries that look alike and are not the same."""

from django.conf import settings
from django.db import models

from policyarchive.archive.models import Entry


class KeptApart(models.Model):
    """Two entries that somebody found not to be the same, and why.

    They are not proposed as duplicates again while both stand as ``before`` says: the
    titles, numbers and sketches of texts of each, as ``editorial.apart`` reads them.
    The older entry is the first.
    """

    first = models.ForeignKey(Entry, models.CASCADE, related_name="kept_apart")
    second = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "pair kept apart"
        verbose_name_plural = "pairs kept apart"
        constraints = (
            models.UniqueConstraint(
                fields=("first", "second"), name="a_pair_is_kept_apart_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="the_older_of_a_pair_comes_first",
            ),
        )

    def __str__(self) -> str:
        return f"“{self.first}” is not “{self.second}”"
