"""Addresses around a result list."""

from django.http import QueryDict

from policyarchive.public.addresses import Address


def address(query: str) -> Address:
    return Address("/search", QueryDict(query))


def test_what_is_empty_is_left_out():
    assert str(address("q=&type=law&from=")) == "/search?type=law"


def test_another_order_starts_at_the_first_page():
    assert (
        address("q=data&page=3").setting(sort="newest") == "/search?q=data&sort=newest"
    )


def test_a_page_keeps_everything_else():
    assert address("q=data&page=3").setting(page="4") == "/search?q=data&page=4"


def test_one_value_of_a_filter_can_be_dropped():
    here = address("type=law&type=notice&page=2")

    assert here.without(("type", "law")) == "/search?type=notice"
    assert here.without(("type", "")) == "/search"


def test_a_feed_has_the_same_filters_and_no_page():
    assert address("q=data&page=2").to("/search.atom", kind="law") == (
        "/search.atom?q=data&kind=law"
    )
