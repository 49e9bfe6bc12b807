"""What was published by mistake can be erased within a day (line B10)."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from policyarchive.archive import exchange
from policyarchive.archive.models import (
    Entry,
    OtherName,
    Permalink,
    Publication,
    Text,
    Version,
)
from policyarchive.archive.vocabulary import Happening, Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Change
from tests.archive.leaving import empty, export, files, tamper
from tests.factories import (
    archivist,
    make_document,
    make_published_document,
    make_published_law,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
WORDS = "误发的风筝条文"
NOTE = "The wrong file was published."


@pytest.fixture
def mistake():
    """A document with two versions and two names, published by mistake."""
    document = make_published_document(
        title_zh="误发的文件",
        text=f"第一条　{WORDS}。",
        number="误发〔2026〕1号",
        sources=["https://kites.example/wrong"],
    )
    return publish(document)


def erase(entry):
    was = entry.permalink
    workflow.erase(entry, by=make_user("publisher"), note=NOTE)
    return Permalink.objects.get(pk=was.pk)


def test_b10_its_words_are_gone_and_its_address_says_so(client, mistake):
    link = erase(mistake)

    assert link.state == State.ERASED
    assert not Text.objects.filter(body__contains=WORDS).exists()
    assert not Version.objects.filter(record_json__contains="误发").exists()
    assert not OtherName.objects.filter(permalink=link).exists()
    for suffix in ("", "/v1", "/v2", "/v1/diff/v2", "/v1.md", "/timemap"):
        response = client.get(f"/{link.ark}{suffix}")
        assert response.status_code == 410, suffix
        assert NOTE in response.content.decode()
        assert "误发的文件" not in response.content.decode()
        assert response["X-Robots-Tag"] == "noindex"
    said = client.get(f"/{link.ark}/v1.json")
    assert said.status_code == 410
    assert said.json()["note"] == NOTE
    info = client.get(f"/{link.ark}?info").content.decode()
    assert f"what: Published by mistake and erased. {NOTE}" in info


def test_b10_the_number_and_the_log_stay(mistake):
    link = erase(mistake)
    rows = Publication.objects.filter(permalink=link).order_by("sequence")
    assert [row.happening for row in rows] == ["published", "published", "erased"]
    assert [row.number for row in link.versions.all()] == [1, 2]
    with (
        pytest.raises(IntegrityError, match="was public"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM archive_permalink WHERE id = %s", [link.pk])
    with pytest.raises(IntegrityError, match="was erased"), transaction.atomic():
        Permalink.objects.filter(pk=link.pk).update(state=State.PUBLISHED)


def test_b10_the_working_copy_goes_on_under_a_new_address(mistake):
    link = erase(mistake)
    mistake.refresh_from_db()
    assert mistake.stage == Stage.DRAFT
    assert mistake.permalink != link
    assert mistake.permalink.state == State.RESERVED
    assert mistake.texts.get().body  # the editor corrects it, or deletes the draft
    assert link.ark in mistake.steps.first().note
    publish(mistake)
    assert mistake.permalink.current.number == 1


def test_b10_harvesters_the_api_and_the_index_are_told(client, mistake):
    link = erase(mistake)
    harvest = client.get(
        "/oai",
        {"verb": "GetRecord", "identifier": link.ark, "metadataPrefix": "oai_dc"},
    ).content.decode()
    assert 'status="deleted"' in harvest
    change = client.get("/api/changes").json()["changes"][-1]
    assert (change["ark"], change["state"]) == (link.ark, "erased")
    assert client.get(f"/api/entries/{link.name}").status_code == 404
    found = client.get("/search.json", {"q": WORDS}).json()
    assert found["count"] == 0
    sitemap = client.get("/sitemap-entries.xml").content.decode()
    assert link.name not in sitemap


def test_b10_after_the_grace_period_it_is_only_withdrawn(mistake, settings):
    settings.ARCHIVE_GRACE_HOURS = 0
    with pytest.raises(workflow.Refused, match="more than 0 hours ago"):
        erase(mistake)


def test_b10_what_is_named_in_what_is_published_may_have_been_cited(mistake):
    make_published_document(title_en="Rules", links=[("implements", mistake)])
    with pytest.raises(workflow.Refused, match=r"“.*” names it .* withdraw it instead"):
        erase(mistake)


def test_b10_where_another_address_leads_it_stays():
    loser, survivor = make_published_law(), make_published_law()
    workflow.merge(loser, survivor, by=archivist(), note="One law.")
    with pytest.raises(workflow.Refused, match="withdraw it instead"):
        erase(survivor)


def test_b10_a_draft_is_deleted_and_an_editor_has_no_right():
    with pytest.raises(workflow.Refused, match="never was public"):
        erase(make_document())
    with pytest.raises(workflow.Refused, match="no right to erase"):
        workflow.erase(make_published_document(), by=make_user("editor"), note=NOTE)
    with pytest.raises(workflow.Refused, match="public note"):
        workflow.erase(make_published_document(), by=make_user("publisher"), note=" ")


def test_b10_its_draft_can_be_deleted_and_the_record_of_it_cannot(client, mistake):
    link = erase(mistake)
    mistake.refresh_from_db()
    client.force_login(make_user("superuser"))
    delete = reverse("admin:archive_document_delete", args=(mistake.pk,))
    client.post(delete, {"post": "yes"})
    assert not Entry.objects.filter(pk=mistake.pk).exists()
    assert not Change.objects.filter(entry=mistake.pk).exists()
    link.refresh_from_db()
    assert (link.state, link.public_note) == (State.ERASED, NOTE)
    assert [row.number for row in link.versions.all()] == [1, 2]
    by = Publication.objects.filter(permalink=link, happening=Happening.ERASED).get().by
    assert by.username.startswith("publisher")
    assert client.get(f"/{link.ark}").status_code == 410


def test_b10_a_draft_that_goes_on_and_is_published_again_stays(client, mistake):
    erase(mistake)
    mistake.refresh_from_db()
    publish(mistake)
    client.force_login(make_user("superuser"))
    delete = reverse("admin:archive_document_delete", args=(mistake.pk,))
    assert client.post(delete, {"post": "yes"}).status_code == 403
    with pytest.raises(IntegrityError, match="was public"), transaction.atomic():
        mistake.delete()
    assert Change.objects.filter(entry=mistake.pk).exists()


def test_b10_what_is_erased_goes_back_to_draft_and_waits_for_other_eyes(mistake):
    writer = make_user("publisher")
    mistake.writers.set([writer])
    workflow.erase(mistake, by=writer, note=NOTE)
    mistake.refresh_from_db()
    workflow.submit(mistake, by=writer)
    with pytest.raises(workflow.Refused, match="somebody else"):
        workflow.approve(mistake, by=writer)


def test_b10_another_entrys_words_stay_though_they_are_the_same(mistake):
    other = make_published_document(text=f"第一条　{WORDS}。")
    erase(mistake)
    assert other.permalink.current.texts.get().body


def test_b10_the_database_refuses_a_silent_erasure(mistake):
    with pytest.raises(IntegrityError, match="may not be erased"):
        Permalink.objects.filter(pk=mistake.permalink.pk).update(state=State.ERASED)


def test_b10_the_database_refuses_a_late_erasure(mistake):
    old = timezone.now() - timedelta(hours=25)
    link = mistake.permalink
    Publication.objects.create(
        permalink=link, happening=Happening.ERASED, at=old, by=archivist()
    )
    tamper(
        "archive_version", "UPDATE archive_version SET published_at = "
        "published_at - interval '25 hours'",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="may not be erased"):
        Permalink.objects.filter(pk=link.pk).update(state=State.ERASED)


def test_b10_the_database_keeps_the_words_of_whatever_is_not_erased(mistake):
    with pytest.raises(IntegrityError, match="append-only"):
        mistake.permalink.versions.update(record_json="", change_note="")


def test_m1_an_erased_entry_leaves_and_comes_back_the_same(mistake, tmp_path, settings):
    settings.ARCHIVE_STORAGE = tmp_path / "storage"
    link = erase(mistake)
    make_published_document()
    folder = export(tmp_path / "out")
    assert not (folder / f"data/records/{link.naan}/{link.name}").exists()
    call_command("verify")
    empty()
    exchange.restore(exchange.open_package(folder), lambda done, total: None)
    again = Permalink.objects.get(name=link.name)
    assert (again.state, again.public_note) == (State.ERASED, NOTE)
    assert files(export(tmp_path / "again")) == files(folder)
    call_command("verify")


def test_b10_the_tombstone_of_an_erased_entry_is_json_for_programs(client, mistake):
    link = erase(mistake)
    response = client.get(f"/{link.ark}", headers={"accept": "application/json"})
    assert response.status_code == 410
    assert json.loads(response.content)["is_visible"] is False
