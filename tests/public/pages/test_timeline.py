"""The timeline: events year by year."""

import pytest

from tests.factories import make_published_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def events():
    for day in ("2021-11-18", "2021-03", "2021", "2019-05-05"):
        make_published_event(title_en=f"Event of {day}", dates={"happened": day})


def test_without_a_year_the_latest_is_shown(client):
    page = client.get("/timeline").content.decode()

    assert "Event of 2021-11-18" in page
    assert "Event of 2019-05-05" not in page
    assert 'href="/timeline?year=2019" rel="prev"' in page


def test_months_stand_in_order_and_vague_days_where_they_belong(client):
    page = client.get("/timeline?year=2021").content.decode()

    order = [page.index(f'id="m-{month}"') for month in (0, 3, 11)]
    assert order == sorted(order)
    assert "Only the year is known" in page


@pytest.mark.parametrize("year", ["1800", "soon", "99999", "²"])
def test_a_year_without_events_is_no_error(client, year):
    assert client.get(f"/timeline?year={year}").status_code == 200


def test_it_asks_few_questions(client, django_assert_num_queries):
    client.get("/timeline")  # the index catches up here

    with django_assert_num_queries(2):
        client.get("/timeline?year=2021")


def test_a_year_that_is_none_is_named(client):
    for year in ("soon", "20211", "0"):
        page = client.get("/timeline", {"year": year}).content.decode()
        assert f"There is no year “{year}”: it was ignored." in page
    assert "was ignored" not in client.get("/timeline?year=1066").content.decode()
