"""From bytes to rows: CSV, XLSX or JSON Lines, whatever the name of the file says.

Pure. A file that is no table is refused in one sentence; a cell that is wrong is not
refused here but told of by the checks, so that one look shows all there is to mend.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from policyarchive.editorial.ingest.draft import Refusal
from policyarchive.editorial.ingest.encodings import decode
from policyarchive.editorial.tables.columns import BY_NAME, KINDS

MOST_ROWS = 2000
"""More would keep the one transaction of a load open for too long."""
MOST_BYTES = 20 * 1024 * 1024
_MOST_UNPACKED = 10 * MOST_BYTES


class BadTable(ValueError):
    """A file that is no table; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file; ``place`` is how a person finds it there."""

    line: int
    place: str
    values: dict[str, str]
    surplus: int = 0

    @property
    def kind(self) -> str:
        """What the row says it is."""
        return self.values.get("kind", "").lower()

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def listed(self, column: str) -> list[str]:
        """Return the parts of a cell that holds a list."""
        parts = self[column].replace("；", ";").split(";")
        return list(filter(None, (part.strip() for part in parts)))


def read(name: str, data: bytes) -> list[Row]:
    """Return the rows of a file, numbered from 1; BadTable if it has none to give."""
    if len(data) > MOST_BYTES:
        raise BadTable(f"“{name}” has more than 20 MB: part it into several files.")
    ending = name.rpartition(".")[2].lower()
    readers = {"csv": _csv, "xlsx": _xlsx, "jsonl": _jsonl, "ndjson": _jsonl}
    if ending not in readers:
        raise BadTable(f"“{name}” is no table: give a .csv, .xlsx or .jsonl file.")
    found = [
        Row(line, place, values, surplus)
        for line, (place, values, surplus) in enumerate(readers[ending](data), 1)
    ]
    if not found:
        raise BadTable(f"“{name}” has no rows below its heading.")
    if len(found) > MOST_ROWS:
        raise BadTable(
            f"“{name}” has {len(found):,} rows: part it into files of at most "
            f"{MOST_ROWS:,}."
        )
    _refuse_strange_columns(found)
    return found


_Read = Iterator[tuple[str, dict[str, str], int]]


def _csv(data: bytes) -> _Read:
    lines = io.StringIO(_text(data), newline="")
    reader = csv.reader(lines, strict=True)
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        _refuse_heading(heading)
        start = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield f"line {start}", *_row(heading, cells)
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadTable(
            f"Line {reader.line_num} cannot be read as CSV: {error}."
        ) from None


def _xlsx(data: bytes) -> _Read:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
                raise BadTable("The workbook is too large once unpacked: part it.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        if isinstance(error, BadTable):
            raise
        raise BadTable("This is no XLSX workbook: save it again as .xlsx.") from None
    for sheet in book.worksheets:
        yield from _sheet(sheet.title, sheet.iter_rows(values_only=True))


def _sheet(title: str, rows: Iterable[Sequence[Any]]) -> _Read:
    heading: list[str] = []
    kind = title.strip().lower().removesuffix("s")
    for number, given in enumerate(rows, 1):
        cells = [_cell(value) for value in given]
        if not any(cells):
            continue
        if not heading:
            heading = [cell.lower() for cell in cells]
            while heading and not heading[-1]:
                heading.pop()
            _refuse_heading(heading)
            continue
        values, surplus = _row(heading, cells)
        if kind in KINDS:
            values.setdefault("kind", kind)
        yield f"{title}, row {number}", values, surplus


def _jsonl(data: bytes) -> _Read:
    for number, line in enumerate(_text(data).split("\n"), 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except ValueError:
            raise BadTable(
                f"Line {number} is no JSON: give one object a line."
            ) from None
        if not isinstance(given, dict):
            raise BadTable(f"Line {number} is no JSON object: write {{…}}.")
        values = {str(k).strip().lower(): _cell(v) for k, v in given.items()}
        yield f"line {number}", {k: v for k, v in values.items() if v}, 0


def _text(data: bytes) -> str:
    try:
        return decode(data).text.removeprefix("\ufeff")
    except Refusal as refusal:
        raise BadTable(f"The file cannot be read as text. {refusal}") from None


def _cell(value: Any) -> str:
    """Return a cell as text; a date of a spreadsheet as a date."""
    match value:
        case None:
            return ""
        case datetime() | date():
            return value.isoformat()[:10]
        case list():
            return "; ".join(_cell(part) for part in value)
        case float() if value.is_integer():
            return str(int(value))
        case bool():
            return "yes" if value else ""
    return str(value).strip()


def _row(heading: Sequence[str], cells: Sequence[str]) -> tuple[dict[str, str], int]:
    stripped = [cell.strip() for cell in cells]
    values = {
        name: cell
        for name, cell in zip(heading, stripped, strict=False)
        if name and cell
    }
    return values, sum(map(bool, stripped[len(heading) :]))


def _refuse_heading(heading: Sequence[str]) -> None:
    names = [name for name in heading if name]
    twice = {name for name in names if names.count(name) > 1}
    if not names:
        raise BadTable("The first line has to name the columns.")
    if twice:
        raise BadTable(f"The column “{min(twice)}” stands twice in the heading.")
    _refuse_strange(names)


def _refuse_strange_columns(rows: Iterable[Row]) -> None:
    """Refuse columns that JSON Lines name in a single row."""
    _refuse_strange(list(dict.fromkeys(name for row in rows for name in row.values)))


def _refuse_strange(names: Iterable[str]) -> None:
    for name in names:
        if name not in BY_NAME:
            near = get_close_matches(name, BY_NAME, 1)
            hint = f"did you mean “{near[0]}”?" if near else "see the list of columns."
            raise BadTable(f"“{name}” is no column of a table: {hint}")
