"""``manage.py demo``: the whole site from nothing, and nothing left behind."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError

import psutil
import pytest
from django.conf import settings
from django.core.management.base import CommandError

from policyarchive.editorial.management.commands.demo import require_free_port
from policyarchive.editorial.management.commands.prepare import static_fingerprint
from policyarchive.postgres import erase

PATIENCE = 180.0  # seconds; two busy cores load the whole data set


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """An empty variable folder that the database server's account may enter."""
    with TemporaryDirectory(prefix="demo-") as name:
        Path(name).chmod(0o755)
        yield Path(name) / "var"
        erase(Path(name) / "var")


@contextmanager
def demo(var: Path, port: int) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """A demo that has been started, and the file of what it says."""
    log = var.with_name(f"{port}.log")
    with (
        log.open("w") as output,
        subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=settings.BASE_DIR,
            env={"PATH": "/usr/bin:/bin", "ARCHIVE_VAR": str(var), "PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        yield process, log
        process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, path: str = "/", within: float = 10.0) -> str:
    """Return a page, waiting for the site to come up."""
    deadline = time.monotonic() + within
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as page:
                return str(page.read().decode())
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def left_running(var: Path) -> list[int]:
    found = []
    for process in psutil.process_iter():
        try:
            is_site = process.environ().get("ARCHIVE_VAR") == str(var)
            if is_site or var in Path(process.cwd()).parents:
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


def test_it_serves_the_site_and_ctrl_c_ends_all_of_it(var):
    port = free_port()
    with demo(var, port) as (process, log):
        assert fetch(port, within=PATIENCE)
        assert re.search(r"Admin login.*admin  \S{16}\n", log.read_text())
        assert f"http://127.0.0.1:{port}/" in log.read_text()
        assert left_running(var)
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        assert left_running(var) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_second_run_is_quick_and_any_end_is_clean(var, number):
    port = free_port()
    with demo(var, port) as (process, log):
        assert fetch(port, within=PATIENCE)
        assert "Admin login" not in log.read_text()
        process.send_signal(number)
        process.wait(PATIENCE)
        assert left_running(var) == []


def test_a_port_that_is_taken_is_one_sentence_before_anything_starts(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with demo(tmp_path / "var", port) as (process, log):
            assert process.wait(PATIENCE) == 1
            assert f"Port {port} is taken by another program. Try: " in log.read_text()
            assert not (tmp_path / "var" / "postgres").exists()


def test_a_free_port_is_no_complaint():
    require_free_port(free_port())


def test_the_last_port_has_no_next_one():
    with socket.socket() as other:
        try:
            other.bind(("127.0.0.1", 65535))
        except OSError:
            pytest.skip("something else listens on the last port")
        other.listen()
        with pytest.raises(CommandError, match="PORT=8001"):
            require_free_port(65535)


def test_the_fingerprint_of_static_files_follows_their_bytes(tmp_path, settings):
    style = tmp_path / "page.css"
    settings.STATICFILES_DIRS = [tmp_path]
    prints = []
    for text in ("a {}", "b {}", "a {}"):
        style.write_text(text)
        prints.append(static_fingerprint())
    assert prints[0] == prints[2] != prints[1]
