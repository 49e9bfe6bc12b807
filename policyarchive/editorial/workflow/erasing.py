"""Erasing what was published by mistake, within its grace period (line B10)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from policyarchive.archive import publishing
from policyarchive.archive.models import Entry, OtherName, Permalink, Text, Version
from policyarchive.archive.vocabulary import Happening, Stage, State
from policyarchive.editorial.models import Verb
from policyarchive.editorial.workflow.closing import decide
from policyarchive.editorial.workflow.following import follow_on_commit
from policyarchive.editorial.workflow.rules import Refused, check, lock, need
from policyarchive.editorial.workflow.steps import Move, advance


@transaction.atomic
def erase(entry: Entry, *, by: User, note: str) -> None:
    """Delete the words of an entry that was published by mistake.

    Its address says for ever that it was erased, when, and why; the log keeps its rows.
    The working copy goes on as a draft under a new address. Refused when the first
    version is older than ``ARCHIVE_GRACE_HOURS``, and when anything that is published
    names the entry: then it may have been cited, and can only be withdrawn.
    """
    publishing.lock_log()
    now = lock(entry)
    check(Verb.ERASE, now, by)
    note = need(note, "Say in a public note why the entry is erased.")
    permalink = now.permalink
    _refuse_late(permalink)
    _refuse_named(permalink)
    publishing.log(permalink, Happening.ERASED, at=timezone.now(), by=by)
    permalink.state = State.ERASED
    permalink.label_zh = permalink.label_en = permalink.type_code = ""
    permalink.reason, permalink.replaced_by = "", None
    permalink.public_note, permalink.is_under_review = note, False
    decide(permalink, by)
    permalink.save()
    _empty(permalink)
    now.permalink = Permalink.objects.mint(permalink.kind)
    now.save(update_fields=["permalink"])
    told = f"{permalink.ark} was erased; this draft has a new address. {note}"
    advance([Move(now, entry, told)], Verb.ERASE, Stage.DRAFT, by)
    follow_on_commit()


def _refuse_late(permalink: Permalink) -> None:
    hours = settings.ARCHIVE_GRACE_HOURS
    began = timezone.now() - timedelta(hours=hours)
    if permalink.versions.filter(published_at__lt=began).exists():
        raise Refused(
            f"Published more than {hours} hours ago: it may have been cited, so it can "
            "only be withdrawn."
        )


def _refuse_named(permalink: Permalink) -> None:
    leading = Permalink.objects.filter(
        Q(merged_into=permalink) | Q(replaced_by=permalink)
    )
    naming = Version.objects.exclude(permalink=permalink)
    named = naming.filter(record_json__contains=f'"{permalink.ark}"')
    found = named.select_related("permalink").first()
    if found is not None:
        raise Refused(
            f"“{found.permalink}” names it in what is published: withdraw it instead."
        )
    if leading.exists():
        raise Refused("Another address leads to it: withdraw it instead.")


def _empty(permalink: Permalink) -> None:
    """Remove the words of all versions; the rows stay, so that numbers do."""
    versions = permalink.versions.all()
    held = Text.objects.filter(versions__in=versions)
    texts = list(held.values_list("pk", flat=True))
    for through in (Version.texts.through, Version.captures.through):
        through.objects.filter(version__in=versions).delete()
    versions.update(record_json="", change_note="")
    Text.objects.filter(pk__in=texts, versions=None).delete()
    OtherName.objects.filter(permalink=permalink).delete()
