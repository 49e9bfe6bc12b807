"""The gazetteer of the project's own data set, for measuring."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policyarchive.archive import romanise
from policyarchive.archive.references import (
    EntryKind,
    Gazetteer,
    Name,
    OtherName,
    shortened,
)

_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST_ABBREVIATION = 10


@dataclass(frozen=True)
class Names:
    """A gazetteer, and which document is a text of which law."""

    gazetteer: Gazetteer
    law_of: dict[str, str]
    entries: frozenset[str]

    @classmethod
    def of_fixtures(cls, folder: Path) -> "Names":
        """Read the CSV files of a data set."""
        laws, documents, actors, arks = (
            list(_rows(folder / f"{name}.csv"))
            for name in ("laws", "documents", "actors", "arks")
        )
        names = [
            *_names(laws, "law", ("name_zh", "name_en", "short_zh", "short_en")),
            *_names(documents, "document", ("title_zh", "title_en")),
            *_names(actors, "actor", ("name_zh", "name_en")),
        ]
        others = [
            OtherName(scheme, row[column], row["key"])
            for row in documents
            for scheme, column in (("number", "number"), ("url", "url"))
            if row[column]
        ]
        others += [
            OtherName("ark", f"ark:99999/{row['name']}", row["key"]) for row in arks
        ]
        law_of = {row["key"]: row["law"] for row in documents if row["law"]}
        entries = frozenset(name.entry for name in names)
        return cls(Gazetteer(names, others), law_of, entries)

    def works(self, entries: Iterable[str]) -> list[str]:
        """Return entries with the texts of a law as that law, each once."""
        return list(dict.fromkeys(self.law_of.get(entry, entry) for entry in entries))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _names(
    rows: Iterable[dict[str, str]], kind: EntryKind, columns: tuple[str, ...]
) -> Iterator[Name]:
    for row in rows:
        texts = [row[column] for column in columns]
        texts += row["aliases"].split(";")
        for text in filter(None, texts):
            language = "zh" if _HAN.search(text) else "en"
            yield Name(text, language, row["key"], kind, _is_abbreviation(text))
            if kind == "actor":
                for form in shortened.forms(text):
                    yield Name(form, language, row["key"], kind)
            if language == "zh" and kind != "actor":
                pinyin = romanise.title(text)
                if len(pinyin) > _LONGEST_ABBREVIATION:
                    yield Name(pinyin, "zh-Latn", row["key"], kind)


def _is_abbreviation(text: str) -> bool:
    is_short = len(text) <= _LONGEST_ABBREVIATION and " " not in text
    return text.isascii() and text.isupper() and is_short
