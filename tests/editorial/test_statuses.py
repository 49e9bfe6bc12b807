"""A status that somebody set has a source, and no date or relation against it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from policyarchive.archive.models import Document, Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.statuses import contradicted
from tests.factories import (
    archivist,
    make_document,
    make_law,
    make_published_document,
    make_published_law,
    make_user,
)

pytestmark = pytest.mark.django_db


def refused(entry: Entry, words: str) -> None:
    with pytest.raises(workflow.Refused, match=words):
        workflow.submit(entry, by=make_user("contributor"))


def repeal(law: Entry, when: str = "2022-01-01", **link: str) -> Document:
    repealing = make_document(title_zh="废止决定", dates={"effective": when})
    repealing.links.create(role="repeals", target=law, **link)
    workflow.release([repealing], by=make_publisher())
    return repealing


def make_publisher():
    return make_user("publisher")


def test_a_status_needs_a_source() -> None:
    refused(make_law(status="in-force", status_source=" "), "where the status is from")


def test_a_repealed_law_is_not_in_force() -> None:
    law = make_published_law(status="in-force")
    repeal(law)
    workflow.record_edit(law, by=archivist())
    refused(law, "it is “Repealed”: Repealed, effective 2022-01-01, by “废止决定”")


def test_a_draft_that_would_repeal_it_changes_nothing_yet() -> None:
    law = make_law(status="in-force")
    draft = make_document(dates={"effective": "2022"})
    draft.links.create(role="repeals", target=law)
    workflow.submit(law, by=archivist())


def test_a_repeal_still_to_come_changes_nothing_yet() -> None:
    law = make_published_law(status="in-force")
    repeal(law, "9000-01-01")
    workflow.record_edit(law, by=archivist())
    workflow.submit(law, by=archivist())


def test_dates_are_read_as_well() -> None:
    expired = make_document(status="in-force", dates={"expires": "2020"})
    refused(expired, "it is “Lapsed”: It expired on 2020")
    coming = make_document(status="in-force", dates={"effective": "9000"})
    refused(coming, "Adopted, not yet in force")


def test_a_text_is_not_in_force_when_its_law_is_over() -> None:
    law = make_published_law(title_zh="风筝法", status="in-force")
    text = make_document(status="in-force", links=[("text-of", law)])
    repeal(law)
    refused(text, "the law “风筝法” it is a text of is “Repealed”")


def test_nor_when_a_source_says_that_the_law_is_over() -> None:
    law = make_published_law(title_zh="风筝法", status="repealed")
    refused(make_document(status="amended", links=[("text-of", law)]), "is “Repealed”")


def test_a_repeal_between_approval_and_publishing_is_seen() -> None:
    law = make_law(status="in-force")
    workflow.submit(law, by=make_user("contributor"))
    workflow.approve(law, by=archivist())
    repeal(law)
    with pytest.raises(workflow.Refused, match="Repealed"):
        workflow.publish(law, by=archivist())


def test_a_batch_is_taken_as_its_source_states_it() -> None:
    expired = make_document(status="time-limited", dates={"expires": "2020"})
    workflow.release([expired], by=make_publisher())
    assert expired.is_public
    unsourced = make_document(status="in-force", status_source="")
    with pytest.raises(workflow.Refused, match="where the status is from"):
        workflow.release([unsourced], by=make_publisher())


def test_many_are_asked_in_as_many_queries_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    law = make_published_law(status="in-force")
    texts = [
        make_document(
            status="in-force", dates={"effective": "2020"}, links=[("text-of", law)]
        )
        for _ in range(4)
    ]
    make_published_document(links=[("amends", law)])
    with django_assert_num_queries(5):
        assert contradicted(texts[:1]) == {}
    with django_assert_num_queries(5):
        assert contradicted(texts) == {}
