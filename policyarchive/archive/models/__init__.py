"""The nouns as tables: vocabularies, the published side and the working copy."""

from policyarchive.archive.models.published import (
    Capture,
    OtherName,
    Permalink,
    Publication,
    Text,
    Version,
)
from policyarchive.archive.models.requests import TakedownRequest
from policyarchive.archive.models.vocabulary import Term, Topic
from policyarchive.archive.models.working import (
    Actor,
    DateFact,
    Document,
    Entry,
    Event,
    Flag,
    Law,
    Link,
    Name,
    Source,
    WorkingText,
)

__all__ = [
    "Actor",
    "Capture",
    "DateFact",
    "Document",
    "Entry",
    "Event",
    "Flag",
    "Law",
    "Link",
    "Name",
    "OtherName",
    "Permalink",
    "Publication",
    "Source",
    "TakedownRequest",
    "Term",
    "Text",
    "Topic",
    "Version",
    "WorkingText",
]
