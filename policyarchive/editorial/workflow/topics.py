"""Making two topics one, and two again: the old key leads to the survivor for ever.

Versions that state the old topic keep their bytes; pages and the index read the old key
as the survivor's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import batched

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from policyarchive.archive.models import Entry, Topic
from policyarchive.editorial import history
from policyarchive.editorial.models import TopicMerge
from policyarchive.editorial.workflow.rules import Refused, need
from policyarchive.search import trees

_AT_A_TIME = 500  # states of entries that are in memory at once


@dataclass(frozen=True, slots=True)
class TopicEffect:
    """What merging two topics, or undoing it, would do; nothing is done.

    ``moved`` are the working copies that would be filed under the other topic,
    ``dropped`` those that are filed under both, ``children`` the topics whose place in
    the tree changes, ``stays`` how many working copies were filed otherwise since.
    """

    moved: QuerySet[Entry]
    dropped: QuerySet[Entry]
    children: Sequence[Topic]
    refusal: str
    stays: int = 0


def why_no_merge(by: User) -> str:
    """Return the sentence that forbids somebody to merge topics, or nothing."""
    if by.has_perm("archive.merge_entry") and by.has_perm("archive.change_topic"):
        return ""
    return "You have no right to merge topics."


def effect_of_topic_merge(loser: Topic, survivor: Topic, *, by: User) -> TopicEffect:
    """Return what merging would do, and why it would be refused if so."""
    filed = Entry.objects.filter(topics=loser)
    both = Entry.topics.through.objects.filter(topic=survivor.pk).values("entry")
    return TopicEffect(
        filed.exclude(pk__in=both),
        filed.filter(pk__in=both),
        list(loser.children.standing()),
        why_no_merge(by) or _mismatch(loser, survivor),
    )


@transaction.atomic
def merge_topics(loser: Topic, survivor: Topic, *, by: User, note: str) -> None:
    """Make one topic of two: whatever was filed under the loser is the survivor's.

    Working copies are filed anew, each with a line in its history; topics under the
    loser stand under the survivor. Its key and labels go on leading to the survivor.
    """
    lost, kept = _lock(loser, survivor)
    plan = effect_of_topic_merge(lost, kept, by=by)
    if plan.refusal:
        raise Refused(plan.refusal)
    note = need(note, "Say in a note why the two are one.")
    moved = list(plan.moved.values_list("pk", flat=True))
    dropped = list(plan.dropped.values_list("pk", flat=True))
    led = list(lost.merged_from.values_list("pk", flat=True))
    _remember([*moved, *dropped])
    _file(moved, kept)
    lost.entries.clear()
    lost.children.standing().update(parent=kept)
    lost.merged_from.update(merged_into=kept)
    lost.merged_into = loser.merged_into = kept
    lost.save()
    TopicMerge.objects.create(
        loser=lost,
        survivor=kept,
        by=by,
        at=timezone.now(),
        note=note,
        before={
            "moved": moved,
            "dropped": dropped,
            "children": [child.pk for child in plan.children],
            "led": led,
        },
    )
    _record([*moved, *dropped], by, f"Topic “{lost}” is part of “{kept}” now. {note}")
    transaction.on_commit(_read_anew)


def effect_of_topic_unmerge(merge: TopicMerge, *, by: User) -> TopicEffect:
    """Return what undoing a merge would do, and why it would be refused if so.

    What is no longer filed under the survivor was filed otherwise since, and is left.
    """
    survivor = Entry.objects.filter(topics=merge.survivor_id)
    moved = survivor.filter(pk__in=merge.before["moved"])
    dropped = survivor.filter(pk__in=merge.before["dropped"])
    there = Entry.objects.filter(
        pk__in=[*merge.before["moved"], *merge.before["dropped"]]
    )
    return TopicEffect(
        moved,
        dropped,
        list(_children(merge)),
        why_no_merge(by) or _too_late(merge),
        there.count() - moved.count() - dropped.count(),
    )


@transaction.atomic
def unmerge_topics(merge: TopicMerge, *, by: User, note: str) -> None:
    """Make two topics again of what a merge had made one."""
    lost, kept = _lock(merge.loser, merge.survivor)
    # Read under the lock, so that two people do not both undo it.
    merge = TopicMerge.objects.get(pk=merge.pk)
    plan = effect_of_topic_unmerge(merge, by=by)
    if plan.refusal:
        raise Refused(plan.refusal)
    note = need(note, "Say in a note why the two are not one.")
    moved = list(plan.moved.values_list("pk", flat=True))
    dropped = list(plan.dropped.values_list("pk", flat=True))
    _children(merge).update(parent=lost)
    kept.merged_from.filter(pk__in=merge.before["led"]).update(merged_into=lost)
    lost.merged_into = None
    lost.save()
    filed = Entry.topics.through.objects.filter(topic=kept.pk)
    for some in batched(moved, _AT_A_TIME):
        filed.filter(entry__in=some).delete()
    _file([*moved, *dropped], lost)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    told = f"Topic “{lost}” is not part of “{kept}” after all. {note}"
    _record([*moved, *dropped], by, told)
    transaction.on_commit(_read_anew)


def _read_anew() -> None:
    """Let who merged see it at once; other processes see it within a minute."""
    trees.topics(anew=True)


def _lock(*topics: Topic) -> list[Topic]:
    """Return topics as the database has them now, locked, in the given order."""
    rows = Topic.objects.select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk for one in topics])}
    return [found[one.pk] for one in topics]


def _mismatch(lost: Topic, kept: Topic) -> str:
    if lost.pk == kept.pk:
        return "A topic cannot be merged into itself."
    for topic in (lost, kept):
        if topic.merged_into_id:
            return f"“{topic}” was merged into another topic: choose that one."
    above: Topic | None = kept.parent
    while above:
        if above.pk == lost.pk:
            return f"“{kept}” stands under “{lost}”: move it elsewhere first."
        above = above.parent
    return ""


def _too_late(merge: TopicMerge) -> str:
    if not TopicMerge.objects.open().filter(pk=merge.pk).exists():
        return "This merge was undone already, or is too old to be undone."
    if merge.survivor.merged_into_id:
        return f"“{merge.survivor}” was itself merged since: undo that merge first."
    return ""


def _children(merge: TopicMerge) -> QuerySet[Topic]:
    """Return the topics that the merge moved and that still stand there."""
    return Topic.objects.filter(
        pk__in=merge.before["children"], parent=merge.survivor_id
    )


def _file(entries: Iterable[int], topic: Topic) -> None:
    through = Entry.topics.through
    through.objects.bulk_create(
        (through(entry_id=entry, topic_id=topic.pk) for entry in entries),
        batch_size=_AT_A_TIME,
        ignore_conflicts=True,
    )


def _remember(entries: Sequence[int]) -> None:
    for some in batched(entries, _AT_A_TIME):
        rows = Entry.objects.filter(pk__in=some).select_related("permalink")
        history.remember(*rows)


def _record(entries: Sequence[int], by: User, note: str) -> None:
    for some in batched(entries, _AT_A_TIME):
        rows = Entry.objects.filter(pk__in=some).select_related("permalink")
        history.record(rows, by=by, note=note)
