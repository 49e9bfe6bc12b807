"""The archive's own topics and glossary, for papers that come without subjects."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from policyarchive.settings import BASE_DIR

_FOLDER = Path(BASE_DIR) / "fixtures"
# How much of a text tells its subjects; a long one names every subject somewhere.
_READ = 600  # characters


@cache
def topic_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the topics: key, parent, label_en, label_zh, order."""
    return tuple(_rows("topics.csv"))


def term_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the glossary: zh, en, variants, group."""
    return tuple(_rows("glossary.csv"))


def topics_of(title: str, body: str) -> tuple[str, ...]:
    """Return the topics whose label stands in the title or where the text begins."""
    words = f"{title}\n{body[:_READ]}".lower()
    return tuple(key for label, key in _labels().items() if label in words)


@cache
def _labels() -> Mapping[str, str]:
    labels = {}
    for row in topic_rows():
        labels[row["label_zh"]] = labels[row["label_en"].lower()] = row["key"]
    return labels


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
