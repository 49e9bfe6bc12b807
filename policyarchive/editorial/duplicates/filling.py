"""Working out the keys and sketches of rows that were saved before there were any."""

from collections.abc import Callable, Iterator, Sequence
from itertools import batched
from typing import Any

from django.db.models import Model, QuerySet

from policyarchive.archive.models import (
    Document,
    Entry,
    Law,
    Name,
    Source,
    WorkingText,
)

Progress = Callable[[int, int], None]

_BATCH = 500
_COLUMNS: Sequence[tuple[type[Model], Sequence[str]]] = (
    (Entry, ("title_keys", "title_sketch")),
    (Document, ("number_key",)),
    (Law, ("number_key",)),
    (Name, ("key",)),
    (Source, ("url_key",)),
    (WorkingText, ("digest", "sketch")),
)


def fill(progress: Progress, *, everything: bool = False) -> int:
    """Fill in what is missing, or everything anew; return how many rows were written.

    Can be stopped at any time and goes on where it was; ``progress`` is told how many
    rows are done and how many there are.
    """
    waiting = [(_waiting(model, names, everything), names) for model, names in _COLUMNS]
    total = sum(rows.count() for rows, _ in waiting)
    done = 0
    for rows, names in waiting:
        for batch in _batches(rows):
            for row in batch:
                for name in names:
                    row._meta.get_field(name).pre_save(row, False)
            rows.model._default_manager.bulk_update(batch, names)
            done += len(batch)
            progress(done, total)
    return done


def _waiting(
    model: type[Model], names: Sequence[str], everything: bool
) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.order_by("pk")
    return rows if everything else rows.filter(**{f"{names[0]}__isnull": True})


def _batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Yield the rows by their keys, some at a time: no cursor stands open meanwhile."""
    keys = list(rows.values_list("pk", flat=True))
    for some in batched(keys, _BATCH):
        yield list(rows.model._default_manager.filter(pk__in=some))
