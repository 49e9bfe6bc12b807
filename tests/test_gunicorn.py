"""The configuration of gunicorn: what workers share, and who is served by which."""

import runpy
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from gunicorn.config import Config
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader

ASKED = b"GET /search HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def server() -> dict[str, Any]:
    return runpy.run_path(str(settings.BASE_DIR / "deploy/gunicorn.conf.py"))


def test_templates_are_loaded_before_workers_so_that_an_update_changes_none(server):
    (loader,) = engines["django"].engine.template_loaders
    loader.reset()
    server["load_templates"]()
    folder = settings.BASE_DIR / "templates"
    ours = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert ours <= set(loader.get_template_cache)


def test_the_plain_site_of_the_benchmarks_is_made_ready_by_it_too(tmp_path):
    made_ready = (
        "import django, runpy; django.setup();"
        "runpy.run_path('deploy/gunicorn.conf.py')['when_ready'](None)"
    )
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", made_ready],
        cwd=settings.BASE_DIR,
        env={
            "ARCHIVE_VAR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "benchmarks.speed.plain.settings",
        },
        check=True,
    )


@pytest.mark.parametrize(("connections", "is_ended"), [(1, False), (2, True)])
def test_a_worker_keeps_a_connection_only_while_it_has_no_other(
    server, connections, is_ended
):
    request = Request(Config(), IterUnreader(iter([ASKED])), ("127.0.0.1", 5000))
    server["pre_request"](SimpleNamespace(nr_conns=connections), request)
    assert request.should_close() is is_ended


def test_a_worker_takes_no_more_than_it_serves_and_as_many_again(server):
    assert server["worker_connections"] == 2 * server["threads"]
    assert server["worker_class"] == "gthread"  # the one that counts connections
