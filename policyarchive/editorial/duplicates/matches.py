"""An entry that may be the same, and why: grounds from certain to slight. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from policyarchive.archive.models import Entry


class Ground(IntEnum):
    """What two entries have in common; the surest first."""

    FILE = 1
    TEXT = 2
    ADDRESS = 3
    NUMBER = 4
    NEAR_TEXT = 5
    TITLE = 6
    NAME = 7
    NEAR_TITLE = 8


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One ground with a sentence for the editor."""

    ground: Ground
    words: str


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of the archive that may be the same, with the surest reason first."""

    entry: Entry
    reasons: Sequence[Reason]

    @property
    def words(self) -> str:
        """All the reasons as one text."""
        return " ".join(reason.words for reason in self.reasons)

    @property
    def ground(self) -> Ground:
        """The surest of the reasons."""
        return self.reasons[0].ground


SAME_FILE = Reason(Ground.FILE, "The same file, byte for byte.")
SAME_TEXT = Reason(Ground.TEXT, "The same text but for spaces, signs and script.")
SAME_TITLE = Reason(Ground.TITLE, "The same title.")
NEAR_TITLE = Reason(Ground.NEAR_TITLE, "Nearly the same title.")


def near_text(likeness: float) -> Reason:
    """Return the reason for texts that share most runs of eight signs."""
    per_cent = min(int(likeness * 100), 99)
    return Reason(
        Ground.NEAR_TEXT, f"Nearly the same text: {per_cent}% of its wording is shared."
    )


def same_number(number: str) -> Reason:
    """Return the reason for entries of one number."""
    return Reason(Ground.NUMBER, f"The same number, {number}.")


def same_address(address: str) -> Reason:
    """Return the reason for documents that stand at one address."""
    return Reason(Ground.ADDRESS, f"The same address, {address}.")


def same_name(name: str) -> Reason:
    """Return the reason for an entry that is known by the name as well."""
    return Reason(Ground.NAME, f"“{name}” is a name of both.")
