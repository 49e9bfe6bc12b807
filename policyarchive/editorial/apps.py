"""The write side, as a Django app, and the admin it is done in."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class EditorialConfig(AppConfig):
    """The write side."""

    name = "policyarchive.editorial"
    label = "editorial"
    verbose_name = "Editorial desk"


class DeskConfig(AdminConfig):
    """Django's admin with the desk as its site."""

    default_site = "policyarchive.editorial.site.DeskSite"
