"""Canonical JSON and its SHA-256: the bytes that a version's hash is taken over.

The form is RFC 8785 (JCS) for the values records hold: objects with ASCII keys, arrays,
strings, integers, booleans and null. Anyone can recompute the hash of a version with
``curl …/v1.json | sha256sum``.
"""

import hashlib
import json
from typing import Any


def dumps(value: Any) -> str:
    """Return the canonical JSON text of a value; floats are refused."""
    _refuse_floats(value)
    return json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def sha256(text: str) -> str:
    """Return the SHA-256 of a canonical text as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_floats(value: Any) -> None:
    # Floats print differently from one language to the next; records need none.
    if isinstance(value, float):
        raise TypeError("Records hold no floating-point numbers.")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
