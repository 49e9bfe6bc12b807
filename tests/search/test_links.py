"""Reverse relations, answered by the index in one search."""

import pytest

from policyarchive.editorial import workflow
from policyarchive.search.links import pointing_at
from policyarchive.search.query import SearchQuery
from tests.factories import (
    archivist,
    make_law,
    make_link,
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db


def titles(group):
    return [hit.title for hit in group.hits]


@pytest.fixture
def law():
    return make_published_law(title_zh="某法")


def test_what_points_at_a_law_is_grouped_by_role_newest_first(law):
    for year in ("2019", "2021", "2020"):
        make_published_document(
            title_zh=year, dates={"signed": year}, links=[("implements", law)]
        )
    make_published_document(title_zh="正文", links=[("text-of", law)])
    pointing = pointing_at(law.permalink.ark)
    assert titles(pointing.groups["implements"]) == ["2021", "2020", "2019"]
    assert titles(pointing.groups["text-of"]) == ["正文"]
    assert pointing.count == 4
    only = pointing_at(law.permalink.ark, roles=("text-of",))
    assert list(only.groups) == ["text-of"]


def test_counts_are_exact_where_hits_are_cut(law):
    for _ in range(4):
        make_published_document(links=[("mentions", law)])
    group = pointing_at(law.permalink.ark, limit=2).groups["mentions"]
    assert (group.count, len(group.hits)) == (4, 2)


def test_a_hit_says_how_it_points(law):
    document = make_published_document(title_zh="先")
    other = make_published_document(title_zh="后")
    for entry, there in ((document, "art-3"), (other, "")):
        make_link(entry, "applies", law, there=there, is_unverified=not there)
        entry.writers.clear()
    publish(document)
    publish(other)
    links = {h.title: h.link for h in pointing_at(law.permalink.ark).hits("applies")}
    assert links["先"].there == "art-3"
    assert links["后"].is_unverified


def test_an_actor_knows_its_company_and_its_years():
    one, two = (
        make_published_actor(title_zh="甲部"),
        make_published_actor(title_zh="乙部"),
    )
    make_published_document(
        dates={"signed": "2020"}, links=[("issuer", one), ("issuer", two)]
    )
    make_published_document(dates={"signed": "2022"}, links=[("issuer", one)])
    make_published_event(dates={"happened": "2022-02"}, links=[("host", one)])
    pointing = pointing_at(one.permalink.ark)
    assert [(c.ark, c.count) for c in pointing.company] == [(two.permalink.ark, 1)]
    assert [(y.year, y.count) for y in pointing.years.years] == [
        (2020, 1),
        (2021, 0),
        (2022, 2),
    ]
    assert {role: group.count for role, group in pointing.groups.items()} == {
        "issuer": 2,
        "host": 1,
    }


def test_an_entry_in_two_roles_is_one_hit():
    body = make_published_actor()
    make_published_document(links=[("issuer", body), ("publisher", body)])
    pointing = pointing_at(body.permalink.ark)
    assert pointing.count == 1
    assert set(pointing.groups) == {"issuer", "publisher"}
    assert len(pointing.hits()) == 1


def test_what_pointed_at_a_merged_entry_answers_for_the_survivor():
    lost, kept = (
        make_published_actor(title_zh="旧部"),
        make_published_actor(title_zh="新部"),
    )
    document = make_published_document(title_zh="文", links=[("issuer", lost)])
    assert pointing_at(lost.permalink.ark).count == 1
    workflow.merge(lost, kept, by=archivist(), note="The same body.")
    assert titles(pointing_at(kept.permalink.ark).groups["issuer"]) == ["文"]
    assert pointing_at(lost.permalink.ark).count == 0
    hits = SearchQuery().including("issuer", kept.permalink.ark).run().hits
    assert [hit.ark for hit in hits] == [document.permalink.ark]
    assert "旧部" not in {hit.title for hit in SearchQuery().run().hits}


def test_a_chain_of_merges_is_followed_to_its_end():
    first, second, third = (make_published_actor(title_zh=t) for t in "甲乙丙")
    make_published_document(title_zh="文", links=[("issuer", first)])
    workflow.merge(first, second, by=archivist(), note="The same body.")
    workflow.merge(second, third, by=archivist(), note="The same body.")
    assert titles(pointing_at(third.permalink.ark).groups["issuer"]) == ["文"]


def test_a_withdrawn_entry_points_at_nothing_and_is_no_value(law):
    document = make_published_document(links=[("implements", law)])
    assert pointing_at(law.permalink.ark).count == 1
    workflow.withdraw(document, by=archivist(), reason="by-curator", note="Not ours.")
    assert pointing_at(law.permalink.ark).count == 0


def test_a_withdrawn_target_is_no_value_of_a_facet(law):
    make_published_document(title_zh="文", links=[("implements", law)])
    assert SearchQuery().run().facets["law"] != ()
    workflow.withdraw(law, by=archivist(), reason="by-curator", note="Not ours.")
    page = SearchQuery().run()
    assert [hit.title for hit in page.hits] == ["文"]
    assert page.facets["law"] == ()


def test_a_link_to_a_draft_counts_from_the_day_the_draft_is_public():
    draft = make_law(title_zh="将来的法")
    make_published_document(title_zh="文", links=[("implements", draft)])
    assert pointing_at(draft.permalink.ark).count == 0
    assert SearchQuery().run().facets["law"] == ()
    publish(draft)
    assert pointing_at(draft.permalink.ark).count == 1


def test_reverse_relations_cost_one_query_to_the_database(
    law, django_assert_num_queries
):
    for _ in range(3):
        make_published_document(links=[("implements", law)])
    pointing_at(law.permalink.ark)
    with django_assert_num_queries(1):
        assert pointing_at(law.permalink.ark).count == 3
