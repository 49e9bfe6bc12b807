"""The read side, as a Django app."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The read side."""

    name = "policyarchive.public"
    label = "public"
    verbose_name = "Public site"
