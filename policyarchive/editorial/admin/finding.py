"""Finding entries in the lists and in the fields that look one up."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, Func, Model, Q, QuerySet, TextField, Value
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from policyarchive.archive import permalinks
from policyarchive.archive.models import Document, Entry, Law, Name
from policyarchive.archive.models.grams import Grams, grams_of

if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:  # takes no parameter at run time
    _Paginator = Paginator


class _Rows(Func):
    """Keys as rows of one column, whose number the database's planner can see.

    Sent as one text: tens of thousands of parameters take longer than the question.
    """

    template = "(SELECT unnest(%(expressions)s::bigint[]))"
    output_field = BigIntegerField()

    def __init__(self, keys: Iterable[int]) -> None:
        super().__init__(Value(f"{{{','.join(map(str, keys))}}}", TextField()))


def find_entries[E: Entry](queryset: QuerySet[E], term: str) -> QuerySet[E] | None:
    """Return the entry whose permalink somebody pasted, if that is what it is."""
    ark = permalinks.read(term)
    return queryset.filter(permalink__name=ark.name) if ark else None


def holding(word: str) -> QuerySet[Any, int]:
    """Return the keys of entries with a word in a title, another name or a number.

    Each table is asked once by itself, first its index of pieces: joined, and made
    distinct again, the same question takes several times as long.
    """
    named = Q(title_zh__icontains=word) | Q(title_en__icontains=word)
    numbered = Q(number__icontains=word)
    titles = _having(Entry, word, "title_zh", "title_en").filter(named)
    names = _having(Name, word, "text").filter(text__icontains=word)
    parts: list[QuerySet[Any, int]] = [
        names.values_list("entry_id", flat=True),
        *(
            _having(model, word, "number").filter(numbered).values_list("pk", flat=True)
            for model in (Document, Law)
        ),
    ]
    return titles.values_list("pk", flat=True).union(*parts, all=True).order_by()


def _having(model: type[Model], word: str, *columns: str) -> QuerySet[Any]:
    """Return the rows that have every piece of a word somewhere in the columns."""
    rows: QuerySet[Any] = model._default_manager.order_by()
    if word:
        rows = rows.alias(grams=Grams(*columns))
        rows = rows.filter(grams__contains=grams_of(word))
    return rows


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
        return Page(_by_keys(rows, keys), valid, self)


def _by_keys(rows: Any, keys: Sequence[int]) -> list[Any]:
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
        return queryset.filter(pk__in=_Rows(held)), False


def _words(term: str) -> Iterator[str]:
    """Yield the words of a search; quoted ones are one."""
    for word in smart_split(term):
        is_quoted = word.startswith(('"', "'")) and word[0] == word[-1]
        yield unescape_string_literal(word) if is_quoted else word
