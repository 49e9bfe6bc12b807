"""What was done to entries, and what their working copies then said."""

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
    UNMERGE = "unmerge", "Merge undone"
    RESTRICT = "restrict", "Access restricted"
    DISTINGUISH = "apart", "Compared"
    ASSIGN = "assign", "Assigned"
    ERASE = "erase", "Erased in the grace period"


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


class Change(models.Model):
    """The state of a working copy after one saving: who, when, and what it then said.

    ``state`` is what ``editorial.history`` makes of the entry and all that hangs on it;
    the words of its texts stand in the working text or, once replaced, in a KeptText.
    Never rewritten; it goes only with a draft whose address never was public: also one
    that got a new address when what was published by mistake was erased.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="changes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Nobody when a command took it in.",
    )
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    state = models.JSONField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class KeptText(models.Model):
    """The words of a working text before they were replaced, kept by a trigger.

    No foreign key: a trigger deletes the rows of a draft together with the draft.
    """

    document_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    body = models.TextField()
    lines = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("document_id", "sha256"), name="words_are_kept_once"
            ),
        )

    def __str__(self) -> str:
        return self.sha256[:12]
