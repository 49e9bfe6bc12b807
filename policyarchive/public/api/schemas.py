"""The shapes of the API's answers, for its description."""

from typing import Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from policyarchive.archive.records import Record


class Shape(Schema):
    """Base of all shapes: what is described is all there is."""

    model_config = ConfigDict(extra="forbid")


class Error(Schema):
    """What went wrong, in one sentence; further facts may stand beside it."""

    error: str


class Tombstone(Shape):
    """What is left of a withdrawn entry."""

    id: str = Field(description="The permalink's identifier (ARK).")
    is_visible: bool
    removal_reason: str = Field(description="A code of a closed list.")
    note: str
    removal_date: str = Field(description="ISO 8601; empty when it is not known.")
    removed_by: str = Field(description="The role of who decided.")
    citation_text: str
    replaced_by: str | None = Field(description="The ARK of what replaces it.")


class Passage(Shape):
    """A passage that holds what was asked, cut short."""

    url: str
    anchor: str = Field(description="Empty for the summary of an entry.")
    label: str
    language: str
    text: str
    html: str = Field(description="The same with <mark> around what was asked.")


class Result(Shape):
    """An entry as result lists show it."""

    ark: str
    url: str = Field(description="The permalink of the version that was found.")
    kind: Literal["document", "law", "actor", "event"]
    type: str
    title: str
    title_zh: str
    title_en: str
    date: str = Field(description="The one date shown, in EDTF; empty without one.")
    date_is: str = Field(description="What the date is: adopted, signed, …")
    number: str
    status: str = Field(
        description="Legal status today, by dates and relations; as on the page."
    )
    status_as_stated: str = Field(description="The one that the record states.")
    issuers: list[str] = Field(description="ARKs, the lead first.")
    is_unverified: bool
    passages: list[Passage]


class FacetValue(Shape):
    """How many entries have a value under all other filters."""

    value: str
    count: int
    state: Literal["", "include", "exclude"]


class Results(Shape):
    """One page of results with its counts."""

    count: int
    page: int | None = Field(description="Null where a cursor was followed.")
    pages: int
    names: list[Result] = Field(description="Entries that go by what was asked.")
    results: list[Result]
    facets: dict[str, list[FacetValue]]
    narrowed: list[str] = Field(
        description="Facets that were counted under their own filter too, because "
        "counting them without it was too much work."
    )
    next: str | None = Field(description="The address of the next page.")
    next_cursor: str | None = Field(
        description="Where this page ended, in an order by date; null at the end and "
        "by relevance."
    )


class Edition(Shape):
    """A version, without what it says."""

    number: int
    url: str = Field(description="The permalink of the version.")
    record_url: str = Field(description="Where its record is, byte for byte as hashed.")
    sha256: str
    published_at: str
    change_note: str


class LegalStatus(Shape):
    """The legal status of an entry today, by dates and relations; as on its page."""

    code: str
    as_stated: str = Field(description="The one that the record states.")
    because: str = Field(description="Why it is another; empty where it is not.")


class Entry(Shape):
    """An entry as it reads now."""

    ark: str
    url: str = Field(description="The permalink, which leads to the newest version.")
    kind: Literal["document", "law", "actor", "event"]
    title_zh: str
    title_en: str
    version: Edition
    versions_url: str
    legal_status: LegalStatus | None
    record: Record


class Editions(Shape):
    """All versions of an entry, oldest first."""

    ark: str
    versions: list[Edition]


class Text(Schema):
    """The words of a text, byte for byte as hashed."""

    language: str
    passages: list[dict[str, str | list[str]]]


class Change(Shape):
    """The last word of the publication log on an entry."""

    ark: str
    url: str
    entry_url: str = Field(description="Its address in this API.")
    kind: Literal["document", "law", "actor", "event"]
    state: Literal["published", "withdrawn", "merged", "erased"]
    at: str
    version: int | None
    sha256: str | None
    merged_into: str | None = Field(description="The ARK of the survivor.")


class Changes(Shape):
    """A stretch of the log."""

    changes: list[Change]
    cursor: str = Field(description="Ask with it again to hear what came after.")
    next: str | None = Field(description="The address of more; null at the end.")


class Match(Shape):
    """An entry that an identifier leads to."""

    ark: str
    url: str = Field(description="Where it leads: a permalink, with version and place.")
    entry_url: str
    kind: Literal["document", "law", "actor", "event"]
    state: Literal["published", "withdrawn", "merged"]
    title_zh: str
    title_en: str
    version: int | None = Field(description="The version that was named, if one was.")


class Resolved(Shape):
    """What an identifier leads to."""

    id: str
    read_as: Literal["ark", "sha256", "number", "url", "key"]
    matches: list[Match]


class Stands(Shape):
    """Where words stand in a version."""

    language: str
    kind: str = Field(description="Original, translation or digest: a code.")
    anchor: str
    label: str
    url: str = Field(description="The permalink with the place.")
    words: str = Field(description="As they stand there; empty where not shown.")
    is_verbatim: bool = Field(description="With the same punctuation as well.")
    likeness: float = Field(description="1 where found; less for a nearest wording.")


class Holder(Shape):
    """A version and whether it holds the words."""

    number: int
    url: str
    published_at: str
    holds: bool


class Quoted(Shape):
    """Whether a version holds the words that are quoted."""

    ark: str
    version: int
    text: str
    verdict: Literal["found", "elsewhere", "not-found", "no-text"] = Field(
        description="elsewhere: not in this version, but in another of the entry."
    )
    found: list[Stands]
    nearest: list[Stands] = Field(description="Per text; empty where found.")
    versions: list[Holder]
