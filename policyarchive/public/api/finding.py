"""From the name of an entry in an address to the entry, or to the reason why not."""

from typing import Any

from django.conf import settings

from policyarchive.archive import permalinks
from policyarchive.archive.models.published import Permalink, Text, Version
from policyarchive.archive.vocabulary import State
from policyarchive.public import linking
from policyarchive.public.answers import Problem


class Moved(Exception):
    """The entry lives on under another name."""

    def __init__(self, survivor: Permalink) -> None:
        super().__init__(survivor.ark)
        self.survivor = survivor


class Withdrawn(Exception):
    """Nothing is left of the entry but a tombstone."""

    def __init__(self, permalink: Permalink) -> None:
        super().__init__(permalink.ark)
        self.permalink = permalink


def permalink(name: str) -> Permalink:
    """Return the permalink of an entry that still can be read.

    Raises ``Problem`` when nothing has this name and ``Withdrawn`` when nothing is left
    of it. A merged entry is returned: its versions keep answering.
    """
    ark = permalinks.read(f"ark:{settings.ARCHIVE_NAAN}/{name}")
    if ark is None or ark.suffix:
        raise Problem(404, "This is not the name of an entry.")
    if not ark.has_right_check:
        raise Problem(
            404,
            f"{ark.name} was probably mistyped: its last character does not fit.",
        )
    found = (
        Permalink.objects.public()
        .select_related("current", "merged_into", "replaced_by")
        .filter(name=ark.name)
        .first()
    )
    if found is None:
        raise Problem(404, f"{ark.name} is well formed, but nothing is assigned to it.")
    if found.state == State.WITHDRAWN:
        raise Withdrawn(found)
    return found


def version(name: str, number: int) -> Version:
    """Return a version of an entry by its number."""
    entry = permalink(name)
    newest = linking.newest(entry)
    if number == newest.number:
        newest.permalink = entry
        return newest
    found = entry.versions.filter(number=min(number, _LARGEST)).first()
    if found is None:
        raise Problem(
            404,
            f"There is no version {number} of this entry: it has {newest.number}.",
        )
    found.permalink = entry
    return found


_LARGEST = 2**31 - 1  # what the database can count to


def text(version: Version, sha256: str) -> Text:
    """Return a text of a version by its hash, open or not."""
    found = version.texts.filter(sha256=sha256).first()
    if found is None:
        raise Problem(404, "This version has no text with this hash.")
    return found


def described(permalink: Permalink) -> dict[str, str]:
    """Return what every answer says of an entry."""
    return {
        "ark": permalink.ark,
        "url": linking.absolute(permalink.get_absolute_url()),
        "kind": permalink.kind,
    }


def entry_url(permalink: Permalink) -> str:
    """Return the address of an entry in this API."""
    return linking.absolute(f"/api/entries/{permalink.name}")


def edition(version: Version) -> dict[str, Any]:
    """Return a version without what it says."""
    path = linking.version_path(version.permalink, version.number)
    return {
        "number": version.number,
        "url": linking.absolute(path),
        "record_url": linking.absolute(f"{path}.json"),
        "sha256": version.sha256,
        "published_at": version.published_at.isoformat(),
        "change_note": version.change_note,
    }
