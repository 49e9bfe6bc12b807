"""Whatever the admin offers, no row that was ever public goes, and nobody's traces."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from policyarchive.archive.models import TakedownRequest
from policyarchive.editorial import workflow
from tests.factories import (
    archivist,
    make_capture,
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db
# What is not part of any record: requests from outside, the glossary, accounts.
ELSEWHERE = {"takedownrequest", "term", "user", "group", "nevermeant"}


@pytest.fixture
def boss(client: Client) -> None:
    client.force_login(make_user("superuser"))


@pytest.fixture
def _archive() -> None:
    """One of everything, public, withdrawn and merged."""
    law, actor = make_published_law(), make_published_actor(names=["CAC"])
    document = make_published_document(
        text="第一条　风筝。",
        number="1号",
        topics=["kites"],
        dates={"adopted": "2021"},
        sources=["https://example.cn/a"],
        flags=["status"],
        captures=[make_capture()],
        links=[("issuer", actor), ("text-of", law)],
    )
    workflow.record_edit(document, by=make_user("contributor"))
    gone = make_published_event()
    workflow.withdraw(gone, by=archivist(), reason="flagged", note="Wrong.")
    workflow.merge(make_published_actor(), actor, by=archivist(), note="One body.")
    make_term("风筝", "kite")
    TakedownRequest.objects.create(
        permalink=document.permalink, given="x", right="copyright", statement="Mine."
    )


def rows() -> set[tuple[str, Any]]:
    found = set()
    for label in ("archive", "editorial"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.model_name not in ELSEWHERE:
                keys = model._default_manager.values_list("pk", flat=True)
                found |= {(model._meta.label, key) for key in keys}
    return found


def registered() -> list[type[Model]]:
    return [model for model in admin.site._registry if model.__name__ != "Sitting"]


@pytest.mark.usefixtures("boss", "_archive")
def test_no_page_of_the_admin_deletes_it(client: Client) -> None:
    before = rows()
    tried = 0
    for model in registered():
        meta = model._meta
        if meta.model_name in ELSEWHERE:
            continue
        for key in model._default_manager.values_list("pk", flat=True):
            name = f"admin:{meta.app_label}_{meta.model_name}_delete"
            client.post(reverse(name, args=(key,)), {"post": "yes"})
            tried += 1
    assert tried > 20
    assert before <= rows()


@pytest.mark.usefixtures("boss", "_archive")
def test_no_action_of_a_list_deletes_it(client: Client, rf: Any) -> None:
    before = rows()
    request = rf.get("/admin/")
    request.user = archivist()
    for model in registered():
        meta = model._meta
        actions = admin.site._registry[model].get_actions(request)
        assert "delete_selected" not in actions or meta.model_name in ELSEWHERE
        keys = list(model._default_manager.values_list("pk", flat=True))
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        for action in actions if meta.model_name not in ELSEWHERE else ():
            client.post(
                url, {"action": action, "_selected_action": keys, "post": "yes"}
            )
    assert before <= rows()


@pytest.mark.usefixtures("_archive")
def test_an_account_that_left_traces_is_not_deleted(client: Client) -> None:
    client.force_login(make_user("superuser"))
    user = archivist()
    url = reverse("admin:auth_user_delete", args=(user.pk,))
    client.post(url, {"post": "yes"})
    user.refresh_from_db()
