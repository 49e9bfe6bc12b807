"""The parameters of the API's searches: those of the pages, described."""

from typing import Literal

from ninja import Schema
from pydantic import Field

_MINUS = "As often as there are values; a minus before one leaves it out."
_ARK = f"ARK of an entry. {_MINUS}"


class Asked(Schema):
    """What a search asks; read by the same filter set as the pages."""

    q: str = Field("", description="Words, in the query language of the search page.")
    kind: list[str] = Field([], description=f"document, law, actor, event. {_MINUS}")
    type: list[str] = Field([], description=f"Code of a type. {_MINUS}")
    status: list[str] = Field([], description=f"Code of a legal status. {_MINUS}")
    level: list[str] = Field([], description=f"Code of a level. {_MINUS}")
    issuer: list[str] = Field([], description=_ARK)
    actor: list[str] = Field([], description=_ARK)
    law: list[str] = Field([], description=_ARK)
    event: list[str] = Field([], description=_ARK)
    topic: list[str] = Field([], description=f"Key of a topic. {_MINUS}")
    year: list[str] = Field([], description=f"Four digits. {_MINUS}")
    language: list[str] = Field([], description=f"Language of a text. {_MINUS}")
    source: list[str] = Field([], description=f"Host of a source. {_MINUS}")
    from_: str = Field("", alias="from", description="First date, in EDTF.")
    to: str = Field("", description="Last date, in EDTF.")
    sort: Literal["", "relevance", "newest", "oldest"] = Field(
        "", description="Without words the newest come first."
    )
    page: int = Field(1, ge=1, le=1_000_000)
    size: int = Field(20, ge=1, le=500, description="Results on a page.")
    widen: Literal["", "yes", "no"] = Field(
        "", description="no: search only what was typed, without the glossary."
    )
