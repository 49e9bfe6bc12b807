"""The Record: what a published version says, frozen, one model a kind.

The only type that crosses from the write side to the read side: pages, index,
citations, JSON, differences and exports each take a Record. It is stored as canonical
JSON and hashed; a field that is added later gets a default and a new schema number, so
that old records parse for ever. Pure: no database.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from policyarchive.archive import canonical, dates
from policyarchive.archive.vocabulary import DateRole, Kind

SCHEMA = 1


class Frozen(BaseModel):
    """Base of everything inside a record: immutable, and no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ref(Frozen):
    """Another entry, with its labels as they read on the day of publication.

    The labels are empty when that entry was not public then.
    """

    ark: str
    kind: str
    zh: str = ""
    en: str = ""
    type: str = ""  # kind of actor or event, type of document or rank of law


class Link(Frozen):
    """One relation to another entry, in a role (codes of ``vocabulary.Role``)."""

    role: str
    ref: Ref
    is_lead: bool = False
    here: str = ""  # anchor in this entry's text
    there: str = ""  # anchor in the other entry's text
    valid_from: str = ""  # EDTF
    valid_to: str = ""  # EDTF
    source: str = ""
    note: str = ""
    is_unverified: bool = False


class DateFact(Frozen):
    """One date in one role, with its source."""

    role: str
    edtf: str
    source: str = ""
    note: str = ""
    is_unverified: bool = False

    @property
    def partial(self) -> dates.PartialDate:
        """The date with its bounds."""
        return dates.parse(self.edtf)


class Alias(Frozen):
    """Another name of the entry."""

    text: str
    language: str
    kind: str
    valid_from: str = ""
    valid_to: str = ""


class Topic(Frozen):
    """A subject from the archive's tree, with its labels on the day."""

    key: str
    zh: str
    en: str


class Source(Frozen):
    """Where a claim or a text comes from."""

    url: str
    label: str = ""
    note: str = ""


class Flag(Frozen):
    """A fact that nobody has confirmed at its source."""

    field: str
    note: str = ""


class StatusFact(Frozen):
    """A legal status with its as-of date and its source."""

    code: str
    as_of: str = ""
    source: str = ""
    is_unverified: bool = False


class TextRef(Frozen):
    """A text that belongs to the version: the words stand under their hash."""

    sha256: str
    language: str
    kind: str
    access: str
    translator: str = ""
    source: str = ""
    source_url: str = ""


class CaptureRef(Frozen):
    """The source as found, kept under its hash."""

    sha256: str
    origin: str
    access: str
    media_type: str
    size: int
    url: str = ""
    fetched_at: str = ""
    http_status: int | None = None
    filename: str = ""


class _Base(Frozen):
    schema_number: int = SCHEMA
    ark: str
    version: int
    published_at: str  # ISO 8601, UTC, whole seconds
    change_note: str = ""
    title_zh: str = ""
    title_en: str = ""
    aliases: tuple[Alias, ...] = ()
    summary_zh: str = ""
    summary_en: str = ""
    topics: tuple[Topic, ...] = ()
    links: tuple[Link, ...] = ()
    dates: tuple[DateFact, ...] = ()
    sources: tuple[Source, ...] = ()
    unverified: tuple[Flag, ...] = ()

    @property
    def title(self) -> str:
        """The title to use where there is room for one: Chinese first."""
        return self.title_zh or self.title_en

    @property
    def type_code(self) -> str:
        """The code by which the date rule and the citation forms go."""
        return ""

    @property
    def shown_date(self) -> DateFact | None:
        """The one date that stands for the entry, by the rule in ``dates``."""
        return dates.shown(self.type_code, self.dates)

    def date(self, role: str) -> DateFact | None:
        """Return the first date in a role."""
        return next((fact for fact in self.dates if fact.role == role), None)

    def linked(self, *roles: str) -> tuple[Link, ...]:
        """Return the links in any of the roles, in the editors' order."""
        return tuple(link for link in self.links if link.role in roles)

    def refs(self) -> Iterator[Ref]:
        """Yield every entry this one points at."""
        for link in self.links:
            yield link.ref


class DocumentRecord(_Base):
    """One text or report with a date and a source."""

    kind: Literal["document"] = "document"
    type: str
    number: str = ""
    status: StatusFact | None = None
    level: str = ""
    issuer_as_printed: str = ""
    texts: tuple[TextRef, ...] = ()
    captures: tuple[CaptureRef, ...] = ()

    @property
    def type_code(self) -> str:
        """The document type."""
        return self.type


class LawRecord(_Base):
    """The instrument as people name it."""

    kind: Literal["law"] = "law"
    type: str
    number: str = ""
    status: StatusFact | None = None
    level: str = ""

    @property
    def type_code(self) -> str:
        """The law's rank."""
        return self.type


class ActorRecord(_Base):
    """A body, company, media outlet or person."""

    kind: Literal["actor"] = "actor"
    actor_kind: str
    pinyin: str = ""
    valid_from: str = ""
    valid_to: str = ""
    wikidata: str = ""

    @property
    def type_code(self) -> str:
        """The kind of actor."""
        return self.actor_kind


class EventRecord(_Base):
    """Something that happened on a date."""

    kind: Literal["event"] = "event"
    event_kind: str
    place_zh: str = ""
    place_en: str = ""

    @property
    def type_code(self) -> str:
        """The kind of event."""
        return self.event_kind

    @property
    def happened(self) -> DateFact | None:
        """When it happened."""
        return self.date(DateRole.HAPPENED)


Record = DocumentRecord | LawRecord | ActorRecord | EventRecord
_RECORD: TypeAdapter[Record] = TypeAdapter(
    Annotated[Record, Field(discriminator="kind")]
)

MODELS: dict[str, type[_Base]] = {
    Kind.DOCUMENT: DocumentRecord,
    Kind.LAW: LawRecord,
    Kind.ACTOR: ActorRecord,
    Kind.EVENT: EventRecord,
}


def dump(record: Record) -> str:
    """Return a record as the canonical JSON that is stored, shown and hashed."""
    return canonical.dumps(record.model_dump(mode="json"))


def load(text: str | bytes) -> Record:
    """Return the record that canonical JSON states."""
    return _RECORD.validate_json(text)
