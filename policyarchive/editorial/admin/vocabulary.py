"""The bilingual glossary."""

from django.contrib import admin

from policyarchive.archive.models import Term


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    """The glossary."""

    actions = None
    show_facets = admin.ShowFacets.ALWAYS
    list_display = ("zh", "en", "variants", "group")
    list_display_links = ("zh", "en")
    list_filter = ("group",)
    search_fields = ("zh", "en", "variants")
