"""What people outside ask of the archive: tickets that the desk answers.

They are written by the read side and answered by the write side; no page shows them.
"""

import secrets

from django.conf import settings
from django.db import models

from policyarchive.archive.models.published import Permalink


def new_reference() -> str:
    """Return the number by which a person can ask about a ticket; not to be guessed."""
    return secrets.token_hex(5)


class TakedownRequest(models.Model):
    """A request to close or withdraw what touches a right (line C7 of the design).

    What was asked is never changed; the desk adds its answer.
    """

    class Right(models.TextChoices):
        """Which right is touched; the closed list on the form."""

        COPYRIGHT = "copyright", "Copyright in the text or file"
        PRIVACY = "privacy", "Privacy or personal data"
        OWNER = "owner", "I own the source and do not want it archived"
        COURT = "court", "An order of a court or authority"
        OTHER = "other", "Another right, as described"

    class State(models.TextChoices):
        """What the desk did."""

        OPEN = "open", "Open"
        GRANTED = "granted", "Granted, in whole or in part"
        REFUSED = "refused", "Refused"

    reference = models.CharField(max_length=20, unique=True, default=new_reference)
    permalink = models.ForeignKey(
        Permalink, models.PROTECT, related_name="takedown_requests"
    )
    given = models.CharField("as given", max_length=300)
    right = models.CharField(max_length=20, choices=Right)
    statement = models.TextField(max_length=4000)
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail")
    received_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True, help_text="What was done, and why.")
    is_announced = models.BooleanField(
        "say on the page of the entry that it is under review",
        default=False,
        help_text="Only while the request is open.",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_requests",
    )

    class Meta:
        ordering = ("-received_at",)

    def __str__(self) -> str:
        return f"{self.reference}, {self.received_at:%Y-%m-%d}"
