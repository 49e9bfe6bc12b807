"""The state of working copies as data, kept after every saving.

A state holds the columns an editor fills in, and the rows that hang on the entry, in
order; what is empty is left out. Of a text it holds a key of its words. Two states are
equal exactly when nothing an editor can see was changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import CharField, F, Func, Model
from django.utils import timezone

from policyarchive.archive.models import (
    Actor,
    DateFact,
    Document,
    Entry,
    Event,
    Flag,
    Law,
    Link,
    Name,
    Source,
    WorkingText,
)
from policyarchive.editorial.models import Change

State = dict[str, Any]
KINDS: tuple[type[Entry], ...] = (Document, Law, Actor, Event)
PARTS: dict[str, type[Model]] = {
    "names": Name,
    "dates": DateFact,
    "sources": Source,
    "flags": Flag,
    "links": Link,
    "texts": WorkingText,
}
_LEFT_OUT = frozenset(("permalink", "entry", "document", "body"))


def columns(model: type[Model]) -> list[str]:
    """Return the columns of a table that a state holds: those an editor fills in."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and not field.auto_created
        and field.name not in _LEFT_OUT
    ]


def words_key() -> Func:
    """Return the key of a working text's words, made where the words are."""
    return Func(
        F("body"),
        F("lines"),
        function="editorial_text_key",
        output_field=CharField(),
    )


def states(entries: Iterable[Entry]) -> dict[int, State]:
    """Return the state of each entry as the database has it now, by its key.

    Takes as many queries for a thousand entries as for one.
    """
    kinds: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        kinds[entry.permalink.kind].append(entry.pk)
    found: dict[int, State] = {}
    for model in KINDS:
        if keys := kinds.get(model.KIND):
            names = columns(model)
            rows = model._default_manager.filter(pk__in=keys).order_by()
            for row in rows.values("pk", *names):
                key = row.pop("pk")
                found[key] = {"fields": filled(row)}
    for name in PARTS:
        owners = kinds.get(Document.KIND, ()) if name == "texts" else found
        _hang_on(found, name, list(owners))
    _hang_on_keys(found, "topics", Entry.topics.through, ("entry", "topic__key"))
    if documents := kinds.get(Document.KIND):
        captures = Document.captures.through
        held = {key: found[key] for key in documents if key in found}
        _hang_on_keys(held, "captures", captures, ("document", "capture"))
    return found


def record(entries: Iterable[Entry], *, by: User | None, note: str = "") -> None:
    """Keep the state of working copies where it is another than the one kept last."""
    now = states(entries)
    kept = Change.objects.filter(entry__in=now).order_by("entry_id", "-pk")
    last = dict(kept.distinct("entry_id").values_list("entry_id", "state"))
    at = timezone.now()
    Change.objects.bulk_create(
        Change(entry_id=key, by=by, at=at, note=note.strip(), state=state)
        for key, state in now.items()
        if state != last.get(key)
    )


def newest(entry: Entry) -> str:
    """Return the key of the state of an entry kept last, or an empty string."""
    keys = Change.objects.filter(entry=entry.pk).values_list("pk", flat=True)
    return str(keys.first() or "")


def remember(*entries: Entry) -> None:
    """Keep the state of entries from before there was a history, where they have none.

    To be called before such entries are changed.
    """
    told = Change.objects.filter(entry__in=[entry.pk for entry in entries])
    kept = set(told.values_list("entry_id", flat=True).distinct())
    if young := [entry for entry in entries if entry.pk not in kept]:
        record(young, by=None, note="As it was before its history was kept.")


def _hang_on(found: dict[int, State], name: str, owners: Sequence[int]) -> None:
    if not owners:
        return
    model = PARTS[name]
    owner = "document_id" if model is WorkingText else "entry_id"
    rows = model._default_manager.filter(**{f"{owner}__in": owners})
    names = columns(model)
    if model is WorkingText:
        rows, names = rows.annotate(sha256=words_key()), [*names, "sha256"]
    for row in rows.values(owner, *names):
        key = row.pop(owner)
        if key in found:
            found[key].setdefault(name, []).append(filled(row))


def _hang_on_keys(
    found: dict[int, State], name: str, through: type[Model], ends: tuple[str, str]
) -> None:
    rows = through._default_manager.filter(**{f"{ends[0]}__in": list(found)})
    for key, value in rows.order_by(*ends).values_list(*ends):
        found[key].setdefault(name, []).append(value)


def filled(row: State) -> State:
    """Return the columns that hold something, as JSON has them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if value not in ("", None, False)
    }
