"""Rows of a table that the archive may hold already."""

from collections.abc import Iterator, Sequence

from policyarchive.editorial import duplicates
from policyarchive.editorial.tables.building import Built
from policyarchive.editorial.tables.notes import Note, look


def find_alike(built: Sequence[Built]) -> Iterator[Note]:
    """Yield what the archive has that some rows may be, with how to use it."""
    found = duplicates.find([one.clues() for one in built])
    for one, matches in zip(built, found, strict=True):
        for match in matches:
            yield look(
                one.row.line,
                "",
                f"It may be “{match.entry}”, which is there. {match.words} To use that "
                f"one, put {match.entry.permalink.ark} into the column “ark” and empty "
                "the rest of the row but kind and key.",
            )
