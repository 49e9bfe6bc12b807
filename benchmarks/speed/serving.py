"""Servers under measure: started on a free port of the loopback, and always stopped."""

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from policyarchive.postgres.place import find_place
from policyarchive.settings import ARCHIVE_VAR, BASE_DIR

PATIENCE = 120.0  # seconds until a server listens
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory of the largest worker, in MB of a million bytes.

    ``own`` leaves out mapped files, the index above all, whose pages the system takes
    back when it needs them, and counts what several processes share in parts.
    """

    resident: float
    own: float


class Server:
    """A running server."""

    def __init__(self, port: int, process: psutil.Process) -> None:
        self.port = port
        self._process = process

    def memory(self) -> Memory:
        """Return what the largest worker holds."""
        workers = self._process.children() or [self._process]
        held = [(worker.memory_info().rss, worker.pid) for worker in workers]
        largest, pid = max(held)
        return Memory(largest / _MB, _own_bytes(pid) / _MB)

    def cpu_ms(self) -> float:
        """Return the processor time used until now, in ms, the database's too.

        Unlike the time on the clock it hardly depends on what else a machine does.
        """
        processes = {self._process, *self._process.children(recursive=True)}
        return sum(map(_cpu_s, processes | set(_database()))) * 1000


def _own_bytes(pid: int) -> int:
    """Return the proportional share of what no file backs: proc_pid_smaps(5)."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    shares = dict(line.split()[:2] for line in rollup.splitlines()[1:])
    return int(shares["Pss_Anon:"]) * 1024


def _database() -> Iterator[psutil.Process]:
    """Yield the processes of the embedded server: all work in its folder."""
    folder = find_place(ARCHIVE_VAR).data
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()) == folder:
                yield process
        except (psutil.Error, OSError):
            continue  # gone, or another account's


def _cpu_s(process: psutil.Process) -> float:
    """Return the processor time of a process and of those it has outlived."""
    try:
        return sum(process.cpu_times()[:4])
    except psutil.Error:
        return 0.0


class DidNotStart(Exception):
    """A server that does not listen; the message holds its last words."""


@contextmanager
def serving(command: Sequence[str], log: Path) -> Iterator[Server]:
    """Run a server; ``{port}`` in the command stands for the port it shall take."""
    port = _free_port()
    written = [part.format(port=port) for part in command]
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603
            written,
            cwd=BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _await(port, process, log)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def gunicorn(application: str) -> tuple[str, ...]:
    """Return the command that serves an application as ``deploy/`` says."""
    import sys

    configuration = str(Path(BASE_DIR) / "deploy" / "gunicorn.conf.py")
    return (
        *(sys.executable, "-m", "gunicorn", application),
        *("--config", configuration, "--bind", "127.0.0.1:{port}"),
        *("--timeout", "300"),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    words = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise DidNotStart(f"{process.args!r} does not listen: {(words or ['?'])[-1]}")
