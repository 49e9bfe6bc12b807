"""Questions of entry pages, each answered by the index in one search.

Reverse relations ("implemented by"), the texts of a law, the documents of an actor or
an event, and the actors that stand beside an actor. Merges are followed: what pointed
at an entry that was merged away answers for the survivor.
"""

from policyarchive.search import running
from policyarchive.search.results import Pointing

LIMIT = 200  # entries read; counts by role are exact beyond it


def pointing_at(
    ark: str, *, roles: tuple[str, ...] = (), limit: int = LIMIT
) -> Pointing:
    """Return what points at an entry, by role, newest first.

    Without ``roles``, in any. ``company`` counts the other actors of the same entries,
    ``years`` the entries by the year of the date shown.
    """
    return running.pointing_at(ark, roles, limit)
