"""An empty table to fill in, with a row of each kind as an example. Pure."""

import csv
import io
import json

from openpyxl import Workbook

from policyarchive.editorial.tables.columns import COLUMNS, KINDS, of_kind

EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "kind": "document",
        "key": "kite-law-text",
        "title_zh": "风筝法",
        "type": "law",
        "number": "令第7号",
        "issuers": "kite-office",
        "adopted": "2021-06-10",
        "effective": "2021-09-01",
        "url": "https://www.kites.example/law",
        "text": "第一条　风筝应当系线。",
        "access": "open",
    },
    {
        "kind": "law",
        "key": "kite-law",
        "title_zh": "风筝法",
        "title_en": "Kite Law",
        "names": "KL; 风法",
        "type": "law",
        "status": "in-force",
        "status_as_of": "2021-09",
        "status_source": "The official database",
    },
    {
        "kind": "actor",
        "key": "kite-office",
        "title_zh": "风筝办公室",
        "title_en": "Kite Office",
        "actor_kind": "state-organ",
    },
    {
        "kind": "event",
        "key": "kite-adoption",
        "title_en": "The Kite Law is adopted",
        "event_kind": "adoption",
        "happened": "2021-06-10",
    },
    {"kind": "relation", "from": "kite-law-text", "role": "text-of", "to": "kite-law"},
    {"kind": "relation", "from": "kite-adoption", "role": "concerns", "to": "kite-law"},
)


def template(ending: str) -> bytes:
    """Return the template as ``csv``, ``xlsx`` or ``jsonl``."""
    return {"csv": _csv, "xlsx": _xlsx, "jsonl": _jsonl}[ending]()


def _csv() -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, [column.name for column in COLUMNS])
    writer.writeheader()
    writer.writerows(EXAMPLES)
    return file.getvalue().encode("utf-8-sig")  # the mark tells Excel that it is UTF-8


def _xlsx() -> bytes:
    book = Workbook(write_only=True)
    for kind in KINDS:
        sheet = book.create_sheet(f"{kind}s")
        names = [column.name for column in of_kind(kind) if column.name != "kind"]
        sheet.append(names)
        for row in EXAMPLES:
            if row["kind"] == kind:
                sheet.append([row.get(name, "") for name in names])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _jsonl() -> bytes:
    lines = (json.dumps(row, ensure_ascii=False) for row in EXAMPLES)
    return ("\n".join(lines) + "\n").encode()
