"""From a checked table to drafts: all of them or, on any error, none."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from policyarchive.archive.models import Entry, Link, Permalink, Topic
from policyarchive.editorial import workflow
from policyarchive.editorial.tables.checking import Checked, check
from policyarchive.editorial.tables.naming import Named
from policyarchive.editorial.tables.reading import BadTable, Row

Progress = Callable[[int, int], None]


@transaction.atomic
def save(
    rows: Sequence[Row], *, by: User, note: str, progress: Progress | None = None
) -> list[Entry]:
    """Make drafts of the rows and return them; BadTable when there is an error in any.

    The table is checked once more: the archive may have changed since the dry run.
    Entries that were there and get a relation are edited in the person's name.
    """
    checked = check(rows, by=by)
    if checked.has_errors:
        raise BadTable("Nothing was loaded: the table has errors now. Check it again.")
    tell = progress or (lambda done, total: None)
    made = _make(checked, tell)
    edited = _join(checked, made)
    entries = list(made.values())
    workflow.record_edits([*entries, *edited], by=by, note=note)
    return entries


def _make(checked: Checked, tell: Progress) -> dict[int, Entry]:
    """Save the entries and what hangs on them; return them by line."""
    minted = Permalink.objects.mint_all([one.entry.KIND for one in checked.built])
    topics = Topic.objects.by_key()
    parts: defaultdict[type[Model], list[Any]] = defaultdict(list)
    made: dict[int, Entry] = {}
    through = Entry.topics.through
    for permalink, one in zip(minted, checked.built, strict=True):
        entry = one.entry
        entry.permalink = permalink
        entry.save(force_insert=True)
        made[one.row.line] = entry
        for _, part in one.parts:
            owner = "document_id" if hasattr(part, "document_id") else "entry_id"
            setattr(part, owner, entry.pk)
            parts[type(part)].append(part)
        chosen = dict.fromkeys(topics[key] for key in one.row.listed("topics"))
        parts[through] += [through(entry_id=entry.pk, topic_id=pk) for pk in chosen]
        tell(len(made), len(checked.built))
    for model, found in parts.items():
        model._default_manager.bulk_create(found)
    return made


def _join(checked: Checked, made: dict[int, Entry]) -> list[Entry]:
    """Save the relations; return the entries that were there and start one."""

    def at(end: Named) -> Entry:
        return end.entry or made[end.line]

    for one in checked.joined:
        one.link.entry, one.link.target = at(one.start), at(one.end)
    Link.objects.bulk_create(one.link for one in checked.joined)
    edited = {e.pk: e for one in checked.joined if (e := one.start.entry)}
    return list(edited.values())
