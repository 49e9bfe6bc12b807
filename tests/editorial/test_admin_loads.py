"""The desk's pages of tables: upload, preview, steps, the stroke."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from policyarchive.archive.models import Entry
from policyarchive.editorial import tables
from policyarchive.editorial.models import Load
from tests.factories import make_actor, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/editorial/load/add/"


@pytest.fixture
def ana(client: Client) -> User:
    user = make_user("editor")
    client.force_login(user)
    return user


def bring_in(client: Client, data: bytes, name: str = "t.csv") -> Any:
    return client.post(ADD, {"file": SimpleUploadedFile(name, data)}, follow=True)


def url(step: str, load: Load) -> str:
    return reverse(f"admin:editorial_load_{step}", args=(load.pk,))


def test_a_table_goes_from_upload_to_drafts(client: Client, ana: User) -> None:
    page = bring_in(client, tables.template("xlsx"), "t.xlsx").content.decode()
    assert "Make drafts of all 6 rows" in page
    assert "documents, row 2" in page
    load = Load.objects.get()
    assert Entry.objects.count() == 0
    page = client.post(url("load", load), follow=True).content.decode()
    assert "4 drafts made." in page
    listed = client.get(reverse("admin:archive_entry_changelist"), {"loads": load.pk})
    assert len(listed.context["cl"].result_list) == 4


def test_errors_stand_in_their_rows_and_nothing_can_be_loaded(
    client: Client, ana: User
) -> None:
    data = b"kind,title_en,adopted\ndocument,Kites,soon\nlaw,Fine,\n"
    response = bring_in(client, data)
    page = response.content.decode()
    assert "1 row has errors" in page
    assert "“soon” is not a date" in page
    assert "Make drafts" not in page
    page = client.get(url("change", Load.objects.get()), {"only": "notes"})
    assert [shown.place for shown in page.context["rows"]] == ["line 2"]


def test_no_table_is_refused_beside_the_field(client: Client, ana: User) -> None:
    assert "is no column of a table" in bring_in(client, b"kind,x\n").content.decode()
    assert Load.objects.count() == 0


def test_rows_that_may_be_there_need_a_tick(client: Client, ana: User) -> None:
    make_actor(title_en="Kite Office")
    assert (
        "1 row is doubtful or may be there already"
        in bring_in(client, tables.template("csv")).content.decode()
    )
    load = Load.objects.get()
    page = client.post(url("load", load), follow=True).content.decode()
    assert "tick the box" in page
    client.post(url("load", load), {"looked-at": "yes"})
    assert Entry.objects.count() == 5


def test_a_long_check_is_carried_on_by_its_button(client: Client, ana: User) -> None:
    rows = "".join(f"document,Kite number {n} of all\n" for n in range(120))
    load = tables.bring_in("t.csv", f"kind,title_en\n{rows}".encode(), by=ana)
    tables.step(load, seconds=0)
    page = client.get(url("change", load)).content.decode()
    assert 'max="120" value="50"' in page
    assert "Go on checking" in page
    while "Go on checking" in page:
        page = client.post(url("step", load), follow=True).content.decode()
    assert "Make drafts of all 120 rows" in page


def test_the_templates_and_the_columns_are_there(client: Client, ana: User) -> None:
    page = client.get(ADD).content.decode()
    for column in tables.COLUMNS:
        assert f"<code>{column.name}</code>" in page
    for ending in ("csv", "xlsx", "jsonl"):
        response = client.get(f"/admin/editorial/load/template.{ending}")
        assert response.content == tables.template(ending) or ending == "xlsx"
    assert client.get("/admin/editorial/load/template.exe").status_code == 404


def test_one_throws_away_what_one_brought_in_until_it_is_loaded(
    client: Client, ana: User
) -> None:
    bring_in(client, tables.template("csv"))
    load = Load.objects.get()
    delete = reverse("admin:editorial_load_delete", args=(load.pk,))
    client.force_login(make_user("editor"))
    assert client.post(delete, {"post": "yes"}).status_code == 403
    client.force_login(ana)
    tables.load_all(load, by=ana)
    assert client.post(delete, {"post": "yes"}).status_code == 403
    bring_in(client, b"kind,title_en\nlaw,Fine\n")
    other = Load.objects.exclude(pk=load.pk).get()
    delete = reverse("admin:editorial_load_delete", args=(other.pk,))
    client.post(delete, {"post": "yes"})
    assert Load.objects.get() == load


def test_strangers_and_mere_looks_are_refused(client: Client) -> None:
    load = tables.bring_in("t.csv", tables.template("csv"), by=make_user("editor"))
    client.force_login(make_user(is_staff=True))
    for address in (ADD, url("change", load), "/admin/editorial/load/template.csv"):
        assert client.get(address).status_code == 403
    for step in ("step", "load"):
        assert client.post(url(step, load)).status_code == 403
    client.force_login(make_user("editor"))
    for step in ("step", "load"):
        assert client.get(url(step, load)).status_code == 405


def test_a_preview_asks_as_often_for_many_rows_as_for_few(
    client: Client, ana: User, django_assert_num_queries: Any
) -> None:
    for count in (1, 90):
        rows = "".join(f"document,Kite number {n} of all\n" for n in range(count))
        load = tables.bring_in("t.csv", f"kind,title_en\n{rows}".encode(), by=ana)
        with django_assert_num_queries(5):
            client.get(url("change", load))
