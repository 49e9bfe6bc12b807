"""The page of an event: what happened, where, who took part, what it concerns."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest

from policyarchive.archive.dates import FIRST_DAY, LAST_DAY
from policyarchive.archive.records import EventRecord
from policyarchive.archive.vocabulary import ACTOR_ROLES, Kind
from policyarchive.public import relations
from policyarchive.public.pages.frame import Frame
from policyarchive.search.query import SearchQuery
from policyarchive.search.results import Hit

_AROUND = timedelta(days=31)
_MOST_AROUND = 12


def context(request: HttpRequest, frame: Frame, record: EventRecord) -> dict[str, Any]:
    """Return what the page of an event needs beyond the frame."""
    return {
        "who": relations.forward(record, frame.labels, frozenset(ACTOR_ROLES)),
        "ahead": relations.forward(
            record, frame.labels, relations.ALL_ROLES - ACTOR_ROLES
        ),
        "back": relations.reverse(frame.pointing),
        "around": _around(record),
        "is_long_title": True,
    }


def _around(record: EventRecord) -> tuple[Hit, ...]:
    """Return the events of the month before and the month after."""
    happened = record.happened
    if happened is None:
        return ()
    span = happened.partial
    if span.lower == FIRST_DAY or span.upper == LAST_DAY:
        return ()
    pages = (
        SearchQuery()
        .between(_moved(span.lower, -_AROUND), _moved(span.upper, _AROUND))
        .ordered("oldest")
        .at_page(1, _MOST_AROUND)
        .heads(Kind.EVENT)
    )
    hits = pages[Kind.EVENT].hits
    return hits if len(hits) > 1 else ()


def _moved(day: date, by: timedelta) -> str:
    return (day + by).isoformat()
