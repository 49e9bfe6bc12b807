"""The desk's own tables: what was done to entries, and what waits to become one."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

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


class CheckCount(models.Model):
    """How much a check found when it was last counted."""

    slug = models.SlugField(unique=True)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.slug}: {self.count}"
