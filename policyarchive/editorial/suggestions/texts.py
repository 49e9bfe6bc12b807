"""What of an entry is read for suggestions, and when it was written."""

from collections.abc import Iterator

from policyarchive.archive import dates, passages
from policyarchive.archive.models import Document, Entry
from policyarchive.archive.vocabulary import DocumentType
from policyarchive.editorial.suggestions.finding import Piece, Reading

MOST_CHARACTERS = 400_000
"""Longer texts are read up to here; a law of 1,300 articles has a quarter of it."""
_PRESS = frozenset((DocumentType.NEWS, DocumentType.OP_ED))
_ANY_TIME = dates.PartialDate("..", dates.FIRST_DAY, dates.LAST_DAY)


def reading_of(entry: Entry) -> Reading:
    """Return the titles and texts of a document, or the summaries of another entry."""
    pieces: list[Piece] = []
    size = 0
    for piece in _pieces(entry):
        size += len(piece.text)
        if size > MOST_CHARACTERS:
            break
        pieces.append(piece)
    return Reading(tuple(pieces))


def _pieces(entry: Entry) -> Iterator[Piece]:
    # The title of an actor, a law or an event is its own name.
    own = (entry.title_zh, entry.title_en) if isinstance(entry, Document) else ()
    for text in (*own, entry.summary_zh, entry.summary_en):
        if text.strip():
            yield Piece("", text)
    if isinstance(entry, Document):
        for working in entry.texts.all():
            for one in passages.split(working.body, working.language):
                words = " ".join(filter(None, (one.label, one.heading, one.body)))
                yield Piece(one.anchor, words)


def is_press(entry: Entry) -> bool:
    """Whether an entry reports what others did."""
    return isinstance(entry, Document) and entry.type in _PRESS


def written(entry: Entry) -> dates.PartialDate:
    """Return when an entry was written: its date, or no particular time."""
    code = entry.type if isinstance(entry, Document) else ""
    fact = dates.shown(code, entry.dates.all())
    if fact is None:
        return _ANY_TIME
    try:
        return dates.parse(fact.edtf)
    except dates.BadDate:
        return _ANY_TIME
