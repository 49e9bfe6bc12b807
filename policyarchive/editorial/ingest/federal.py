"""Executive orders as the Federal Register prints them: title, number, page frame."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyarchive.editorial.ingest.draft import Label, Line, rejoin

ORDER = re.compile(
    r"(?:Title 3\s*[—-]*\s*|Start Printed Page \d+\s*)?"
    r"((?:Executive Order|Proclamation) \d{4,5}) of "
    r"((?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{1,2}, \d{4})\s*"
)
_FRAME = re.compile(
    r"Presidential Documents|\d{4,6}|Federal Register(?: ?/.*)?|Vol\. \d+.*"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,.*|(?:[A-Z][a-z]+ \d{1,2}, )?\d{4}"
    r"|Title 3\s*[—-]*|The President|Part [IVX]+|\[?FR Doc\..*|Filed .*|Billing code.*"
    r"|VerDate.*|ED\d{2}[A-Z]{2}\d+\..*|<GPH>.*",
    re.IGNORECASE,
)
_HEAD = 60
_LONGEST_TITLE_LINE = 250
_OPENING = re.compile(r"(?:By|In accordance|Pursuant|Whereas)\b")


def label(lines: Sequence[Line]) -> tuple[list[Line], str]:
    """Return the lines with those of the frame labelled, and the order's title.

    Lines of another kind of document come back as they were, with no title.
    """
    place = next(
        (i for i, line in enumerate(lines[:_HEAD]) if ORDER.fullmatch(_text(line))),
        None,
    )
    if place is None:
        return list(lines), ""
    # What stands before the order's own line is a cover page.
    labelled = [
        replace(line, label=Label.HEADER, is_glued=False)
        if _is_frame(line) or (index < place and line.label is Label.BODY)
        else line
        for index, line in enumerate(lines)
    ]
    labelled[place] = replace(lines[place], label=Label.NUMBER, is_glued=False)
    title = ""
    for index in _title_lines(lines, place + 1):
        title = rejoin(title, _text(lines[index]).removeprefix("The President").strip())
        labelled[index] = replace(lines[index], label=Label.TITLE, is_glued=False)
    return labelled, title


def _title_lines(lines: Sequence[Line], start: int) -> Iterator[int]:
    """Yield the lines of the title below the order's own line."""
    has_pages = any(line.is_glued for line in lines)
    for index in range(start, min(start + 5, len(lines))):
        text = _text(lines[index])
        if text.endswith((".", ",", ";", ":")) or len(text) > _LONGEST_TITLE_LINE:
            return
        if _OPENING.match(text) or (
            index > start and has_pages and not lines[index].is_glued
        ):
            return
        yield index


def _text(line: Line) -> str:
    return line.text.strip()


def _is_frame(line: Line) -> bool:
    return line.label is Label.BODY and bool(_FRAME.fullmatch(_text(line)))
