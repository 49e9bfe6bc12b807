"""Cursors: places in a list, as opaque words that stand in an address."""

import base64
import binascii
import re

from policyarchive.public.answers import Problem
from policyarchive.search.question import Order, Place

_LOG = re.compile(r"log:(0|[1-9]\d{0,19})", re.ASCII)
_PLACE = re.compile(
    r"(newest|oldest|added):(0|[1-9]\d{0,18})((?: ark:\d+/[a-z0-9]+)+)", re.ASCII
)
_LARGEST = 2**63 - 1  # what the log and the index can count to


def written(place: int) -> str:
    """Return the cursor of a place in the publication log."""
    return _encoded(f"log:{place}")


def read(cursor: str) -> int:
    """Return the place in the log that a cursor names; raise ``Problem`` for none."""
    return min(int(_matched(_LOG, cursor)[1]), _LARGEST)


def written_end(place: Place) -> str:
    """Return the cursor of the place where a page of a search ended."""
    told = " ".join(place.told)
    return _encoded(f"{place.order.value}:{place.key} {told}")


def read_end(cursor: str) -> Place:
    """Return the place in a search that a cursor names; raise ``Problem`` for none."""
    found = _matched(_PLACE, cursor)
    key = min(int(found[2]), _LARGEST)
    return Place(Order(found[1]), key, tuple(found[3].split()))


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _matched(pattern: re.Pattern[str], cursor: str) -> re.Match[str]:
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        text = base64.b64decode(padded.encode(), b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeError, ValueError):
        text = ""
    found = pattern.fullmatch(text)
    if found is None or _encoded(text) != cursor:
        raise Problem(400, "cursor: Use one that an earlier answer gave.")
    return found
