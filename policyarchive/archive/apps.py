"""The nouns of the archive, as a Django app."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The nouns of the archive."""

    name = "policyarchive.archive"
    label = "archive"
    verbose_name = "Archive"
