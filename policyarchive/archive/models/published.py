"""What is published: append-only rows, protected by triggers in the database.

This is the only module of models that the read side and the index may import.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Self

from django.conf import settings
from django.db import models

from policyarchive.archive import permalinks, records
from policyarchive.archive.vocabulary import (
    Access,
    Happening,
    Kind,
    Language,
    Origin,
    Reason,
    State,
)

# States of permalinks that nothing but their own address may tell of.
NOT_PUBLIC = (State.RESERVED, State.ERASED)


class PermalinkQuerySet(models.QuerySet["Permalink"]):
    """Questions asked of permalinks."""

    def public(self) -> Self:
        """Those that answer with a page, a tombstone or a redirect.

        Of an erased one only its own address knows; to all else it never was.
        """
        return self.exclude(state__in=NOT_PUBLIC)

    def mint(self, kind: str) -> "Permalink":
        """Create a permalink with a new random name."""
        naan = settings.ARCHIVE_NAAN
        while True:
            name = permalinks.mint_name(kind, naan)
            # A name taken already is astronomically rare; ask rather than trust.
            if not self.filter(name=name).exists():
                return self.create(naan=naan, name=name, kind=kind)

    def mint_all(self, kinds: Sequence[str]) -> "list[Permalink]":
        """Create a permalink for each of the kinds, in order, in two queries."""
        naan = settings.ARCHIVE_NAAN
        while True:
            names = [permalinks.mint_name(kind, naan) for kind in kinds]
            if len(set(names)) == len(names) and not (
                self.filter(name__in=names).exists()
            ):
                break
        return self.bulk_create(
            Permalink(naan=naan, name=name, kind=kind)
            for name, kind in zip(names, kinds, strict=True)
        )


class Permalink(models.Model):
    """The address of an entry for ever. Minted once, at first save."""

    naan = models.CharField(max_length=16)
    name = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(
        max_length=16, choices=State.choices, default=State.RESERVED
    )
    current = models.ForeignKey(
        "Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    public_note = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_role = models.CharField(max_length=60, blank=True)
    # The labels as they read now, kept by each publish, so that a page resolves all its
    # links in one query.
    label_zh = models.CharField(max_length=400, blank=True)
    label_en = models.CharField(max_length=600, blank=True)
    type_code = models.CharField(max_length=30, blank=True)
    # Whether a curator wants readers to know that a report is being examined. Packages
    # leave it out: it is of this desk, and an import begins with the default.
    is_under_review = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PermalinkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(
                    models.Q(state=State.MERGED, merged_into__isnull=False)
                    | (~models.Q(state=State.MERGED) & models.Q(merged_into=None))
                ),
                name="merged_permalink_has_a_survivor",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.RESERVED)
                | models.Q(current__isnull=False),
                name="public_permalink_has_a_version",
            ),
        )

    def __str__(self) -> str:
        return self.label_zh or self.label_en or self.ark

    def get_absolute_url(self) -> str:
        """The path of the permalink: its identifier behind a slash."""
        return f"/{self.ark}"

    @cached_property
    def editions(self) -> "list[Version]":
        """All versions, oldest first, without their records; at most one query."""
        newest = self.current
        if newest is not None and newest.number == 1:
            return [newest]
        return list(self.versions.defer("record_json").order_by("number"))

    @property
    def ark(self) -> str:
        """The identifier in canonical spelling."""
        return f"ark:{self.naan}/{self.name}"


class Text(models.Model):
    """Words of a published text, addressed by the SHA-256 of their canonical JSON.

    ``body`` is ``{"language": …, "passages": [{"anchor", "level", "label", "heading",
    "body", "path"}, …]}``. ``access`` is a ceiling that a takedown lowers; what may be
    shown is the strictest of it and of what the version says.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    language = models.CharField(max_length=10, choices=Language.choices)
    body = models.TextField()
    access = models.CharField(
        max_length=10, choices=Access.choices, default=Access.OPEN
    )

    def __str__(self) -> str:
        return f"{self.language} {self.sha256[:12]}"


class Capture(models.Model):
    """A source as found: its bytes in content-addressed storage, and how it came.

    An uploaded file is marked so and never shown as a capture. Only ``access`` can
    change once the row is written.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    access = models.CharField(
        max_length=10, choices=Access.choices, default=Access.DARK
    )
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField(help_text="Bytes.")
    url = models.URLField(max_length=2000, blank=True)
    final_url = models.URLField(max_length=2000, blank=True)
    redirects = models.JSONField(default=list, blank=True)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    filename = models.CharField(max_length=300, blank=True)
    fetched_at = models.DateTimeField()

    class Meta:
        ordering = ("-fetched_at",)

    def __str__(self) -> str:
        return self.url or self.filename or self.sha256[:12]


class Version(models.Model):
    """A numbered, hashed, frozen state of an entry: the version of record."""

    permalink = models.ForeignKey(Permalink, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    record_json = models.TextField(help_text="Canonical JSON, exactly as hashed.")
    sha256 = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="published_versions"
    )
    change_note = models.TextField(blank=True)
    texts = models.ManyToManyField(Text, related_name="versions", blank=True)
    captures = models.ManyToManyField(Capture, related_name="versions", blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("permalink", "number"), name="version_numbers_are_not_reused"
            ),
        )

    def __str__(self) -> str:
        return f"{self.permalink_id} v{self.number}"

    @property
    def is_erased(self) -> bool:
        """Whether its words went in the grace period; no version is empty otherwise."""
        return not self.record_json and self.permalink.state == State.ERASED

    @cached_property
    def record(self) -> records.Record:
        """The record this version froze."""
        return records.load(self.record_json)


class Publication(models.Model):
    """One row of the publication log: everything that followers need to know.

    Written under an advisory lock, so that the order of ``sequence`` is the order of
    commits and a follower only ever asks for "everything after N".
    """

    sequence = models.BigAutoField(primary_key=True)
    permalink = models.ForeignKey(
        Permalink, models.PROTECT, related_name="publications"
    )
    happening = models.CharField(max_length=12, choices=Happening.choices)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="publications"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="publications"
    )

    class Meta:
        ordering = ("sequence",)

    def __str__(self) -> str:
        return f"{self.sequence} {self.happening}"


class OtherName(models.Model):
    """Another key that leads to a permalink: a number, an old key, a source address."""

    class Scheme(models.TextChoices):
        """What sort of name it is."""

        NUMBER = "number", "Document number"
        URL = "url", "Source address"
        KEY = "key", "Key in another system"

    permalink = models.ForeignKey(Permalink, models.PROTECT, related_name="other_names")
    scheme = models.CharField(max_length=10, choices=Scheme.choices)
    value = models.CharField(max_length=2000, help_text="In normal form.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "value", "permalink"),
                name="an_other_name_stands_once",
            ),
        )
        indexes = (
            models.Index(fields=("scheme", "value"), name="other_name_by_value"),
        )

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
