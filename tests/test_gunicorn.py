"""The configuration of gunicorn: what workers share, and who is served by which."""

import runpy
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


def test_a_site_with_django_s_engine_alone_is_served_by_it_too(server, settings):
    django_s = settings.TEMPLATES[0] | {"APP_DIRS": False}
    settings.TEMPLATES = [django_s]  # as the plain site of the benchmarks has it
    server["load_templates"]()
    assert [engine.name for engine in engines.all()] == ["django"]


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
