"""Most cited, not held: the public page, and the reading list of the desk."""

import pytest

from policyarchive.search import follower
from tests.factories import archivist, make_published_document, make_published_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def citing():
    """Two documents that cite a law that is not held, and one that cites another."""
    make_published_document(title_zh="甲办法", text="根据《星图管理法》制定。")
    make_published_document(
        title_zh="乙办法", text="违反中华人民共和国《星图管理法》、《风暴预警条例》的。"
    )
    follower.follow()


def test_it_lists_what_two_texts_cite_with_those_texts(client, citing):
    page = client.get("/not-held").content.decode()
    assert "星图管理法" in page
    assert "2 entries" in page
    assert "甲办法" in page
    assert "风暴预警条例" not in page  # one text alone cites it


def test_the_count_leads_to_the_search_for_what_cites_it(client, citing):
    page = client.get("/not-held").content.decode()
    address = "/search?unheld=title%3A%E6%98%9F%E5%9B%BE%E7%AE%A1%E7%90%86%E6%B3%95"
    assert address in page
    found = client.get(address).content.decode()
    assert "甲办法" in found
    assert "乙办法" in found


def test_what_is_held_leaves_the_list(client, citing):
    make_published_law(title_zh="星图管理法")
    follower.follow()
    page = client.get("/not-held").content.decode()
    assert "2 entries" not in page
    assert "Nothing is cited by two texts" in page


@pytest.mark.parametrize("number", ["7", "0", "x", "-1", "٣", "9999999999"])
def test_any_page_number_is_answered(client, citing, number):
    assert client.get(f"/not-held?page={number}").status_code == 200


def test_it_asks_the_database_once(client, citing, django_assert_num_queries):
    client.get("/not-held")
    with django_assert_num_queries(1):
        client.get("/not-held")


def test_the_desk_has_the_same_list(client, citing):
    client.force_login(archivist())
    page = client.get("/admin/reading-list/").content.decode()
    assert "星图管理法" in page
    assert "甲办法" in page


def test_nothing_found_leads_there(client, citing):
    page = client.get("/search?q=不存在的东西").content.decode()
    assert 'href="/not-held"' in page
