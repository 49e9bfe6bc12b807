"""The labelled queries, and which entries of an archive their labels mean.

A set is a CSV file of ``kind``, ``query``, ``targets``. Targets are parted by `` ; ``:
each is a thing that should be found, by any of the labels joined by ``|`` (a law or its
text). A label is ``kind:key`` of the data set in ``fixtures/``, or ``title:`` and the
title of any other entry. Entries with the same title, such as a second
copy of a law, stand for each other. A query without targets must find nothing.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policyarchive.archive.models.published import Permalink
from policyarchive.archive.vocabulary import State
from policyarchive.search.keys import name_key

_HERE = Path(__file__).parent
_ARKS = _HERE.parents[1] / "fixtures" / "arks.csv"
SETS = ("tuning", "held-out")

# What a label means: all entries that may stand for it.
Entries = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query and the things it should find, each by any of several labels."""

    kind: str
    query: str
    targets: tuple[tuple[str, ...], ...]


def read(name: str) -> tuple[Labelled, ...]:
    """Return the queries of a set."""
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Labelled(row["kind"], row["query"], _targets(row["targets"]))
            for row in csv.DictReader(file)
        )


def _targets(written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.split("|")) for one in written.split(" ; ") if one)


def entries() -> Entries:
    """Return what every label means in the running archive."""
    titled: defaultdict[str, set[str]] = defaultdict(set)
    found: dict[str, frozenset[str]] = {}
    titles = {}
    for permalink in Permalink.objects.filter(state=State.PUBLISHED):
        title = permalink.label_zh or permalink.label_en
        titles[permalink.name] = title
        titled[name_key(title)].add(f"ark:{permalink.naan}/{permalink.name}")
    for title in titles.values():
        found[f"title:{title}"] = frozenset(titled[name_key(title)])
    for label, name in keys().items():
        if title := titles.get(name, ""):
            found[label] = frozenset(titled[name_key(title)])
    return found


def keys() -> dict[str, str]:
    """Return the label of each entry of the data set and the name of its permalink."""
    with _ARKS.open(encoding="utf-8", newline="") as file:
        return {
            f"{row['kind']}:{row['key']}": row["name"] for row in csv.DictReader(file)
        }
