"""Readers: a file's bytes in, a frozen draft with every line labelled out."""

from policyarchive.editorial.ingest.draft import (
    DateClaim,
    Draft,
    Label,
    Line,
    Refusal,
    compose,
)
from policyarchive.editorial.ingest.registry import (
    Refused,
    count,
    drafts,
    read,
    read_row,
)

__all__ = (
    "DateClaim",
    "Draft",
    "Label",
    "Line",
    "Refusal",
    "Refused",
    "compose",
    "count",
    "drafts",
    "read",
    "read_row",
)
