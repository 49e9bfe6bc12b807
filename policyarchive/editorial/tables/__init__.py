"""Entries and relations from a table somebody fills in: CSV, XLSX or JSON Lines.

``read`` makes rows of bytes, ``check`` says what is wrong with any of them, with the
checks of the desk's own forms and also between the rows, and ``save`` makes drafts of
all of them or of none. Nothing is written before that.
"""

from policyarchive.editorial.tables.checking import check
from policyarchive.editorial.tables.columns import COLUMNS, KINDS, Column, of_kind
from policyarchive.editorial.tables.loading import (
    bring_in,
    has_errors,
    load_all,
    notes_of,
    rows_of,
    step,
)
from policyarchive.editorial.tables.notes import Level, Note
from policyarchive.editorial.tables.reading import BadTable, Row, read
from policyarchive.editorial.tables.templates import template

__all__ = [
    "COLUMNS",
    "KINDS",
    "BadTable",
    "Column",
    "Level",
    "Note",
    "Row",
    "bring_in",
    "check",
    "has_errors",
    "load_all",
    "notes_of",
    "of_kind",
    "read",
    "rows_of",
    "step",
    "template",
]
