"""Trees of bodies and topics: what is above counts what is below, each entry once."""

from collections import Counter

import pytest
from hypothesis import given, strategies as st

from policyarchive.search import trees
from policyarchive.search.query import SearchQuery
from tests.factories import make_published_actor, make_published_document, make_topic

VALUES = st.sampled_from("abcdef")


@given(st.lists(st.tuples(VALUES, VALUES)))
def test_any_relation_is_walked_to_its_end(pairs):
    tree = trees.make(pairs)
    for value in "abcdef":
        assert tree.below(value)[0] == value
        assert len(set(tree.below(value))) == len(tree.below(value))
        for below in tree.below(value)[1:]:
            assert value in tree.above(below)


@given(
    st.lists(st.tuples(VALUES, VALUES)),
    st.lists(st.sets(VALUES, min_size=1)),
)
def test_each_entry_is_counted_once_wherever_it_counts(pairs, entries):
    tree = trees.make(pairs)
    counts = Counter(value for entry in entries for value in entry)
    together = Counter(" ".join(sorted(e)) for e in entries if len(e) > 1)
    whole = tree.counted(counts, together)
    for value in "abcdef":
        below = set(tree.below(value))
        assert whole.get(value, 0) == sum(bool(below & entry) for entry in entries)


def test_the_nearest_stand_first():
    tree = trees.make([("office", "bureau"), ("bureau", "ministry")])
    assert tree.below("ministry") == ("ministry", "bureau", "office")
    assert tree.above("office") == ("bureau", "ministry")
    assert tree.below("bureau", "office") == ("bureau", "office")


def counts(page, facet):
    return [(value.value, value.count) for value in page.facets[facet]]


@pytest.fixture
def bodies(db):
    """A ministry without documents of its own, two bureaus, an office of the first."""
    ministry = make_published_actor(title_zh="某部")
    one, two = (
        make_published_actor(title_zh=title, links=[("parent", ministry)])
        for title in ("甲司", "乙司")
    )
    office = make_published_actor(title_zh="甲处", links=[("parent", one)])
    for title, issuers in (
        ("一", (one, two)),
        ("二", (one,)),
        ("三", (office,)),
        ("四", ()),
    ):
        make_published_document(
            title_zh=title, links=[("issuer", issuer) for issuer in issuers]
        )
    return [body.permalink.ark for body in (ministry, one, two, office)]


def test_a_ministry_counts_its_bureaus_and_no_document_twice(bodies):
    ministry, one, two, office = bodies
    page = SearchQuery().of_kind("document").run()
    found = counts(page, "issuer")
    assert found[:2] == [(ministry, 3), (one, 3)]
    assert dict(found[2:]) == {two: 1, office: 1, "none": 1}
    above = {value.value: value.above for value in page.facets["issuer"]}
    assert above[office] == (one, ministry)
    assert above[ministry] == ()


def test_the_count_of_a_body_is_what_its_filter_finds(bodies):
    page = SearchQuery().of_kind("document").run()
    for value, count in counts(page, "issuer"):
        assert SearchQuery().including("issuer", value).run().count == count
    rest = SearchQuery().of_kind("document").excluding("issuer", bodies[0]).run()
    assert [hit.title for hit in rest.hits] == ["四"]


def test_topics_count_those_below_them(db):
    data = make_topic("data")
    make_topic("personal", parent=data)
    make_topic("public", parent=data)
    make_published_document(topics=["personal", "public"])
    make_published_document(topics=["data"])
    page = SearchQuery().run()
    assert dict(counts(page, "topic")) == {"data": 2, "personal": 1, "public": 1}
    assert SearchQuery().including("topic", "data").run().count == 2
    assert SearchQuery().including("topic", "public").run().count == 1
