"""The working copy: what editors edit, and what the public never reads.

Publishing freezes an entry and everything that hangs on it into a Record. The read side
and the index may not import this module; a contract of import-linter says so.
"""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.core.exceptions import ValidationError
from django.db import models

from policyarchive.archive import dates
from policyarchive.archive.models.derived import (
    AddressKeyField,
    NameKeyField,
    NumberKeyField,
    TextDigestField,
    TextSketchField,
    TitleKeysField,
    TitleSketchField,
)
from policyarchive.archive.models.grams import Grams
from policyarchive.archive.models.published import Capture, Permalink
from policyarchive.archive.models.vocabulary import Topic
from policyarchive.archive.models.wellformed import (
    refuse_backward_span,
    refuse_strange_anchors,
    refuse_strange_item,
)
from policyarchive.archive.vocabulary import (
    Access,
    ActorKind,
    AliasKind,
    DateRole,
    DocumentType,
    EventKind,
    Kind,
    Language,
    Level,
    Role,
    Stage,
    State,
    Status,
    TextKind,
    a_kind,
)

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:  # fields take no parameters at run time
    _CharField = models.CharField


def validate_edtf(value: str) -> None:
    """Refuse a string that is no partial date, saying what to write instead."""
    try:
        dates.parse(value)
    except dates.BadDate as error:
        raise ValidationError(str(error)) from None


