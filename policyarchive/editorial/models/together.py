"""People who work on one entry: who has it, what they remark, who is at it."""

from django.conf import settings
from django.db import models

from policyarchive.archive.models import Entry


class Assignment(models.Model):
    """Who is to take an entry further now: one person at a time."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="assignment")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.to)


class Comment(models.Model):
    """A remark on an entry, or on a field or passage of it, until it is resolved."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="comments")
    about = models.CharField(max_length=80, blank=True)
    words = models.CharField("words it is about", max_length=400, blank=True)
    body = models.TextField("comment")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments"
    )
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = (models.F("resolved_at").desc(nulls_first=True), "pk")

    def __str__(self) -> str:
        return self.body[:60]


class Sitting(models.Model):
    """Somebody has the form of an entry open: since when, and when last seen."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="sittings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sittings"
    )
    since = models.DateTimeField()
    seen = models.DateTimeField()

    class Meta:
        ordering = ("since",)
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "by"), name="somebody_sits_once_at_an_entry"
            ),
        )

    def __str__(self) -> str:
        return f"{self.by} since {self.since:%H:%M}"
