"""What the rows of a table call entries by: keys of other rows, and permalinks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyarchive.archive import permalinks
from policyarchive.archive.models import Entry, Permalink
from policyarchive.editorial.tables.columns import RELATION
from policyarchive.editorial.tables.notes import Note, error
from policyarchive.editorial.tables.reading import Row


@dataclass(frozen=True, slots=True)
class Named:
    """An entry a row refers to: one that is there, or the one another row makes.

    ``place`` is how a person finds in the file the row that gave it its key.
    """

    kind: str
    entry: Entry | None
    line: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the rows of a table may refer to."""

    keys: dict[str, Named]
    permalinks: dict[str, Permalink]

    def find(self, text: str) -> Named | str:
        """Return what a cell refers to, or the sentence that says why it does not."""
        if named := self.keys.get(text):
            return named
        ark = permalinks.read(text)
        if ark is None:
            return (
                f"“{text}” is the key of no row and no permalink: use a key of this "
                "file or paste the permalink of an entry."
            )
        return self.held(text)

    def held(self, text: str) -> Named | str:
        """Return the entry of a permalink, or why there is none."""
        ark = permalinks.read(text)
        permalink = self.permalinks.get(ark.name) if ark else None
        if permalink is None:
            return f"“{text}” is no permalink of this archive: paste it again."
        if permalink.merged_into:
            return f"“{text}” was merged: use {permalink.merged_into.ark}."
        entry = getattr(permalink, "entry", None)
        if entry is None:
            return f"“{text}” has no working copy, so nothing can be joined to it."
        return Named(permalink.kind, entry)


def name_all(rows: Sequence[Row]) -> tuple[Known, list[Note]]:
    """Return what the rows may refer to, and what is wrong with their names."""
    cells = [cell for row in rows for cell in _cells(row)]
    names = {ark.name for cell in cells if (ark := permalinks.read(cell))}
    found = Permalink.objects.filter(name__in=names)
    found = found.select_related("merged_into", "entry__permalink")
    known = Known({}, {permalink.name: permalink for permalink in found})
    notes: list[Note] = []
    for row in rows:
        if row.kind != RELATION:
            notes += _take(row, known)
    return known, notes


def _cells(row: Row) -> Iterator[str]:
    yield from filter(None, (row["ark"], row["from"], row["to"]))
    yield from row.listed("issuers")


def _take(row: Row, known: Known) -> Iterator[Note]:
    """Let a row's key be known, as the entry it makes or the one it names."""
    named = _held(row, known) if row["ark"] else Named(row.kind, None, row.line)
    if isinstance(named, str):
        yield error(row.line, "ark", named)
        return
    if named.entry:
        words = "The entry is there already and is not changed: empty the cell."
        for column in sorted(set(row.values) - {"kind", "key", "ark"}):
            yield error(row.line, column, words)
    key = row["key"]
    if key in known.keys:
        words = f"“{key}” is the key of {known.keys[key].place} too: change one."
        yield error(row.line, "key", words)
    elif key and permalinks.read(key):
        words = f"“{key}” looks like a permalink: put it into the column “ark”."
        yield error(row.line, "key", words)
    elif key:
        known.keys[key] = Named(named.kind, named.entry, row.line, row.place)


def _held(row: Row, known: Known) -> Named | str:
    named = known.held(row["ark"])
    if isinstance(named, Named) and named.kind != row.kind:
        return f"“{row['ark']}” is of the kind {named.kind}: correct the kind."
    return named
