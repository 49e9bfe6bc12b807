"""The bilingual glossary."""

from django.contrib import admin
from django.utils.safestring import SafeString

from policyarchive.archive.models import Term
from policyarchive.editorial.admin.listing import PlainListingMixin
from policyarchive.editorial.admin.pages import where_used


@admin.register(Term)
class TermAdmin(PlainListingMixin):
    """The glossary."""

    actions = None
    show_facets = admin.ShowFacets.ALWAYS
    list_display = ("zh", "en", "variants", "group", "used")
    list_display_links = ("zh", "en")
    list_filter = ("group",)
    search_fields = ("zh", "en", "variants")
    readonly_fields = ("used",)

    @admin.display(description="used")
    def used(self, term: Term) -> SafeString:
        """Lead to where the wordings of the pair stand."""
        return where_used("term", term) if term.pk else SafeString("")
