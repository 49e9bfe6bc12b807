"""The environment is read in one place, and nonsense in it is refused."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given, strategies as st

from policyarchive.settings import (
    database,
    envbool,
    envcontact,
    envint,
    envlist,
    envsecret,
    envurl,
    secret_key,
)


@pytest.mark.parametrize("text", ["true", "1", "", "yes", "False "])
def test_a_switch_is_true_or_false_and_nothing_else(monkeypatch, text):
    monkeypatch.setenv("SWITCH", text)
    with pytest.raises(ImproperlyConfigured, match="SWITCH must be True or False"):
        envbool("SWITCH", True)


def test_a_switch_that_is_not_set_has_its_default(monkeypatch):
    monkeypatch.delenv("SWITCH", raising=False)
    assert envbool("SWITCH", True) is True
    assert envbool("SWITCH", False) is False


@pytest.mark.parametrize("text", ["", "-1", "8000.0", "٣", "70000", "0", "1e3"])
def test_a_number_outside_its_bounds_is_refused(monkeypatch, text):
    monkeypatch.setenv("NUMBER", text)
    with pytest.raises(ImproperlyConfigured, match="from 1 to 65535"):
        envint("NUMBER", 8000, 1, 65535)


@given(st.integers(1, 65535))
def test_a_number_inside_its_bounds_is_read(number):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NUMBER", str(number))
        assert envint("NUMBER", 8000, 1, 65535) == number


def test_a_list_drops_blanks(monkeypatch):
    monkeypatch.setenv("LIST", " one, ,two,")
    assert envlist("LIST") == ["one", "two"]


@pytest.mark.parametrize(
    "text",
    [
        "archive.example",
        "ftp://archive.example",
        "https://",
        "https://archive.example/sub",
        "https://archive.example?x=1",
        "http://127.0.0.1:port",
        "http://127.0.0.1:99999",
        "http://[::1",
    ],
)
def test_an_address_must_be_the_root_of_a_site(monkeypatch, text):
    monkeypatch.setenv("ADDRESS", text)
    with pytest.raises(ImproperlyConfigured, match="must be an address such as"):
        envurl("ADDRESS", "")


def test_an_address_loses_its_last_slash(monkeypatch):
    monkeypatch.setenv("ADDRESS", "https://archive.example/")
    assert envurl("ADDRESS", "") == "https://archive.example"


@pytest.mark.parametrize("text", ["desk", "desk@archive", "ftp://x.example", "a b@c.d"])
def test_a_contact_is_an_e_mail_or_web_address(monkeypatch, text):
    monkeypatch.setenv("CONTACT", text)
    with pytest.raises(ImproperlyConfigured, match="must be an e-mail address"):
        envcontact("CONTACT")


@pytest.mark.parametrize("text", ["", "desk@archive.example", "https://a.example/us"])
def test_a_contact_that_can_be_written_to_is_taken(monkeypatch, text):
    monkeypatch.setenv("CONTACT", text)
    assert envcontact("CONTACT") == text


class TestSecrets:
    def test_it_reads_the_file_that_the_variable_names(self, monkeypatch, tmp_path):
        (tmp_path / "key").write_text("quiet\n", encoding="utf-8")
        monkeypatch.delenv("SECRET", raising=False)
        monkeypatch.setenv("SECRET_FILE", str(tmp_path / "key"))
        assert envsecret("SECRET") == "quiet"

    def test_it_refuses_a_file_that_is_missing(self, monkeypatch, tmp_path):
        monkeypatch.setenv("SECRET_FILE", str(tmp_path / "none"))
        with pytest.raises(ImproperlyConfigured, match="SECRET_FILE: cannot read"):
            envsecret("SECRET")

    def test_it_refuses_a_file_that_is_empty(self, monkeypatch, tmp_path):
        (tmp_path / "key").write_text(" \n", encoding="utf-8")
        monkeypatch.setenv("SECRET_FILE", str(tmp_path / "key"))
        with pytest.raises(ImproperlyConfigured, match="is empty"):
            envsecret("SECRET")

    def test_it_refuses_two_answers(self, monkeypatch, tmp_path):
        monkeypatch.setenv("SECRET", "one")
        monkeypatch.setenv("SECRET_FILE", str(tmp_path / "key"))
        with pytest.raises(ImproperlyConfigured, match="not both"):
            envsecret("SECRET")


class TestSecretKey:
    def test_it_is_made_once_and_kept_for_us_alone(self, tmp_path):
        var = tmp_path / "var"
        first = secret_key("", var, is_shared=False)
        assert len(first) > 50
        assert secret_key("", var, is_shared=False) == first
        assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600
        assert [path.name for path in var.iterdir()] == ["secret-key"]

    def test_a_given_one_wins_and_nothing_is_written(self, tmp_path):
        assert secret_key("given", tmp_path, is_shared=True) == "given"
        assert list(tmp_path.iterdir()) == []

    def test_nodes_that_share_a_database_must_be_given_one(self, tmp_path):
        with pytest.raises(ImproperlyConfigured, match="set SECRET_KEY"):
            secret_key("", tmp_path, is_shared=True)

    def test_an_empty_file_of_it_is_refused(self, tmp_path):
        (tmp_path / "secret-key").touch()
        with pytest.raises(ImproperlyConfigured, match="is empty"):
            secret_key("", tmp_path, is_shared=False)

    def test_a_folder_that_cannot_be_made_is_one_sentence(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(ImproperlyConfigured, match="Cannot write"):
            secret_key("", tmp_path / "file" / "var", is_shared=False)


class TestDatabase:
    def test_without_an_address_it_is_our_own(self, tmp_path):
        assert database("", tmp_path)["ENGINE"] == "policyarchive.postgres"

    def test_an_address_is_taken_apart(self, tmp_path):
        parts = database(
            "postgresql://ann:p%40ss@db.example:5433/cases?sslmode=require", tmp_path
        )
        assert parts == {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "cases",
            "USER": "ann",
            "PASSWORD": "p@ss",
            "HOST": "db.example",
            "PORT": "5433",
            "OPTIONS": {"sslmode": "require"},
        }

    def test_an_address_that_is_none_is_refused(self, tmp_path):
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
            database("mysql://ann@db.example/cases", tmp_path)


def test_no_page_may_load_anything_inline_or_from_elsewhere(client):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def manage(tmp_path: Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": "/usr/bin:/bin", "ARCHIVE_VAR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{done.stdout}{done.stderr}".strip()


def test_nonsense_in_the_environment_is_one_line(tmp_path):
    said = manage(tmp_path, "check", PORT="eighty")
    assert said == "PORT must be a whole number from 1 to 65535, not 'eighty'."


def test_what_fails_in_a_request_is_told_on_standard_error(tmp_path):
    fault = "import logging; logging.getLogger('django.request').error('It broke')"
    assert "It broke" in manage(tmp_path, "shell", "--no-imports", "-c", fault)


def test_a_site_on_https_passes_the_deploy_check(tmp_path):
    said = manage(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level=INFO",
        ARCHIVE_BASE_URL="https://archive.example",
    )
    assert said == "System check identified no issues (0 silenced)."