class EDTFField(_CharField):
    """A partial date as an EDTF string."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_edtf]


class EntryQuerySet[E: "Entry"](models.QuerySet[E]):
    """Questions asked of working copies, and the one way to start one."""

    def start(self, **fields: Any) -> E:
        """Create a working copy with a newly minted permalink."""
        permalink = Permalink.objects.mint(self.model.KIND)
        return self.create(permalink=permalink, **fields)

    def in_review(self) -> Self:
        """Those that wait for a second pair of eyes."""
        return self.filter(stage=Stage.IN_REVIEW)


class Entry(models.Model):
    """What all four kinds share: names, summaries, topics, and a place in the workflow.

    A concrete table, so that one link table can join any two entries.
    """

    KIND = ""

    permalink = models.OneToOneField(Permalink, models.PROTECT, related_name="entry")
    stage = models.CharField(
        max_length=12, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    title_zh = models.CharField("title (Chinese)", max_length=400, blank=True)
    title_en = models.CharField("title (English)", max_length=600, blank=True)
    summary_zh = models.TextField("summary (Chinese)", blank=True)
    summary_en = models.TextField("summary (English)", blank=True)
    topics = models.ManyToManyField(
        Topic,
        related_name="entries",
        blank=True,
        limit_choices_to={"merged_into": None},
    )
    note = models.TextField("editors' note", blank=True, help_text="Never published.")
    # Who has changed the working copy since it was last published: these people may not
    # approve it (four eyes).
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="written_entries", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    title_keys = TitleKeysField(models.CharField(max_length=600))
    title_sketch = TitleSketchField(models.IntegerField())

    objects = EntryQuerySet["Entry"].as_manager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ("-updated_at",)
        indexes = (
            GinIndex(fields=("title_keys",), name="entry_by_title_key"),
            GinIndex(fields=("title_sketch",), name="entry_by_title_sketch"),
            models.Index(fields=("-updated_at",), name="entries_newest_first"),
            models.Index(fields=("stage", "updated_at"), name="entries_by_stage"),
            GinIndex(Grams("title_zh", "title_en"), name="entry_by_grams"),
        )

    def __str__(self) -> str:
        return self.title_zh or self.title_en or f"(untitled, {self.pk})"

    def clean(self) -> None:
        """Refuse an entry without any name."""
        if not (self.title_zh or self.title_en):
            raise ValidationError("Give a title in at least one language.")

    @property
    def concrete(self) -> "Document | Law | Actor | Event":
        """The document, law, actor or event this entry is; may cost one query."""
        found: Document | Law | Actor | Event
        for model in (Document, Law, Actor, Event):
            if isinstance(self, model):
                return self
        found = getattr(self, self.permalink.kind)
        return found

    @property
    def is_public(self) -> bool:
        """Whether readers can see some version of it now."""
        return self.permalink.state == State.PUBLISHED


class Document(Entry):
    """One text or report with a date and a source."""

    KIND = Kind.DOCUMENT.value

    type = models.CharField(
        max_length=30, choices=DocumentType.choices, default=DocumentType.OTHER
    )
    number = models.CharField(
        "document number (文号)", max_length=120, blank=True, help_text="As printed."
    )
    number_key = NumberKeyField(max_length=120, db_index=True)
    status = models.CharField(max_length=24, choices=Status.choices, blank=True)
    status_as_of = EDTFField(blank=True)
    status_source = models.CharField(max_length=600, blank=True)
    level = models.CharField(max_length=16, choices=Level.choices, blank=True)
    issuer_as_printed = models.CharField(max_length=400, blank=True)
    captures = models.ManyToManyField(Capture, related_name="documents", blank=True)

    objects = EntryQuerySet["Document"].as_manager()  # type: ignore[misc]

    class Meta:
        indexes = (GinIndex(Grams("number"), name="document_by_grams"),)


class Law(Entry):
    """The instrument as people name it; its texts are documents."""

    KIND = Kind.LAW.value

    type = models.CharField(
        "rank", max_length=30, choices=DocumentType.choices, default=DocumentType.LAW
    )
    number = models.CharField(max_length=120, blank=True)
    number_key = NumberKeyField(max_length=120, db_index=True)
    status = models.CharField(max_length=24, choices=Status.choices, blank=True)
    status_as_of = EDTFField(blank=True)
    status_source = models.CharField(max_length=600, blank=True)
    level = models.CharField(max_length=16, choices=Level.choices, blank=True)

    objects = EntryQuerySet["Law"].as_manager()  # type: ignore[misc]

    class Meta:
        indexes = (GinIndex(Grams("number"), name="law_by_grams"),)


class Actor(Entry):
    """A body, company, media outlet or person: the authority record."""

    KIND = Kind.ACTOR.value

    actor_kind = models.CharField(
        max_length=30, choices=ActorKind.choices, default=ActorKind.STATE_ORGAN
    )
    pinyin = models.CharField(max_length=400, blank=True)
    valid_from = EDTFField(blank=True)
    valid_to = EDTFField(blank=True)
    wikidata = models.CharField(max_length=20, blank=True)

    objects = EntryQuerySet["Actor"].as_manager()  # type: ignore[misc]

    def clean(self) -> None:
        """Refuse an actor that ended before it began, or no item of Wikidata."""
        super().clean()
        refuse_backward_span(self.valid_from, self.valid_to)
        refuse_strange_item(self.wikidata)


class Event(Entry):
    """Something that happened on a date."""

    KIND = Kind.EVENT.value

    event_kind = models.CharField(
        max_length=24, choices=EventKind.choices, default=EventKind.ANNOUNCEMENT
    )
    place_zh = models.CharField("place (Chinese)", max_length=120, blank=True)
    place_en = models.CharField("place (English)", max_length=120, blank=True)

    objects = EntryQuerySet["Event"].as_manager()  # type: ignore[misc]


class Name(models.Model):
    """Another name of an entry: short title, abbreviation, former name."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="names")
    text = models.CharField(max_length=400)
    key = NameKeyField(max_length=400, db_index=True)
    language = models.CharField(
        max_length=10, choices=Language.choices, default=Language.EN
    )
    kind = models.CharField(
        max_length=16, choices=AliasKind.choices, default=AliasKind.VARIANT
    )
    valid_from = EDTFField(blank=True)
    valid_to = EDTFField(blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "other name"
        indexes = (GinIndex(Grams("text"), name="name_by_grams"),)
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "text"), name="a_name_stands_once_on_an_entry"
            ),
        )

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse a name that was given up before it was borne."""
        refuse_backward_span(self.valid_from, self.valid_to)


class DateFact(models.Model):
    """One date of an entry in one role, with its source."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="dates")
    role = models.CharField(max_length=16, choices=DateRole.choices)
    edtf = EDTFField("date")
    source = models.CharField(max_length=600, blank=True)
    note = models.CharField(max_length=400, blank=True)
    is_unverified = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        verbose_name = "date"
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "role"), name="one_date_in_each_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.edtf}"


