"""Whether an instrument still stands, and whether it was in force on a given day.

Said is only what the record and the relations state; a day they do not reach is left
open rather than guessed.
"""

from collections.abc import Iterator
from datetime import date

from policyarchive.archive import records, standing
from policyarchive.archive.dates import BadDate, PartialDate, parse
from policyarchive.archive.standing import CHANGING, HALTED, OVER, Cause, Standing
from policyarchive.archive.vocabulary import DateRole, Role, Status
from policyarchive.search.results import Hit, Pointing

ROLES = tuple(role.value for role in CHANGING)
_ENDING = (Role.REPEALS, Role.REPLACES)


def found(record: records.Record, pointing: Pointing, day: date) -> Standing | None:
    """Return the status on a day where dates and relations contradict the stated one.

    None for an entry that is no instrument.
    """
    return standing.of_record(record, _causes(pointing), day)


def of_text(
    record: records.DocumentRecord,
    law: records.LawRecord,
    pointing: Pointing,
    day: date,
) -> Standing | None:
    """Return the status of a text whose law is over, where the text says otherwise."""
    return standing.of_text(record, law, _causes(pointing), day)


def over(record: records.LawRecord, found: Standing | None) -> str:
    """Return the code of how a law ended, empty while it has not."""
    code = found.code if found else standing.code_of(record)
    return code if code in OVER else ""


def _causes(pointing: Pointing) -> Iterator[Cause]:
    """Yield what changes an entry, of what points at it."""
    for role in CHANGING:
        if role.value in pointing.groups:
            for hit in pointing.groups[role.value].hits:
                yield _cause(role, hit)


def _cause(role: str, hit: Hit) -> Cause:
    return Cause(
        role=role,
        ark=hit.ark,
        title=hit.title_en or hit.title_zh,
        when=hit.effective or hit.date,
        there=hit.link.there if hit.link else "",
        is_unverified=bool(hit.link and hit.link.is_unverified),
    )


def is_changed(
    record: records.Record, pointing: Pointing, day: date, text: Hit | None = None
) -> bool:
    """Whether an instrument was repealed, replaced, suspended or amended by a day.

    ``text`` is the edition of a law that is read: what amended the law before that was
    adopted is in it.
    """
    if is_over(record, pointing, day):
        return True
    amending = pointing.hits(Role.AMENDS)
    if text is None or not text.date:
        return bool(amending) or standing.code_of(record) == Status.AMENDED
    is_older = text.status in {Status.AMENDED} | OVER | HALTED
    return is_older or any(hit.date > text.date for hit in amending)


def is_over(record: records.Record, pointing: Pointing, day: date) -> bool:
    """Whether an instrument was repealed, replaced or suspended by a day.

    What ends it on a day that nobody knows, or that nobody confirmed, counts as well.
    """
    made = found(record, pointing, day)
    code = made.code if made else standing.code_of(record)
    hits = pointing.hits(*_ENDING)
    return code in OVER | HALTED or any(not _is_to_come(hit, day) for hit in hits)


def _is_to_come(hit: Hit, day: date) -> bool:
    when = _parsed(hit.effective or hit.date)
    return when is not None and when.lower > day


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
    if status and status.code in OVER and not is_end_dated:
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
