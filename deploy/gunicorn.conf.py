"""Gunicorn behind a web server: gunicorn policyarchive.wsgi --config this file."""

import gc
import multiprocessing
from typing import Any

bind = "127.0.0.1:8000"
# Measured: more processes than cores only queue; threads wait for slow readers.
workers = multiprocessing.cpu_count()
threads = 4
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


def when_ready(_: Any) -> None:
    """Load the pages too, and keep the collector from touching what is shared."""
    from django.urls import get_resolver  # settings are known from here on

    get_resolver().url_patterns  # noqa: B018
    gc.collect()
    gc.freeze()
