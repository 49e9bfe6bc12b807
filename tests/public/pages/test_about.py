"""The pages about the archive."""

import pytest

from policyarchive.public.pages.about import _TITLES
from tests.factories import make_published_actor, make_published_document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", _TITLES)
def test_every_page_answers_and_leads_to_the_others(client, page):
    response = client.get(f"/about/{page}")

    assert response.status_code == 200
    html = response.content.decode()
    assert f'href="/about/{page}" aria-current="page"' in html
    assert all(f"/about/{other}" in html for other in _TITLES)


def test_an_unknown_page_is_not_found(client):
    assert client.get("/about/nothing").status_code == 404


def test_coverage_is_counted_from_what_is_published(client):
    body = make_published_actor(title_en="Ministry A")
    make_published_document(
        type="plan", dates={"signed": "2021"}, links=[("issuer", body)]
    )
    make_published_document(type="plan")

    page = client.get("/about/coverage").content.decode()

    assert "The archive holds 2 documents" in page
    assert "1 of them states no date" in page
    assert 'href="/documents?type=plan"' in page
    assert "Ministry A" in page


def test_a_test_number_is_called_one(client, settings):
    assert "shared number for tests" in client.get("/about/permalinks").content.decode()
    settings.ARCHIVE_NAAN = "12345"
    assert "shared number" not in client.get("/about/permalinks").content.decode()


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("desk@archive.example", 'href="mailto:desk@archive.example"'),
        ("https://archive.example/us", 'href="https://archive.example/us"'),
        ("", "whoever runs this copy"),
    ],
)
def test_policy_pages_say_whom_to_write_to(client, settings, contact, shown):
    settings.ARCHIVE_CONTACT = contact
    for page in ("corrections", "preservation"):
        assert shown in client.get(f"/about/{page}").content.decode()


def test_m2_it_is_said_what_happens_to_links_if_the_host_ends(client):
    page = client.get("/about/preservation").content.decode()
    assert "If this host ends" in page
    assert "does not depend on the host" in page


def test_every_page_leads_to_the_policies(client):
    page = client.get("/").content.decode()
    for policy in ("citing", "corrections", "preservation", "licences", "neutrality"):
        assert f'href="/about/{policy}"' in page
    assert 'href="/about/made-by-machine"' in page
