"""Finding, as a Django app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding."""

    name = "policyarchive.search"
    label = "search"
    verbose_name = "Search"
