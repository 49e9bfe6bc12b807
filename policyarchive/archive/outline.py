"""Which lines of a text open a unit: the decisions that need the neighbouring lines.

A line that begins with 第十条 may be an article, an entry of a contents list, a
sentence that refers to an article, or an article of another law that an amending
decision quotes.
Pure: no database.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from policyarchive.archive import headings
from policyarchive.archive.contents import find_contents, find_history
from policyarchive.archive.headings import (
    APPENDIX,
    ARTICLE,
    CHAPTER,
    PART,
    SECTION,
    SUBPART,
    Mark,
    Ordinal,
)

_AMENDS = re.compile(
    r"修改|修正|增加|作为|改为|删去|规定|增补|amended|inserted|replaced"
)
_OPENERS = "“「『"
_LONGEST_QUOTE = 120
_SHORTEST_APPENDIX = 60
_SHORTEST_APPENDIX_BEFORE_DATE = 600
_SHORT_LINE = 25
_DATE_LINE = re.compile(r"[（(]?\s*\S{4}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日\s*[）)]?")
_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pdf|rar|zip|wps|ofd)\b", re.IGNORECASE)
_LIST_ENTRY = re.compile(r"[0-9０-９一二三四五六七八九十]{1,3}\s*(?:[.．、]|$)")


@dataclass(frozen=True, slots=True)
class Outline:
    """What each line of a text opens, by its index."""

    contents: range
    history: range
    marks: Mapping[int, Mark]
    sections: Mapping[int, Ordinal]  # 一、 standing as a heading between articles
    quoted: frozenset[int]
    has_articles: bool
    prefix: tuple[str, ...]  # levels whose anchors stand before a chapter's


def read_outline(lines: Sequence[str], lang: str) -> Outline:
    """Return what the tidied lines of a text in one language open."""
    contents, history = find_contents(lines), find_history(lines)
    skipped = {*contents, *history}
    quoted = frozenset(_quoted(lines)) - skipped
    found = {
        index: mark
        for index, line in enumerate(lines)
        if index not in skipped and index not in quoted
        if (mark := headings.unit(line)) and _is_in(lang, mark)
    }
    appendices = _appendices(lines, found)
    articles = _articles(lines, found, appendices, skipped)
    marks = {
        index: mark
        for index, mark in found.items()
        if (mark.level not in (ARTICLE, APPENDIX))
        or index in articles
        or index in appendices
    }
    return Outline(
        contents=contents,
        history=history,
        marks=marks,
        sections=_ordinal_sections(lines, marks) if articles else {},
        quoted=quoted,
        has_articles=bool(articles),
        prefix=_chapter_prefix([marks[index] for index in sorted(marks)]),
    )


def _is_in(lang: str, mark: Mark) -> bool:
    """Whether a unit is in the text's own script: another one's is a quotation."""
    latin = mark.label[:1].isascii()
    return not lang or latin == lang.startswith("en")


def _quoted(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines inside a quotation that an amending sentence opens."""
    index = 0
    while index < len(lines):
        end = index + 1
        if _opens_quotation(lines, index):
            end = _end_of_quotation(lines, index)
        # The line that amends stays outside its quotation; a line that begins with the
        # quotation mark is inside.
        is_inside = index > 0 and _begins_quotation(lines, index)
        yield from range(index if is_inside else index + 1, end)
        index = end


def _opens_quotation(lines: Sequence[str], index: int) -> bool:
    line = lines[index]
    if _depth(line) <= 0:
        return False
    if line[0] in _OPENERS:
        return _begins_quotation(lines, index)
    return bool(re.search(r"[：:]\s*[“「『]", line)) and bool(_AMENDS.search(line))


def _begins_quotation(lines: Sequence[str], index: int) -> bool:
    before = lines[index - 1] if index else ""
    return lines[index][0] in _OPENERS and (
        bool(_AMENDS.search(before)) or before.endswith(("：", ":"))
    )


def _depth(line: str) -> int:
    opened = line.count("“") + line.count("「") + line.count("『")
    return opened - line.count("”") - line.count("」") - line.count("』")


def _end_of_quotation(lines: Sequence[str], start: int) -> int:
    """Where a quotation ends; at once, if its end must be missing: it is too long."""
    depth = _depth(lines[start])
    for index in range(start + 1, min(len(lines), start + _LONGEST_QUOTE)):
        ordinal = headings.ordinal(lines[index])
        if ordinal and ordinal.rank == 1 and not ordinal.label[0].isascii():
            return index
        depth += _depth(lines[index])
        if depth <= 0:
            return index + 1
    return start + 1


def _articles(
    lines: Sequence[str],
    found: Mapping[int, Mark],
    appendices: frozenset[int],
    skipped: Set[int],
) -> frozenset[int]:
    """Return the candidates that are articles, judged by their sequence.

    The first one after the history note or the contents list needs no other proof.
    """
    candidates = [i for i, mark in found.items() if mark.level == ARTICLE]
    glued = sum(found[i].is_glued for i in candidates)
    is_glued_style = glued * 2 > len(candidates)
    accepted = set()
    last: tuple[int, ...] = ()
    for index in sorted({*candidates, *appendices}):
        if index in appendices:
            last = ()
        elif (not last and index - 1 in skipped) or _is_article(
            lines, index, found[index], last, is_glued_style
        ):
            accepted.add(index)
            last = found[index].number
    return frozenset(accepted)


