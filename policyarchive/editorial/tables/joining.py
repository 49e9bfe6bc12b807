"""The relations of a table: its own rows, and the issuers that entries name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from policyarchive.archive.models import Link
from policyarchive.archive.vocabulary import Role, a_kind
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Verb
from policyarchive.editorial.tables.columns import RELATION
from policyarchive.editorial.tables.naming import Known, Named
from policyarchive.editorial.tables.notes import Note, error
from policyarchive.editorial.tables.reading import Row

_YES = frozenset(("yes", "true", "1", "x"))


@dataclass(frozen=True, slots=True)
class Joined:
    """A relation to be, with its two ends; ``link`` has neither yet."""

    row: Row
    start: Named
    end: Named
    link: Link

    @property
    def id(self) -> tuple[object, ...]:
        """What two relations that are one have in common."""
        link = self.link
        ends = [end.entry.pk if end.entry else f"line {end.line}" for end in self._ends]
        return (*ends, link.role, link.here, link.there)

    @property
    def _ends(self) -> tuple[Named, Named]:
        return self.start, self.end


def join(
    rows: Sequence[Row], known: Known, by: User
) -> tuple[list[Joined], list[Note]]:
    """Return the relations of a table, and what is wrong with them."""
    found: list[Joined] = []
    notes: list[Note] = []
    for row in rows:
        if row.kind == RELATION:
            notes += _relation(row, known, found)
        else:
            notes += _issuers(row, known, found)
    return found, [*notes, *_twice(found), *_locked(found, by)]


def _relation(row: Row, known: Known, found: list[Joined]) -> Iterator[Note]:
    ends: list[Named] = []
    for column in ("from", "to"):
        named = known.find(row[column]) if row[column] else "Say which entry."
        if isinstance(named, str):
            yield error(row.line, column, named)
        else:
            ends.append(named)
    role = Role.find(row["role"])
    if not row["role"]:
        yield error(row.line, "role", "Say in which role.")
    if len(ends) < 2 or not isinstance(role, Role):
        return
    joined = Joined(row, ends[0], ends[1], _link(row, role))
    if faults := [*_mismatch(joined, role, "role"), *_faults(joined)]:
        yield from faults
    else:
        found.append(joined)


def _link(row: Row, role: Role) -> Link:
    return Link(
        role=role,
        here=row["here"],
        there=row["there"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        source=row["source"],
        note=row["note"],
        is_unverified=row["unverified"].lower() in _YES,
    )


def _mismatch(joined: Joined, role: Role, column: str) -> Iterator[Note]:
    kinds = joined.start.kind, joined.end.kind
    line = joined.row.line
    if kinds not in role.kinds:
        words = (
            f"“{role.en}” cannot lead from {a_kind(kinds[0])} to {a_kind(kinds[1])}."
        )
        yield error(line, column, words)
    if joined.id[0] == joined.id[1]:
        yield error(line, column, "An entry cannot be joined to itself.")


def _faults(joined: Joined) -> Iterator[Note]:
    try:
        joined.link.clean_fields(exclude=("entry", "target"))
        joined.link.clean()
    except ValidationError as fault:
        for column, sentences in fault.message_dict.items():
            yield from (error(joined.row.line, column, words) for words in sentences)


def _issuers(row: Row, known: Known, found: list[Joined]) -> Iterator[Note]:
    start = Named(row.kind, None, row.line)
    for order, text in enumerate(row.listed("issuers")):
        end = known.find(text)
        if isinstance(end, str):
            yield error(row.line, "issuers", end)
            continue
        link = Link(role=Role.ISSUER, order=order, is_lead=order == 0)
        joined = Joined(row, start, end, link)
        faults = list(_mismatch(joined, Role.ISSUER, "issuers"))
        yield from faults
        if not faults:
            found.append(joined)


def _twice(found: Sequence[Joined]) -> Iterator[Note]:
    """Yield relations that stand twice in the table, or in the archive already."""
    seen: dict[tuple[object, ...], str] = {}
    starts = {one.start.entry.pk for one in found if one.start.entry}
    held = set(
        Link.objects.filter(entry__in=starts).values_list(
            "entry_id", "target_id", "role", "here", "there"
        )
    )
    for one in found:
        if one.id in held:
            words = "The archive has this relation already: leave the row out."
            yield error(one.row.line, "", words)
        elif place := seen.get(one.id):
            yield error(one.row.line, "", f"It is {place} once more: leave one out.")
        seen.setdefault(one.id, one.row.place)


def _locked(found: Sequence[Joined], by: User) -> Iterator[Note]:
    """Yield relations that start at an entry that may not be edited now."""
    reasons: dict[int, str] = {}
    for one in found:
        if entry := one.start.entry:
            if entry.pk not in reasons:
                reasons[entry.pk] = workflow.why_not(Verb.EDIT, entry, by)
            if reasons[entry.pk]:
                yield error(one.row.line, "from", reasons[entry.pk])
