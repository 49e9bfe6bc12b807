"""Words of a source are words on every page of the desk, never markup."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse

from policyarchive.archive.models import Capture, Document, TakedownRequest, Text
from policyarchive.editorial import tables, workflow
from policyarchive.editorial.checks.asking import CHECKS
from policyarchive.editorial.models import Change, Load, NeverMeant
from policyarchive.editorial.queues import queues
from tests.factories import (
    archivist,
    make_actor,
    make_capture,
    make_document,
    make_published_document,
    make_term,
    make_text,
    make_user,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('pa')</script>\"><img src=x onerror=alert(1)>{{7*7}}'"
MARKUP = ("<script>alert", "<img src=x", ">49<")


@pytest.fixture
def document() -> Document:
    """A public document with a draft, hostile wherever somebody else's words stand."""
    source = f"https://example.cn/?{HOSTILE}"
    document = make_published_document(
        title_zh=HOSTILE,
        title_en=f"{HOSTILE} en",
        summary_zh=HOSTILE,
        summary_en=HOSTILE,
        number=HOSTILE[:120],
        issuer_as_printed=HOSTILE,
        note=HOSTILE,
        status="in-force",
        status_source=HOSTILE,
        names=[HOSTILE],
        flags=[HOSTILE[:40]],
        sources=[source],
        dates={"adopted": "2021"},
        links=[("issuer", make_actor(title_en=HOSTILE))],
        captures=[make_capture(filename=HOSTILE, url=source, media_type=HOSTILE)],
        texts=[
            {
                "body": f"第一条　{HOSTILE}\n<b>第二条</b>　{HOSTILE}",
                "lines": [["body", HOSTILE], [HOSTILE, HOSTILE]],
                "source": HOSTILE,
                "translator": HOSTILE,
            }
        ],
    )
    document.links.update(note=HOSTILE, source=HOSTILE)
    document.texts.update(body=f"第一条　{HOSTILE} 又 {HOSTILE}")
    workflow.record_edit(document, by=archivist(), note=HOSTILE)
    workflow.comment(document, by=archivist(), body=HOSTILE, words=HOSTILE)
    make_term(HOSTILE, HOSTILE, variants=HOSTILE)
    TakedownRequest.objects.create(
        permalink=document.permalink,
        given=HOSTILE,
        right="copyright",
        statement=HOSTILE,
        name=HOSTILE,
        email="a@example.org",
    )
    load = tables.bring_in("t.csv", hostile_table(), by=archivist())
    tables.step(load)
    Load.objects.update(filename=f"{HOSTILE}.csv")
    NeverMeant.objects.create(words=HOSTILE, entry=document, note=HOSTILE)
    make_document(title_zh=HOSTILE, title_en=f"{HOSTILE} en", number=HOSTILE[:120])
    make_text(make_document(title_en=f"{HOSTILE} cites"), f"依照《{HOSTILE[:20]}》。")
    return document


def hostile_table() -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["kind", "key", "title_en", "adopted", "topics"])
    writer.writerow([HOSTILE] * 5)
    writer.writerow(["document", HOSTILE, HOSTILE, HOSTILE, HOSTILE])
    return file.getvalue().encode()


