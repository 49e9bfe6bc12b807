"""Finding entries in the lists and in the fields that look one up."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Func, Q, QuerySet, TextField, Value
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from policyarchive.archive import permalinks
from policyarchive.archive.models import Entry
from policyarchive.editorial.holding import holding

if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:  # takes no parameter at run time
    _Paginator = Paginator


_FEW = 500


class _IsAmong(Func):
    """Whether an entry is one of a great many, told row by row.

    The sum keeps the database from looking each of them up in an index: it cannot know
    how many will do for a page. They are sent as one text, which is quicker than tens
    of thousands of parameters.
    """

    template = "(%(expressions)s::bigint[]))"
    arg_joiner = " + 0 = ANY("
    output_field = BooleanField()

    def __init__(self, keys: Iterable[int]) -> None:
        super().__init__("id", Value(f"{{{','.join(map(str, keys))}}}", TextField()))


def find_entries[E: Entry](queryset: QuerySet[E], term: str) -> QuerySet[E] | None:
    """Return the entry whose permalink somebody pasted, if that is what it is."""
    ark = permalinks.read(term)
    return queryset.filter(permalink__name=ark.name) if ark else None


class KeysFirst(_Paginator):
    """Pages of a list whose keys are found first.

    A page deep in a long list then joins its own rows, not all before it; and what the
    list is filtered by is asked once for the page and once for the count.
    """

    @cached_property
    def count(self) -> int:
        """How many rows there are; where rows repeat, by their keys alone."""
        rows: Any = self.object_list
        if rows.query.distinct:
            rows = rows.order_by().values("pk")
        counted: int = rows.count()
        return counted

    def page(self, number: int | str) -> Page[Any]:
        """Return a page; costs one small query more than Django's own."""
        valid = self.validate_number(number)
        start = (valid - 1) * self.per_page
        rows: Any = self.object_list
        keys = list(rows.values_list("pk", flat=True)[start : start + self.per_page])
        return Page(by_keys(rows, keys), valid, self)


def by_keys(rows: QuerySet[Any], keys: Sequence[int]) -> list[Any]:
    """Return rows in the order of their keys, with what ``rows`` brings along."""
    bare = rows.model._default_manager.all()
    bare.query.select_related = rows.query.select_related
    bare.query.deferred_loading = rows.query.deferred_loading
    found = bare.in_bulk(keys)
    return [found[key] for key in keys if key in found]


class FindMixin(admin.ModelAdmin):
    """Finds entries by titles, names, number, or a pasted permalink."""

    paginator = KeysFirst

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        """Return the entries that hold every word, each once."""
        if found := find_entries(queryset, search_term):
            return found, False
        parts = [holding(word) for word in _words(search_term)]
        if not parts:
            return queryset, False
        # One question of all words: asked one inside the other, two common words are
        # looked for as often as the first is found.
        held = parts[0].intersection(*parts[1:]).order_by() if parts[1:] else parts[0]
        # Read once and named: the list asks for them twice, and the database thinks
        # that a common word is a rare one.
        keys = list(held)
        is_few = len(keys) <= _FEW
        return queryset.filter(Q(pk__in=keys) if is_few else _IsAmong(keys)), False


def _words(term: str) -> Iterator[str]:
    """Yield the words of a search; quoted ones are one."""
    for word in smart_split(term):
        is_quoted = word.startswith(('"', "'")) and word[0] == word[-1]
        yield unescape_string_literal(word) if is_quoted else word
