"""The admin of every noun. Importing it registers them all."""

from policyarchive.editorial.admin import (
    entries,
    loads,
    misleading,
    published,
    requests,
    topics,
    vocabulary,
)

__all__ = [
    "entries",
    "loads",
    "misleading",
    "published",
    "requests",
    "topics",
    "vocabulary",
]
