"""The legal status under which an entry is found: the one of today, as its page shows.

It follows from dates and from other entries (``archive.standing``), so a row is written
anew when one of these is published, and when a day comes on which it may turn.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policyarchive.archive import records, standing
from policyarchive.archive.standing import Cause
from policyarchive.archive.vocabulary import Role
from policyarchive.search.question import TURN


@dataclass(frozen=True, slots=True)
class Legal:
    """A status, the one stated where that is another, and until when this is certain.

    ``turn`` is the first day to come on which the status may change by itself.
    """

    code: str = ""
    stated: str = ""
    because: str = ""
    turn: date | None = None

    def days(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the turn as a date of a row."""
        if self.turn:
            day = self.turn.toordinal()
            yield TURN, (day, day)


def today(
    record: records.Record,
    causes: Mapping[str, Sequence[Cause]],
    law: records.LawRecord | None,
    day: date,
) -> Legal:
    """Return the legal status of an entry on a day.

    ``causes`` are what changes entries, by ARK; ``law`` is the one whose text it is.
    """
    if not isinstance(record, records.LawRecord | records.DocumentRecord):
        return Legal()
    stated, own = standing.code_of(record), causes.get(record.ark, ())
    found = standing.of_record(record, own, day)
    turns = {standing.next_turn(record.dates, own, day)}
    if law is not None and isinstance(record, records.DocumentRecord):
        of_law = causes.get(law.ark, ())
        found = found or standing.of_text(record, law, of_law, day)
        turns.add(standing.next_turn(law.dates, of_law, day))
    turn = min(filter(None, turns), default=None)
    if found is None:
        return Legal(stated, turn=turn)
    return Legal(found.code, stated, found.sentence, turn)


def law_of(record: records.Record) -> str:
    """Return the ARK of the law whose text an entry is, or nothing."""
    texts = record.linked(Role.TEXT_OF)
    return next((link.ref.ark for link in texts), "")
