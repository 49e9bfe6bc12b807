"""Choosing the reader by what a file is; its name is only a hint."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from policyarchive.editorial.ingest import (
    docx,
    html,
    jsonl,
    markdown,
    mht,
    pdf,
    plain,
    sniff,
    xml,
)
from policyarchive.editorial.ingest.assemble import assemble
from policyarchive.editorial.ingest.draft import Draft, Reading, Refusal

logger = logging.getLogger(__name__)

MOST_BYTES = 64 * 1024 * 1024
"""Size above which a single document is refused unread."""

_READERS: dict[str, Callable[[bytes], Reading]] = {
    sniff.TEXT: plain.read,
    sniff.MARKDOWN: markdown.read,
    sniff.HTML: html.read,
    sniff.MHT: mht.read,
    sniff.DOCX: docx.read,
    sniff.PDF: pdf.read,
    sniff.XML: xml.read,
}
# What each extension promises; a file that is something else is read as what it is.
_SUFFIXES = {
    ".txt": (sniff.TEXT, sniff.MARKDOWN),
    ".md": (sniff.MARKDOWN,),
    ".markdown": (sniff.MARKDOWN,),
    ".html": (sniff.HTML,),
    ".htm": (sniff.HTML,),
    ".mht": (sniff.MHT,),
    ".mhtml": (sniff.MHT,),
    ".docx": (sniff.DOCX,),
    ".pdf": (sniff.PDF,),
    ".xml": (sniff.XML,),
}


_WORDS = {
    sniff.TEXT: "plain text",
    sniff.MARKDOWN: "Markdown",
    sniff.HTML: "an HTML page",
    sniff.MHT: "a saved web page (MHT)",
    sniff.DOCX: "a ZIP archive, as Word saves it",
    sniff.PDF: "a PDF",
    sniff.XML: "XML",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """One source that was not read: its name, and why."""

    name: str
    reason: str


def read(data: bytes, name: str) -> Draft:
    """Return the draft of one document, or raise Refusal with one sentence."""
    if len(data) > MOST_BYTES:
        raise Refusal(_too_big(len(data)))
    media_type = sniff.media_type(data, name)
    if media_type in (sniff.JSONL, sniff.GZIP):
        raise Refusal("It holds rows, not one document; use the command ingest.")
    misnamed = _misnamed(name, media_type)
    try:
        draft = assemble(data, _READERS[media_type](data))
    except Refusal as refusal:
        raise Refusal(f"{refusal} {misnamed}".strip()) from None
    doubts = (*draft.doubts, misnamed) if misnamed else draft.doubts
    return replace(draft, name=name, doubts=doubts)


def _misnamed(name: str, media_type: str) -> str:
    """Return the sentence about a name that promises something else, if it does."""
    suffix = Path(name).suffix
    if media_type in _SUFFIXES.get(suffix.lower(), (media_type,)):
        return ""
    return f"It is named {suffix} but is {_WORDS[media_type]}, and was read as that."


def read_row(row: bytes) -> Draft:
    """Return the draft of one row of a .jsonl file, or raise Refusal."""
    return assemble(row, jsonl.read(row))


def drafts(path: Path) -> Iterator[Draft | Refused]:
    """Yield what a file holds: one draft, or one for each row, or why there is none."""
    try:
        is_rows = _holds_rows(path)
    except (Refusal, OSError) as error:
        yield Refused(str(path), _reason(error))
        return
    if is_rows:
        yield from _rows(path)
        return
    yield _outcome(partial(_read_file, path), str(path))


def count(path: Path) -> int:
    """Return how many sources a file holds: its rows, or one."""
    try:
        return jsonl.count(path) if _holds_rows(path) else 1
    except (Refusal, OSError):
        return 1


def _holds_rows(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(65_536)
    media_type = sniff.media_type(head, path.name)
    if media_type == sniff.GZIP and not jsonl.is_packed_rows(path):
        raise Refusal("This is a gzip archive of something else than rows; unpack it.")
    if media_type in (sniff.JSONL, sniff.GZIP):
        return True
    if size > MOST_BYTES:
        raise Refusal(_too_big(size))
    return False


def _rows(path: Path) -> Iterator[Draft | Refused]:
    number = 0
    try:
        for number, row in enumerate(jsonl.rows(path), start=1):
            make = partial(_named_row, row, path, number)
            yield _outcome(make, f"{path}, row {number}")
    except (OSError, EOFError) as error:  # a broken gzip stream breaks off here
        yield Refused(f"{path}, after row {number}", _reason(error))


def _read_file(path: Path) -> Draft:
    return read(path.read_bytes(), path.name)


def _named_row(row: bytes, path: Path, number: int) -> Draft:
    return replace(read_row(row), name=f"{path.name}, row {number}")


def _outcome(make: Callable[[], Draft], name: str) -> Draft | Refused:
    """What a source gives; no file of a stranger may end a batch."""
    try:
        return make()
    except (Refusal, OSError) as error:
        return Refused(name, _reason(error))
    except Exception:
        logger.exception("A reader failed on %s", name)
        return Refused(name, "No reader can make sense of it; please report this file.")


def _reason(error: Exception) -> str:
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"It cannot be opened: {error.strerror}."
    return "The file breaks off; it is damaged or incomplete."


def _too_big(size: int) -> str:
    return (
        f"It has {size / 1024 / 1024:,.0f} MB; one document may have "
        f"{MOST_BYTES // 1024 // 1024} MB. Split it."
    )
