"""The publication log as a list that can be read while it grows.

Each entry stands where the last thing happened to it. A cursor is a place in the log,
so what happens meanwhile moves behind it and is never lost.
"""

import base64
import binascii
from typing import Any

from policyarchive.archive.models.published import Publication
from policyarchive.public import linking
from policyarchive.public.api import finding
from policyarchive.public.api.answers import Problem
from policyarchive.public.oai import harvest
from policyarchive.public.oai.arguments import Window

_PREFIX = "log:"
_LARGEST = 2**63 - 1  # what the log can count to


def after(cursor: str) -> dict[str, Any]:
    """Return the next stretch of the log; an empty cursor is its beginning."""
    place = read(cursor) if cursor else 0
    rows, more = harvest.page(Window(after=place))
    here = written(rows[-1].sequence if rows else place)
    following = linking.absolute(f"/api/changes?cursor={here}")
    return {
        "changes": [_change(row) for row in rows],
        "cursor": here,
        "next": following if more else None,
    }


def written(place: int) -> str:
    """Return the cursor of a place in the log."""
    return base64.urlsafe_b64encode(f"{_PREFIX}{place}".encode()).decode().rstrip("=")


def read(cursor: str) -> int:
    """Return the place that a cursor names; raise ``Problem`` where it names none."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        text = base64.b64decode(padded.encode(), b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeError, ValueError):
        text = ""
    place = text.removeprefix(_PREFIX)
    if not place.isdecimal() or written(int(place[:20])) != cursor:
        raise Problem(400, "cursor: Use one that an earlier answer gave.")
    return min(int(place), _LARGEST)


def _change(row: Publication) -> dict[str, Any]:
    permalink = row.permalink
    survivor = permalink.merged_into
    newest = permalink.current
    return {
        **finding.described(permalink),
        "entry_url": finding.entry_url(permalink),
        "state": permalink.state,
        "at": row.at.isoformat(),
        "version": newest.number if newest else None,
        "sha256": newest.sha256 if newest else None,
        "merged_into": survivor.ark if survivor else None,
    }
