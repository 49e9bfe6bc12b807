"""What waits to become an entry: sources on the bench, and tables."""

from django.conf import settings
from django.db import models

from policyarchive.archive.models import Entry


class Arrival(models.Model):
    """A source that was read and is no entry yet: what one editor has on the bench."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="arrivals"
    )
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=300)
    raw = models.BinaryField()
    # The draft as the reader made it, without the bytes, and with the labels as they
    # have been changed since.
    draft = models.JSONField()
    # What the form on the bench held when it was last sent, by field.
    facts = models.JSONField(default=dict)
    # How it came, where it was fetched from its address.
    fetched = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.name


class Load(models.Model):
    """A table of entries somebody brings in, and what the dry run has said of it.

    ``done`` counts the rows that were looked up among what the archive has; ``notes``
    are rows of ``editorial.tables.Note``. The bytes stay as evidence of what came in.
    """

    class State(models.TextChoices):
        """How far it is."""

        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked, nothing loaded yet"
        LOADED = "loaded", "Loaded"

    filename = models.CharField(max_length=300)
    content = models.BinaryField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="loads"
    )
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.CHECKING
    )
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    entries = models.ManyToManyField(Entry, related_name="loads")

    class Meta:
        ordering = ("-at",)
        verbose_name = "table"

    def __str__(self) -> str:
        return self.filename