def _is_article(
    lines: Sequence[str],
    index: int,
    mark: Mark,
    last: tuple[int, ...],
    is_glued_style: bool,
) -> bool:
    if mark.number == (1,) or _follows(last, mark.number):
        return True
    gap = mark.number[0] - (last[0] if last else 0)
    if mark.is_glued:
        near = bool(last) and 0 < gap <= 3
        return is_glued_style and (near or (gap > 0 and _has_ended(lines, index - 1)))
    # Out of turn: only where the line before has ended, so that this is no mere
    # reference which a hard line break put at the start of a line.
    return not headings.is_reference(mark.rest) and (
        index == 0
        or _has_ended(lines, index - 1)
        or len(lines[index - 1]) < _SHORT_LINE
        or bool(headings.unit(lines[index - 1]))
    )


def _has_ended(lines: Sequence[str], index: int) -> bool:
    """Whether a line ends a sentence, or is no part of the text (a comment)."""
    return lines[index].endswith((*"。；：！？;:.!?”）)", "-->"))


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    if not last:
        return False
    if len(number) == 1:
        return number[0] == last[0] + 1
    return number[0] == last[0] and number[1] == (last[1] if len(last) > 1 else 0) + 1


def _appendices(lines: Sequence[str], found: Mapping[int, Mark]) -> frozenset[int]:
    """Return the candidates that open an appendix rather than name it in a list."""
    candidates = [i for i, mark in found.items() if mark.level == APPENDIX and i]
    accepted = set()
    for place, index in enumerate(candidates):
        later = candidates[place + 1 :]
        block = lines[index + 1 : later[0] if later else len(lines)]
        if (
            not _is_list(lines, index, found[index])
            and not any(_names_same(found[index], found[other]) for other in later)
            and _is_text_of_appendix(block)
        ):
            accepted.add(index)
    return frozenset(accepted)


def _is_text_of_appendix(block: Sequence[str]) -> bool:
    """Whether lines are an appendix, not the end of a notice: contacts, signature."""
    size = sum(len(line) for line in block)
    if any(_DATE_LINE.fullmatch(line) for line in block[-8:]):
        return size >= _SHORTEST_APPENDIX_BEFORE_DATE
    return size >= _SHORTEST_APPENDIX


def _is_list(lines: Sequence[str], index: int, mark: Mark) -> bool:
    if _LIST_ENTRY.match(mark.rest) or _FILE_NAME.search(mark.rest):
        return True
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return (
        not mark.rest
        and mark.label.endswith(("：", ":"))
        and (bool(_LIST_ENTRY.match(following)) and len(following) < 80)
    )


def _names_same(mark: Mark, later: Mark) -> bool:
    if mark.number:
        return later.number == mark.number
    return later.number in ((), (1,))


def _ordinal_sections(
    lines: Sequence[str], marks: Mapping[int, Mark]
) -> dict[int, Ordinal]:
    """Return the headings 一、 and （一） that stand directly before an article."""
    sections: dict[int, Ordinal] = {}
    for index in reversed(range(len(lines))):
        ordinal = None if index in marks else headings.ordinal(lines[index])
        if ordinal is None or ordinal.rank > 2:
            continue
        following = marks.get(index + 1)
        opens = index + 1 in sections or (following and following.level == ARTICLE)
        if (
            opens
            and not headings.is_finished(lines[index])
            and headings.is_heading_text(ordinal.rest)
            and not _is_item(lines, index, ordinal, marks)
        ):
            sections[index] = ordinal
    return sections


def _is_item(
    lines: Sequence[str], index: int, ordinal: Ordinal, marks: Mapping[int, Mark]
) -> bool:
    """Whether a numbered line goes on a list inside the article above it."""
    for before in range(index - 1, -1, -1):
        if before in marks:
            return False
        other = headings.ordinal(lines[before])
        if other and other.rank == ordinal.rank:
            return True
    return False


def _chapter_prefix(marks: Sequence[Mark]) -> tuple[str, ...]:
    """Return which levels a chapter's anchor must name to tell chapters apart.

    Chapters that run on through all parts are told apart by their number alone.
    """
    if not any(mark.level == PART for mark in marks):
        return ()
    paths = [path for path in _chapter_paths(marks) if path]
    for levels in ((), (PART,)):
        keys = [
            tuple(path.get(level) for level in (*levels, CHAPTER)) for path in paths
        ]
        if len(set(keys)) == len(keys):
            return levels
    return (PART, SUBPART)


def _chapter_paths(
    marks: Sequence[Mark],
) -> Iterator[dict[str, tuple[int, ...]]]:
    path: dict[str, tuple[int, ...]] = {}
    for mark in marks:
        if mark.level == APPENDIX:
            return
        if mark.level == PART:
            path = {PART: mark.number}
        elif mark.level == SUBPART:
            path = {**path, SUBPART: mark.number}
        elif mark.level == CHAPTER:
            yield {**path, CHAPTER: mark.number}


def acts_as_article(outline: Outline, mark: Mark) -> bool:
    """Whether a unit holds the lines after it: articles, and the sections of a text
    such as an executive order that has no articles.
    """
    if mark.level == SECTION:
        return not outline.has_articles and mark.label[:1].isascii()
    return mark.level == ARTICLE
