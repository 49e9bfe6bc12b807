"""The labelled queries: labels mean something, and answers are counted rightly."""

import pytest

from benchmarks.relevance import labels, report, scoring
from benchmarks.relevance.labels import Labelled
from benchmarks.relevance.scoring import Answer, Score
from tests.factories import make_published_document, make_published_law


def test_there_are_enough_queries_and_none_is_in_both_sets():
    tuning, held_out = map(labels.read, labels.SETS)
    assert len(tuning) + len(held_out) >= 300
    assert not {(q.kind, q.query) for q in tuning} & {
        (q.kind, q.query) for q in held_out
    }
    assert {q.kind for q in tuning} == {q.kind for q in held_out}


def test_every_label_of_the_data_set_is_a_key_of_it():
    keys = labels.keys()
    for name in labels.SETS:
        for asked in labels.read(name):
            for label in (one for target in asked.targets for one in target):
                assert label.startswith("title:") or label in keys


def test_a_rank_beyond_the_tenth_counts_for_recall_only():
    asked = Labelled("topic words", "甲", (("title:甲",), ("title:乙",)))
    answer = Answer(asked, ranks=(11, 0), found=40)
    assert (answer.reciprocal, answer.recall) == (0, 0.5)
    assert Answer(asked, ranks=(4, 2), found=40).reciprocal == 0.5
    assert Score((answer, Answer(asked, (1, 2), 40))).mrr == 0.5


def test_a_query_that_must_find_nothing_is_right_only_then():
    nothing = Labelled("nothing", "甲", ())
    assert Answer(nothing, (), found=0).reciprocal == 1
    assert Score((Answer(nothing, (), found=2),)).failures


@pytest.mark.django_db
def test_an_entry_is_found_by_its_title_and_a_copy_stands_for_it():
    make_published_law(title_zh="中华人民共和国示例法")
    make_published_document(title_zh="示例法")
    entries = labels.entries()
    assert len(entries["title:示例法"]) == 2
    asked = Labelled("short title, Chinese", "示例法", (("title:示例法",),))
    missing = Labelled("short title, Chinese", "示例法", (("title:不在",),))
    score = scoring.by_kind((asked, missing), entries)[asked.kind]
    assert (score.mrr, score.recall, score.not_loaded) == (1, 1, 1)


@pytest.mark.django_db
def test_the_report_names_what_failed():
    make_published_law(title_zh="示例法")
    asked = Labelled("phrase", "没有这样的话", (("title:示例法",),))
    scores = scoring.by_kind((asked,), labels.entries())
    assert "| phrase | 1 | 0.000 | 0.000 |" in list(report.table({"tuning": scores}))
    assert "  没有这样的话: title:示例法 missing" in list(report.failures("t", scores))
