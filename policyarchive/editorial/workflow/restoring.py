"""Putting a working copy back to a state it had: a change like any other."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from policyarchive.archive.models import Document, Entry, Link, Topic, WorkingText
from policyarchive.archive.vocabulary import Access
from policyarchive.editorial import history
from policyarchive.editorial.models import Change, KeptText, Step, Verb
from policyarchive.editorial.workflow.reviewing import record_edit
from policyarchive.editorial.workflow.rules import Concrete, Refused, check, lock

_Row = dict[str, Any]


@transaction.atomic
def restore(change: Change, *, by: User) -> int:
    """Put an entry back to how a change had left it; return how many rows are lost.

    Lost are relations to drafts and topics that are gone. What a takedown closed since
    stays closed. The public goes on seeing the published version.
    """
    entry = lock(change.entry)
    check(Verb.EDIT, entry, by)
    now, then = history.states([entry])[entry.pk], change.state
    if now == then:
        raise Refused("The entry stands as it stood then.")
    _put_fields(entry, then["fields"])
    lost = _put_topics(entry, then.get("topics", ()))
    for name in history.PARTS:
        if now.get(name) == then.get(name):
            continue
        if name == "texts":
            _put_texts(entry, change)
        else:
            lost += _put_rows(entry, name, then.get(name, ()))
    if isinstance(entry, Document):
        entry.captures.set(then.get("captures", ()))
    record_edit(
        entry, by=by, note=f"Put back to the state of {change.at:%Y-%m-%d %H:%M}."
    )
    return lost


def _put_fields(entry: Concrete, fields: _Row) -> None:
    for name, value in _whole(type(entry), fields).items():
        setattr(entry, name, value)
    entry.save()


def _whole(model: type[Model], row: _Row) -> _Row:
    """Return a row with the columns that were left out for being empty."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: row.get(name, fields[name].get_default())
        for name in history.columns(model)
    }


def _put_topics(entry: Concrete, keys: Iterable[str]) -> int:
    known, wanted = Topic.objects.by_key(), list(keys)
    entry.topics.set({known[key] for key in wanted if key in known})
    return sum(key not in known for key in wanted)


def _put_rows(entry: Concrete, name: str, rows: Iterable[_Row]) -> int:
    model = history.PARTS[name]
    wanted = list(rows)
    if model is Link:
        targets = [row["target_id"] for row in wanted]
        there = set(Entry.objects.filter(pk__in=targets).values_list("pk", flat=True))
        kept = [row for row in wanted if row["target_id"] in there]
    else:
        kept = wanted
    model._default_manager.filter(entry=entry.pk).delete()
    model._default_manager.bulk_create(
        model(entry_id=entry.pk, **_whole(model, row)) for row in kept
    )
    return len(wanted) - len(kept)


def _put_texts(entry: Concrete, change: Change) -> None:
    """Put texts back in their rows, since other tables may point at these."""
    was_closed = Step.objects.filter(
        entry=entry.pk, verb=Verb.RESTRICT, at__gt=change.at
    ).exists()
    held = {
        (text.language, text.kind): text
        for text in WorkingText.objects.filter(document=entry.pk).annotate(
            sha256=history.words_key()
        )
    }
    for row in change.state.get("texts", ()):
        text = held.pop((row["language"], row["kind"]), None)
        if was_closed:
            least = text.access if text else Access.DARK
            row = row | {"access": Access.strictest(row["access"], least)}
        _put_text(text or WorkingText(document_id=entry.pk), row)
    WorkingText.objects.filter(pk__in=[text.pk for text in held.values()]).delete()


def _put_text(text: WorkingText, row: _Row) -> None:
    for name, value in _whole(WorkingText, row).items():
        setattr(text, name, value)
    if getattr(text, "sha256", None) != row["sha256"]:
        kept = KeptText.objects.get(document_id=text.document_id, sha256=row["sha256"])
        text.body, text.lines = kept.body, kept.lines
    text.save()
