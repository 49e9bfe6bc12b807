"""The lines of a package's tables: one JSON object each, in canonical form.

What a reader of the package needs to know of each field stands in
``docs/exchange-format.md`` and in the package's own README. Nothing is optional: an
empty string or null says that there is none. Pure.
"""

from typing import Annotated, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
)

from policyarchive.archive import canonical
from policyarchive.archive.vocabulary import (
    Access,
    Happening,
    Kind,
    Language,
    Origin,
    Reason,
    State,
)

# Only what is minted here: it becomes the name of a folder.
ArkText = Annotated[
    str, StringConstraints(pattern=r"^ark:[0-9a-z]{1,16}/[0-9a-z]{2,32}$")
]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Username = Annotated[str, StringConstraints(max_length=150)]
_NoArk = ArkText | Literal[""]


class BadLine(ValueError):
    """A line that is not what its table holds; the message says what is wrong."""


class Row(BaseModel):
    """Base of all lines: immutable, and no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def line(self) -> str:
        """Return the row as one line of canonical JSON."""
        return canonical.dumps(self.model_dump(mode="json"))

    @classmethod
    def read(cls, line: str) -> Self:
        """Return the row that a line states; raise BadLine for any other spelling.

        One fact has one spelling, so that writing the row again gives the same bytes.
        """
        try:
            row = cls.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadLine(f"{where or 'the line'}: {first['msg']}") from None
        if row.line() != line:
            raise BadLine("it is not in canonical form")
        return row


class PermalinkRow(Row):
    """An address: its state, its newest version, and where it leads if not there."""

    ark: ArkText
    kind: Kind
    state: State
    current: int | None
    merged_into: _NoArk
    replaced_by: _NoArk
    reason: Reason | Literal[""]
    public_note: str
    decided_at: AwareDatetime | None
    decided_role: str
    label_zh: str
    label_en: str
    type_code: str
    created_at: AwareDatetime


class VersionRow(Row):
    """What is known of a version beside its record."""

    ark: ArkText
    number: int
    sha256: Digest
    published_at: AwareDatetime
    published_by: Username
    change_note: str


class TextRow(Row):
    """A text, whose words stand in a file under its hash, and its access ceiling."""

    sha256: Digest
    language: Language
    access: Access


class Pinned(Row):
    """A version by its address."""

    ark: ArkText
    number: int


class CaptureRow(Row):
    """A source as found, whose bytes stand in a file under its hash."""

    sha256: Digest
    origin: Origin
    access: Access
    media_type: str
    size: int
    url: str
    final_url: str
    redirects: list[object]
    http_status: int | None
    filename: str
    fetched_at: AwareDatetime
    versions: list[Pinned]
    is_lost: bool


class OtherNameRow(Row):
    """Another key that leads to an address."""

    ark: ArkText
    scheme: str
    value: str
    created_at: AwareDatetime


class TopicRow(Row):
    """A subject of the tree; its parent and what it was merged into by their keys."""

    key: str
    parent: str
    merged_into: str
    label_en: str
    label_zh: str
    order: int


class TermRow(Row):
    """A pair of the glossary."""

    zh: str
    en: str
    variants: str
    group: str


class LogRow(Row):
    """One row of the publication log, by its sequence number."""

    sequence: int
    ark: ArkText
    happening: Happening
    number: int | None
    at: AwareDatetime
    by: Username
