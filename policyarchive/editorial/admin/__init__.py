"""The admin of every noun. Importing it registers them all."""

from policyarchive.editorial.admin import (
    entries,
    misleading,
    published,
    requests,
    vocabulary,
)

__all__ = ["entries", "misleading", "published", "requests", "vocabulary"]
