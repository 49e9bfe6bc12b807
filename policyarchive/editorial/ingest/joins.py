"""Line breaks that belong to a page and not to the text, in both directions.

A PDF extract breaks lines in the middle of sentences; a page saved by a script comes as
one endless line. Both are undone on lines, so the source's own lines stay visible.
"""

import re
from collections.abc import Iterator, Sequence

from policyarchive.archive import headings
from policyarchive.archive.lookalikes import mend
from policyarchive.editorial.ingest.draft import Label, Line

_ENDLESS = 1_200
_CLOSING = tuple("。；：！？!?;:…")
_BARE_UNIT = re.compile(
    r"第\S{1,8}[条章节编]$|^[（(]?[一二三四五六七八九十]{1,3}[）)]$"
)
_EXPECTS_MORE = re.compile(r"(?:[:：,，、《〈“（(]|来源)$")
_DAY = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日(?: \d{1,2}:\d{2})?$")
_CLOCK = re.compile(r"\d{1,2}:\d{2}$|来源[:：]")
_LATIN = re.compile(r"[A-Za-z0-9]$")
_FULL = 0.82
_NARROWEST, _WIDEST = 36, 180


def unfold(text: str) -> str:
    """Return a text whose endless Chinese lines are broken where paragraphs were.

    Such pages had each line break turned into one space, and Chinese sentences hold no
    space of their own.
    """
    lines = text.split("\n")
    if not any(len(line) > _ENDLESS for line in lines):
        return text
    return "\n".join(
        "\n".join(_pieces(line)) if _is_endless(line) else line for line in lines
    )


def _is_endless(line: str) -> bool:
    if len(line) <= _ENDLESS:
        return False
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in line)
    return han > len(line) * 0.5 and line.count(" ") >= 8


def _pieces(line: str) -> Iterator[str]:
    piece = ""
    for word in line.split():
        if piece and not _goes_on(piece, word):
            yield piece
            piece = word
        else:
            piece = f"{piece} {word}".strip()
    if piece:
        yield piece


def _goes_on(piece: str, word: str) -> bool:
    """Whether a space stood inside a line: after 第一条, between Latin words."""
    if _DAY.search(piece) and _CLOCK.match(word):
        return True
    if len(piece) < 14 and _BARE_UNIT.search(piece):
        return not headings.unit(word)
    if _EXPECTS_MORE.search(piece) and not headings.unit(word):
        return not piece.endswith(("：", ":")) or len(piece) < 8
    return bool(_LATIN.search(piece)) and word[0].isascii() and word[0].isalnum()


def width(text: str) -> int:
    """Return how many columns a line takes: a Chinese character takes two.

    Reckoned from the bytes of UTF-8 (three for a Chinese character, one for a letter),
    which is fifty times quicker than asking for each character.
    """
    return (len(text.encode("utf-8", "replace")) + len(text)) // 2


def page_width(lines: Sequence[Line]) -> int:
    """Return the width at which a page broke its lines; 0 where none did."""
    widths = sorted(
        width(line.text.strip())
        for line in lines
        if line.label is Label.BODY and len(line.text.strip()) > 12
    )
    if len(widths) < 8:
        return 0
    edge = widths[int(len(widths) * 0.9)]
    if not _NARROWEST <= edge <= _WIDEST or widths[-1] > edge * 1.6:
        return 0
    full = [
        line.text.strip()
        for line in lines
        if line.label is Label.BODY and width(line.text.strip()) >= edge * _FULL
    ]
    broken = sum(not text.endswith(_CLOSING) for text in full)
    is_wrapped = len(full) >= len(widths) * 0.3 and broken >= len(full) * 0.5
    return edge if is_wrapped else 0


def glue(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those marked that a page's width broke off.

    Only where the line before is full and ends with no 。；：, and only inside a
    paragraph: a blank line ends one.
    """
    edge = page_width(lines)
    if not edge:
        return list(lines)
    glued = list(lines)
    for index in range(1, len(lines)):
        before, line = lines[index - 1], lines[index]
        if before.label is line.label is Label.BODY and _continues(before, line, edge):
            glued[index] = Line(line.text, line.label, is_glued=True)
    return glued


def _continues(before: Line, line: Line, edge: int) -> bool:
    text, following = mend(before.text).strip(), mend(line.text).strip()
    if width(text) < edge * _FULL or text.endswith(_CLOSING):
        return False
    return not starts_paragraph(following)


def starts_paragraph(text: str) -> bool:
    """Whether a line begins something of its own: an article, an item, a day alone."""
    tidied = headings.tidy(text)
    if _DAY.fullmatch("".join(tidied.split())):
        return True
    mark = headings.unit(tidied)
    if mark and not (mark.is_glued and headings.is_reference(mark.rest)):
        return True
    return headings.ordinal(tidied) is not None
