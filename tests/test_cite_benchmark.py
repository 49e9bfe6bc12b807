"""The labelled footnotes for /cite are many, of many styles, and can be read."""

import csv
import re
from collections import Counter

import pytest
from django.conf import settings

from benchmarks.cite import made, marks
from benchmarks.cite.measure import VERDICTS, Outcome, measure, report
from policyarchive.search import follower

ROWS = [row for part in marks.SETS for row in marks.read(part)]


def test_the_set_is_large_and_every_verdict_and_style_is_in_it():
    assert len(ROWS) >= 100
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert {cited.verdict for row in ROWS for cited in row.cited} == set(VERDICTS)
    styles = {"bluebook", "chicago", "oscola", "apa", "mla", "gbt", "legal-manual"}
    for part in marks.SETS:
        assert {row.style for row in marks.read(part)} == styles | {"prose"}


@pytest.mark.django_db
def test_what_is_made_up_gets_the_verdicts_of_its_labels(settings, tmp_path):
    settings.ARCHIVE_INDEX = tmp_path / "index"
    settings.ARCHIVE_BASE_URL = marks.BASE
    arks = made.make()
    follower.follow()
    rows = [row for row in ROWS if _keys(row) and _keys(row) <= arks.keys()]
    assert len(rows) > 60
    outcome = measure(rows, arks)
    assert outcome.failures == []
    assert outcome.verdicts["changed"].recall == 1.0


def test_every_label_names_an_entry_of_the_data_set_or_a_made_one():
    with (settings.BASE_DIR / "fixtures" / "arks.csv").open(encoding="utf-8") as file:
        known = {row["key"] for row in csv.DictReader(file)}
    source = (settings.BASE_DIR / "benchmarks/cite/made.py").read_text("utf-8")
    known |= set(re.findall(r'"([a-z0-9]+-[a-z0-9]+|umbrella)"', source))
    for row in ROWS:
        assert _keys(row) <= known, row.id


def test_what_is_said_wrongly_lowers_precision_and_what_is_missed_recall():
    row = ROWS[0]
    outcome = Outcome()
    label = marks.Cited.read("kite-law#art-3 found")
    assert (label.keys, label.articles) == (("kite-law",), frozenset({"art-3"}))
    outcome.count(row, Counter(("a found", "b found")), Counter(("a found", "c found")))
    tally = outcome.verdicts["found"]
    assert (tally.precision, tally.recall) == (0.5, 0.5)
    assert "0.500   0.500" in "\n".join(report(outcome))


def _keys(row):
    keys = {key for cited in row.cited for key in cited.keys}
    return keys | ({row.edition} if row.edition else set())
