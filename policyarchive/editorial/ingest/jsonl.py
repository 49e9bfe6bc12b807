"""Reading rows: one JSON object a line, a text and what its collector knew about it."""

import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from policyarchive.editorial.ingest import markdown, plain
from policyarchive.editorial.ingest.draft import Reading, Refusal, storable

MEDIA_TYPE = "application/json"
LONGEST_ROW = 64 * 1024 * 1024
"""Bytes in one row; a longer one is refused before it is parsed."""

# Columns, and the field of a draft each fills.
_COLUMNS = {
    "title": "title",
    "type": "type",
    "issuer": "issuer",
    "date": "date",
    "publication_date": "published",
    "effective": "effective",
    "status": "status",
    "doc_number": "number",
    "document_number": "number",
    "url": "url",
    "rights": "rights",
    "source_repo": "origin",
}
_MARKED = re.compile(r"(?m)\A\s*(?:---\s*$|#{1,3} \S)|^\*\*第|^#{2,3} 第")


def rows(path: Path) -> Iterator[bytes]:
    """Yield the rows of a .jsonl or .jsonl.gz file, one at a time, blank ones left out.

    A row that is too long comes as its first bytes only, and ``read`` then refuses it.
    """
    with path.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    with _open(path, is_packed) as file:
        while line := file.readline(LONGEST_ROW + 1):
            is_cut = len(line) > LONGEST_ROW
            while is_cut and line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_ROW)
            if is_cut or line.strip():
                yield b"" if is_cut else line.strip()


def is_packed_rows(path: Path) -> bool:
    """Whether a gzip file holds JSON objects, as far as its beginning shows."""
    try:
        with _open(path, is_packed=True) as file:
            return file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    except (OSError, EOFError):
        return False


def _open(path: Path, is_packed: bool) -> IO[bytes]:
    if is_packed:
        return io.BufferedReader(gzip.open(path, "rb"))
    return path.open("rb")


def count(path: Path) -> int:
    """Return how many rows a file holds, as far as it can be read."""
    try:
        return sum(1 for _ in rows(path))
    except (OSError, EOFError):
        return 1


def read(row: bytes) -> Reading:
    """Return the lines and the fields of one row."""
    if not row:
        raise Refusal("The row is too long to be one document.")
    record = _record(row)
    text = record.get("text") or record.get("abstract") or ""
    if not isinstance(text, str) or not text.strip():
        raise Refusal("The row has no text.")
    meta = {
        field: storable(str(record[column])).strip()
        for column, field in _COLUMNS.items()
        if record.get(column)
    }
    lines = plain.lines_of(text)
    if _MARKED.search(text):
        lines, _ = markdown.marked(lines)
    return Reading(
        MEDIA_TYPE, lines, encoding="UTF-8", title=meta.get("title", ""), meta=meta
    )


def _record(row: bytes) -> dict[str, Any]:
    try:
        record = json.loads(row)
    except (ValueError, RecursionError):
        raise Refusal("The row is not valid JSON.") from None
    if not isinstance(record, dict):
        raise Refusal("The row is not a JSON object.")
    return record
