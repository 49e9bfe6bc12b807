"""Closing what is public: withdrawing an entry, restricting a text or capture."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from policyarchive.archive import publishing
from policyarchive.archive.models import (
    Capture,
    Entry,
    Permalink,
    Text,
    WorkingText,
)
from policyarchive.archive.vocabulary import Access, Happening, Reason, Stage, State
from policyarchive.editorial import history
from policyarchive.editorial.models import Step, Verb
from policyarchive.editorial.workflow.following import follow_on_commit
from policyarchive.editorial.workflow.rules import Refused, check, lock, need
from policyarchive.editorial.workflow.steps import Move, advance


@transaction.atomic
def withdraw(
    entry: Entry,
    *,
    by: User,
    reason: str,
    note: str,
    replaced_by: Entry | None = None,
) -> None:
    """Take a public entry off; leave a tombstone with reason, note and replacement."""
    publishing.lock_log()
    now = lock(entry)
    check(Verb.WITHDRAW, now, by)
    note = need(note, "Say in a public note why the entry is withdrawn.")
    if reason not in Reason.values:
        raise Refused("Choose a reason from the list.")
    at = timezone.now()
    permalink = now.permalink
    permalink.state = State.WITHDRAWN
    permalink.reason, permalink.public_note = reason, note
    permalink.replaced_by = _replacement(now, replaced_by)
    decide(permalink, by)
    permalink.save()
    publishing.log(permalink, Happening.WITHDRAWN, at=at, by=by)
    advance([Move(now, entry, note)], Verb.WITHDRAW, Stage.DRAFT, by)
    follow_on_commit()


@transaction.atomic
def restrict(
    what: Text | Capture | str, access: str, *, by: User, note: str
) -> list[Permalink]:
    """Close access to a text or capture (takedown); return the permalinks concerned.

    ``what`` may be a SHA-256, which means every text and capture under it. Access only
    ever becomes stricter; the bytes and every version's hash stay.
    """
    if not by.has_perm("archive.restrict_entry"):
        raise Refused("You have no right to restrict access.")
    note = need(note, "Say in a note why access is restricted.")
    publishing.lock_log()
    closed = [_close(thing, access) for thing in _found(what)]
    if not any(closed):
        raise Refused("Nothing to restrict: access is as strict already.")
    concerned = {p.pk: p for found in closed if found for p in found}
    _tell(list(concerned.values()), f"{Access(access).en}: {note}", by)
    follow_on_commit()
    return list(concerned.values())


def _tell(concerned: list[Permalink], note: str, by: User) -> None:
    at = timezone.now()
    entries = Entry.objects.filter(permalink__in=concerned).select_related("permalink")
    Step.objects.bulk_create(
        Step(entry_id=entry.pk, verb=Verb.RESTRICT, by=by, at=at, note=note)
        for entry in entries
    )
    history.record(entries, by=by, note=note)
    for permalink in concerned:
        if permalink.state != State.RESERVED:
            publishing.log(permalink, Happening.RESTRICTED, at=at, by=by)


def decide(permalink: Permalink, by: User) -> None:
    """Put down when and in which role somebody decided about a permalink.

    The role, not the person, is what a tombstone shows.
    """
    roles = set(by.groups.values_list("name", flat=True))
    ranked = [name for name in ("publisher", "editor") if name in roles]
    permalink.decided_role = ranked[0] if ranked else "administrator"
    permalink.decided_at = timezone.now()


def _replacement(entry: Entry, other: Entry | None) -> Permalink | None:
    if other is None:
        return None
    if other.pk == entry.pk:
        raise Refused("An entry cannot replace itself.")
    if not other.is_public:
        raise Refused(f"“{other}” is not public, so it cannot be the replacement.")
    return other.permalink


def _found(what: Text | Capture | str) -> list[Text | Capture]:
    if isinstance(what, Text | Capture):
        return [what]
    found: list[Text | Capture] = [
        *Text.objects.filter(sha256=what),
        *Capture.objects.filter(sha256=what),
    ]
    if not found:
        raise Refused("No text and no capture has this SHA-256.")
    return found


def _close(thing: Text | Capture, access: str) -> list[Permalink]:
    if access not in Access.values:
        raise Refused("Choose an access from the list.")
    model = type(thing)
    now = model._default_manager.select_for_update().get(pk=thing.pk)
    if Access.strictest(now.access, access) == now.access:
        return []
    model._default_manager.filter(pk=thing.pk).update(access=access)
    thing.access = access
    if isinstance(thing, Capture):
        concerned = Permalink.objects.filter(versions__captures=thing).distinct()
        drafts = Permalink.objects.filter(entry__document__captures=thing)
        return list(concerned.union(drafts))
    _close_working_texts(thing, access)
    return list(Permalink.objects.filter(versions__texts=thing).distinct())


def _close_working_texts(text: Text, access: str) -> None:
    # Else the next version, whose text has another hash, would open it again.
    for version in text.versions.select_related("permalink"):
        for ref in getattr(version.record, "texts", ()):
            if ref.sha256 != text.sha256:
                continue
            texts = WorkingText.objects.filter(
                document__permalink=version.permalink,
                language=ref.language,
                kind=ref.kind,
            )
            for working in texts:
                stricter = Access.strictest(working.access, access)
                texts.filter(pk=working.pk).update(access=stricter)
