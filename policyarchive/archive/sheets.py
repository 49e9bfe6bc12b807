"""Rows as a spreadsheet takes them: cells it does not run, a workbook as it is sent.

The usual libraries put the sheet on disk and send it when it is whole; a list of all
hits is long, so this one writes each row as it comes (ECMA-376, inline strings).
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import batched

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main'
        '+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Results" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
_SHEET = "xl/worksheets/sheet1.xml"
# What XML 1.0 has no way to write.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet would run what begins with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_CELL = 32_767  # characters, the limit of a spreadsheet
_MOST_ROWS = 1_048_576  # the limit of a spreadsheet
_BATCH = 500  # rows between two parts that are sent


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def workbook(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield the bytes of a workbook with these rows; all cells are text.

    A spreadsheet has room for some million rows: those beyond are left out.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in _PARTS.items():
            archive.writestr(name, _HEAD + body)
        with archive.open(_SHEET, "w", force_zip64=True) as sheet:
            sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            numbered = zip(range(_MOST_ROWS), rows, strict=False)
            for batch in batched(numbered, _BATCH, strict=False):
                sheet.write("".join(_row(row) for _, row in batch).encode())
                yield pipe.take()
            sheet.write(b"</sheetData></worksheet>")
    yield pipe.take()


def _row(row: Sequence[str]) -> str:
    return f"<row>{''.join(map(_cell, row))}</row>"


def _cell(text: str) -> str:
    written = escape(_FORBIDDEN.sub("", text)[:_LONGEST_CELL], quote=False)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'


class _Pipe:
    """A file that only takes bytes in, and hands out what has come."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        """Take bytes in; the archive is told that there is no way back."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def take(self) -> bytes:
        """Hand out what has come since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken
