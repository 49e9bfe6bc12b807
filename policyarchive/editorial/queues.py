"""What waits for whom: the lists on the first page of the desk, one person's view."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial.models import Comment, Step, Verb

STALE = timedelta(days=30)
"""What lies on the desk untouched for longer is told to be stale."""

_WAITING = (Stage.IN_REVIEW, Stage.APPROVED)
# What is done to an entry and moves it nowhere.
_BESIDE = (Verb.EDIT, Verb.ASSIGN, Verb.RESTRICT, Verb.DISTINGUISH)


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of entries that wait for one person, the longest waiting first."""

    slug: str
    heading: str
    explains: str
    entries: QuerySet[Entry]


def queues(user: User) -> Iterator[Queue]:
    """Yield the queues of a person, the most pressing first."""
    entries = Entry.objects.select_related("permalink", "assignment__to")
    entries = entries.order_by("updated_at")
    own = entries.filter(writers=user)
    yield Queue(
        "returned", "Returned to you",
        "A reviewer asked for changes; the note is in the history.", _returned(own),
    )  # fmt: skip
    yield Queue(
        "assigned", "Assigned to you", "Somebody gave it to you.",
        entries.filter(assignment__to=user).exclude(stage=Stage.PUBLISHED),
    )  # fmt: skip
    yield Queue(
        "commented", "Comments to answer", "Others commented on what you write.",
        own.filter(_remarked(user)),
    )  # fmt: skip
    if user.has_perm("archive.approve_entry"):
        free = Q(assignment=None) | Q(assignment__to=user)
        yield Queue(
            "to-review", "To review", "Written by others and not yet seen by you.",
            entries.in_review().filter(free).exclude(writers=user),
        )  # fmt: skip
    if user.has_perm("archive.publish_entry"):
        yield Queue(
            "to-publish", "Approved, to be published", "Only the last step is missing.",
            entries.filter(stage=Stage.APPROVED),
        )  # fmt: skip
    yield Queue(
        "drafts", "Your drafts", "What you are writing.",
        own.filter(stage=Stage.DRAFT).order_by("-updated_at"),
    )  # fmt: skip
    yield Queue(
        "waiting", "Yours, waiting for others", "In review or approved.",
        own.filter(stage__in=_WAITING),
    )  # fmt: skip
    yield Queue(
        "stale", "Stale", f"Untouched for more than {STALE.days} days.",
        _stale(entries, user),
    )  # fmt: skip


def _remarked(user: User) -> Exists:
    remarks = Comment.objects.filter(entry=OuterRef("pk"), resolved_at=None)
    return Exists(remarks.exclude(by=user))


def _returned(own: QuerySet[Entry]) -> QuerySet[Entry]:
    steps = Step.objects.filter(entry=OuterRef("pk"))
    moves = steps.exclude(verb__in=_BESIDE)
    last = Subquery(moves.values("verb")[:1])
    return own.filter(stage=Stage.DRAFT).alias(last=last).filter(last=Verb.RETURN)


def _stale(entries: QuerySet[Entry], user: User) -> QuerySet[Entry]:
    """What somebody began; who approves sees everybody's."""
    since = timezone.now() - STALE
    lying = entries.exclude(stage=Stage.PUBLISHED).filter(updated_at__lt=since)
    if user.has_perm("archive.approve_entry"):
        return lying.filter(Q(writers__isnull=False) | Q(stage__in=_WAITING)).distinct()
    return lying.filter(writers=user)
