"""What goes into a package: all that was ever public, or what anyone may have."""

from collections import defaultdict
from collections.abc import Sequence

from policyarchive.archive import records
from policyarchive.archive.models.published import (
    Capture,
    Permalink,
    PermalinkQuerySet,
    Text,
    Version,
)
from policyarchive.archive.vocabulary import Access, State


class Scope:
    """The whole: everything that was ever public, and the addresses in reserve.

    All texts and captures go, whatever their access: an archive that moves loses
    nothing. Reserved addresses go because a name that was minted is never used again.
    """

    def permalinks(self) -> PermalinkQuerySet:
        """Return the permalinks to write."""
        return Permalink.objects.all()

    def see(self, version: Version, record: records.Record) -> None:
        """Take note of a version that is written; the oldest come first."""

    def has(self, thing: Text | Capture) -> bool:
        """Whether a text or capture is written, once all versions were seen."""
        return True

    def who(self, username: str) -> str:
        """Return a username as it is written: who published what is in the log."""
        return username


class OpenScope(Scope):
    """The open part: published now, and open by its ceiling and by its records.

    Where versions of an entry disagree about the same words, the newest that names them
    decides; where entries disagree, the strictest does. A bulk download is copied
    further than a page is read, so in doubt something stays out.
    """

    def __init__(self) -> None:
        self._access: dict[str, dict[int, Access]] = defaultdict(dict)

    def permalinks(self) -> PermalinkQuerySet:
        """Return those that are published now."""
        return Permalink.objects.filter(state=State.PUBLISHED)

    def see(self, version: Version, record: records.Record) -> None:
        """Note the access that the version gives to each text and capture."""
        given: dict[str, Access] = {}
        for ref in named(record):
            before = given.get(ref.sha256, Access.OPEN)
            given[ref.sha256] = Access.strictest(ref.access, before)
        for sha256, access in given.items():
            self._access[sha256][version.permalink_id] = access

    def has(self, thing: Text | Capture) -> bool:
        """Whether it is named, and open by everything that has a say."""
        given = self._access.get(thing.sha256, {}).values() or (Access.DARK,)
        return Access.strictest(thing.access, *given) is Access.OPEN

    def who(self, username: str) -> str:
        """Return no name: readers see the role of who decided, not the person."""
        return ""


def named(
    record: records.Record,
) -> Sequence[records.TextRef | records.CaptureRef]:
    """Return the texts and captures that a record names."""
    if isinstance(record, records.DocumentRecord):
        return (*record.texts, *record.captures)
    return ()
