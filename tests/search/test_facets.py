"""Facets: each counted under all filters but its own."""

from dataclasses import replace

import pytest

from policyarchive.search import weights
from policyarchive.search.engine import Anything
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import FACETS
from tests.factories import (
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
)
from tests.search.made import index_of, row_of

pytestmark = pytest.mark.django_db


def counts(page, facet):
    return {value.value: value.count for value in page.facets[facet]}


def states(page, facet):
    return {value.value: value.state for value in page.facets[facet] if value.state}


@pytest.fixture
def five():
    for kind, year in (
        ("law", "2019"),
        ("law", "2021"),
        ("notice", "2021"),
        ("notice", ""),
        ("news", "2022-03"),
    ):
        dates = {"signed": year} if year else {}
        make_published_document(type=kind, dates=dates, title_en="Common words")


def test_every_facet_is_counted(five):
    page = SearchQuery().run()
    assert set(page.facets) == set(FACETS)
    assert counts(page, "type") == {"law": 2, "notice": 2, "news": 1}


def test_a_facet_counts_under_all_filters_but_its_own(five):
    page = SearchQuery().including("type", "law").run()
    assert page.count == 2
    assert counts(page, "type") == {"law": 2, "notice": 2, "news": 1}
    assert counts(page, "year") == {"2019": 1, "2021": 1}


def test_values_of_one_facet_add_up_and_facets_narrow(five):
    page = (
        SearchQuery().including("type", "law", "notice").including("year", "2021").run()
    )
    assert page.count == 2
    assert counts(page, "type") == {"law": 1, "notice": 1}
    assert counts(page, "year") == {"2019": 1, "2021": 2, "none": 1}


def test_what_is_too_much_work_is_counted_under_its_own_filter(five, monkeypatch):
    asked = SearchQuery().including("type", "law").including("year", "2021")
    monkeypatch.setattr(weights, "MOST_RECOUNTING", 0.0)
    page = asked.run()
    assert page.narrowed == ("type", "year")
    assert counts(page, "type") == {"law": 1}
    assert counts(page, "year") == {"2021": 1}
    monkeypatch.undo()
    assert asked.excluding("kind", "event").run().narrowed == ()


def test_a_value_can_be_left_out(five):
    page = SearchQuery().excluding("type", "news").run()
    assert page.count == 4
    assert states(page, "type") == {"news": "exclude"}
    assert counts(page, "type")["news"] == 1


def test_chosen_values_stay_in_sight_at_zero(five):
    page = SearchQuery().matching("Common").including("type", "speech").run()
    assert page.count == 0
    assert states(page, "type") == {"speech": "include"}
    assert counts(page, "type")["speech"] == 0


def test_what_is_not_stated_is_a_value(five):
    page = SearchQuery().including("year", "none").run()
    assert page.count == 1
    assert counts(SearchQuery().run(), "status") == {"none": 5}


def test_the_histogram_has_the_empty_years_and_the_undated(five):
    bars = SearchQuery().run().histogram
    assert [(bar.year, bar.count) for bar in bars.years] == [
        (2019, 1),
        (2020, 0),
        (2021, 2),
        (2022, 1),
    ]
    assert bars.undated == 1


def test_the_histogram_counts_under_all_filters_but_the_dates(five):
    page = SearchQuery().including("type", "law").between("2021", "2021").run()
    assert page.count == 1
    assert [(b.year, b.count) for b in page.histogram.years if b.count] == [
        (2019, 1),
        (2021, 1),
    ]
    chosen = SearchQuery().including("year", "2021").run().histogram
    assert [b.state for b in chosen.years if b.year == 2021] == ["include"]


def test_more_values_than_the_engine_counts_at_once_are_all_counted(tmp_path):
    bodies = tuple(f"ark:99999/b1{number}" for number in range(66_000))
    row = row_of("茶")
    row = replace(row, facets={**row.facets, "issuer": bodies})
    tally = index_of(tmp_path, row).tally(Anything(), ("type", "issuer"))
    assert tally["issuer"] == [(body, 1) for body in sorted(bodies)]
    assert tally["type"] == [("notice", 1)]


