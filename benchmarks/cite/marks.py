"""The labelled citations: reading them, and what each of them says. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
SETS = {
    "tuning": "footnotes.jsonl",
    "held-out": "footnotes-held-out.jsonl",
    "fresh": "footnotes-fresh.jsonl",
    "scholar": "footnotes-scholar.jsonl",
}
_PLACE = re.compile(r"\{([a-z0-9-]+)(:url)?\}")
BASE = "https://archive.example"


@dataclass(frozen=True, slots=True)
class Cited:
    """One work as the labels have it: keys of entries, articles, verdict."""

    keys: tuple[str, ...]  # none where nothing is held
    articles: frozenset[str]
    verdict: str

    @classmethod
    def read(cls, label: str) -> "Cited":
        """Read a label such as ``kite-law#art-2,art-4 found`` or ``? not-held``."""
        work, _, verdict = label.rpartition(" ")
        keys, _, articles = work.partition("#")
        return cls(
            () if keys == "?" else tuple(keys.split("+")),
            frozenset(filter(None, articles.split(","))),
            verdict,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A footnote, what it cites, and further things that must be said of it."""

    id: str
    style: str
    text: str
    on: date | None
    cited: tuple[Cited, ...]
    edition: str  # key of the text that must be read
    quotes: tuple[str, ...]  # verdicts of the quotations in order
    near: str  # words that the nearest wording must hold
    force: str  # how the sentence on the day begins


def read(part: str) -> Iterator[Row]:
    """Yield the rows of one part of the labelled set."""
    with (_HERE / SETS[part]).open(encoding="utf-8") as file:
        yield from (_row(json.loads(line)) for line in file)


def _row(row: Mapping[str, Any]) -> Row:
    on = row.get("on")
    return Row(
        id=row["id"],
        style=row["style"],
        text=row["text"],
        on=date.fromisoformat(on) if on else None,
        cited=tuple(map(Cited.read, row["cited"])),
        edition=row.get("edition", ""),
        quotes=tuple(row.get("quotes", ())),
        near=row.get("near", ""),
        force=row.get("force", ""),
    )


def filled(text: str, arks: Mapping[str, str]) -> str:
    """Return a text with ``{key}`` and ``{key:url}`` as permalinks of this archive."""

    def permalink(match: re.Match[str]) -> str:
        ark = arks[match[1]]
        return f"{BASE}/{ark}" if match[2] else ark

    return _PLACE.sub(permalink, text)
