"""The benchmark of the desk fills an archive, and takes back what it does there."""

import pytest

from benchmarks.desk import articles, filling, pages, walking
from policyarchive.archive.models import Publication, Topic
from policyarchive.editorial.models import Step
from tests.factories import make_published_document, make_term, make_topic

pytestmark = pytest.mark.django_db


def test_pages_and_acts_are_timed_and_what_was_done_is_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {"LAWS": 2, "EVENTS": 2, "DRAFTS": 6, "_APPROVED": 3}.items():
        monkeypatch.setattr(filling, name, value)
    monkeypatch.setattr(pages, "_SEARCHES", {"one word": "kite"})
    monkeypatch.setattr(articles, "ROWS", 20)
    for number in range(16):
        make_published_document(title_en=f"Kite notice {number}", text="第一条　甲。")
    make_topic("kites")
    make_term("风筝", "kite")
    assert filling.put_to_work(actors=60)
    assert not filling.put_to_work(actors=60)
    before = _kept()
    table = walking.table(rounds=1, only="merge, ")
    assert _kept() == before
    for kind in ("actor", "law", "document", "topic"):
        assert f"| ask: merge, {kind} |" in table
        assert f"| do: merge, {kind} |" in table


def _kept() -> tuple[int, int, int]:
    topics = Topic.objects.standing().count()
    return Step.objects.count(), Publication.objects.count(), topics


def test_an_archive_that_no_benchmark_made_is_left_alone() -> None:
    with pytest.raises(filling.NotForBenchmarks, match="run make bench"):
        filling.fill(actors=1)
