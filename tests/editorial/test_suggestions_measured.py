"""The figures of the labelled texts must not fall behind what was promised."""

from pathlib import Path

import pytest

from benchmarks.references.marking import unmark
from benchmarks.references.names import Names
from benchmarks.suggestions.measure import PARTS, rows, score

# Precision and recall that each kind has to reach on each part.
PROMISED = {
    "actor": (0.95, 0.90),
    "law": (0.95, 0.90),
    "date": (0.90, 0.85),
    "event": (0.90, 0.85),
}


@pytest.fixture(scope="module")
def names():
    return Names.of_fixtures(Path(__file__).parents[2] / "fixtures")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", PROMISED)
def test_suggestions_are_right_and_complete(names, part, kind):
    precision, recall = PROMISED[kind]
    found = score(names, part).of(kind)
    assert found.right
    assert found.precision >= precision, found.wrong
    assert found.recall >= recall, found.missed


def test_there_are_enough_texts_in_both_languages_and_of_both_sorts():
    every = [row for part in PARTS for row in rows(part)]
    assert len(every) >= 30
    sorts = {(row["language"], row["type"]) for row in every}
    assert sorts == {(x, y) for x in ("zh", "en") for y in ("news", "official")}
    assert len({row["id"] for row in every}) == len(every)


def test_labels_name_entries_of_the_data_set(names):
    for part in PARTS:
        for row in rows(part):
            for mark in unmark(row["marked"])[1]:
                if mark.kind in ("actor", "law"):
                    assert set(mark.target.split("+")) <= names.entries, mark
