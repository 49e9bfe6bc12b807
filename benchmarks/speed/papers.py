"""Papers: the documents of a benchmark, as every product under measure is given them.

Pure. A paper is what is left of a document when no product's own form is put on it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """One document; codes are those of ``archive.vocabulary``, dates are EDTF."""

    title_zh: str
    title_en: str
    type: str
    level: str
    language: str  # of the body
    status: str = ""
    issuers: tuple[str, ...] = ()  # names, the lead first
    number: str = ""
    date: str = ""
    effective: str = ""
    topics: tuple[str, ...] = ()  # keys
    aliases: tuple[str, ...] = ()
    url: str = ""
    body: str = ""

    @property
    def title(self) -> str:
        """The title, Chinese first."""
        return self.title_zh or self.title_en

    @property
    def year(self) -> str:
        """The year of the date, or nothing."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Papers that can be read again and again, always the same.

    ``fingerprint`` changes when the papers do, so that what was loaded from them can be
    kept from one run to the next.
    """

    name: str
    fingerprint: str
    read: Callable[[], Iterator[Paper]]


class CorpusFault(Exception):
    """A corpus that cannot be read; the message says what to do."""
