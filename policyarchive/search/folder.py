"""The folder of this machine's index: generations, and the pointer to the one in use.

A generation is a folder that one engine writes. A new one is built beside the one in
use and takes its place by replacing a small pointer file, which is atomic; so whoever
is killed at any moment leaves a usable index. The pointer is named by the schema of
rows: new code never reads an old index, and old code still running never the new one.
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from policyarchive.search.rows import SCHEMA

_PREFIX = "index-"


@dataclass(frozen=True, slots=True)
class Folder:
    """The place of the index on this machine's disk."""

    root: Path

    @property
    def pointer(self) -> Path:
        """The file that names the generation in use."""
        return self.root / f"current-{SCHEMA}"

    @property
    def writing(self) -> Path:
        """The file whose lock the one writer holds."""
        return self.root / "writing.lock"

    @property
    def wanted(self) -> Path:
        """The file that exists while another process waits to write."""
        return self.root / "writing.wanted"

    @property
    def rebuilding(self) -> Path:
        """The file whose lock the one rebuild holds."""
        return self.root / "rebuilding.lock"

    def current(self) -> Path | None:
        """Return the generation in use, if there is one."""
        try:
            # Every page asks; a file of text is opened twice as slowly.
            path = self.root / self.pointer.read_bytes().decode("ascii")
        except FileNotFoundError:
            return None
        return path if path.is_dir() else None

    def start_generation(self) -> Path:
        """Make an empty folder for a new generation; hold the rebuild lock."""
        path = self.root / f"{_PREFIX}{SCHEMA}-{secrets.token_hex(6)}"
        path.mkdir(parents=True)
        return path

    def switch(self, generation: Path) -> None:
        """Put a finished generation in use."""
        draft = self.pointer.with_suffix(".draft")
        with draft.open("w", encoding="ascii") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.pointer)

    def sweep(self) -> None:
        """Delete what no pointer of this or a later schema names; hold the lock."""
        keep = set()
        for pointer in self.root.glob("current-*[0-9]"):
            if int(pointer.name.partition("-")[2]) >= SCHEMA:
                keep.add(pointer.read_text(encoding="ascii"))
            else:
                pointer.unlink(missing_ok=True)
        for path in self.root.glob(f"{_PREFIX}*"):
            if path.name not in keep:
                # A reader may have it open: its files last until it lets go of them.
                shutil.rmtree(path, ignore_errors=True)


def the_folder() -> Folder:
    """Return the folder that the settings name."""
    return _folder_at(settings.ARCHIVE_INDEX)


@cache
def _folder_at(place: str | Path) -> Folder:
    return Folder(Path(place))


def try_lock(path: Path) -> int | None:
    """Return a descriptor that holds the lock of a file, or None while another does.

    The kernel lets go of the lock when the process ends, however it ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def locked(path: Path, patience: float) -> Iterator[bool]:
    """Hold the lock of a file; yield False when it stays taken for so many seconds."""
    deadline = time.monotonic() + patience
    while (descriptor := try_lock(path)) is None and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            os.close(descriptor)
