"""What dates and relations make of a legal status that somebody once set."""

from datetime import date

import pytest

from policyarchive.archive.records import DateFact
from policyarchive.archive.standing import Cause, standing
from policyarchive.archive.vocabulary import Role, Status

DAY = date(2024, 6, 1)


def dates(**facts: str) -> list[DateFact]:
    return [DateFact(role=r.replace("_", "-"), edtf=e) for r, e in facts.items()]


def cause(role: Role, when: str = "2022-01-01", **more: object) -> Cause:
    return Cause(role, "ark:99999/x", "The new law", when, **more)  # type: ignore[arg-type]


def code(stated: str, found: list[DateFact], *causes: Cause) -> str:
    made = standing(stated, found, causes, DAY)
    return made.code if made else ""


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.REPEALS, Status.REPEALED),
        (Role.REPLACES, Status.SUPERSEDED),
        (Role.SUSPENDS, Status.SUSPENDED),
        (Role.AMENDS, ""),
    ],
)
def test_what_ended_it_counts_more_than_what_was_set(role: Role, expected: str) -> None:
    assert code("in-force", dates(effective="2010"), cause(role)) == expected


def test_the_sentence_names_the_relation_and_its_date() -> None:
    made = standing("in-force", [], [cause(Role.REPEALS)], DAY)
    assert made is not None
    assert made.because == "Repealed, effective 2022-01-01, by"
    assert made.cause is not None
    assert made.cause.title == "The new law"


@pytest.mark.parametrize(
    "repeal",
    [
        cause(Role.REPEALS, "2025-01-01"),
        cause(Role.REPEALS, "2024"),  # some day of this year: it may be still to come
        cause(Role.REPEALS, ""),
        cause(Role.REPEALS, is_unverified=True),
        cause(Role.REPEALS, there="art-3"),
    ],
    ids=["to come", "perhaps to come", "undated", "unverified", "one article"],
)
def test_a_repeal_that_proves_nothing_changes_nothing(repeal: Cause) -> None:
    assert code("in-force", [], repeal) == ""


@pytest.mark.parametrize("stated", ["repealed", "superseded", "lapsed"])
def test_what_says_it_is_over_is_left_as_it_was_set(stated: str) -> None:
    assert code(stated, dates(expires="2020"), cause(Role.REPEALS)) == ""


@pytest.mark.parametrize(
    "stated", ["published", "non-binding", "draft-for-comment", "not-public"]
)
def test_what_says_nothing_of_force_is_left_alone(stated: str) -> None:
    assert code(stated, dates(expires="2020"), cause(Role.REPEALS)) == ""


def test_dates_go_by() -> None:
    assert code("in-force", dates(expires="2023-12-31")) == "lapsed"
    assert code("time-limited", dates(expires="2024-06-01")) == ""
    assert code("in-force", dates(effective="2024-09-01")) == "adopted-not-in-force"
    assert code("adopted-not-in-force", dates(effective="2024-06-01")) == "in-force"
    assert code("adopted-not-in-force", dates(effective="2024-06-02")) == ""
    assert code("in-force", dates(suspended_until="2024-12-31")) == "suspended"
    assert code("in-force", dates(suspended_until="2024-05-31")) == ""


def test_an_unconfirmed_date_proves_nothing() -> None:
    fact = DateFact(role="expires", edtf="2020", is_unverified=True)
    assert code("in-force", [fact]) == ""


def test_the_end_of_a_suspension_ends_what_suspended_it() -> None:
    halted = cause(Role.SUSPENDS)
    assert code("in-force", dates(suspended_until="2023"), halted) == ""
    assert code("in-force", dates(suspended_until="2025"), halted) == "suspended"


def test_a_suspension_of_an_article_is_one_in_part() -> None:
    assert code("in-force", [], cause(Role.SUSPENDS, there="art-3")) == (
        "suspended-in-part"
    )


def test_an_entry_into_force_long_ago_proves_no_force_today() -> None:
    assert code("", dates(effective="1999")) == ""


def test_without_a_set_status_what_is_known_is_said() -> None:
    assert code("", dates(expires="2020")) == "lapsed"
    assert code("", [], cause(Role.REPEALS)) == "repealed"
