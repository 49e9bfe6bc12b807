"""Remarks on entries: made, resolved, opened again. None of it is ever published."""

from django.contrib.auth.models import User
from django.utils import timezone

from policyarchive.archive.models import Entry
from policyarchive.editorial.models import Comment
from policyarchive.editorial.workflow.rules import Refused, need


def may_discuss(entry: Entry, user: User) -> bool:
    """Whether somebody may comment on an entry: whoever may edit its kind at all."""
    return user.has_perm(f"archive.change_{entry.permalink.kind}")


def comment(
    entry: Entry, *, by: User, body: str, about: str = "", words: str = ""
) -> Comment:
    """Remark on an entry, or on a field (``about``) or words of it."""
    _check(entry, by)
    return Comment.objects.create(
        entry_id=entry.pk,
        about=about.strip()[:80],
        words=words.strip()[:400],
        body=need(body, "Write the comment."),
        by=by,
        at=timezone.now(),
    )


def resolve(remark: Comment, *, by: User) -> None:
    """Put down that what a comment asks for is done or answered."""
    _check(remark.entry, by)
    _set(remark, by)


def reopen(remark: Comment, *, by: User) -> None:
    """Open a resolved comment again."""
    _check(remark.entry, by)
    _set(remark, None)


def _check(entry: Entry, by: User) -> None:
    if not may_discuss(entry, by):
        raise Refused("You have no right to comment on this entry.")


def _set(remark: Comment, by: User | None) -> None:
    remark.resolved_by = by
    remark.resolved_at = timezone.now() if by else None
    remark.save(update_fields=("resolved_by", "resolved_at"))
