"""Names of entries, and where they were found. Pure."""

from dataclasses import dataclass
from typing import Literal

from policyarchive.archive import dates
from policyarchive.archive.dates import PartialDate

EntryKind = Literal["document", "law", "actor", "event"]
INSTRUMENTS: frozenset[str] = frozenset(("law", "document"))


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry.

    ``entry`` is any string that tells entries apart, such as an ARK. ``language`` is a
    tag; ``zh-Latn`` marks pinyin. Abbreviations are found only as written: MOST, never
    most. ``valid_from`` and ``valid_to`` are EDTF dates, or empty. ``is_issued`` marks
    the title of what a notice issues, which in 《》 means the notice where nothing else
    has this title.
    """

    text: str
    language: str
    entry: str
    kind: EntryKind
    is_abbreviation: bool = False
    valid_from: str = ""
    valid_to: str = ""
    is_issued: bool = False

    def is_of(self, when: PartialDate) -> bool:
        """Whether an entry bore the name at some time of a date."""
        starts = not self.valid_from or dates.parse(self.valid_from).lower <= when.upper
        ends = not self.valid_to or dates.parse(self.valid_to).upper >= when.lower
        return starts and ends


@dataclass(frozen=True, slots=True)
class OtherName:
    """A number, an address or a permalink of an entry: schemes number, url, ark."""

    scheme: str
    value: str
    entry: str


@dataclass(frozen=True, slots=True)
class Match:
    """Names that stand at one place of a folded text."""

    start: int
    end: int
    names: tuple[Name, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries meant, each once."""
        return tuple(dict.fromkeys(name.entry for name in self.names))
