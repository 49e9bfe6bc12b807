"""Gunicorn behind a web server: gunicorn policyarchive.wsgi --config this file."""

import gc
import multiprocessing
from pathlib import Path
from typing import Any

bind = "127.0.0.1:8000"
# Measured: more processes than cores only queue; threads wait for slow readers.
workers = multiprocessing.cpu_count()
threads = 4
worker_class = "gthread"  # also where somebody asks for a single thread
# No more than are served and as many again; the others wait where the first worker that
# is free finds them, not behind one that is at something long.
worker_connections = 2 * threads
timeout = 30
# The longest that gunicorn knows: a Chinese sign in an address is nine bytes.
limit_request_line = 8190
# Loaded once, before the workers are forked: they share what is only read, dictionaries
# of pinyin and of Chinese words above all. New code needs a restart, not a reload.
preload_app = True
# Fresh processes now and then keep memory flat; the jitter keeps them apart.
max_requests = 5000
max_requests_jitter = 500
accesslog = None  # the web server in front has one
control_socket_disable = True


def load_templates() -> None:
    """Load every template, as modules are: workers never meet those of newer code.

    Between an update of the files and the restart, fresh workers are forked from the
    old code and would read a template that asks for what the old code lacks.
    """
    from django.template import engines  # settings are known from here on

    suffixes = {"django": "html", "jinja2": "jinja"}
    for engine in engines.all():
        for folder in map(Path, engine.dirs):
            for path in sorted(folder.rglob(f"*.{suffixes[engine.name]}")):
                engine.get_template(path.relative_to(folder).as_posix())


def pre_request(worker: Any, request: Any) -> None:
    """End a connection after its answer where a worker has more than this one.

    A connection that is kept alive stays with its worker: of sixteen clients one got
    twelve, of four all. When they connect anew, whichever worker is free takes them.
    """
    if worker.nr_conns > 1:
        request.force_close()


def when_ready(_: Any) -> None:
    """Load the pages too, and keep the collector from touching what is shared."""
    from django.contrib.staticfiles.storage import staticfiles_storage
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018
    load_templates()
    staticfiles_storage.base_url  # noqa: B018  # the names of static files
    gc.collect()
    gc.freeze()
