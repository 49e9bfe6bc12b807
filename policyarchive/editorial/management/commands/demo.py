"""``manage.py demo``: the whole site on this machine, until Ctrl-C."""

import errno
import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from policyarchive.postgres import ensure_running, stop

HOST = "127.0.0.1"  # a demo is for the person at this machine
HANGUPS = (signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    """Prepare everything, serve it, and leave nothing running afterwards."""

    help = "Prepare database, index and login, then serve the site until Ctrl-C."
    requires_system_checks = []  # prepare runs them

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve on the port that PORT names; say at once when it is taken."""
        require_free_port(settings.ARCHIVE_PORT)
        with database_server():
            run_apart("prepare", "demoadmin")
            self.stdout.write(
                f"\n  Policy Archive: {settings.ARCHIVE_BASE_URL}/"
                f"   admin: {settings.ARCHIVE_BASE_URL}/admin/   Ctrl-C stops it.\n"
            )
            self.stdout.flush()  # what is unwritten would be written by each fork
            Site().run()


@contextmanager
def database_server() -> Iterator[None]:
    """Hold the embedded server, if that is ours to run, and stop it however we end."""
    var = settings.DATABASES["default"].get("VAR")
    if var is None:
        yield
        return
    for number in HANGUPS:
        signal.signal(number, lambda *_: sys.exit(1))
    us = os.getpid()
    try:
        ensure_running(var)
        yield
    finally:
        if os.getpid() == us:  # and not a worker, which unwinds the same stack
            for number in (*HANGUPS, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            stop(var)


class Site(BaseApplication):
    """The gunicorn of the demo."""

    def load_config(self) -> None:
        """Two workers keep two cores busy; threads wait for slow readers."""
        choices = {
            "bind": f"{HOST}:{settings.ARCHIVE_PORT}",
            "workers": 2,
            "threads": 4,
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "policyarchive",
            "when_ready": end_on_hangup,
        }
        for name, value in choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application; called in each worker."""
        return get_wsgi_application()


def end_on_hangup(arbiter: Any) -> None:
    """Make a closed terminal end the demo; gunicorn would reload and live on."""
    signal.signal(signal.SIGHUP, lambda *_: arbiter.signal(signal.SIGTERM, None))


def require_free_port(port: int) -> None:
    """Raise CommandError with the way out when nobody can listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = "taken by another program"
            if error.errno != errno.EADDRINUSE:
                reason = f"not to be had ({error.strerror})"
            other = port + 1 if 1024 <= port < 65535 else 8001
            message = f"Port {port} is {reason}. Try: make demo PORT={other}"
            raise CommandError(message) from None


def run_apart(*commands: str) -> None:
    """Run commands of this project in one child; its failure, already told, is ours.

    gunicorn forks later, so this process stays free of database connections and of the
    index's threads.
    """
    child = get_context("fork").Process(target=_run_each, args=(commands,))
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(child.exitcode)


def _run_each(commands: Sequence[str]) -> None:
    for command in commands:
        execute_from_command_line(["manage.py", command])
