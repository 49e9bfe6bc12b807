"""Making two entries one: the loser's address leads to the survivor for ever."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
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
from policyarchive.editorial.models import Verb
from policyarchive.editorial.workflow.closing import decide
from policyarchive.editorial.workflow.following import follow_on_commit
from policyarchive.editorial.workflow.rules import Refused, check, lock_all, need
from policyarchive.editorial.workflow.steps import Move, advance


@transaction.atomic
def merge(loser: Entry, survivor: Entry, *, by: User, note: str) -> None:
    """Make one entry of two of a kind.

    In the working copies, what pointed at the loser points at the survivor, and the
    loser's names become other names of the survivor, which is a draft until they are
    published. A loser that was public answers with the survivor from now on, and so
    does whatever was merged into it before; one that never was public stays behind as a
    draft that nothing points at. Frozen records are not touched.
    """
    if loser.pk == survivor.pk:
        raise Refused("An entry cannot be merged into itself.")
    publishing.lock_log()
    lost, kept = lock_all([loser, survivor])
    check(Verb.MERGE, lost, by)
    check(Verb.MERGE, kept, by)
    _refuse_mismatch(lost, kept)
    note = need(note, "Say in a note why the two are one.")
    pointing = list(
        Entry.objects.filter(links__target=lost.pk)
        .select_related("permalink")
        .distinct()
    )
    moved = _relink(lost, kept)
    _keep_names(lost, kept)
    if lost.permalink.state != State.RESERVED:
        _redirect(lost.permalink, kept.permalink, by)
        follow_on_commit()
    into = f"Into {kept.permalink.ark} “{kept}”. {note}"
    advance([Move(lost, loser, into)], Verb.MERGE, Stage.DRAFT, by)
    took = f"Took in {lost.permalink.ark} “{lost}”; links moved here: {moved}. {note}"
    kept.writers.add(by)
    advance([Move(kept, survivor, took)], Verb.MERGE, Stage.DRAFT, by)
    history.record([lost, kept, *pointing], by=by, note=into)


def _refuse_mismatch(lost: Entry, kept: Entry) -> None:
    if lost.permalink.kind != kept.permalink.kind:
        raise Refused(
            f"“{lost}” is of the kind {lost.permalink.kind} and “{kept}” of the kind "
            f"{kept.permalink.kind}: only entries of one kind can be merged."
        )
    if lost.permalink.state != State.RESERVED and not kept.is_public:
        raise Refused(f"Publish “{kept}” first: the public address has to lead there.")


def _relink(lost: Entry, kept: Entry) -> int:
    """Point at the survivor what pointed at the loser; return how many links moved."""
    pointing = Link.objects.filter(target_id=lost.pk)
    same = Link.objects.filter(
        target_id=kept.pk,
        entry=OuterRef("entry"),
        role=OuterRef("role"),
        here=OuterRef("here"),
        there=OuterRef("there"),
    )
    pointing.filter(entry_id=kept.pk).delete()
    pointing.filter(Exists(same)).delete()
    return pointing.update(target_id=kept.pk)


def _keep_names(lost: Entry, kept: Entry) -> None:
    titles = [
        Name(text=text, language=language, kind=AliasKind.VARIANT)
        for text, language in (
            (lost.title_zh, Language.ZH_HANS),
            (lost.title_en, Language.EN),
        )
        if text and text not in (kept.title_zh, kept.title_en)
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
        if name.text not in (kept.title_zh, kept.title_en)
    ]
    for name in (*titles, *others):
        name.entry_id = kept.pk
        name.text = name.text[:400]  # an English title may be longer than a name
    Name.objects.bulk_create([*titles, *others], ignore_conflicts=True)


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
