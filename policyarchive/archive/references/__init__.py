"""Recognising names, references and dates in running text.

``gazetteer`` knows the names of entries, ``recognise`` finds references (titles,
document numbers, articles, permalinks, addresses), ``mentions`` finds bodies and
events, ``dates_in`` finds dates, ``gathering`` reads footnotes. All of it is pure: text
and names in, spans of the text out; no database and no clock.
"""

from policyarchive.archive.references.gazetteer import Gazetteer
from policyarchive.archive.references.names import EntryKind, Name, OtherName
from policyarchive.archive.references.reference import Kind, Pinpoint, Reference

__all__ = [
    "EntryKind",
    "Gazetteer",
    "Kind",
    "Name",
    "OtherName",
    "Pinpoint",
    "Reference",
]
