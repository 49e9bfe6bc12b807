"""The reader's words, still marked when a result leads into a text."""

from collections.abc import Callable

from django.utils.html import conditional_escape

from policyarchive.search import asking, follower, marks
from policyarchive.search.query import SearchQuery

# Longer queries are no queries; what is marked must stay cheap.
_LONGEST = 200


def marker(words: str) -> Callable[[str], str] | None:
    """Return what escapes a text and marks the words in it; None without words."""
    if not words or len(words) > _LONGEST:
        return None
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return None
    plan = asking.ask(SearchQuery().matching(words), snapshot).plan
    needles = [needle for needle in plan.needles if not needle.is_title_only]

    def mark(text: str) -> str:
        return marks.marked(text, needles) if needles else conditional_escape(text)

    return mark
