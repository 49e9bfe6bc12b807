"""The form for rights makes a ticket, and nothing public (line C7 of the design)."""

import pytest
from django.test import Client

from policyarchive.archive.models import TakedownRequest
from policyarchive.editorial import workflow
from tests.factories import archivist, make_document, make_published_document, make_user

pytestmark = pytest.mark.django_db
STATEMENT = "The text is mine; please limit it to extracts."


def filled(document, **changed):
    given = {
        "given": f"https://archive.example/{document.permalink.ark}/v1",
        "right": "copyright",
        "statement": STATEMENT,
        "name": "Author of Kites",
        "email": "author@kites.example",
        "website": "",
    }
    return given | changed


def test_c7_a_request_becomes_a_ticket_and_gets_a_number(client):
    document = make_published_document()
    before = client.get(f"/{document.permalink.ark}/v1").content

    response = client.post("/about/takedown", filled(document))

    ticket = TakedownRequest.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/about/takedown?received={ticket.reference}"
    assert ticket.reference in client.get(response["Location"]).content.decode()
    assert ticket.permalink == document.permalink
    assert (ticket.state, ticket.right) == ("open", "copyright")
    assert ticket.statement == STATEMENT
    # The record says nothing of it: that is for a curator to decide.
    assert client.get(f"/{document.permalink.ark}/v1").content == before


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"given": "nonsense"}, "No entry has this permalink."),
        ({"right": "nonsense"}, "Select a valid choice."),
        ({"statement": ""}, "This field is required."),
        ({"statement": "x" * 4001}, "at most 4000 characters"),
        ({"email": "nowhere"}, "Enter a valid email address."),
        ({"website": "https://spam.example"}, "Leave the field"),
    ],
)
def test_c7_what_cannot_be_used_is_said_and_nothing_is_lost(client, changed, sentence):
    response = client.post(
        "/about/takedown", filled(make_published_document(), **changed)
    )
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page
    assert "Author of Kites" in page
    assert not TakedownRequest.objects.exists()


def test_c7_drafts_and_withdrawn_entries_cannot_be_asked_about(client):
    draft, gone = make_document(), make_published_document()
    workflow.withdraw(gone, by=archivist(), reason="flagged", note="Wrong.")
    for entry, sentence in ((draft, "No entry has"), (gone, "withdrawn already")):
        page = client.post("/about/takedown", filled(entry)).content.decode()
        assert sentence in page
    assert not TakedownRequest.objects.exists()


def test_c7_a_form_that_is_too_large_is_refused(client):
    response = client.post(
        "/about/takedown", filled(make_published_document(), statement="x" * 70_000)
    )
    assert response.status_code == 413
    assert "too long" in response.content.decode()


def test_c7_other_sites_cannot_send_the_form_and_no_other_page_sets_a_cookie():
    client = Client(enforce_csrf_checks=True)
    document = make_published_document()
    assert client.post("/about/takedown", filled(document)).status_code == 403
    assert not client.get("/about/corrections").cookies
    assert "csrftoken" in client.get("/about/takedown").cookies
    token = client.cookies["csrftoken"].value
    asked = filled(document, csrfmiddlewaretoken=token)
    assert client.post("/about/takedown", asked).status_code == 302


def test_c7_the_desk_lists_and_answers_it(client):
    document = make_published_document(title_en="Kites")
    client.post("/about/takedown", filled(document))
    ticket = TakedownRequest.objects.get()
    publisher = make_user("publisher")
    client.force_login(publisher)
    base = "/admin/archive/takedownrequest/"
    assert ticket.reference in client.get(base).content.decode()
    assert STATEMENT in client.get(f"{base}{ticket.pk}/change/").content.decode()

    client.post(
        f"{base}{ticket.pk}/change/",
        {"state": "granted", "answer": "Limited to extracts.", "statement": "Other"},
    )

    ticket.refresh_from_db()
    assert (ticket.state, ticket.answer) == ("granted", "Limited to extracts.")
    assert ticket.answered_by == publisher
    assert ticket.answered_at is not None
    assert ticket.statement == STATEMENT


def test_c7_the_record_is_under_review_only_while_a_curator_says_so(client):
    document = make_published_document()
    client.post("/about/takedown", filled(document))
    ticket = TakedownRequest.objects.get()
    client.force_login(make_user("publisher"))
    change = f"/admin/archive/takedownrequest/{ticket.pk}/change/"

    def says_so():
        page = client.get(f"/{document.permalink.ark}/v1").content.decode()
        return "Under review." in page

    assert not says_so()
    client.post(change, {"state": "open", "is_announced": "on"})
    assert says_so()
    client.post(change, {"state": "refused", "is_announced": "on"})
    assert not says_so()
    client.post(change, {"state": "open", "is_announced": "on"})
    assert says_so()
    client.post(change.replace("change", "delete"), {"post": "yes"})
    assert not TakedownRequest.objects.exists()
    assert not says_so()


def test_c7_contributors_do_not_see_who_asked(client):
    client.force_login(make_user("contributor"))
    assert client.get("/admin/archive/takedownrequest/").status_code == 403
