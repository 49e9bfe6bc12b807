"""What is counted or kept for a while only: checks, and attempts to sign in."""

from django.db import models


class CheckCount(models.Model):
    """How much a check found when it was last counted.

    ``found`` is what it found, of a check that is too slow to ask anew at each look.
    ``at`` is when counting began.
    """

    slug = models.SlugField(unique=True)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()
    found = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.slug}: {self.count}"


class FailedLogin(models.Model):
    """An attempt to sign in that failed: kept for a day, to slow down guessing."""

    account = models.CharField(max_length=150)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("at",), name="failed_logins_by_time"),)

    def __str__(self) -> str:
        return f"{self.account}, {self.at:%Y-%m-%d %H:%M}"
