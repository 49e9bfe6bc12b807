"""What a merge or its undoing would do, as the page that asks shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.forms import Form

from policyarchive.archive.models import Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.finding import by_keys
from policyarchive.editorial.admin.forms import MergeForm, UnmergeForm

_SHOWN = 25  # rows that are named; all are counted, and an actor may have thousands


@dataclass(frozen=True, slots=True)
class Listed:
    """How many rows there are, and the first few of them."""

    count: int
    first: Sequence[Any]


def listed(rows: QuerySet[Any] | Sequence[Any]) -> Listed:
    """Return the count of rows and the first few."""
    if not isinstance(rows, QuerySet):
        return Listed(len(rows), rows[:_SHOWN])
    # Their keys first: what they bring along is joined for these alone.
    keys = list(rows.values_list("pk", flat=True)[:_SHOWN])
    return Listed(rows.count(), by_keys(rows, keys))


def effect_context(entry: Entry, form: Form, user: User) -> dict[str, Any]:
    """Return what would be done, once somebody has chosen with which entry."""
    if isinstance(form, UnmergeForm):
        return _undoing(form, user)
    survivor = form.chosen() if isinstance(form, MergeForm) else None
    if survivor is None:
        return {}
    effect = workflow.effect_of_merging(entry, survivor, by=user)
    return {
        "effect": effect,
        "survivor": survivor,
        "moved": listed(effect.moved),
        "dropped": listed(effect.dropped),
    }


def _undoing(form: UnmergeForm, user: User) -> dict[str, Any]:
    merge = form.chosen()
    if merge is None:
        return {"merge": None}
    undoing = workflow.effect_of_unmerging(merge, by=user)
    return {
        "merge": merge,
        "undoing": undoing,
        "back": listed(undoing.back),
        "again": listed(undoing.again),
        "stays": listed(undoing.stays),
    }