def test_links_are_values_by_role_and_kind():
    body = make_published_actor(title_zh="某部")
    law = make_published_law(title_zh="某法")
    document = make_published_document(
        title_zh="某办法", links=[("issuer", body), ("implements", law)]
    )
    make_published_event(title_zh="某会", links=[("concerns", document)])
    hits = SearchQuery().including("issuer", body.permalink.ark).run().hits
    assert [hit.title for hit in hits] == ["某办法"]
    assert hits[0].issuers == (body.permalink.ark,)
    page = SearchQuery().of_kind("document").run()
    assert counts(page, "actor") == {body.permalink.ark: 1}
    assert counts(page, "law") == {law.permalink.ark: 1}


def test_a_document_counts_for_the_events_that_concern_it():
    document = make_published_document(title_zh="某办法")
    event = make_published_event(title_zh="某会", links=[("concerns", document)])
    page = SearchQuery().including("event", event.permalink.ark).run()
    assert [hit.title for hit in page.hits] == ["某办法"]


def test_languages_count_only_texts_that_may_be_searched():
    make_published_document(
        texts=[
            {"body": "第一条 甲。"},
            {"body": "Article 1 A.", "language": "en", "access": "dark"},
        ]
    )
    assert counts(SearchQuery().run(), "language") == {"zh-Hans": 1}


def test_a_source_is_the_publisher_or_else_the_host():
    paper = make_published_actor(title_zh="某报")
    make_published_document(
        sources=["https://www.paper.example/1"], links=[("publisher", paper)]
    )
    make_published_document(sources=["https://www.gov.example/2"])
    page = SearchQuery().of_kind("document").run()
    assert counts(page, "source") == {paper.permalink.ark: 1, "gov.example": 1}


def test_the_same_question_is_counted_anew_when_the_index_has_changed(five):
    assert counts(SearchQuery().run(), "type")["news"] == 1
    make_published_document(type="news")
    assert counts(SearchQuery().run(), "type")["news"] == 2


def months(page):
    return {bar.month: bar.count for bar in page.histogram.months if bar.count}


def test_a_chosen_year_shows_its_months_and_what_states_none():
    for date in ("2021", "2021-03-05", "2021-03", "2021-11/2022-02", "2022-03"):
        make_published_document(dates={"signed": date})
    assert SearchQuery().run().histogram.months == ()
    page = SearchQuery().including("year", "2021").run()
    assert months(page) == {0: 1, 3: 2, 11: 1}
    assert page.histogram.months_of == 2021
    march = SearchQuery().including("month", "2021-03").run()
    assert march.count == 2
    assert months(march) == {0: 1, 3: 2, 11: 1}
    assert [bar.month for bar in march.histogram.months if bar.state] == [3]
    assert SearchQuery().including("month", "2021-XX").run().count == 1
    two_years = SearchQuery().including("year", "2021", "2022").run()
    assert two_years.histogram.months == ()


def test_each_date_can_be_ranged_by_itself():
    make_published_document(
        title_zh="甲", dates={"signed": "2020-01-01", "effective": "2021-06"}
    )
    make_published_document(title_zh="乙", dates={"signed": "2021-06-02"})
    titles = [
        [hit.title for hit in SearchQuery().between(*asked).run().hits]
        for asked in (
            ("2021-06", "2021-06", "effective"),
            ("2021-06", "2021-06", "shown"),
            ("", "2020-12", "signed"),
            ("", "2019", "added"),
        )
    ]
    assert titles == [["甲"], ["乙"], ["甲"], []]
    assert SearchQuery().between("2024", "", "added").run().count == 2


def test_kinds_of_source_and_levels_are_counted_also_where_nobody_typed_them():
    body = make_published_actor(title_zh="某部", actor_kind="state-organ")
    make_published_document(type="notice", links=[("issuer", body)])
    make_published_document(type="news")
    make_published_document(type="judicial-interpretation")
    page = SearchQuery().of_kind("document").excluding("origin", "media").run()
    assert page.count == 2
    assert counts(page, "origin") == {"ministry": 1, "court": 1, "media": 1}
    assert counts(page, "level") == {"none": 1, "central": 1}


def test_what_was_added_last_comes_first():
    for title, year in (("先", "2022"), ("后", "2020")):
        make_published_document(title_zh=title, dates={"signed": year})
    added = [hit.published_at for hit in SearchQuery().ordered("added").run().hits]
    assert added == sorted(added, reverse=True)
