"""Citations of a record: texts in the manuals' forms, and files. Pure functions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from policyarchive.archive import records
from policyarchive.archive.citations import (
    bluebook,
    chicago,
    chinese,
    composed,
    english,
    facts as _facts,
    files,
)
from policyarchive.archive.citations.composed import Part
from policyarchive.archive.citations.runs import Run

__all__ = [
    "Form",
    "Part",
    "Run",
    "bibtex",
    "csl",
    "csl_text",
    "forms",
    "parts",
    "ris",
    "translators",
]

_FORMS = (
    ("chicago", "Chicago", chicago.note),
    ("chicago-bibliography", "Chicago (bibliography)", chicago.bibliography),
    ("bluebook", "Bluebook", bluebook.note),
    ("oscola", "OSCOLA", english.oscola),
    ("apa", "APA", english.apa),
    ("mla", "MLA", english.mla),
    ("gbt", "GB/T 7714-2025", chinese.gbt_2025),
    ("gbt-2015", "GB/T 7714-2015", chinese.gbt_2015),
    ("legal-manual", "法学引注手册", chinese.legal_manual),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A citation in one manual's form."""

    key: str
    label: str
    runs: tuple[Run, ...]

    @property
    def plain(self) -> str:
        """The citation as plain text, to be copied."""
        return "".join(run.text for run in self.runs)


def forms(
    record: records.Record, *, url: str, accessed: date, anchor: str = ""
) -> tuple[Form, ...]:
    """Return the citation of a version in every form.

    ``url`` is the absolute permalink of the version; ``anchor`` pins to an article.
    """
    facts = _facts.read(record, url=url, accessed=accessed, anchor=anchor)
    return tuple(Form(key, label, make(facts)) for key, label, make in _FORMS)


def parts(
    record: records.Record, *, url: str, accessed: date, anchor: str = ""
) -> tuple[Part, ...]:
    """Return what the forms are composed of; a part without words is missing."""
    facts = _facts.read(record, url=url, accessed=accessed, anchor=anchor)
    shown = record.shown_date
    return composed.parts(facts, shown.role if shown else "")


def ris(record: records.Record, *, url: str, accessed: date) -> str:
    """Return the RIS file of a version."""
    return files.ris(_facts.read(record, url=url, accessed=accessed))


def bibtex(record: records.Record, *, url: str, accessed: date) -> str:
    """Return the BibLaTeX file of a version, keyed by its name and number."""
    key = f"{record.ark.rsplit('/', 1)[-1]}-v{record.version}"
    return files.bibtex(_facts.read(record, url=url, accessed=accessed), key)


def csl(record: records.Record, *, url: str, accessed: date) -> dict[str, Any]:
    """Return the CSL-JSON item of a version."""
    facts = _facts.read(record, url=url, accessed=accessed)
    return files.csl(facts, f"{record.ark}/v{record.version}")


def translators(record: records.Record) -> tuple[str, ...]:
    """Return who translated the words that somebody citing in English cites."""
    facts = _facts.read(record, url="", accessed=date.min)
    return facts.translators_for("en")


csl_text = files.csl_text
