"""The figures that the labelled sets give must not fall behind what was promised."""

from pathlib import Path

import pytest

from benchmarks.references import measure
from benchmarks.references.marking import SETS, read, unmark
from benchmarks.references.names import Names

PARTS = tuple(SETS)


@pytest.fixture(scope="module")
def names():
    return Names.of_fixtures(Path(__file__).parents[3] / "fixtures")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ["sentences", "footnotes"])
def test_references_are_right_and_complete(names, name, part):
    scores = measure.references(names, name, part).by_kind.values()
    right = sum(score.right for score in scores)
    wrong = [item for score in scores for item in score.wrong]
    missed = [item for score in scores for item in score.missed]
    assert right / (right + len(wrong)) >= 0.97, wrong
    assert right / (right + len(missed)) >= 0.97, missed


@pytest.mark.parametrize("part", PARTS)
def test_footnotes_lead_to_the_works_they_cite(names, part):
    for style, score in measure.works(names, part).by_kind.items():
        assert score.precision >= 0.95, (style, score.wrong)
        assert score.recall >= 0.95, (style, score.missed)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [("actor", 0.95, 0.90), ("law", 0.95, 0.90), ("date", 0.90, 0.85)],
)
def test_suggestions_are_right_and_complete(names, part, kind, precision, recall):
    score = measure.texts(names, part).of(kind)
    assert score.right
    assert score.precision >= precision, score.wrong
    assert score.recall >= recall, score.missed


@pytest.mark.parametrize("name", ["sentences", "footnotes", "texts"])
def test_labels_name_entries_of_the_data_set(names, name):
    known = names.entries
    for part in PARTS:
        for row in read(name, part):
            text, marks = unmark(row["marked"])
            assert "[[" not in text.replace("[[[", "[")
            for mark in marks:
                entry = mark.target.partition("#")[0]
                if mark.kind != "date":
                    assert set(filter(None, entry.split("+"))) <= known | {"?"}
