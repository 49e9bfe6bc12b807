"""What was decided about suggestions, and what that teaches."""

from django.conf import settings
from django.db import models

from policyarchive.archive.models import Entry


class Verdict(models.Model):
    """What somebody decided about one suggestion, with the words that led to it.

    A suggestion that was decided does not come back on the same entry for the same
    words.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="verdicts")
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=600)
    words = models.CharField(max_length=400)
    is_accepted = models.BooleanField()
    # The sentence around the words; of a text that may be dark, so never published.
    evidence = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdicts"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "kind", "value", "words"),
                name="a_suggestion_is_decided_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.words} = {self.value}"


class NeverMeant(models.Model):
    """Words that never mean an entry, or with none given never mean any.

    What wrong suggestions teach the names that are looked for.
    """

    words = models.CharField(max_length=400)
    entry = models.ForeignKey(
        Entry, models.CASCADE, null=True, blank=True, related_name="never_meant"
    )
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("words", "pk")
        verbose_name = "name that misleads"
        verbose_name_plural = "names that mislead"
        constraints = (
            models.UniqueConstraint(
                fields=("words", "entry"),
                nulls_distinct=False,
                name="words_mislead_once",
            ),
        )

    def __str__(self) -> str:
        return f"“{self.words}” is never {self.entry or 'a name'}"
