"""Filter sets: the query string is read, checked, and narrows the search."""

import pytest
from django.http import QueryDict
from hypothesis import given, strategies as st

from policyarchive.search import filters
from policyarchive.search.filters import (
    ActorFilters,
    DocumentFilters,
    EventFilters,
    LawFilters,
    SearchFilters,
)
from policyarchive.search.language import LONGEST
from policyarchive.search.question import CHOICES, FACETS, Choice, Order, Range

ARK = "ark:99999/b1bcdfgh1"


def asked(query, kind=SearchFilters):
    return kind(QueryDict(query))


def test_an_empty_query_string_asks_for_everything_newest_first():
    query = asked("").query
    assert (query.text, query.kinds, query.choices) == ("", (), ())
    assert query.order == Order.NEWEST
    assert asked("").is_valid()


def test_words_are_sorted_by_relevance_unless_told_otherwise():
    assert asked("q=law").query.order == Order.RELEVANCE
    assert asked("q=law&sort=oldest").query.order == Order.OLDEST
    assert asked("sort=relevance").query.order == Order.RELEVANCE


def test_a_facet_takes_values_and_a_minus_leaves_them_out():
    assert asked("type=law&type=-news&year=2021").query.choices == (
        Choice("type", "law"),
        Choice("type", "news", is_excluded=True),
        Choice("year", "2021"),
    )


def test_not_stated_is_a_value_of_every_facet():
    for facet in FACETS:
        filtered = asked(f"{facet}=none&{facet}=-none")
        assert filtered.query.chosen(facet) == ("none",)
        assert filtered.query.chosen(facet, is_excluded=True) == ("none",)
        assert filtered.is_valid()


def test_an_ark_is_read_however_it_is_spelt():
    for spelling in (
        ARK,
        "ark:/99999/b1-bcdf-gh1",
        ARK.upper(),
        f"https://x.example/{ARK}",
    ):
        assert asked(f"issuer={spelling}").query.chosen("issuer") == (ARK,)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("type=nonsense", "type"),
        ("type=law&type=nonsense", "type"),
        ("issuer=somebody", "issuer"),
        ("year=21", "year"),
        ("from=yesterday", "from"),
        ("to=2021-13", "to"),
        ("sort=best", "sort"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("page=99999999", "page"),
        ("size=100000", "size"),
        ("widen=perhaps", "widen"),
        (f"topic={'x' * 300}", "topic"),
    ],
)
def test_what_means_nothing_is_an_error_and_is_ignored(query, name):
    filtered = asked(query)
    assert not filtered.is_valid()
    assert list(filtered.errors) == [name]
    kept = "type=law" if "type=law" in query else ""
    assert filtered.query == asked(kept).query


def test_unknown_parameters_are_named():
    assert asked("q=law&colour=red&utm_source=x").unknown == ("colour", "utm_source")
    assert asked("language=en", LawFilters).unknown == ("language",)


def test_a_null_character_parts_words_and_does_not_drop_the_query():
    assert asked("q=kite%00law").query.text == "kite law"


def test_dates_pages_and_widening_are_taken():
    query = asked("from=2020&to=2021-06&page=3&size=50&widen=no").query
    assert query.range_of() == Range("shown", "2020", "2021-06")
    assert (query.page, query.page_size) == (3, 50)
    assert not query.widen


@pytest.mark.parametrize(
    ("kind", "kinds"),
    [
        (SearchFilters, ()),
        (DocumentFilters, ("document",)),
        (LawFilters, ("law",)),
        (ActorFilters, ("actor",)),
        (EventFilters, ("event",)),
    ],
)
def test_a_listing_is_confined_to_its_kind(kind, kinds):
    assert kind().query.kinds == kinds
    assert filters.BY_KIND["".join(kinds)] is kind
    assert ("kind" in kind.facets) == (kind is SearchFilters)


def test_the_form_shows_what_was_asked():
    form = asked("q=数据&type=law").form
    assert 'value="数据"' in str(form["q"])
    assert form["type"].label == "Type"
    assert set(form.fields) == {"q", "type"}


def test_words_that_go_on_are_cut_and_it_is_said():
    found = asked(f"q={'x' * (LONGEST + 1)}&type=law")
    assert found.query.text == found.sound["q"] == "x" * LONGEST
    assert found.query.chosen("type") == ("law",)
    assert found.ignored == (
        "There are more than 600 characters: the rest was ignored.",
    )


@given(st.dictionaries(st.sampled_from(["q", "page", "from", *FACETS]), st.text()))
def test_any_query_string_is_read(values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data[name] = value
    query = SearchFilters(data).query
    assert query.page >= 1
    assert all(choice.facet in CHOICES for choice in query.choices)


def test_every_date_has_a_range_of_its_own():
    query = asked("effective-from=2021&effective-to=2022-03&added-from=2026&to=2020")
    assert query.is_valid()
    assert set(query.query.ranges) == {
        Range("effective", "2021", "2022-03"),
        Range("added", "2026", ""),
        Range("shown", "", "2020"),
    }
    assert not asked("effective-from=soon").is_valid()
    assert asked("expires-from=2021", ActorFilters).unknown == ("expires-from",)


def test_a_month_is_a_value_that_may_be_unknown():
    for month in ("2021-06", "2021-XX", "none"):
        assert asked(f"month={month}").query.chosen("month") == (month,)
    for nonsense in ("2021-13", "2021", "06"):
        assert not asked(f"month={nonsense}").is_valid()
