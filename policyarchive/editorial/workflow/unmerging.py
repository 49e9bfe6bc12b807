"""Undoing a merge within the grace period: what still stands where it was put."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from policyarchive.archive import publishing
from policyarchive.archive.models import Entry, Link, Name, Permalink
from policyarchive.archive.vocabulary import Happening, Role, Stage
from policyarchive.editorial import history
from policyarchive.editorial.models import Merge, Verb
from policyarchive.editorial.workflow.following import follow_on_commit
from policyarchive.editorial.workflow.merging import NAME_COLUMNS
from policyarchive.editorial.workflow.rules import Refused, check, lock_all, need
from policyarchive.editorial.workflow.steps import Move, advance

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a merge would do, to be looked at before.

    ``back`` are the links that would point at the loser again, ``again`` those that
    the merge had dropped and that would be made anew, ``names`` those that the survivor
    would lose; ``stays`` says in sentences what was changed since and is left alone;
    and ``returning`` is how many public addresses would lead where they led before.
    """

    back: Sequence[Link]
    again: Sequence[Link]
    names: Sequence[Name]
    stays: Sequence[str]
    returning: int
    refusal: str


@transaction.atomic
def unmerge(merge: Merge, *, by: User, note: str) -> None:
    """Make two entries again of what a merge had made one.

    The loser answers at its own address again, as it stood before; the log tells of it.
    Published versions are not touched, so names of the loser that the survivor has
    published meanwhile stand there until it is published again.
    """
    publishing.lock_log()
    # Locked, so that two people do not both undo it.
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    lost, kept = lock_all([merge.loser, merge.survivor])
    _refuse(merge, lost, kept, by)
    note = need(note, "Say in a note why the two are not one.")
    plan = effect(merge, by=by)
    is_changed = _put_back(plan, lost, kept)
    if merge.before["address"] is not None:
        _lead_back(merge.before["address"], lost.permalink, kept.permalink, by)
        follow_on_commit()
    told = f"Not one with {kept.permalink.ark} “{kept}” after all. {note}"
    stage = _stage_of_loser(merge, lost)
    advance([Move(lost, merge.loser, told)], Verb.UNMERGE, stage, by)
    _advance_survivor(merge, kept, is_changed=is_changed, by=by, note=note)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    pointing = {link.entry_id for link in (*plan.back, *plan.again)}
    entries = Entry.objects.filter(pk__in=pointing | {lost.pk, kept.pk})
    history.record(entries.select_related("permalink"), by=by, note=told)


def effect(merge: Merge, *, by: User) -> Undoing:
    """Return what undoing a merge would do, and why it would be refused if so."""
    before = merge.before
    taken = set(
        Link.objects.filter(target_id=merge.loser_id).values_list(
            "entry_id", "role", "here", "there"
        )
    )
    back = _standing(before["moved"], merge, taken)
    taken |= {_key(link) for link in back}
    again = _dropped(before["dropped"], taken)
    names = _names(before["names"], merge)
    done = {link.pk for link in (*back, *again)}
    links = [row for row in before["moved"] if row["id"] not in done]
    kept_names = {name.pk for name in names}
    stays = [
        *_links_that_stay(links),
        *(
            f"The other name “{row['text']}”."
            for row in before["names"]
            if row["id"] not in kept_names
        ),
    ]
    address = before["address"]
    returning = 1 + len(_led(address, merge.survivor.permalink)) if address else 0
    return Undoing(back, again, names, stays, returning, _refusal(merge, by))


def _refusal(merge: Merge, by: User) -> str:
    try:
        _refuse(merge, merge.loser, merge.survivor, by)
    except Refused as refusal:
        return str(refusal)
    return ""


def _refuse(merge: Merge, lost: Entry, kept: Entry, by: User) -> None:
    check(Verb.UNMERGE, lost, by)
    check(Verb.UNMERGE, kept, by)
    if not Merge.objects.open().filter(pk=merge.pk).exists():
        raise Refused("This merge was undone already, or is too old to be undone.")
    if Merge.objects.filter(loser=kept, undone_at=None, pk__gt=merge.pk).exists():
        raise Refused(f"“{kept}” was itself merged since: undo that merge first.")


def _key(link: Link) -> tuple[int, str, str, str]:
    return link.entry_id, link.role, link.here, link.there


