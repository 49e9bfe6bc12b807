"""What documents share is told from one search, exactly."""

import pytest

from policyarchive.archive.records import Link, Ref
from policyarchive.search import related
from policyarchive.search.engine import Among
from policyarchive.search.question import Order
from tests.search.made import arks, index_of, row_of

ACTORS = [f"ark:99999/b1{number:08}" for number in range(24)]


def naming(*actors):
    """A document that names some actors."""
    refs = (Ref(ark=actor, kind="actor") for actor in actors)
    links = tuple(Link(role="mentioned", ref=ref) for ref in refs)
    return row_of(links=links, public=actors)


@pytest.mark.django_db  # the glossary and the topics
def test_each_document_is_told_with_all_that_it_shares_and_nothing_else(tmp_path):
    first, last = naming(*ACTORS[:9], ACTORS[23]), naming(*ACTORS[8:])
    here = naming(*ACTORS)
    snapshot = index_of(tmp_path, here, first, last, *(naming() for _ in range(60)))
    found = related.related(here.ark, snapshot, actors=ACTORS)
    shared = {akin.hit.ark: {one.value for one in akin.shared} for akin in found}
    assert shared == {
        first.ark: {*ACTORS[:9], ACTORS[23]},
        last.ark: set(ACTORS[8:]),
    }


@pytest.mark.parametrize("more", [0, 1, 99, 100, 400])
def test_few_values_and_many_find_the_same_at_the_same_score(tmp_path, more):
    rows = [naming(ACTORS[0]), naming(ACTORS[0], ACTORS[1]), naming(ACTORS[2])]
    snapshot = index_of(tmp_path, *rows)
    others = (f"ark:99999/b1none{number}" for number in range(more))
    among = Among("actor", (ACTORS[0], *others, ACTORS[1]))
    assert arks(snapshot, among) == {rows[0].ark, rows[1].ark}
    cards = snapshot.find(among, Order.RELEVANCE, 0, 9).cards
    assert [score for score, _ in cards] == [1.0, 1.0]
