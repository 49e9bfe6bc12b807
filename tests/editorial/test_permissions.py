"""Who may do what, and when: one table, driven through the verbs and through HTTP."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from policyarchive.archive.models import Document, Entry, Link
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Change, Merge, Step
from tests.factories import (
    archivist,
    make_document,
    make_link,
    make_published_document,
    make_user,
)

pytestmark = pytest.mark.django_db

STAGES = ("draft", "in-review", "approved", "published")
type Place = tuple[str, bool]  # a stage, and whether one has written the entry
PLACES = list(product(STAGES, (True, False)))
# C contributor, E editor, P publisher, S superuser. Nobody else, at no other stage.
TABLE = {
    # (verb, stage): (on an entry one has written, on somebody else's)
    ("record_edit", "draft"): ("CEPS", "CEPS"),
    ("record_edit", "published"): ("CEPS", "CEPS"),
    ("rename", "draft"): ("CEPS", "CEPS"),
    ("rename", "published"): ("CEPS", "CEPS"),
    ("restore", "draft"): ("CEPS", "CEPS"),
    ("restore", "published"): ("CEPS", "CEPS"),
    ("relate", "draft"): ("CEPS", "CEPS"),
    ("relate", "published"): ("CEPS", "CEPS"),
    ("unrelate", "draft"): ("CEPS", "CEPS"),
    ("unrelate", "published"): ("CEPS", "CEPS"),
    ("comment", "draft"): ("CEPS", "CEPS"),
    ("comment", "in-review"): ("CEPS", "CEPS"),
    ("comment", "approved"): ("CEPS", "CEPS"),
    ("comment", "published"): ("CEPS", "CEPS"),
    ("submit", "draft"): ("CEPS", "CEPS"),
    ("return", "in-review"): ("EPS", "EPS"),
    ("return", "approved"): ("EPS", "EPS"),
    ("approve", "in-review"): ("", "EPS"),
    ("release", "in-review"): ("", "PS"),
    ("publish", "approved"): ("PS", "PS"),
    ("revise", "in-review"): ("CEPS", "EPS"),
    ("revise", "approved"): ("CEPS", "EPS"),
    ("revise", "published"): ("CEPS", "CEPS"),
    ("assign", "draft"): ("EPS", "EPS"),
    ("assign", "in-review"): ("EPS", "EPS"),
    ("assign", "approved"): ("EPS", "EPS"),
    ("withdraw", "draft"): ("PS", "PS"),
    ("withdraw", "in-review"): ("PS", "PS"),
    ("withdraw", "approved"): ("PS", "PS"),
    ("withdraw", "published"): ("PS", "PS"),
    **{("erase", stage): ("PS", "PS") for stage in STAGES},
    ("merge", "draft"): ("PS", "PS"),
    ("merge", "in-review"): ("PS", "PS"),
    ("merge", "approved"): ("PS", "PS"),
    ("merge", "published"): ("PS", "PS"),
    **{("unmerge", stage): ("PS", "PS") for stage in STAGES},
}
SLUGS = (
    "submit",
    "return",
    "approve",
    "release",
    "publish",
    "revise",
    "assign",
    "rename",
    "withdraw",
    "erase",
    "merge",
    "unmerge",
)
ROLES = {
    "C": "contributor",
    "E": "editor",
    "P": "publisher",
    "S": "superuser",
    "-": "",  # staff of nothing
}


def allowed(verb: str, stage: str, is_own: bool) -> str:
    own, others = TABLE.get((verb, stage), ("", ""))
    return own if is_own else others


def somebody(letter: str) -> User:
    return make_user(ROLES[letter], is_staff=True)


def entry_at(stage: str, writer: User) -> Document:
    document = make_published_document()
    put(document, stage, writer)
    return document


def take_in(document: Document) -> Merge:
    """Merge another entry into this one, which can be undone."""
    twin = make_published_document()
    workflow.merge(twin, document, by=archivist(), note="Twins.")
    return Merge.objects.get(loser=twin)


def put(document: Document, stage: str, writer: User) -> None:
    document.writers.set([writer])
    Entry.objects.filter(pk=document.pk).update(stage=stage)
    document.refresh_from_db()


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is done within, so that the next role finds the same entry."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def call(verb: str, document: Document, survivor: Document, by: User) -> None:
    note = "A sentence that says why."
    match verb:
        case "return":
            workflow.return_to_editor(document, by=by, note=note)
        case "publish":
            workflow.publish(document, by=by, note=note)
        case "comment" | "restore" | "assign" | "rename" | "relate" | "unrelate":
            call_aside(verb, document, by)
        case "withdraw":
            workflow.withdraw(document, by=by, reason="flagged", note=note)
        case "erase":
            workflow.erase(document, by=by, note=note)
        case "merge":
            workflow.merge(document, survivor, by=by, note=note)
        case "unmerge":
            workflow.unmerge(Merge.objects.latest("pk"), by=by, note=note)
        case _:
            getattr(workflow, verb)(document, by=by)


def call_aside(verb: str, document: Document, by: User) -> None:
    """Do what moves an entry to no other stage, or back to draft at most."""
    match verb:
        case "comment":
            workflow.comment(document, by=by, body="A sentence that says why.")
        case "restore":
            Document.objects.filter(pk=document.pk).update(title_en="Another")
            workflow.restore(Change.objects.filter(entry=document.pk)[0], by=by)
        case "rename":
            titles = {"title_en": "Renamed"}
            workflow.rename(document, by=by, titles=titles, since="2021")
        case "assign":
            workflow.assign(document, archivist(), by=by)
        case "relate":
            link = Link(entry=document, role="amends", target=make_document())
            workflow.relate(link, by=by)
        case "unrelate":
            workflow.unrelate(make_link(document, "amends", make_document()), by=by)


@pytest.mark.parametrize(
    "verb",
    [
        *("record_edit", "restore", "comment", "relate", "unrelate"),
        *(s for s in SLUGS if s != "release"),
    ],
)
def test_the_verbs_keep_to_the_table(verb: str) -> None:
    survivor, other = make_published_document(), make_user("contributor")
    document = entry_at("draft", other)
    if verb == "unmerge":
        take_in(document)
    done: dict[Place, str] = dict.fromkeys(PLACES, "")
    for (stage, is_own), letter in product(PLACES, ROLES):
        with undone():
            user = somebody(letter)
            put(document, stage, user if is_own else other)
            try:
                call(verb, document, survivor, user)
            except workflow.Refused:
                document.refresh_from_db()
                assert document.stage == stage
            else:
                done[stage, is_own] += letter
    assert done == {place: allowed(verb, *place) for place in PLACES}


@pytest.mark.parametrize("slug", SLUGS)
def test_so_do_the_addresses(client: Client, slug: str) -> None:
    survivor, other = make_published_document(), make_user("contributor")
    given = {
        "note": "A sentence that says why.",
        "reason": "flagged",
        "survivor": survivor.pk,
        "seen": survivor.pk,
        "title_en": "Renamed",
        "since": "2021",
        "to": archivist().pk,
    }
    document = entry_at("draft", other)
    if slug == "unmerge":
        given["merge"] = given["seen"] = take_in(document).pk
    before = Step.objects.filter(entry=document).count()
    url = reverse("admin:archive_document_do", args=(document.pk, slug))
    done: dict[Place, str] = dict.fromkeys(PLACES, "")
    for (stage, is_own), letter in product(PLACES, ROLES):
        with undone():
            user = somebody(letter)
            put(document, stage, user if is_own else other)
            client.force_login(user)
            assert client.post(url, given).status_code in (302, 403)
            if Step.objects.filter(entry=document).count() > before:
                done[stage, is_own] += letter
            else:
                document.refresh_from_db()
                assert document.stage == stage
    assert done == {place: allowed(slug, *place) for place in PLACES}


def test_a_button_is_there_exactly_when_it_works(client: Client) -> None:
    other = make_user("contributor")
    document = entry_at("draft", other)
    take_in(document)
    url = reverse("admin:archive_document_change", args=(document.pk,))
    for (stage, is_own), letter in product(PLACES, "CEPS"):
        user = somebody(letter)
        put(document, stage, user if is_own else other)
        client.force_login(user)
        page = client.get(url).content.decode()
        shown = set(re.findall(rf"/{document.pk}/do/(\w+)/", page))
        expected = {s for s in SLUGS if letter in allowed(s, stage, is_own)}
        assert shown == expected, (stage, is_own, letter)
        can_edit = letter in allowed("record_edit", stage, is_own)
        assert ('name="title_en"' in page) == can_edit, (stage, is_own, letter)


def test_an_edit_sent_by_hand_gets_no_further_than_the_form(client: Client) -> None:
    document = entry_at("draft", archivist())
    url = reverse("admin:archive_document_change", args=(document.pk,))
    for stage, letter in product(STAGES, ROLES):
        user = somebody(letter)
        put(document, stage, user)
        client.force_login(user)
        response = client.post(url, {"title_en": "Forged"})
        if letter not in allowed("record_edit", stage, True):
            assert response.status_code == 403
        document.refresh_from_db()
        assert document.title_en != "Forged"


def test_of_what_was_merged_nothing_is_done_but_to_undo_it() -> None:
    survivor, other = make_published_document(), make_user("contributor")
    document = make_published_document()
    workflow.merge(document, survivor, by=archivist(), note="Twins.")
    for stage, letter in product(STAGES, ROLES):
        put(document, stage, other)
        user = somebody(letter)
        for verb in ("record_edit", *SLUGS):
            if verb not in ("release", "unmerge"):
                with undone(), pytest.raises(workflow.Refused):
                    call(verb, document, survivor, user)


@pytest.mark.parametrize(
    ("verb", "stage"), [("withdraw", "draft"), ("withdraw", "published")]
)
def test_what_was_withdrawn_is_not_withdrawn_again(verb: str, stage: str) -> None:
    survivor, user = make_published_document(), archivist()
    document = make_published_document()
    call("withdraw", document, survivor, user)
    put(document, stage, user)
    with pytest.raises(workflow.Refused, match="not public"):
        call(verb, document, survivor, user)


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    document = make_published_document()
    for name in ("change", "preview"):
        url = reverse(f"admin:archive_document_{name}", args=(document.pk,))
        assert client.get(url).headers["Location"].startswith("/admin/login/")
    url = reverse("admin:archive_document_do", args=(document.pk, "submit"))
    assert client.post(url).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    ("role", "adds_topics", "deletes_topics", "sees_users"),
    [
        ("contributor", False, False, False),
        ("editor", True, False, False),
        ("publisher", True, True, False),
        ("superuser", True, True, True),
    ],
)
def test_the_vocabularies_belong_to_editors(
    client: Client, role: str, adds_topics: bool, deletes_topics: bool, sees_users: bool
) -> None:
    user = make_user(role)
    client.force_login(user)
    added = client.get(reverse("admin:archive_topic_add")).status_code
    assert (added == 200) == adds_topics
    assert user.has_perm("archive.delete_topic") == deletes_topics
    users = client.get(reverse("admin:auth_user_changelist")).status_code
    assert (users == 200) == sees_users


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "superuser"])
@pytest.mark.parametrize(
    "model",
    ["permalink", "version", "publication", "text", "capture", "othername"],
)
def test_the_published_side_is_only_looked_at(
    client: Client, role: str, model: str
) -> None:
    make_published_document(text="第一条 公开。", number="国发〔2021〕2号")
    client.force_login(make_user(role))
    assert client.get(f"/admin/archive/{model}/").status_code == 200
    assert client.get(f"/admin/archive/{model}/add/").status_code == 403
