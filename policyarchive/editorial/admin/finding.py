"""Finding entries in the lists and in the fields that look one up."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from policyarchive.archive import permalinks
from policyarchive.archive.models import Document, Entry, Law, Name

_FEW = 2000


def find_entries[E: Entry](queryset: QuerySet[E], term: str) -> QuerySet[E] | None:
    """Return the entry whose permalink somebody pasted, if that is what it is."""
    ark = permalinks.read(term)
    return queryset.filter(permalink__name=ark.name) if ark else None


def holding(word: str) -> QuerySet[Any, int]:
    """Return the keys of entries with a word in a title, another name or a number.

    Each table is read once by itself: joined, and made distinct again, the same
    question takes several times as long among a hundred thousand entries.
    """
    named = Q(title_zh__icontains=word) | Q(title_en__icontains=word)
    numbered = Q(number__icontains=word)
    parts: list[QuerySet[Any, int]] = [
        Entry.objects.filter(named).order_by().values_list("pk", flat=True),
        Name.objects.filter(text__icontains=word)
        .order_by()
        .values_list("entry_id", flat=True),
        Document.objects.filter(numbered).order_by().values_list("pk", flat=True),
        Law.objects.filter(numbered).order_by().values_list("pk", flat=True),
    ]
    return parts[0].union(*parts[1:], all=True).order_by()


class FindMixin(admin.ModelAdmin):
    """Finds entries by titles, names, number, or a pasted permalink."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        """Return the entries that hold every word, each once."""
        if found := find_entries(queryset, search_term):
            return found, False
        for word in smart_split(search_term):
            is_quoted = word.startswith(('"', "'")) and word[0] == word[-1]
            said = unescape_string_literal(word) if is_quoted else word
            # Few are read once and named; many are asked for by the list itself.
            few = list(holding(said)[: _FEW + 1])
            keys: Any = few if len(few) <= _FEW else holding(said)
            queryset = queryset.filter(pk__in=keys)
        return queryset, False
