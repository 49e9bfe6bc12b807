"""Whether an instrument still stands, and whether it was in force on a given day.

Said is only what the record and the relations state; a day they do not reach is left
open rather than guessed.
"""

from collections.abc import Iterator
from datetime import date

from policyarchive.archive import records
from policyarchive.archive.dates import BadDate, PartialDate, parse
from policyarchive.archive.vocabulary import DateRole, Role, Status
from policyarchive.search.results import Hit, Pointing

CHANGING = (Role.AMENDS, Role.REPEALS, Role.REPLACES, Role.SUSPENDS)
_ENDING = (Role.REPEALS, Role.REPLACES)
_OVER = frozenset((Status.SUPERSEDED, Status.REPEALED, Status.LAPSED))
_HALTED = frozenset((Status.SUSPENDED, Status.SUSPENDED_IN_PART))


def is_changed(
    record: records.Record, pointing: Pointing, text: Hit | None = None
) -> bool:
    """Whether an instrument was repealed, replaced, suspended or amended since.

    ``text`` is the edition of a law that is read: what amended the law before that was
    adopted is in it.
    """
    if is_over(record, pointing):
        return True
    amending = pointing.hits(Role.AMENDS)
    if text is None or not text.date:
        return bool(amending) or _code(record) == Status.AMENDED
    is_older = text.status in {Status.AMENDED} | _OVER | _HALTED
    return is_older or any(hit.date > text.date for hit in amending)


def is_over(record: records.Record, pointing: Pointing) -> bool:
    """Whether an instrument was repealed, replaced or suspended."""
    is_ended = any(role in pointing.groups for role in (*_ENDING, Role.SUSPENDS))
    return is_ended or _code(record) in _OVER | _HALTED


def _code(record: records.Record) -> str:
    status: records.StatusFact | None = getattr(record, "status", None)
    return status.code if status else ""


def on_day(record: records.Record, pointing: Pointing, day: date) -> str:
    """Return one sentence on whether an instrument was in force on a day."""
    begins, ends = _date(record, DateRole.EFFECTIVE), _date(record, DateRole.EXPIRES)
    if begins and begins.lower > day:
        return f"Not yet in force on {day}: it took effect on {begins.edtf}."
    if ends and ends.upper <= day:
        return f"No longer in force on {day}: it expired on {ends.edtf}."
    ended = [when for when in _ended(pointing) if when.upper <= day]
    if ended:
        return f"No longer in force on {day}: it was repealed or replaced by then."
    if begins is None or begins.upper > day:
        return f"The archive does not state whether it was in force on {day}."
    return _since(record, pointing, begins, day)


def _since(
    record: records.Record, pointing: Pointing, begins: PartialDate, day: date
) -> str:
    """Return what is known of a day after an instrument took effect."""
    status: records.StatusFact | None = getattr(record, "status", None)
    is_end_dated = any(when.lower > day for when in _ended(pointing))
    if status and status.code in _OVER and not is_end_dated:
        return (
            f"In force from {begins.edtf}, and not any more; the archive does not "
            f"state whether still on {day}."
        )
    known = _parsed(status.as_of) if status else None
    if is_end_dated or (known and known.lower >= day):
        return f"In force on {day}, since {begins.edtf}."
    return f"In force from {begins.edtf}; nothing here says that it ended by {day}."


def _ended(pointing: Pointing) -> Iterator[PartialDate]:
    for hit in pointing.hits(*_ENDING):
        if when := _parsed(hit.effective or hit.date):
            yield when


def _date(record: records.Record, role: DateRole) -> PartialDate | None:
    fact = record.date(role)
    return _parsed(fact.edtf) if fact else None


def _parsed(edtf: str) -> PartialDate | None:
    try:
        return parse(edtf)
    except BadDate:
        return None
