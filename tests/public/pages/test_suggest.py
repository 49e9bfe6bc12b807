"""Names offered while somebody types."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from policyarchive.search import weights
from tests.factories import (
    make_document,
    make_published_actor,
    make_published_document,
    make_published_law,
)

pytestmark = pytest.mark.django_db


def offered(client, text):
    page = client.get("/suggest", {"q": text}).content.decode()
    return re.findall(r'role="option".*?<span lang="[^"]+">(.*?)</span>', page)


@pytest.fixture
def law():
    return make_published_law(
        title_zh="中华人民共和国示例数据管理法",
        title_en="Sample Data Administration Law",
        names=["SDAL"],
    )


@pytest.mark.parametrize(
    "typed", ["示例", "示例數據", "中华人民共和国示例", "Sample da", "sd", "shili shu"]
)
def test_a_name_is_offered_by_how_any_of_its_spellings_begins(client, law, typed):
    assert offered(client, typed) == ["中华人民共和国示例数据管理法"]


@pytest.mark.parametrize("typed", ["", "s", "数据", "data", "？！", "x" * 500])
def test_nothing_is_offered_for_a_letter_or_the_middle_of_a_name(client, law, typed):
    assert offered(client, typed) == []


def test_laws_and_bodies_come_first_then_short_titles_and_no_more_than_fit(client):
    for number in range(9):
        make_published_document(title_zh=f"示例通知{'之' * number}", title_en="")
    make_published_law(title_zh="示例数据管理暂行办法", title_en="")
    make_published_actor(title_zh="示例办公室", title_en="")
    make_document(title_zh="示例草稿")
    found = offered(client, "示例")
    assert found[:4] == ["示例办公室", "示例数据管理暂行办法", "示例通知", "示例通知之"]
    assert len(found) == weights.MOST_SUGGESTED


def test_a_parameter_that_means_nothing_is_refused(client, law):
    response = client.get("/suggest", {"q": "示例", "kind": "law"})
    assert (response.status_code, response.json()["allowed"]) == (400, ["q"])


def test_it_costs_one_query_and_may_be_kept_for_a_minute(
    client, law, django_assert_num_queries
):
    offered(client, "示例")
    with django_assert_num_queries(1):
        response = client.get("/suggest", {"q": "示例数"})
    assert "max-age=60" in response["Cache-Control"]


@given(text=st.text(max_size=30))
@settings(
    max_examples=50,
)
def test_anything_typed_gets_an_answer(client, law, text):
    assert client.get("/suggest", {"q": text}).status_code == 200
