"""Partial dates and the rule for the date shown."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, strategies as st

from policyarchive.archive import dates


@dataclass(frozen=True)
class Fact:
    role: str
    edtf: str


@pytest.mark.parametrize(
    ("edtf", "lower", "upper"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-06-10", date(2021, 6, 10), date(2021, 6, 10)),
        ("2021-06~", date(2021, 6, 1), date(2021, 6, 30)),
        ("2021-11-08/2021-11-11", date(2021, 11, 8), date(2021, 11, 11)),
        ("../2021", dates.FIRST_DAY, date(2021, 12, 31)),
        ("2021/..", date(2021, 1, 1), dates.LAST_DAY),
    ],
)
def test_a_partial_date_has_bounds(edtf, lower, upper):
    partial = dates.parse(edtf)
    assert (partial.lower, partial.upper) == (lower, upper)


@pytest.mark.parametrize(
    "wrong",
    ["", "21", "2021-13", "2021-02-30", "10 June 2021", "2022/2021", "../..", "2021-6"],
)
def test_what_is_no_date_is_refused_with_advice(wrong):
    with pytest.raises(dates.BadDate) as refusal:
        dates.parse(wrong)
    assert str(refusal.value).endswith(".")


@given(st.dates())
def test_every_day_is_read_back(day):
    partial = dates.parse(day.isoformat())
    assert partial.lower == partial.upper == day
    assert partial.is_exact


@given(st.text(alphabet="0123456789-/.?~", max_size=14))
def test_any_string_is_a_date_or_a_bad_date(text):
    try:
        partial = dates.parse(text)
    except dates.BadDate:
        return
    assert partial.lower <= partial.upper


ALL = [Fact("effective", "2021-09-01"), Fact("promulgated", "2021-06-11"),
       Fact("adopted", "2021-06-10"), Fact("published", "2021-06-12")]  # fmt: skip


@pytest.mark.parametrize(
    ("type_code", "role"),
    [
        ("law", "adopted"),
        ("administrative-regulation", "promulgated"),
        ("notice", "adopted"),
        ("news", "adopted"),
    ],
)
def test_the_date_shown_follows_the_type(type_code, role):
    shown = dates.shown(type_code, ALL)
    assert shown is not None
    assert shown.role == role


def test_a_report_is_dated_by_the_day_it_came_out():
    facts = [Fact("effective", "2022"), Fact("published", "2021-11")]
    assert dates.shown("news", facts) == Fact("published", "2021-11")


def test_an_entry_into_force_stands_only_when_nothing_else_is_known():
    assert dates.shown("law", [ALL[0]]) == ALL[0]


def test_an_undated_entry_shows_no_date():
    assert dates.shown("law", []) is None