def _standing(rows: Iterable[_Row], merge: Merge, taken: set[Any]) -> list[Link]:
    """Return the moved links that still point at the survivor."""
    found = Link.objects.filter(
        pk__in=[row["id"] for row in rows], target_id=merge.survivor_id
    )
    found = found.select_related("entry__permalink").order_by("role", "pk")
    return [link for link in found if _key(link) not in taken]


def _dropped(rows: Sequence[_Row], taken: set[Any]) -> list[Link]:
    """Return the links that the merge dropped, unsaved, where their entry is left."""
    entries = Entry.objects.select_related("permalink")
    there = entries.in_bulk([row["entry_id"] for row in rows])
    links = [Link(**row) for row in rows if row["entry_id"] in there]
    for link in links:
        link.entry = there[link.entry_id]
    return [link for link in links if _key(link) not in taken]


def _names(rows: Sequence[_Row], merge: Merge) -> list[Name]:
    """Return the names that the survivor got and that stand as they were given."""
    held = Name.objects.filter(entry=merge.survivor_id)
    found = held.in_bulk([row["id"] for row in rows])
    return [
        found[row["id"]]
        for row in rows
        if row["id"] in found
        and all(getattr(found[row["id"]], name) == row[name] for name in NAME_COLUMNS)
    ]


def _links_that_stay(rows: Sequence[_Row]) -> list[str]:
    entries = Entry.objects.in_bulk([row["entry_id"] for row in rows])
    return [
        f"“{entries[row['entry_id']]}”: {Role(row['role']).en}."
        for row in rows
        if row["entry_id"] in entries
    ]


def _put_back(plan: Undoing, lost: Entry, kept: Entry) -> bool:
    """Put back links and names; return whether the survivor itself is changed."""
    keys = [link.pk for link in plan.back]
    Link.objects.filter(pk__in=keys).update(target_id=lost.pk)
    for link in plan.again:
        link.pk = None  # its old key may have been given out again
    Link.objects.bulk_create(plan.again)
    Name.objects.filter(pk__in=[name.pk for name in plan.names]).delete()
    own = (link.entry_id == kept.pk for link in (*plan.back, *plan.again))
    return bool(plan.names) or any(own)


def _led(address: _Row, kept: Permalink) -> list[Permalink]:
    return list(Permalink.objects.filter(pk__in=address["led"], merged_into=kept))


def _lead_back(address: _Row, lost: Permalink, kept: Permalink, by: User) -> None:
    led = _led(address, kept)
    decided = address["decided_at"]
    lost.merged_into = None
    lost.state, lost.replaced_by_id = address["state"], address["replaced_by_id"]
    lost.decided_role = address["decided_role"]
    lost.decided_at = datetime.fromisoformat(decided) if decided else None
    lost.save()
    publishing.log(lost, Happening.UNMERGED, at=timezone.now(), by=by)
    for permalink in led:
        permalink.merged_into = lost
        permalink.save()
        # As in merging: what the index knows of the older ones changes as well.
        publishing.log(permalink, Happening.MERGED, at=timezone.now(), by=by)
    replaced = Permalink.objects.filter(pk__in=address["replaced"], replaced_by=kept)
    replaced.update(replaced_by=lost)


def _stage_of_loser(merge: Merge, lost: Entry) -> Stage:
    if merge.before["address"] is None:
        return Stage(lost.stage)  # it went on as a draft that anyone could edit
    # What waited for others waits no longer; what was published as it stands still is.
    was = Stage(merge.before["stages"][0])
    return was if was == Stage.PUBLISHED else Stage.DRAFT


def _advance_survivor(
    merge: Merge, kept: Entry, *, is_changed: bool, by: User, note: str
) -> None:
    """Put the survivor where it stood, unless somebody has worked on it since."""
    stage = Stage.DRAFT if is_changed else Stage(kept.stage)
    was = merge.before["stages"][1]
    if kept.updated_at == merge.at and was == Stage.PUBLISHED:
        stage = Stage.PUBLISHED
        kept.writers.clear()
    elif is_changed:
        kept.writers.add(by)
    told = f"Gave back {merge.loser.permalink.ark} “{merge.loser}”. {note}"
    advance([Move(kept, merge.survivor, told)], Verb.UNMERGE, stage, by)
