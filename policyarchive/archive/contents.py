"""Finding the table of contents and the history note of a legal text.

A contents list repeats every heading of the body, so whoever takes its lines for the
body's finds each chapter twice. The history note (题注) under the title says when and
by whom a text was passed, promulgated and amended. Pure: no database.
"""

import re
from collections.abc import Sequence

from policyarchive.archive.headings import ARTICLE, is_finished, ordinal, plain, unit

_CONTENTS = frozenset(("目录", "目錄", "目次", "contents", "tableofcontents"))
_LONGEST_ENTRY = 90
_LONGEST_LIST = 400

_DATE = r"[0-9０-９〇零○ＯO一二三四五六七八九]{4}\s*年"
_DEED = (
    "通过|通過|公布|发布|發布|批准|修正|修订|修訂|修改|施行|颁布|印发|备案|制定"
    "|实施|废止"
)
_HISTORY = re.compile(rf"(?=.*{_DATE}).*(?:{_DEED}|令第.{{1,6}}号)", re.DOTALL)
_OPENS = re.compile(rf"[（(]\s*(?:自|根据|据)?\s*{_DATE}")
_BARE = re.compile(rf"(?:自|根据|据|《.{{2,60}}》)?\s*{_DATE}")
_EN_HISTORY = re.compile(
    r"\(?(?:Adopted|Passed|Promulgated|Issued|Amended|Approved|Revised)\b.*\d{4}",
    re.DOTALL | re.IGNORECASE,
)


def find_contents(lines: Sequence[str]) -> range:
    """Return which of the tidied lines are a table of contents; empty for none."""
    for index, line in enumerate(lines):
        if plain(line) in _CONTENTS:
            end = _end_of_listed(lines, index + 1)
            if end > index + 1:
                return range(index, end)
    return _unannounced(lines)


def _end_of_listed(lines: Sequence[str], start: int) -> int:
    """Where the entries after the word 目录 end: where the first one comes again."""
    if start >= len(lines):
        return start
    first = plain(lines[start])
    for index in range(start + 1, min(len(lines), start + _LONGEST_LIST)):
        line = lines[index]
        if plain(line) == first:
            return index
        mark = unit(line)
        if len(line) > _LONGEST_ENTRY or (mark and mark.level == ARTICLE):
            return _last_entry(lines, start, index)
    return start


def _last_entry(lines: Sequence[str], start: int, stop: int) -> int:
    """Where a list ends whose first entry never comes again: after its last entry."""
    for index in range(stop - 1, start, -1):
        if unit(lines[index]) or re.search(r"[.…·]{3,}\s*\d*$", lines[index]):
            return index + 1
    return start


def _unannounced(lines: Sequence[str]) -> range:
    """A run of headings without text between them that comes again further down."""
    start = 0
    while start < len(lines):
        end = _end_of_run(lines, start)
        if end - start >= 3 and (found := _repeated(lines, start, end)):
            return found
        start = max(end, start + 1)
    return range(0)


def _end_of_run(lines: Sequence[str], start: int) -> int:
    end = start
    while end < len(lines):
        mark = unit(lines[end])
        if mark is None or mark.level == ARTICLE:
            break
        end += 1
    return end


def _repeated(lines: Sequence[str], start: int, end: int) -> range | None:
    first = plain(lines[start])
    for index in range(start + 1, end):
        if plain(lines[index]) == first:
            return range(start, index)
    later = {plain(line) for line in lines[end:]}
    return range(start, end) if first in later else None


def find_history(lines: Sequence[str]) -> range:
    """Return which of the tidied lines are the history note; empty for none.

    It stands before the first unit: one or several lines, or one parenthesis that runs
    over several lines.
    """
    for index, line in enumerate(lines[:40]):
        if unit(line) and plain(line) != plain(lines[0]):
            break
        if plain(line) in _CONTENTS or (ordinal(line) and not _OPENS.match(line)):
            break
        if is_history(line) or _opens_history(lines, index):
            return range(index, _end_of_history(lines, index))
    return range(0)


def is_history(line: str) -> bool:
    """Whether one line reads as a history note."""
    if len(line) > 600 or line.endswith(("。", "：", ":")):
        return bool(_OPENS.match(line)) and line.endswith(("。）", "。)"))
    if _EN_HISTORY.match(line):
        return True
    opens = _OPENS.match(line) or _BARE.match(line)
    return bool(opens) and bool(_HISTORY.match(line))


def _opens_history(lines: Sequence[str], index: int) -> bool:
    """Whether a parenthesis opens here and the lines to its end are a history note."""
    if not _OPENS.match(lines[index]):
        return False
    block = "".join(lines[index : index + 12])
    closing = re.search(r"[）)]\s*$", block[:1500]) or re.search(r"[）)]", block[:1500])
    return closing is not None and bool(_HISTORY.match(block[: closing.end()]))


def _end_of_history(lines: Sequence[str], start: int) -> int:
    depth = 0
    end = start
    while end < len(lines) and end - start < 40:
        line = lines[end]
        depth += len(re.findall(r"[（(]", line)) - len(re.findall(r"[）)]", line))
        end += 1
        if depth > 0:
            continue
        following = lines[end] if end < len(lines) else ""
        if not following or unit(following) or not is_history(following):
            break
    return end if depth <= 0 or is_finished(lines[end - 1]) else start + 1
