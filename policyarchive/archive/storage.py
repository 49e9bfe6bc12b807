"""Content-addressed storage of captured bytes: a file's name is its SHA-256.

Writing is atomic and idempotent, and a stored file is read-only; ``verify`` tells
whether the bytes are still those that were stored (fixity).
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def path(digest: str) -> Path:
    """Return where the bytes with this hash lie, whether or not they are there."""
    return Path(settings.ARCHIVE_STORAGE) / digest[:2] / digest


def store(content: bytes) -> str:
    """Keep bytes and return their hash; the same bytes are kept once."""
    digest = sha256(content)
    target = path(digest)
    if target.exists():
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and renamed, so that a killed process leaves no half file.
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o444)
    Path(file.name).rename(target)
    return digest


def load(digest: str) -> bytes:
    """Return the stored bytes; FileNotFoundError when they are not there."""
    return path(digest).read_bytes()


def verify(digest: str) -> bool:
    """Return whether the stored bytes are there and still have their hash."""
    try:
        return sha256(load(digest)) == digest
    except FileNotFoundError:
        return False
