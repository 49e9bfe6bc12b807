"""Start the embedded PostgreSQL once, share it between processes, stop it.

A pid file is no proof of life: its number may belong to a zombie or to a stranger.
The proof is an answer on the socket; and a cluster is free to start when no living
process works in its folder (every process of a server has the cluster as its
working folder).
"""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from tempfile import TemporaryFile
from typing import IO

import psutil
import psycopg
from psycopg import sql

from policyarchive.postgres.place import (
    PORT,
    SOCKET_NAME,
    ClusterError,
    Place,
    binaries,
    find_place,
    has_place,
    own_folder,
)

DATABASE = "policyarchive"
ROLE = "archive"
# Seconds. Crash recovery of a large cluster takes time; a dead one answers at once.
PATIENCE = 60.0
LARGEST_LOG = 10_000_000  # bytes

_INITDB = (
    "--username=postgres",
    "--auth-local=trust",  # the socket's folder is private to its owner
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)
_SERVER = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}

# Open lock files of this process: while one is held, nobody else stops the server.
_shares: dict[Path, IO[str]] = {}


def ensure_running(var: Path) -> Place:
    """Start the server of a variable folder unless it runs; keep a share in it."""
    place = find_place(var)
    with _only_one(var):
        if not answers(place):
            _start(place)
            _prepare(place)
        if var not in _shares:
            _shares[var] = (var / "postgres.users").open("a")
            fcntl.flock(_shares[var], fcntl.LOCK_SH)
    return place


def release(var: Path) -> None:
    """Give up this process's share, so that another may stop the server."""
    if share := _shares.pop(var, None):
        share.close()


def stop(var: Path) -> bool:
    """Stop the server unless another process uses it; say whether it is stopped."""
    release(var)
    if not has_place(var):
        return True
    place = find_place(var)
    with _only_one(var), (var / "postgres.users").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if _workers(place):
            _run(place, "pg_ctl", "stop", "-D", "data", "-m", "fast", "-w", "-t", "60")
    return True


def erase(var: Path) -> None:
    """Stop the server and delete its cluster for good: the whole database."""
    if not has_place(var):
        return
    if not stop(var):
        raise ClusterError("The database is in use: end what uses it, then try again.")
    place = find_place(var)
    for folder in (place.sockets, place.root):
        shutil.rmtree(folder, ignore_errors=True)
    for path in var.glob("postgres.*"):
        path.unlink()


def answers(place: Place) -> bool:
    """Say whether the server of exactly this cluster answers on its socket."""
    try:
        with _connect(place) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
    except psycopg.Error:
        return False
    return row is not None and Path(row[0]).samefile(place.data)


def _connect(place: Place) -> psycopg.Connection:
    return psycopg.connect(
        host=str(place.sockets),
        port=PORT,
        dbname="postgres",
        user="postgres",
        connect_timeout=10,
        autocommit=True,
    )


@contextmanager
def _only_one(var: Path) -> Iterator[None]:
    """Keep two processes from starting or stopping the server at once."""
    with (var / "postgres.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(place: Place) -> None:
    own_folder(place.sockets, place.owner)
    if not place.data.exists():
        _create(place)
    elif _await_free(place):
        return
    for stale in (
        place.data / "postmaster.pid",
        place.sockets / SOCKET_NAME,
        place.sockets / f"{SOCKET_NAME}.lock",
    ):
        stale.unlink(missing_ok=True)
    if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
        place.log.unlink()
    options = f"-c listen_addresses= -k {quote(str(place.sockets))} -p {PORT}"
    arguments = ("-D", "data", "-l", "server.log", "-w", "-t", str(int(PATIENCE)))
    _run(place, "pg_ctl", "start", *arguments, "-o", options)


def _await_free(place: Place) -> bool:
    """Wait until a cluster is free to start; return True if its server answers.

    Another process may have started the server a moment ago, and the children of a
    killed one need a moment to notice.
    """
    deadline = time.monotonic() + PATIENCE
    while workers := _workers(place):
        if answers(place):
            return True
        if time.monotonic() > deadline:
            raise ClusterError(
                f"A PostgreSQL server (process {workers[0]}) works in {place.data} "
                "but does not answer. Stop that process, then try again."
            )
        time.sleep(0.05)
    return False


def _workers(place: Place) -> list[int]:
    """Return the living processes whose working folder is the cluster."""
    found = []
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()) == place.data:
                found.append(process.pid)
        except (psutil.Error, OSError):
            continue  # gone, a zombie, or another account's: not of this server
    return sorted(found)


def _create(place: Place) -> None:
    """Make the cluster beside its final name, so that a half-made one never counts."""
    for killed in place.root.glob("data.*"):
        shutil.rmtree(killed)
    draft = f"data.{os.getpid()}"
    settings = [f"--set={name}={value}" for name, value in _SERVER.items()]
    _run(place, "initdb", "-D", draft, *_INITDB, *settings)
    (place.root / draft).rename(place.data)


def _prepare(place: Place) -> None:
    """Make the role and the database that Django uses; the role is no superuser."""
    try:
        with _connect(place) as connection:
            role = "SELECT 1 FROM pg_roles WHERE rolname = %s"
            if connection.execute(role, [ROLE]).fetchone() is None:
                create = sql.SQL("CREATE ROLE {} LOGIN CREATEDB")
                connection.execute(create.format(sql.Identifier(ROLE)))
            database = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(database, [DATABASE]).fetchone() is None:
                create = sql.SQL("CREATE DATABASE {} OWNER {}")
                names = sql.Identifier(DATABASE), sql.Identifier(ROLE)
                connection.execute(create.format(*names))
    except psycopg.Error as error:
        raise ClusterError(_explain(place, str(error))) from None


def _run(place: Place, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the owner, in the cluster's place."""
    command = [str(binaries(place) / program), *arguments]
    # A file, not a pipe: the server inherits it and would hold a pipe open. A nameless
    # one: root must not write to names in a folder of another account.
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=place.root,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **place.owner.popen_arguments(),
        )
        output.seek(0)
        said = output.read()
    if done.returncode != 0:
        raise ClusterError(_explain(place, said))


def _explain(place: Place, said: str) -> str:
    """Return one sentence for what PostgreSQL said on failing."""
    if place.log.exists():
        said += "\n" + "\n".join(_last_lines(place.log))
    if "No space left on device" in said:
        return f"The disk of {place.root} is full: make room, then try again."
    marks = ("FATAL", "PANIC", "ERROR", "error:", "could not")
    telling = [line for line in said.splitlines() if any(m in line for m in marks)]
    reason = (telling or said.splitlines() or ["no reason given"])[-1].strip()
    return f"PostgreSQL in {place.root} did not do as told: {reason}"


def _last_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
