"""From a query string to a search; what makes no sense is no error."""

import pytest
from django.http import QueryDict

from policyarchive.public.asking import asked, written


def test_a_minus_leaves_a_value_out():
    query = asked(QueryDict("type=law&type=-notice"))

    assert query.chosen("type") == ("law",)
    assert query.chosen("type", is_excluded=True) == ("notice",)
    assert [written(choice) for choice in query.choices] == ["law", "-notice"]


def test_without_words_the_newest_come_first():
    assert asked(QueryDict("")).order == "newest"
    assert asked(QueryDict("q=data")).order == "relevance"
    assert asked(QueryDict("q=data&sort=oldest")).order == "oldest"


def test_a_list_is_confined_to_its_kind():
    assert asked(QueryDict("kind=actor"), kind="law").kinds == ("law",)


@pytest.mark.parametrize(
    "string", ["page=0", "page=-2", "page=x", "page=²", "page=99999999999999999999"]
)
def test_a_page_that_is_none_is_a_page_anyway(string):
    assert 1 <= asked(QueryDict(string)).page <= 1_000_000


@pytest.mark.parametrize("string", ["from=soon", "to=2021-13", "from=../..", "sort=up"])
def test_what_is_no_date_and_no_order_is_ignored(string):
    query = asked(QueryDict(string))

    assert (query.date_from, query.date_to, query.order) == ("", "", "newest")


def test_a_range_of_dates_is_kept_as_written():
    query = asked(QueryDict("from=2021-06&to=2022"))

    assert (query.date_from, query.date_to) == ("2021-06", "2022")
