"""How many bands of a sketch a row shares, counted by the database."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, IntegerField, Value


class Shared(Func):
    """How many of some bands stand in a column that keeps the bands of a row."""

    template = "(SELECT count(*) FROM unnest(%(expressions)s))"
    arg_joiner = ") AS band WHERE band = ANY("
    output_field = IntegerField()

    def __init__(self, column: str, bands: Iterable[int]) -> None:
        super().__init__(column, Value(list(bands), ArrayField(IntegerField())))