class Source(models.Model):
    """An address or a publication that an entry's facts come from."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="sources")
    url = models.URLField(max_length=2000, blank=True)
    label = models.CharField(max_length=600, blank=True)
    note = models.CharField(max_length=400, blank=True)
    last_seen = models.DateField(null=True, blank=True)
    url_key = AddressKeyField(max_length=2000)

    class Meta:
        ordering = ("pk",)
        # An address may be longer than a tree of keys takes.
        indexes = (HashIndex(fields=("url_key",), name="source_by_address"),)

    def __str__(self) -> str:
        return self.url or self.label

    def clean(self) -> None:
        """Refuse a source that names nothing."""
        if not (self.url or self.label):
            raise ValidationError("Give an address or a label.")


class Flag(models.Model):
    """A fact of the entry that nobody has confirmed at its source."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="flags")
    field = models.CharField(max_length=40)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "unverified fact"

    def __str__(self) -> str:
        return self.field


class Link(models.Model):
    """One relation from an entry to another, worded by its role.

    One table for all pairs of kinds (decision 0002): merging, where-used and the index
    ask one question of one table.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="links")
    role = models.CharField(max_length=16, choices=Role.choices)
    target = models.ForeignKey(Entry, models.PROTECT, related_name="reverse_links")
    order = models.PositiveSmallIntegerField(default=0)
    is_lead = models.BooleanField("lead", default=False)
    here = models.CharField("anchor here", max_length=60, blank=True)
    there = models.CharField("anchor there", max_length=60, blank=True)
    valid_from = EDTFField(blank=True)
    valid_to = EDTFField(blank=True)
    source = models.CharField(max_length=600, blank=True)
    note = models.CharField(max_length=400, blank=True)
    is_unverified = models.BooleanField("unverified", default=False)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "role", "target", "here", "there"),
                name="a_link_stands_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(entry=models.F("target")),
                name="an_entry_does_not_link_to_itself",
            ),
        )

    def __str__(self) -> str:
        return f"{Role(self.role).en}: {self.target}" if self.role else "New relation"

    def clean(self) -> None:
        """Refuse a time or place that cannot be, and a role between other kinds."""
        refuse_backward_span(self.valid_from, self.valid_to)
        refuse_strange_anchors(here=self.here, there=self.there)
        if not (self.entry_id and self.target_id and self.role):
            return
        pair = (self.entry.permalink.kind, self.target.permalink.kind)
        role = Role(self.role)
        if pair not in role.kinds:
            raise ValidationError(
                f"“{role.en}” cannot lead from {a_kind(pair[0])} to {a_kind(pair[1])}."
            )


class WorkingText(models.Model):
    """A text being worked on; publishing splits it into passages and freezes it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="texts")
    language = models.CharField(
        max_length=10, choices=Language.choices, default=Language.ZH_HANS
    )
    kind = models.CharField(
        max_length=24, choices=TextKind.choices, default=TextKind.ORIGINAL
    )
    access = models.CharField(
        max_length=10, choices=Access.choices, default=Access.DARK
    )
    translator = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=600, blank=True)
    source_url = models.URLField(max_length=2000, blank=True)
    body = models.TextField(help_text="Headings and articles each start a line.")
    # The labelled lines the body was made from, raw and reversible: [[label, text], …].
    lines = models.JSONField(default=list, blank=True, editable=False)
    digest = TextDigestField(max_length=64, db_index=True)
    sketch = TextSketchField(models.IntegerField())

    class Meta:
        ordering = ("pk",)
        verbose_name = "text"
        indexes = (GinIndex(fields=("sketch",), name="text_by_sketch"),)
        constraints = (
            models.UniqueConstraint(
                fields=("document", "language", "kind"),
                name="one_text_of_each_language_and_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_language_display()}"
