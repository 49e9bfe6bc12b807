"""Pages that say what went wrong."""

import sys

import pytest
from django.test import Client, RequestFactory

from policyarchive.public.pages import errors
from tests.factories import make_document, make_published_document

pytestmark = pytest.mark.django_db


def test_an_address_that_leads_nowhere(client):
    response = client.get("/nowhere")

    assert response.status_code == 404
    assert "There is nothing at this address." in response.content.decode()


def test_a_mistyped_permalink_says_so_and_does_not_guess(client):
    ark = make_published_document(title_en="Meant").permalink.ark
    wrong = ark[:-1] + ("b" if ark[-1] != "b" else "c")

    response = client.get(f"/{wrong}")

    assert response.status_code == 404
    page = response.content.decode()
    assert "probably mistyped" in page
    assert ark not in page
    assert "Meant" not in page


def test_a_draft_answers_like_one_that_was_never_assigned(client):
    response = client.get(f"/{make_document().permalink.ark}")

    assert response.status_code == 404
    assert "nothing is assigned to it" in response.content.decode()


def test_another_archives_identifier_is_called_that(client):
    response = client.get("/ark:12148/bpt6k12345")

    assert response.status_code == 404
    assert "another organisation" in response.content.decode()


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (errors.bad_request, 400, "could not be understood"),
        (errors.forbidden, 403, "may not see this"),
        (errors.not_an_ark, 404, "is none"),
        (errors.bad_datetime, 400, "Accept-Datetime"),
    ],
)
def test_other_refusals_have_a_page(answer, status, words):
    response = answer(RequestFactory().get("/"))

    assert response.status_code == status
    assert words in response.content.decode()


def test_our_own_mistake_needs_nothing_that_may_have_failed(monkeypatch):
    # The package exports the page under its module's name.
    module = sys.modules["policyarchive.public.pages.home"]
    monkeypatch.setattr(module, "SearchQuery", lambda: 1 / 0)

    response = Client(raise_request_exception=False).get("/")

    assert response.status_code == 500
    assert "The archive failed to answer." in response.content.decode()


def test_a_form_that_was_not_sent_from_here_gets_a_page_that_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/about/takedown", {"name": "x"})

    assert response.status_code == 403
    page = response.content.decode()
    assert "The form was not accepted." in page
    assert "Nothing was saved" in page
    assert 'href="/about/corrections"' in page
