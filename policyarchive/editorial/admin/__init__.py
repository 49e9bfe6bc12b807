"""The admin of every noun. Importing it registers them all."""

from policyarchive.editorial.admin import entries, published, requests, vocabulary

__all__ = ["entries", "published", "requests", "vocabulary"]
