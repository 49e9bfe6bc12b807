"""What a reader makes of a source: labelled lines and the facts the source states.

A draft is frozen and complete: every line of the source is in it with a label, kept or
not, so that an editor can change any label and nothing is ever lost. It states no
author, date or address that the source does not state.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from policyarchive.archive.lookalikes import mend


class Refusal(Exception):
    """A source that cannot be read; the message is one sentence for the person."""


class Label(StrEnum):
    """What a line of a source is."""

    TITLE = "title"
    KICKER = "kicker"
    SUMMARY = "summary"
    BODY = "body"
    HEADING = "heading"
    HISTORY = "history"
    NUMBER = "number"
    PRINT_NOTE = "print_note"
    CONTENTS = "contents"
    METADATA = "metadata"
    BYLINE = "byline"
    CAPTION = "caption"
    UI = "ui"
    DURATION = "duration"
    VIDEO_TITLE = "video_title"
    # The question mark is part of the label: no rule can tell the headline of another
    # story from a heading inside this one, so a person decides.
    RELATED_LINK = "related_link?"
    HEADER = "header"
    PAGE_NUMBER = "page_number"
    BLANK = "blank"


KEPT = frozenset(
    (
        Label.KICKER,
        Label.SUMMARY,
        Label.BODY,
        Label.HEADING,
        Label.HISTORY,
        Label.NUMBER,
        Label.PRINT_NOTE,
    )
)
"""Labels of the lines that make the text; the title stands in its own field."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as found; ``is_glued`` where only a page's width broke it off."""

    text: str
    label: Label = Label.BODY
    is_glued: bool = False


@dataclass(frozen=True, slots=True)
class DateClaim:
    """One date in one role (a code of ``DateRole``) with the line that states it."""

    role: str
    edtf: str
    evidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format alone tells, before the rules for texts are applied.

    ``meta`` holds what labelled fields state (columns of a row, a table of metadata),
    under the names of ``Draft`` fields and date roles.
    """

    media_type: str
    lines: tuple[Line, ...]
    encoding: str = ""
    title: str = ""
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    doubts: tuple[str, ...] = ()
    has_pages: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A source as read: nothing dropped, nothing invented."""

    media_type: str
    sha256: str
    raw: bytes = field(repr=False)
    encoding: str
    title: str
    title_as_found: str
    title_lang: str
    language: str
    lines: tuple[Line, ...] = field(repr=False)
    doc_number: str = ""
    dates: tuple[DateClaim, ...] = ()
    issuers: tuple[str, ...] = ()
    source_url: str = ""
    doc_type: str = ""
    status: str = ""
    rights: str = ""
    origin: str = ""
    doubts: tuple[str, ...] = ()
    name: str = ""  # of the file, with the row where it has rows

    def body_text(self) -> str:
        """Return the text that is kept, one paragraph a line."""
        return compose(self.lines)


def storable(text: str) -> str:
    """Return a text without what no database keeps: NUL and halves of characters."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        # Halves that stand together are one character; a single half is lost.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


def compose(lines: Iterable[Line]) -> str:
    """Return the kept lines as a text, line breaks rejoined and radicals mended."""
    paragraphs: list[str] = []
    for line in lines:
        if line.label not in KEPT or not line.text.strip():
            continue
        text = mend(line.text).strip()
        if line.is_glued and paragraphs:
            paragraphs[-1] = rejoin(paragraphs[-1], text)
        else:
            paragraphs.append(text)
    return "\n".join(paragraphs)


def rejoin(before: str, after: str) -> str:
    """Return two pieces of a broken line as one: Chinese closes up, words do not."""
    if before.endswith("\u00ad"):  # a soft hyphen: the word goes on
        return before[:-1] + after
    if not before or not after:
        return before + after
    if _CJK.match(before[-1]) or _CJK.match(after[0]):
        return before + after
    return f"{before} {after}"
