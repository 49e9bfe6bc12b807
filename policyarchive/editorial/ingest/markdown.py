"""Reading Markdown: the marks are told apart from the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyarchive.editorial.ingest import plain
from policyarchive.editorial.ingest.draft import Label, Line, Reading
from policyarchive.editorial.ingest.encodings import decode
from policyarchive.editorial.ingest.sniff import MARKDOWN

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^)]*\))*\)")
_QUOTE = re.compile(r"^(?:>\s?)+")
_BREAK = re.compile(r"<br\s*/?>\s*$|\\$", re.IGNORECASE)
_COMMENT = re.compile(r"^\s*<!--.*-->\s*$|^\s*:::.*$|^\s*(?:-{3,}|\*{3,}|_{3,})\s*$")
_ANCHOR_LINK = re.compile(r"^\s*[-*+]?\s*\[([^\]]+)\]\(#[^)]*\)\s*$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])")
_ANY_MARK = re.compile(r"[*_\\\[<>]")
_RULE_ROW = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")


def read(data: bytes) -> Reading:
    """Return the lines of a Markdown file, its front matter as fields."""
    decoded = decode(data)
    doubts = (decoded.doubt,) if decoded.doubt else ()
    lines, title = marked(plain.lines_of(decoded.text))
    return Reading(
        MARKDOWN, lines, encoding=decoded.encoding, title=title, doubts=doubts
    )


def marked(lines: Sequence[Line]) -> tuple[tuple[Line, ...], str]:
    """Return the lines without the marks of Markdown, and the title a # gives."""
    front = _front_matter(lines)
    read_lines = list(_read(lines, front))
    title = next((line.text for line in read_lines if line.label is Label.TITLE), "")
    return tuple(read_lines), title


def _front_matter(lines: Sequence[Line]) -> range:
    """The block between two --- at the very start."""
    first = next((i for i, line in enumerate(lines) if line.text.strip()), 0)
    if not lines or lines[first].text.strip() != "---":
        return range(0)
    for index in range(first + 1, min(len(lines), first + 60)):
        if lines[index].text.strip() == "---":
            return range(first, index + 1)
    return range(0)


def _read(lines: Sequence[Line], front: range) -> Iterator[Line]:
    has_title = False
    for index, line in enumerate(lines):
        heading = _HEADING.match(line.text.strip())
        if index in front:
            yield replace(line, label=Label.METADATA)
        elif _COMMENT.match(line.text):
            yield replace(line, label=Label.UI)
        elif anchor := _ANCHOR_LINK.match(line.text):
            yield Line(words(anchor[1]), Label.CONTENTS)
        elif _RULE_ROW.match(line.text):
            yield replace(line, label=Label.UI)
        elif heading and heading[1] == "#" and not has_title:
            has_title = True
            yield Line(words(heading[2]), Label.TITLE)
        elif heading:
            yield Line(words(heading[2]))
        else:
            yield Line(words(line.text))


def words(text: str) -> str:
    """Return a line of Markdown without its marks."""
    if not _ANY_MARK.search(text):
        return text
    text = _QUOTE.sub("", _BREAK.sub("", text))
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\1", text))
