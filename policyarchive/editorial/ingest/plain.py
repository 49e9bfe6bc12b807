"""Reading plain text."""

from policyarchive.editorial.ingest import joins
from policyarchive.editorial.ingest.draft import Line, Reading, Refusal, storable
from policyarchive.editorial.ingest.encodings import decode

MOST_CHARACTERS = 12_000_000
"""Longer than any single document: the largest code of laws has about 150,000."""


def read(data: bytes, media_type: str = "text/plain") -> Reading:
    """Return the lines of a text file."""
    decoded = decode(data)
    doubts = (decoded.doubt,) if decoded.doubt else ()
    return Reading(
        media_type, lines_of(decoded.text), encoding=decoded.encoding, doubts=doubts
    )


def lines_of(text: str) -> tuple[Line, ...]:
    """Return a text as lines; Refusal when it is too long to be one document."""
    if len(text) > MOST_CHARACTERS:
        raise Refusal(
            f"It holds {len(text):,} characters; one document may hold "
            f"{MOST_CHARACTERS:,}. Split it."
        )
    unfolded = joins.unfold(storable(text).replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(Line(line) for line in unfolded.split("\n"))
