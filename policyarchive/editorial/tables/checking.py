"""What is wrong with a table, row by row: as the forms would say, and between rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model

from policyarchive.archive.models import Topic
from policyarchive.archive.vocabulary import DateRole, Kind, Status
from policyarchive.editorial import duplicates
from policyarchive.editorial.checks.asking import ISSUED
from policyarchive.editorial.duplicates import Ground
from policyarchive.editorial.statuses import unsourced
from policyarchive.editorial.tables.building import (
    Built,
    build,
    strange_cells,
    strange_codes,
    strange_doubts,
)
from policyarchive.editorial.tables.columns import KINDS, RELATION
from policyarchive.editorial.tables.joining import Joined, join
from policyarchive.editorial.tables.naming import Known, name_all
from policyarchive.editorial.tables.notes import Level, Note, error, look
from policyarchive.editorial.tables.reading import Row

# Grounds on which two rows of a file are one thing, whatever a person thinks of it.
_CERTAIN = (Ground.TEXT, Ground.ADDRESS)
_PART_FIELDS = ("entry", "document")


@dataclass(frozen=True)
class Checked:
    """A table that was gone through: what it would make, and what there is to say."""

    built: Sequence[Built]
    joined: Sequence[Joined]
    known: Known
    notes: Sequence[Note]

    @property
    def has_errors(self) -> bool:
        """Whether any row keeps the table from being loaded."""
        return any(note.level is Level.ERROR for note in self.notes)


def check(rows: Sequence[Row], *, by: User) -> Checked:
    """Return what a table would make and every fault in it; nothing is written."""
    sound = [row for row in rows if row.kind in KINDS]
    notes = [*_kinds(rows, by)]
    for row in sound:
        notes += [*strange_cells(row), *strange_codes(row), *strange_doubts(row)]
    known, named = name_all(sound)
    notes += named
    built = build_new(rows)
    topics = set(Topic.objects.values_list("key", flat=True))
    told = {(note.line, note.column) for note in notes}
    for one in built:
        notes += (
            note
            for note in (*_faults(one), *_topics(one.row, topics), *_dates(one))
            if (note.line, note.column) not in told
        )
    joined, faults = join(sound, known, by)
    notes += faults
    notes += _alike(built)
    return Checked(built, joined, known, sorted(set(notes)))


def build_new(rows: Sequence[Row]) -> list[Built]:
    """Return the entries that rows would make; the others name one that is there."""
    return [
        build(row)
        for row in rows
        if row.kind in KINDS and row.kind != RELATION and not row["ark"]
    ]


def _kinds(rows: Sequence[Row], by: User) -> Iterator[Note]:
    lacking = {k for k in Kind.values if not by.has_perm(f"archive.add_{k}")}
    for row in rows:
        if row.kind not in KINDS:
            is_said = f"“{row.kind}” is no kind" if row.kind else "The kind is missing"
            words = f"{is_said}: write one of {', '.join(KINDS)}."
            yield error(row.line, "kind", words)
        elif row.kind in lacking:
            words = f"You have no right to add a row of the kind {row.kind}."
            yield error(row.line, "kind", words)


def _faults(built: Built) -> Iterator[Note]:
    """Yield what the forms would say of an entry and its parts."""
    line = built.row.line
    yield from _cleaned(built.entry, line, "", ("permalink", "entry_ptr"))
    seen: set[tuple[str, str]] = set()
    for column, part in built.parts:
        yield from _cleaned(part, line, column, _PART_FIELDS)
        if column == "names":
            if (column, str(part)) in seen:
                yield error(line, column, f"“{part}” stands there twice.")
            seen.add((column, str(part)))
    if Status.find(built.row["status"]):
        for sentence in unsourced([built.entry]).values():
            yield error(line, "status_source", sentence)


def _cleaned(
    row: Model, line: int, column: str, exclude: Sequence[str]
) -> Iterator[Note]:
    try:
        row.full_clean(exclude, validate_unique=False, validate_constraints=False)
    except ValidationError as fault:
        for name, sentences in fault.message_dict.items():
            place = column or ("" if name == "__all__" else name)
            yield from (error(line, place, sentence) for sentence in sentences)


def _dates(built: Built) -> Iterator[Note]:
    """Yield what dates leave out or say against each other; a source may say so too."""
    line, facts = built.row.line, dict(built.dates())
    effective = facts.get(DateRole.EFFECTIVE, "")
    for role in ISSUED:
        issued = facts.get(role, "")
        if (
            "/" not in effective + issued
            and effective[: len(issued)] < issued[: len(effective)]
        ):
            words = (
                f"In effect ({effective}) before it was {role.en.lower()} ({issued}): "
                "one of the two is wrong, or in the wrong role."
            )
            yield look(line, "effective", words)
    if built.row.kind == Kind.EVENT and DateRole.HAPPENED not in facts:
        words = "An event without a date: readers will find it among the undated."
        yield look(line, "happened", words)


def _topics(row: Row, known: set[str]) -> Iterator[Note]:
    for key in row.listed("topics"):
        if key not in known:
            yield error(row.line, "topics", f"“{key}” is the key of no topic.")


def _alike(built: Sequence[Built]) -> Iterator[Note]:
    """Yield the rows that may be an earlier row once more."""
    found = duplicates.find_among([one.clues() for one in built])
    for one, matches in zip(built, found, strict=True):
        for earlier, reasons in matches.items():
            is_certain = any(reason.ground in _CERTAIN for reason in reasons)
            place = built[earlier].row.place
            why = " ".join(reason.words for reason in reasons)
            if is_certain:
                yield error(one.row.line, "", f"It is {place} once more. {why}")
            else:
                yield look(one.row.line, "", f"It may be {place} once more. {why}")
