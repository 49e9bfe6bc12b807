"""No address of the desk answers whom it is not for, nor breaks on what is not there.

Every pattern of the admin is walked; one that is added without a sample fails here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from policyarchive.archive.models import Document, Link, TakedownRequest, WorkingText
from policyarchive.editorial import tables, workflow
from policyarchive.editorial.models import (
    Arrival,
    Change,
    Comment,
    KeptApart,
    NeverMeant,
)
from policyarchive.editorial.takein import arrivals
from policyarchive.editorial.takein.arrivals import Brought
from tests.factories import (
    archivist,
    make_capture,
    make_document,
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db
# What needs no right on a record: signing in and out, one's own password, the words of
# the scripts, and the page that leads to all else.
PRIVATE = "A secret of the desk"
OPEN = ("index", "login", "logout", "password_change", "password_change_done", "jsi18n")
SLUGS = {"queue": "drafts", "check": "missing-issuer"}
# The pages of no model, by what their key is the key of.
OTHERS = {
    "take_in_bench": "arrival",
    "suggestions": "document",
    "uses": "document",
}


@pytest.fixture
def rows() -> dict[str, Any]:
    """The key of one row of every model of the admin, by application and model."""
    law, actor = make_published_law(), make_published_actor(names=["CAC"])
    document = make_published_document(
        title_en=PRIVATE,
        text="第一条　风筝。",
        number="1号",
        topics=["kites"],
        captures=[make_capture()],
        links=[("issuer", actor), ("text-of", law)],
    )
    workflow.record_edit(document, by=archivist())
    workflow.comment(document, by=archivist(), body=PRIVATE)
    make_published_event()
    workflow.keep_apart(document, make_document(), by=archivist(), reason="Two.")
    make_term("风筝", "kite")
    TakedownRequest.objects.create(
        permalink=document.permalink, given="x", right="copyright", statement="Mine."
    )
    NeverMeant.objects.create(words="kites", entry=actor)
    tables.step(tables.bring_in("t.csv", tables.template("csv"), by=archivist()))
    arrivals.keep([Brought("Pasted text", PRIVATE.encode())], archivist())
    models: list[type[Model]] = [*admin.site._registry, Arrival]
    keys = {
        str(model._meta.model_name): model._default_manager.values_list("pk", flat=True)
        for model in models
    }
    return {name: found.first() for name, found in keys.items()} | {
        "document": document.pk
    }


def patterns() -> Iterator[URLPattern]:
    """All named patterns of the admin."""

    def within(resolver: URLResolver) -> Iterator[URLPattern]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from within(pattern)
            elif pattern.name:  # without: Django's own ways to another address
                yield pattern

    (found,) = (
        resolver
        for resolver in get_resolver().url_patterns
        if isinstance(resolver, URLResolver) and resolver.namespace == "admin"
    )
    return within(found)


def address(pattern: URLPattern, rows: dict[str, Any], key: Any = None) -> str:
    """Return an address under a pattern; fails where no sample fits."""
    name = str(pattern.name)
    model = OTHERS.get(name) or next((x for x in rows if f"_{x}_" in name), "")
    key = rows.get(model) if key is None else key
    samples = {
        **dict.fromkeys(("pk", "object_id", "id"), key),
        "ending": "csv",
        "kind": "document",
        "other_pk": KeptApart.objects.values_list("second", flat=True).first(),
        "app_label": "archive",
        "content_type_id": ContentType.objects.get_for_model(Document).pk,
        "text_pk": WorkingText.objects.values_list("pk", flat=True).first(),
        "change_pk": Change.objects.values_list("pk", flat=True).first(),
        "link_pk": Link.objects.values_list("pk", flat=True).first(),
        "comment_pk": Comment.objects.values_list("pk", flat=True).first(),
        "slug": SLUGS.get(name, "submit"),
    }
    if name == "view_on_site":
        samples["object_id"] = rows["document"]
    given = {x: samples[x] for x in pattern.pattern.regex.groupindex}
    assert None not in given.values(), f"{name}: add a sample to this file"
    return reverse(f"admin:{name}", kwargs=given)


def answers(client: Client, rows: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Ask every address of the admin that is not open to all, by both methods."""
    for pattern in patterns():
        if pattern.name not in OPEN:
            url = address(pattern, rows)
            yield url, client.get(url)
            yield url, client.post(url, {"post": "yes"})


@pytest.mark.parametrize("who", ["nobody", "a reader with an account"])
def test_whoever_is_not_of_the_staff_is_asked_to_sign_in(
    client: Client, rows: dict[str, Any], who: str
) -> None:
    if who != "nobody":
        client.force_login(make_user())
    asked = 0
    for url, answer in answers(client, rows):
        assert answer.status_code == 302, url
        assert answer.headers["Location"].startswith("/admin/login/"), url
        asked += 1
    assert asked > 300


def test_staff_without_a_role_sees_and_does_nothing(
    client: Client, rows: dict[str, Any]
) -> None:
    client.force_login(make_user(is_staff=True))
    for url, answer in answers(client, rows):
        assert answer.status_code in (403, 404, 405) or (
            "/r/" in url and answer.status_code == 302  # the way to a public page
        ), f"{url} answers {answer.status_code}"
    for name in OPEN:
        page = client.get(reverse(f"admin:{name}"), follow=True).content.decode()
        assert PRIVATE not in page


@pytest.mark.parametrize("key", ["987654321", "abc"])
def test_what_is_not_there_is_not_found_and_never_a_fault(
    client: Client, rows: dict[str, Any], key: str
) -> None:
    client.force_login(make_user("superuser"))
    for pattern in patterns():
        names = pattern.pattern.regex.groupindex
        if names.keys() & {"pk", "object_id", "id"}:
            try:
                url = address(pattern, rows, key)
            except NoReverseMatch:
                continue  # the pattern itself takes numbers only
            for answer in (client.get(url), client.post(url)):
                assert answer.status_code in (302, 403, 404, 405), url
