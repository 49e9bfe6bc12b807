"""The publication log as a list that can be read while it grows.

Each entry stands where the last thing happened to it. A cursor is a place in the log,
so what happens meanwhile moves behind it and is never lost.
"""

from typing import Any

from policyarchive.archive.models.published import Publication
from policyarchive.public import linking
from policyarchive.public.api import cursors, finding
from policyarchive.public.oai import harvest
from policyarchive.public.oai.arguments import Window


def after(cursor: str) -> dict[str, Any]:
    """Return the next stretch of the log; an empty cursor is its beginning."""
    place = cursors.read(cursor) if cursor else 0
    rows, more = harvest.page(Window(after=place))
    here = cursors.written(rows[-1].sequence if rows else place)
    following = linking.absolute(f"/api/changes?cursor={here}")
    return {
        "changes": [_change(row) for row in rows],
        "cursor": here,
        "next": following if more else None,
    }


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
