"""Two people at one entry: nobody's words are lost, nobody's are overwritten unseen."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from lxml import html

from policyarchive.archive.models import Document, Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Sitting
from tests.editorial.admin_forms import add_row, filled
from tests.factories import make_actor, make_document, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return make_document(
        title_en="Kites",
        number="1号",
        text="第一条　风筝应当系线。",
        dates={"adopted": "2021"},
        names=["Kite notice"],
        topics=["air"],
    )


@pytest.fixture
def ana() -> Client:
    return signed_in(make_user("editor", username="ana"))


@pytest.fixture
def bo() -> Client:
    return signed_in(make_user("contributor", username="bo"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(entry: Entry) -> str:
    return reverse("admin:archive_document_change", args=(entry.pk,))


def save(client: Client, entry: Entry, sent: dict[str, Any]) -> Any:
    return client.post(page_of(entry), sent)


def answer(client: Client, entry: Entry, response: Any, **choices: str) -> Any:
    """Send what the page that asks holds, with some choices changed."""
    page: Any = html.fromstring(response.content.decode())
    (form,) = (form for form in page.forms if "desk-clash" in form.get("class", ""))
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    chosen = {f"choose-{name}": choice for name, choice in choices.items()}
    return client.post(page_of(entry), sent | chosen)


def test_different_fields_are_both_kept_once_seen(
    document: Document, ana: Client, bo: Client
) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, first | {"title_en": "Paper kites"})
    response = save(bo, document, second | {"number": "2号"})
    page = response.content.decode()
    assert "ana saved this entry" in page
    assert "<ins>Paper kites</ins>" in page
    document.refresh_from_db()
    assert (document.title_en, document.number) == ("Paper kites", "1号")
    assert answer(bo, document, response).status_code == 302
    document.refresh_from_db()
    assert (document.title_en, document.number) == ("Paper kites", "2号")


@pytest.mark.parametrize(
    ("choice", "title"), [("mine", "Silk kites"), ("theirs", "Paper kites")]
)
def test_of_one_field_the_second_person_chooses(
    document: Document, ana: Client, bo: Client, choice: str, title: str
) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, first | {"title_en": "Paper kites"})
    response = save(bo, document, second | {"title_en": "Silk kites"})
    page = response.content.decode()
    assert "<ins>Paper kites</ins>" in page
    assert "<ins>Silk kites</ins>" in page
    answer(bo, document, response, title_en=choice)
    document.refresh_from_db()
    assert document.title_en == title


def test_rows_of_both_are_kept(document: Document, ana: Client, bo: Client) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, add_row(first, "dates", role="effective", edtf="2022"))
    sent = add_row(second, "dates", role="expires", edtf="2030")
    response = save(bo, document, sent)
    assert "Effective, 2022" in response.content.decode()
    answer(bo, document, response)
    dates = dict(document.dates.values_list("role", "edtf"))
    assert dates == {"adopted": "2021", "effective": "2022", "expires": "2030"}


def test_a_row_that_was_deleted_meanwhile_can_be_kept(
    document: Document, ana: Client, bo: Client
) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, first | {"names-0-DELETE": "on"})
    response = save(bo, document, second | {"names-0-text": "The kite notice"})
    assert not document.names.exists()
    answer(bo, document, response)
    assert document.names.get().text == "The kite notice"


def test_what_was_deleted_meanwhile_stays_deleted_if_so_chosen(
    document: Document, ana: Client, bo: Client
) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, first | {"names-0-DELETE": "on"})
    response = save(bo, document, second | {"names-0-text": "The kite notice"})
    answer(bo, document, response, names="theirs")
    assert not document.names.exists()


def test_words_of_a_text_are_compared(
    document: Document, ana: Client, bo: Client
) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, first | {"texts-0-body": "第一条　风筝必须系线。"})
    response = save(bo, document, second | {"title_en": "Paper kites"})
    page = response.content.decode()
    assert "<del>应当</del><ins>必须</ins>" in page
    assert "you did not change it" in page
    answer(bo, document, response)
    assert document.texts.get().body == "第一条　风筝必须系线。"


def test_topics_are_a_field_like_others(
    document: Document, ana: Client, bo: Client
) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, first | {"topics": [make_topic("silk").pk]})
    response = save(bo, document, second | {"number": "2号"})
    answer(bo, document, response)
    assert [topic.key for topic in document.topics.all()] == ["silk"]


def test_relations_of_the_second_are_saved_beside_fields_of_the_first(
    document: Document, ana: Client, bo: Client
) -> None:
    issuer = make_actor()
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, first | {"title_en": "Paper kites"})
    sent = add_row(second, "links", role="issuer", target=issuer.pk, order=0)
    answer(bo, document, save(bo, document, sent))
    document.refresh_from_db()
    assert document.title_en == "Paper kites"
    assert document.links.get().target_id == issuer.pk


def test_who_saves_the_same_is_asked_nothing(
    document: Document, ana: Client, bo: Client
) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    for client, sent in ((ana, first), (bo, second)):
        response = save(client, document, sent | {"title_en": "Paper kites"})
        assert response.status_code == 302


def test_a_third_saving_is_seen_as_well(
    document: Document, ana: Client, bo: Client
) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, first | {"title_en": "Paper kites"})
    asked = save(bo, document, second | {"title_en": "Silk kites"})
    again = filled(ana, page_of(document)) | {"title_en": "Big kites"}
    save(ana, document, again)
    response = answer(bo, document, asked)
    assert "<ins>Big kites</ins>" in response.content.decode()
    document.refresh_from_db()
    assert document.title_en == "Big kites"


def test_a_verb_meanwhile_is_no_clash_but_still_forbids(
    document: Document, ana: Client, bo: Client
) -> None:
    second = filled(bo, page_of(document))
    workflow.submit(document, by=make_user("editor"))
    response = save(bo, document, second | {"title_en": "Silk kites"})
    assert response.status_code == 403
    document.refresh_from_db()
    assert document.title_en == "Kites"


def test_who_comes_second_is_told_who_is_there(
    document: Document, ana: Client, bo: Client
) -> None:
    first = filled(ana, page_of(document))
    assert "ana is editing this since" in bo.get(page_of(document)).content.decode()
    save(ana, document, first | {"title_en": "Paper kites"})
    assert "ana is editing" not in bo.get(page_of(document)).content.decode()
    assert Sitting.objects.get().by.username == "bo"


def test_words_of_the_other_are_words_and_never_markup(
    document: Document, ana: Client, bo: Client
) -> None:
    first, second = filled(ana, page_of(document)), filled(bo, page_of(document))
    save(ana, document, first | {"title_en": "<script>alert()</script>"})
    page = save(bo, document, second | {"title_en": '"><img src=x>'}).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
