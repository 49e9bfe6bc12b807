"""Making two entries one: the loser's address leads to the survivor for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from policyarchive.archive import publishing
from policyarchive.archive.models import Entry, Link, Name, Permalink
from policyarchive.archive.vocabulary import (
    AliasKind,
    Happening,
    Language,
    Stage,
    State,
)
from policyarchive.editorial import history
from policyarchive.editorial.models import Merge, Verb
from policyarchive.editorial.workflow.closing import decide
from policyarchive.editorial.workflow.following import follow_on_commit
from policyarchive.editorial.workflow.rules import Refused, check, lock_all, need
from policyarchive.editorial.workflow.steps import Move, advance

# What makes one name of an entry the same as another; the key follows from the text.
NAME_COLUMNS = ("id", "text", "language", "kind", "valid_from", "valid_to")


@transaction.atomic
def merge(loser: Entry, survivor: Entry, *, by: User, note: str) -> None:
    """Make one entry of two of a kind.

    In the working copies, what pointed at the loser points at the survivor, and the
    loser's names become other names of the survivor, which is a draft until they are
    published. A loser that was public answers with the survivor from now on, and so
    does whatever was merged into it before; one that never was public stays behind as a
    draft that nothing points at. Frozen records are not touched. What moved is kept, so
    that ``unmerge`` can put it back within the grace period.
    """
    publishing.lock_log()
    lost, kept = lock_all([loser, survivor])
    _refuse(lost, kept, by)
    note = need(note, "Say in a note why the two are one.")
    pointing = list(
        Entry.objects.filter(links__target=lost.pk)
        .select_related("permalink")
        .distinct()
    )
    history.remember(lost, kept, *pointing)
    before = _before(lost, kept)
    moved = _relink(lost, kept)
    before["names"] = _keep_names(lost, kept)
    if lost.permalink.state != State.RESERVED:
        _redirect(lost.permalink, kept.permalink, by)
        follow_on_commit()
    into = f"Into {kept.permalink.ark} “{kept}”. {note}"
    advance([Move(lost, loser, into)], Verb.MERGE, Stage.DRAFT, by)
    took = f"Took in {lost.permalink.ark} “{lost}”; links moved here: {moved}. {note}"
    kept.writers.add(by)
    at = advance([Move(kept, survivor, took)], Verb.MERGE, Stage.DRAFT, by)
    Merge.objects.create(
        loser_id=lost.pk, survivor_id=kept.pk, by=by, at=at, before=before
    )
    history.record([lost, kept, *pointing], by=by, note=into)


@dataclass(frozen=True, slots=True)
class Effect:
    """What merging two entries would do, to be looked at before.

    ``moved`` are the links that would point at the survivor, ``dropped`` those that it
    has already or that would lead from it to itself; ``names`` it would get; and
    ``redirected`` is how many addresses would lead to it.
    """

    moved: QuerySet[Link]
    dropped: QuerySet[Link]
    names: Sequence[Name]
    redirected: int
    refusal: str


def effect(loser: Entry, survivor: Entry, *, by: User) -> Effect:
    """Return what merging would do, and why it would be refused if so; nothing is done.

    Asks in the same words as the merge itself.
    """
    pointing = Link.objects.filter(target_id=loser.pk)
    pointing = pointing.select_related("entry__permalink").order_by("role", "pk")
    doubled = _doubled(loser, survivor).order_by().values("pk")
    held = {name.text for name in survivor.names.all()}
    was_public = loser.permalink.state != State.RESERVED
    before = Permalink.objects.filter(merged_into=loser.permalink_id).count()
    return Effect(
        pointing.exclude(pk__in=doubled),
        pointing.filter(pk__in=doubled),
        [name for name in _names_for(loser, survivor) if name.text not in held],
        1 + before if was_public else 0,
        _refusal(loser, survivor, by),
    )


def _refusal(loser: Entry, survivor: Entry, by: User) -> str:
    try:
        _refuse(loser, survivor, by)
    except Refused as refusal:
        return str(refusal)
    return ""


def _refuse(lost: Entry, kept: Entry, by: User) -> None:
    if lost.pk == kept.pk:
        raise Refused("An entry cannot be merged into itself.")
    check(Verb.MERGE, lost, by)
    check(Verb.MERGE, kept, by)
    _refuse_mismatch(lost, kept)


def _refuse_mismatch(lost: Entry, kept: Entry) -> None:
    if lost.permalink.kind != kept.permalink.kind:
        raise Refused(
            f"“{lost}” is of the kind {lost.permalink.kind} and “{kept}” of the kind "
            f"{kept.permalink.kind}: only entries of one kind can be merged."
        )
    if lost.permalink.state != State.RESERVED and not kept.is_public:
        raise Refused(f"Publish “{kept}” first: the public address has to lead there.")


def _doubled(lost: Entry, kept: Entry) -> QuerySet[Link]:
    """Return the links to the loser that would stand twice, or lead to themselves."""
    same = Link.objects.filter(
        target_id=kept.pk,
        entry=OuterRef("entry"),
        role=OuterRef("role"),
        here=OuterRef("here"),
        there=OuterRef("there"),
    )
    pointing = Link.objects.filter(target_id=lost.pk)
    return pointing.filter(Q(entry_id=kept.pk) | Exists(same))


def _relink(lost: Entry, kept: Entry) -> int:
    """Point at the survivor what pointed at the loser; return how many links moved."""
    _doubled(lost, kept).delete()
    return Link.objects.filter(target_id=lost.pk).update(target_id=kept.pk)


def _names_for(lost: Entry, kept: Entry) -> list[Name]:
    """Return the names that the survivor gets of the loser, unsaved."""
    titles = [
        Name(text=text, language=language, kind=AliasKind.VARIANT)
        for text, language in (
            (lost.title_zh, Language.ZH_HANS),
            (lost.title_en, Language.EN),
        )
    ]
    others = [
        Name(
            text=name.text,
            language=name.language,
            kind=name.kind,
            valid_from=name.valid_from,
            valid_to=name.valid_to,
        )
        for name in lost.names.all()
    ]
    names = [
        name
        for name in (*titles, *others)
        if name.text and name.text not in (kept.title_zh, kept.title_en)
    ]
    for name in names:
        name.entry_id = kept.pk
        name.text = name.text[:400]  # an English title may be longer than a name
    return names


def _keep_names(lost: Entry, kept: Entry) -> list[dict[str, Any]]:
    """Give the survivor the names of the loser; return the rows that are new."""
    held = set(kept.names.values_list("pk", flat=True))
    Name.objects.bulk_create(_names_for(lost, kept), ignore_conflicts=True)
    return list(kept.names.exclude(pk__in=held).values(*NAME_COLUMNS))


def _before(lost: Entry, kept: Entry) -> dict[str, Any]:
    """Return what a merge is about to move, as ``Merge`` keeps it."""
    dropped = list(_doubled(lost, kept).values())
    gone = [row["id"] for row in dropped]
    moved = Link.objects.filter(target_id=lost.pk).exclude(pk__in=gone)
    return {
        "moved": list(moved.values()),
        "dropped": dropped,
        "stages": [lost.stage, kept.stage],
        "address": _address(lost.permalink),
    }


def _address(lost: Permalink) -> dict[str, Any] | None:
    if lost.state == State.RESERVED:
        return None
    led = Permalink.objects.filter(merged_into=lost)
    replaced = Permalink.objects.filter(replaced_by=lost)
    return {
        "state": lost.state,
        "replaced_by_id": lost.replaced_by_id,
        "decided_role": lost.decided_role,
        "decided_at": lost.decided_at.isoformat() if lost.decided_at else None,
        "led": list(led.values_list("pk", flat=True)),
        "replaced": list(replaced.values_list("pk", flat=True)),
    }


def _redirect(lost: Permalink, kept: Permalink, by: User) -> None:
    before = list(Permalink.objects.filter(merged_into=lost))
    Permalink.objects.filter(replaced_by=lost).update(replaced_by=kept)
    lost.state, lost.replaced_by = State.MERGED, None
    decide(lost, by)
    for permalink in (lost, *before):
        permalink.merged_into = kept
        permalink.save()
        # Logged for each: what the index knows of the older ones changes as well.
        publishing.log(permalink, Happening.MERGED, at=timezone.now(), by=by)
