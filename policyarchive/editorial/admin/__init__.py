"""The admin of every noun. Importing it registers them all."""

from policyarchive.editorial.admin import (
    apart,
    entries,
    loads,
    misleading,
    published,
    requests,
    topics,
    vocabulary,
)

__all__ = [
    "apart",
    "entries",
    "loads",
    "misleading",
    "published",
    "requests",
    "topics",
    "vocabulary",
]
