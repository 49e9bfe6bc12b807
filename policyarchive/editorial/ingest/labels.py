"""Labelling the lines of a legal or official text."""

from collections.abc import Sequence
from dataclasses import replace

from policyarchive.archive import headings
from policyarchive.archive.contents import find_contents, find_history
from policyarchive.archive.lookalikes import mend
from policyarchive.editorial.ingest import chrome, numbers, titles
from policyarchive.editorial.ingest.draft import Label, Line

_HEAD = 60
_SENTENCE = 15
_LICENCE_LINES = 80


def label(lines: Sequence[Line], title: str) -> list[Line]:
    """Return the lines of a text with a label each, page frame and title told apart."""
    labelled = [_by_itself(line) for line in lines]
    labelled = titles.label_titles(labelled, title)
    _label_breadcrumbs(labelled)
    _label_front(labelled)
    _label_tail(labelled)
    _label_structure(labelled)
    return labelled


def _by_itself(line: Line) -> Line:
    text = mend(line.text).strip()
    if not text:
        return replace(line, label=Label.BLANK)
    if line.label is not Label.BODY:
        return line
    if chrome.is_page_number(text):
        return replace(line, label=Label.PAGE_NUMBER)
    if chrome.is_print_header(text):
        return replace(line, label=Label.HEADER)
    if chrome.is_ui(text):
        return replace(line, label=Label.UI)
    return line


def _label_breadcrumbs(lines: list[Line]) -> None:
    """首页 / > / 政务公开 / > / …, a line each: the words between the arrows."""
    texts = [i for i in range(min(len(lines), _HEAD)) if lines[i].text.strip()]
    for place, index in enumerate(texts):
        if lines[index].text.strip() not in (">", ">>", "＞", "»"):
            continue
        for other in texts[max(place - 1, 0) : place + 2]:
            if len(lines[other].text.strip()) < 30:
                lines[other] = replace(lines[other], label=Label.UI)


def _label_front(lines: list[Line]) -> None:
    """Short lines before the first title are a page's frame, if any of them is."""
    title = next(
        (i for i, line in enumerate(lines[:_HEAD]) if line.label is Label.TITLE), 0
    )
    front = lines[:title]
    if not any(line.label in (Label.UI, Label.METADATA) for line in front):
        return
    for index, line in enumerate(front):
        text = line.text.strip()
        if line.label is Label.BODY and len(text) < 40 and not text.endswith("。"):
            lines[index] = replace(line, label=Label.UI)


def _label_tail(lines: list[Line]) -> None:
    """Everything after the end of the text that a site adds below it."""
    start = _licence(lines)
    for index in range(start - 1, -1, -1):
        text = mend(lines[index].text).strip()
        if _belongs_to_text(lines[index], text):
            break
        is_foot = start < len(lines) and chrome.may_be_foot(text)
        if chrome.starts_tail(text) or is_foot:
            start = index
    for index in range(start, len(lines)):
        if lines[index].label is Label.BODY:
            lines[index] = replace(lines[index], label=Label.UI)


def _licence(lines: Sequence[Line]) -> int:
    """Where a note on copyright begins, in the last lines; else after them all."""
    for index in range(max(0, len(lines) - _LICENCE_LINES), len(lines)):
        if chrome.is_licence(lines[index].text.strip()):
            return index
    return len(lines)


def _belongs_to_text(line: Line, text: str) -> bool:
    if line.label is not Label.BODY or chrome.starts_tail(text):
        return False
    if len(text) >= _SENTENCE and text.endswith(("。", "；", "。”", "。）", ".", ".”")):
        return True
    mark = headings.unit(headings.tidy(text))
    return mark is not None and mark.level == headings.ARTICLE


def _label_structure(lines: list[Line]) -> None:
    """Contents list, history note, document number and headings."""
    places = [
        index
        for index, line in enumerate(lines)
        if line.label is Label.BODY and headings.tidy(line.text)
    ]
    tidied = [headings.tidy(mend(lines[index].text)) for index in places]
    for place in find_contents(tidied):
        _set(lines, places[place], Label.CONTENTS)
    for place in find_history(tidied):
        _set(lines, places[place], Label.HISTORY)
    _label_contents_word(lines, places)
    for place, text in enumerate(tidied):
        line = lines[places[place]]
        if line.label is not Label.BODY:
            continue
        if place < _HEAD and numbers.is_number(text):
            _set(lines, places[place], Label.NUMBER)
        elif (mark := headings.unit(text)) and mark.level != headings.ARTICLE:
            _set(lines, places[place], Label.HEADING)


def _label_contents_word(lines: list[Line], places: Sequence[int]) -> None:
    """目录 above entries that the format itself showed to be links into the text."""
    for index in places:
        following = next(
            (line for line in lines[index + 1 :] if line.text.strip()), None
        )
        if (
            following is not None
            and following.label is Label.CONTENTS
            and headings.plain(lines[index].text) in ("目录", "目錄", "contents")
        ):
            _set(lines, index, Label.CONTENTS)


def _set(lines: list[Line], index: int, label: Label) -> None:
    lines[index] = replace(lines[index], label=label)
