"""Who guesses passwords waits; who knows one gets in; nobody is shut out for good."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from policyarchive.editorial import signing_in
from policyarchive.editorial.models import FailedLogin
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
WORD = "Quiet-Harbour-7"


@pytest.fixture(autouse=True)
def _people() -> None:
    make_user("editor", username="ana", password=WORD)
    make_user("editor", username="bo", password=WORD)


def attempt(name: str, word: str, **headers: Any) -> Any:
    sent = {"username": name, "password": word, "next": "/admin/"}
    return Client().post(LOGIN, sent, **headers)


def gets_in(name: str, **headers: Any) -> bool:
    return bool(attempt(name, WORD, **headers).status_code == 302)


def fail(name: str, times: int, **headers: Any) -> None:
    for _ in range(times):
        attempt(name, "wrong", **headers)


def test_after_five_failures_one_waits_even_with_the_right_password() -> None:
    fail("ana", 4)
    assert "correct username" in attempt("ana", "wrong").content.decode()
    response = attempt("ana", WORD)
    assert "Too many failed attempts. Wait 15 minutes" in response.content.decode()


def test_a_success_forgets_the_failures() -> None:
    fail("ana", 4)
    assert gets_in("ana")
    fail("ana", 4)
    assert gets_in("ana")


def test_the_wait_ends_by_itself() -> None:
    fail("ana", 5)
    for row in FailedLogin.objects.all():
        row.at -= signing_in.WINDOW
        row.save()
    assert gets_in("ana")


def test_colleagues_at_the_same_address_go_on_working() -> None:
    fail("ana", 9)
    assert gets_in("bo")


def test_guesses_from_elsewhere_do_not_shut_the_owner_out_at_once() -> None:
    fail("ana", 9, REMOTE_ADDR="192.0.2.1")
    assert gets_in("ana", REMOTE_ADDR="192.0.2.2")


def test_guesses_from_everywhere_at_one_account_are_slowed() -> None:
    for number in range(signing_in.PER_ACCOUNT):
        fail("ana", 1, REMOTE_ADDR=f"192.0.2.{number}")
    assert not gets_in("ana", REMOTE_ADDR="192.0.2.99")


def test_guesses_from_one_address_at_many_accounts_are_slowed() -> None:
    for number in range(signing_in.PER_ADDRESS):
        fail(f"nobody-{number}", 1)
    assert not gets_in("bo")
    assert gets_in("bo", REMOTE_ADDR="192.0.2.9")


def test_spelling_the_name_another_way_is_no_way_around() -> None:
    fail("ANA", 3)
    fail("ana", 2)
    assert not gets_in("ana")


def test_failures_are_not_kept_for_ever() -> None:
    fail("ana", 1)
    old = FailedLogin.objects.get()
    FailedLogin.objects.update(at=old.at - timedelta(days=2))
    fail("bo", 1)
    assert [row.account for row in FailedLogin.objects.all()] == ["bo"]


def test_behind_a_web_server_the_last_address_it_tells_counts(
    settings: Settings,
) -> None:
    settings.ARCHIVE_BEHIND_PROXY = True
    # The first one is what the person sent: it proves nothing.
    for number in range(5):
        told = f"203.0.113.{number}, 192.0.2.7"
        fail("ana", 1, HTTP_X_FORWARDED_FOR=told)
    assert not gets_in("ana", HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.7")
    assert gets_in("ana", HTTP_X_FORWARDED_FOR="192.0.2.7, 198.51.100.1")


def test_without_an_address_accounts_are_slowed_all_the_same() -> None:
    fail("ana", 5, REMOTE_ADDR="")
    assert not gets_in("ana", REMOTE_ADDR="")
    assert gets_in("bo", REMOTE_ADDR="")


def test_the_cookie_of_the_session_is_for_the_desk_alone() -> None:
    cookie = attempt("ana", WORD).cookies["sessionid"]
    assert cookie["path"] == "/admin/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) <= 12 * 60 * 60
