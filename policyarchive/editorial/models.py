"""The desk's own table: what was done to an entry, by whom, and why."""

from django.conf import settings
from django.db import models

from policyarchive.archive.models import Entry, Version


class Verb(models.TextChoices):
    """What can be done to an entry."""

    EDIT = "edit", "Edited"
    SUBMIT = "submit", "Submitted for review"
    RETURN = "return", "Returned to the editor"
    APPROVE = "approve", "Approved"
    PUBLISH = "publish", "Published"
    REVISE = "revise", "Taken back to draft"
    WITHDRAW = "withdraw", "Withdrawn"
    MERGE = "merge", "Merged"
    RESTRICT = "restrict", "Access restricted"


class Step(models.Model):
    """One thing done to an entry: a line of its history, never changed."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="steps"
    )
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="steps"
    )

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_verb_display()}, {self.at:%Y-%m-%d}"
