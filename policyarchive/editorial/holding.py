"""Which entries hold a word in a name or a number, told by the indexes of pieces."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from policyarchive.archive.models import Document, Entry, Law, Name
from policyarchive.archive.models.grams import Grams, grams_of


def holding(word: str) -> QuerySet[Any, int]:
    """Return the keys of entries with a word in a title, another name or a number.

    Each table is asked once by itself, first its index of pieces: joined, and made
    distinct again, the same question takes several times as long.
    """
    numbered = Q(number__icontains=word)
    numbers = (
        _having(model, word, "number").filter(numbered).values_list("pk", flat=True)
        for model in (Document, Law)
    )
    return _titles(word).union(_names(word), *numbers, all=True).order_by()


def named(word: str) -> QuerySet[Any, int]:
    """Return the keys of entries with a word in a title or another name."""
    return _titles(word).union(_names(word), all=True).order_by()


def _titles(word: str) -> QuerySet[Any, int]:
    titled = Q(title_zh__icontains=word) | Q(title_en__icontains=word)
    rows = _having(Entry, word, "title_zh", "title_en").filter(titled)
    return rows.values_list("pk", flat=True)


def _names(word: str) -> QuerySet[Any, int]:
    rows = _having(Name, word, "text").filter(text__icontains=word)
    return rows.values_list("entry_id", flat=True)


def _having(model: type[Model], word: str, *columns: str) -> QuerySet[Any]:
    """Return the rows that have every piece of a word somewhere in the columns."""
    rows: QuerySet[Any] = model._default_manager.order_by()
    if word:
        rows = rows.alias(grams=Grams(*columns))
        rows = rows.filter(grams__contains=grams_of(word))
    return rows
