"""The reader's words, still marked when a result leads into a text.

Each marked place has an anchor and, without any script, links to the one before and the
one behind it. These hold no text, so that what is copied from a page is what it says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from policyarchive.public import reading
from policyarchive.public.reading import Row
from policyarchive.search import asking, follower, marks
from policyarchive.search.query import SearchQuery

# Longer queries are no queries; what is marked must stay cheap.
_LONGEST = 200
# Places with links to their neighbours; the others are marked and counted.
_MOST_STEPS = 300
_MARK = re.compile("<mark>(.*?)</mark>")


@dataclass(frozen=True, slots=True)
class Marked:
    """The rows of a reader with the words marked in them, and in how many places."""

    rows: tuple[Row, ...]
    words: str
    count: int


def marked(rows: Iterable[Row], words: str) -> Marked | None:
    """Return rows with words of a query marked in them; None without words."""
    if not words.strip() or len(words) > _LONGEST:
        return None
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return None
    plan = asking.ask(SearchQuery().matching(words), snapshot).plan
    needles = [needle for needle in plan.needles if not needle.is_title_only]

    def mark(text: str) -> str:
        return marks.marked(text, needles) if needles else conditional_escape(text)

    found = reading.with_words(rows, mark)
    total = sum(text.count("<mark>") for text in _words(found))
    numbers = count(1)
    last = min(total, _MOST_STEPS)

    def number(text: str) -> str:
        # Nothing else looks like a mark: the text was escaped.
        return SafeString(
            _MARK.sub(lambda match: _place(match, next(numbers), last), text)
        )

    return Marked(reading.with_words(found, number), words, total)


def _words(rows: Iterable[Row]) -> Iterable[str]:
    return (text for row in rows for cell in row.cells for _, text in cell.paragraphs)


def _place(match: re.Match[str], number: int, last: int) -> str:
    if number > last:
        return match.group()
    return format_html(
        '<mark id="mark-{}">{}</mark><span class="mark-steps">{}{}</span>',
        number,
        SafeString(match[1]),
        _step("previous", number - 1 or last, last),
        _step("next", number % last + 1, last),
    )


def _step(way: str, number: int, last: int) -> SafeString:
    return format_html(
        '<a class="mark-{}" href="#mark-{}" aria-label="{} place, {} of {}"></a>',
        way,
        number,
        way.capitalize(),
        number,
        last,
    )
