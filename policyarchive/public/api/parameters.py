"""The parameters of the API's searches: those of the pages, described."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from policyarchive.search.language import LONGEST

_MINUS = "As often as there are values; a minus before one leaves it out."
_FIRST = "First day of the date in this role, in EDTF."
_LAST = "Last day of the date in this role, in EDTF."
_ARK = f"ARK of an entry. {_MINUS}"


class Asked(Schema):
    """What a search asks; read by the same filter set as the pages."""

    q: str = Field(
        "",
        description="Words, in the query language of the search page.",
        max_length=LONGEST,
    )
    kind: list[str] = Field([], description=f"document, law, actor, event. {_MINUS}")
    type: list[str] = Field([], description=f"Code of a type. {_MINUS}")
    status: list[str] = Field([], description=f"Code of a legal status. {_MINUS}")
    level: list[str] = Field([], description=f"Code of a level. {_MINUS}")
    origin: list[str] = Field(
        [], description=f"Code of a kind of source, such as ministry. {_MINUS}"
    )
    issuer: list[str] = Field([], description=f"{_ARK} Bodies below it count as well.")
    actor: list[str] = Field([], description=_ARK)
    law: list[str] = Field([], description=_ARK)
    event: list[str] = Field([], description=_ARK)
    topic: list[str] = Field(
        [], description=f"Key of a topic. {_MINUS} Topics below it count as well."
    )
    year: list[str] = Field([], description=f"Four digits. {_MINUS}")
    month: list[str] = Field(
        [], description=f"2021-06, or 2021-XX for a year without a month. {_MINUS}"
    )
    language: list[str] = Field([], description=f"Language of a text. {_MINUS}")
    source: list[str] = Field([], description=f"Host of a source. {_MINUS}")
    from_: str = Field(
        "", alias="from", description="First day of the date shown, in EDTF."
    )
    to: str = Field("", description="Last day of the date shown, in EDTF.")
    adopted_from: str = Field("", alias="adopted-from", description=_FIRST)
    adopted_to: str = Field("", alias="adopted-to", description=_LAST)
    signed_from: str = Field("", alias="signed-from", description=_FIRST)
    signed_to: str = Field("", alias="signed-to", description=_LAST)
    published_from: str = Field("", alias="published-from", description=_FIRST)
    published_to: str = Field("", alias="published-to", description=_LAST)
    promulgated_from: str = Field("", alias="promulgated-from", description=_FIRST)
    promulgated_to: str = Field("", alias="promulgated-to", description=_LAST)
    effective_from: str = Field("", alias="effective-from", description=_FIRST)
    effective_to: str = Field("", alias="effective-to", description=_LAST)
    expires_from: str = Field("", alias="expires-from", description=_FIRST)
    expires_to: str = Field("", alias="expires-to", description=_LAST)
    suspended_until_from: str = Field(
        "", alias="suspended-until-from", description=_FIRST
    )
    suspended_until_to: str = Field("", alias="suspended-until-to", description=_LAST)
    happened_from: str = Field("", alias="happened-from", description=_FIRST)
    happened_to: str = Field("", alias="happened-to", description=_LAST)
    added_from: str = Field(
        "",
        alias="added-from",
        description="First day on which the version was published here, in EDTF.",
    )
    added_to: str = Field("", alias="added-to", description="Last such day, in EDTF.")
    sort: Literal["", "relevance", "newest", "oldest", "added"] = Field(
        "", description="Without words the newest come first."
    )
    page: int = Field(1, ge=1, le=1_000_000)
    cursor: str = Field(
        "",
        description="The next_cursor of an earlier answer in the same order by date, "
        "to go on where it ended; it takes no page.",
    )
    size: int = Field(20, ge=1, le=500, description="Results on a page.")
    widen: Literal["", "yes", "no"] = Field(
        "", description="no: search only what was typed, without the glossary."
    )