def pages(document: Document) -> list[str]:
    def of(name: str, *more: int | str) -> str:
        return reverse(f"admin:archive_document_{name}", args=(document.pk, *more))

    version, text = version_of(document), document.texts.get()
    lists = (
        *("document", "entry", "actor", "permalink", "version", "publication"),
        *("text", "capture", "othername", "term", "takedownrequest"),
    )
    looked_at = [
        ("version", version.pk),
        ("text", Text.objects.get().pk),
        ("capture", Capture.objects.get().pk),
        ("permalink", document.permalink_id),
        ("takedownrequest", TakedownRequest.objects.get().pk),
    ]
    changes = Change.objects.filter(entry=document.pk).values_list("pk", flat=True)
    verbs = ("submit", "assign", "merge", "withdraw", "erase", "revise")
    twin = Document.objects.get(title_en=f"{HOSTILE} cites")
    link = document.links.get()
    merging = f"{of('do', 'merge')}?survivor={twin.pk}"
    return [
        "/admin/",
        "/admin/queue/drafts/",
        "/admin/editorial/step/",
        *(f"/admin/archive/{name}/" for name in lists),
        f"/admin/archive/document/?q={HOSTILE}",
        *(f"/admin/archive/{name}/{pk}/change/" for name, pk in looked_at),
        *(of("a_change", pk) for pk in changes),
        *(of("do", verb) for verb in verbs),
        of("change"),
        of("delete"),
        of("history"),
        of("preview"),
        of("upcoming"),
        of("changes"),
        of("lines", text.pk),
        *(
            reverse(f"admin:archive_actor_{name}", args=(link.target_id, *more))
            for name, more in (("relate", ()), ("unrelate", (link.pk,)))
        ),
        f"{of('relate')}?find=alert&other={twin.pk}",
        merging,
        f"/admin/archive/document/many/submit/?pk={document.pk}&pk={twin.pk}",
        f"/admin/suggestions/{twin.pk}/",
        f"/admin/suggestions/{document.pk}/",
        "/admin/reading-list/",
        "/admin/checks/",
        *(f"/admin/checks/{check.slug}/" for check in CHECKS),
        *(f"/admin/queue/{queue.slug}/" for queue in queues(archivist())),
        "/admin/editorial/load/",
        f"/admin/editorial/load/{Load.objects.get().pk}/change/",
        "/admin/editorial/nevermeant/",
        f"/admin/editorial/nevermeant/{NeverMeant.objects.get().pk}/change/",
        *(f"/admin/archive/{kind}/add/" for kind in ("document", "law", "event")),
    ]


def test_no_page_of_the_desk_carries_markup_of_a_source(
    client: Client, document: Document
) -> None:
    client.force_login(make_user("superuser"))
    shown = 0
    for url in pages(document):
        response = client.get(url, follow=True)
        words = response.content.decode()
        assert [sign for sign in MARKUP if sign in words] == [], url
        shown += "&lt;script&gt;" in words
    assert shown > 20


def test_nor_does_the_bench_on_which_a_source_is_read(client: Client) -> None:
    client.force_login(make_user("contributor"))
    source = f"{HOSTILE}\nBy {HOSTILE}\nPublished: May 1, 2021\n<b>{HOSTILE}</b>\n"
    bench = client.post("/admin/take-in/", {"pasted": source})["Location"]
    fields = {"title_en": HOSTILE, "source_url": HOSTILE, "language": HOSTILE}
    sent = {"line-1": "body", "dates-TOTAL_FORMS": "1", "dates-INITIAL_FORMS": "0"}
    sent |= fields | {"dates-0-edtf": HOSTILE, "dates-0-role": HOSTILE}
    answers = [
        client.get("/admin/take-in/"),
        client.get(bench),
        *(client.post(bench, sent | {"do": do}) for do in ("result", "make")),
        client.post("/admin/take-in/", {"address": HOSTILE}),
        client.post(bench, {"do": "discard"}, follow=True),
    ]
    for answer in answers:
        words = answer.content.decode()
        assert [sign for sign in MARKUP if sign in words] == [], words
        assert "&lt;script&gt;" in words


def test_nor_what_is_shown_as_a_possible_duplicate(
    client: Client, document: Document
) -> None:
    client.force_login(make_user("editor"))
    url = reverse("admin:archive_document_alike")
    words = client.post(url, {"title_en": f"{HOSTILE} en"}).content.decode()
    assert "&lt;script&gt;" in words
    assert [sign for sign in MARKUP if sign in words] == []


def test_what_a_field_looks_up_is_data(client: Client, document: Document) -> None:
    client.force_login(make_user("editor"))
    response = client.get(
        reverse("admin:autocomplete"),
        {
            "term": "alert",
            "app_label": "archive",
            "model_name": "link",
            "field_name": "target",
        },
    )
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert json.loads(response.content)["results"]


def test_messages_name_entries_in_words(client: Client) -> None:
    client.force_login(make_user("editor"))
    document = make_document(title_en=HOSTILE, title_zh="")
    make_text(document, HOSTILE)
    url = reverse("admin:archive_document_do", args=(document.pk, "submit"))
    publish(document)
    page = client.post(url, follow=True).content.decode()
    assert "is published as it stands" in page
    assert [sign for sign in MARKUP if sign in page] == []
