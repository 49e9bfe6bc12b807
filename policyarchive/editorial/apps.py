"""The write side, as a Django app."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """The write side."""

    name = "policyarchive.editorial"
    label = "editorial"
    verbose_name = "Editorial desk"
