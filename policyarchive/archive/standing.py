"""The legal status of an instrument as its dates and relations have it on a day. Pure.

A status that somebody set says what a source said then; dates go by and other
instruments repeal. Where a date of the record or a relation of a published entry says
otherwise, that counts, and the sentence in ``because`` names it. What neither reaches
is left as it was set: an entry into force long ago does not prove that nothing has
ended it since.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policyarchive.archive import records
from policyarchive.archive.dates import BadDate, Dated, PartialDate, parse
from policyarchive.archive.vocabulary import DateRole, Role, Status

CHANGING = (Role.AMENDS, Role.REPEALS, Role.REPLACES, Role.SUSPENDS)
OVER = frozenset((Status.SUPERSEDED, Status.REPEALED, Status.LAPSED))
HALTED = frozenset((Status.SUSPENDED, Status.SUSPENDED_IN_PART))
# What a set status may be without contradicting what was found.
_AGREES: dict[Status, frozenset[Status]] = {
    Status.REPEALED: OVER,
    Status.SUPERSEDED: OVER,
    Status.LAPSED: OVER,
    Status.SUSPENDED: OVER | HALTED,
    Status.SUSPENDED_IN_PART: OVER | HALTED,
    Status.NOT_YET: OVER | HALTED | {Status.NOT_YET},
}
APART = frozenset(
    (Status.DRAFT, Status.NON_BINDING, Status.NOT_PUBLIC, Status.PUBLISHED)
)
"""These say nothing of force, so that no date contradicts them."""
_ENDS = (
    (Role.REPEALS, Status.REPEALED, "Repealed"),
    (Role.REPLACES, Status.SUPERSEDED, "Replaced"),
)


@dataclass(frozen=True, slots=True)
class Cause:
    """A published entry that changes an instrument, as its relation states it.

    ``when`` is its entry into force or else its own date, EDTF; ``there`` the anchor of
    the article it changes, empty when it changes the whole.
    """

    role: str
    ark: str
    title: str
    when: str
    there: str = ""
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A status that follows from a date or a relation, with the words that say why."""

    code: Status
    because: str
    cause: Cause | None = None

    @property
    def sentence(self) -> str:
        """The words that say why, with what it is because of."""
        by = f" {self.cause.title}" if self.cause else ""
        return f"{self.because}{by}".rstrip(".") + "."


def of_record(
    record: records.Record, causes: Iterable[Cause], day: date
) -> Standing | None:
    """Return the status of an entry on a day where it is another than the one stated.

    None for an entry that is no instrument.
    """
    if not isinstance(record, records.LawRecord | records.DocumentRecord):
        return None
    return standing(code_of(record), record.dates, causes, day)


def of_text(
    record: records.DocumentRecord,
    law: records.LawRecord,
    causes: Iterable[Cause],
    day: date,
) -> Standing | None:
    """Return the status of a text whose law is over, where the text says otherwise.

    ``causes`` are those of the law.
    """
    if code_of(record) in {"", *APART, *OVER}:
        return None
    made = of_record(law, causes, day)
    code = made.code if made else Status.find(code_of(law))
    if code not in OVER:
        return None
    if made and made.cause:
        return Standing(code, f"Its law was: {made.because.lower()}", made.cause)
    law_is = Cause("", law.ark, law.title_en or law.title, "")
    return Standing(code, "So is the law it is a text of,", law_is)


def code_of(record: records.Record) -> str:
    """Return the code of the status that a record states, empty without one."""
    status: records.StatusFact | None = getattr(record, "status", None)
    return status.code if status else ""


def causes_in(record: records.Record) -> Iterator[tuple[str, Cause]]:
    """Yield what a published record says it does to which entries, by their ARKs."""
    when = record.date(DateRole.EFFECTIVE) or record.shown_date
    for link in record.linked(*CHANGING):
        yield (
            link.ref.ark,
            Cause(
                role=link.role,
                ark=record.ark,
                title=record.title_en or record.title_zh,
                when=when.edtf if when else "",
                there=link.there,
                is_unverified=link.is_unverified,
            ),
        )


def next_turn(
    dates: Iterable[Dated], causes: Iterable[Cause], day: date
) -> date | None:
    """Return the first day after a day on which a status may be another by itself."""
    known = [date for fact in dates if (date := _parsed(fact.edtf))]
    begun = [when for cause in causes if (when := _parsed(cause.when))]
    turns = {
        turn
        for when in (*known, *begun)
        for turn in (when.lower, when.upper, _day_after(when.upper))
        if turn > day
    }
    return min(turns, default=None)


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def standing(
    stated: str, dates: Iterable[Dated], causes: Iterable[Cause], day: date
) -> Standing | None:
    """Return the status on a day where it is another than the one stated, else None."""
    if stated in APART:
        return None
    found = derive(list(dates), list(causes), day)
    if found is None:
        return _begun(stated, list(dates), day)
    agreeing = _AGREES[found.code]
    return None if stated in agreeing else found


def derive(
    dates: Sequence[Dated], causes: Sequence[Cause], day: date
) -> Standing | None:
    """Return what dates and relations say of a day, None where they say nothing.

    Relations and dates that nobody has confirmed say nothing; nor does a cause whose
    own date is not known or not over.
    """
    begun = [cause for cause in causes if _has_begun(cause, day)]
    for role, code, word in _ENDS:
        for cause in begun:
            if cause.role == role and not cause.there:
                return Standing(code, f"{word}, effective {cause.when}, by", cause)
    ends = _day(dates, DateRole.EXPIRES)
    if ends and ends.upper < day:
        return Standing(Status.LAPSED, f"It expired on {ends.edtf}.")
    begins = _day(dates, DateRole.EFFECTIVE)
    if begins and begins.lower > day:
        return Standing(Status.NOT_YET, f"It takes effect on {begins.edtf}.")
    return _halted(dates, begun, day)


def _halted(
    dates: Sequence[Dated], begun: Sequence[Cause], day: date
) -> Standing | None:
    until = _day(dates, DateRole.SUSPENDED_UNTIL)
    if until and until.upper < day:
        return None
    for cause in begun:
        if cause.role == Role.SUSPENDS:
            code = Status.SUSPENDED_IN_PART if cause.there else Status.SUSPENDED
            return Standing(code, f"Suspended, effective {cause.when}, by", cause)
    if until:
        return Standing(Status.SUSPENDED, f"It is suspended until {until.edtf}.")
    return None


def _begun(stated: str, dates: Sequence[Dated], day: date) -> Standing | None:
    """Return that an instrument took effect since it was said to be still to come."""
    begins = _day(dates, DateRole.EFFECTIVE)
    if stated == Status.NOT_YET and begins and begins.upper <= day:
        return Standing(Status.IN_FORCE, f"It took effect on {begins.edtf}.")
    return None


def _has_begun(cause: Cause, day: date) -> bool:
    when = _parsed(cause.when)
    return not cause.is_unverified and when is not None and when.upper <= day


def _day(dates: Iterable[Dated], role: DateRole) -> PartialDate | None:
    facts = (fact for fact in dates if fact.role == role)
    sure = (fact for fact in facts if not getattr(fact, "is_unverified", False))
    return next((_parsed(fact.edtf) for fact in sure), None)


def _parsed(edtf: str) -> PartialDate | None:
    try:
        return parse(edtf)
    except BadDate:
        return None
