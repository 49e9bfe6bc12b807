"""What stands beside an entry's form: its standing, buttons, history and uses."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from policyarchive.archive.models import Capture, Document, Entry, Link, Version
from policyarchive.archive.vocabulary import Role, Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.actions import ACTIONS
from policyarchive.editorial.admin.forms import CommentForm
from policyarchive.editorial.models import Assignment, Comment, Step, Verb
from policyarchive.editorial.naming import label, stage_words
from policyarchive.editorial.uses import take_back

_MOST_USES = 25  # of one wording: an actor may have issued thousands


@dataclass(frozen=True, slots=True)
class Button:
    """A verb somebody may do now, with the address that does it."""

    words: str
    url: str
    explains: str
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Use:
    """An entry that points here, worded from this side."""

    words: str
    name: str
    url: str
    note: str
    take_back: str  # the address that takes it back, if somebody may
    more: int = 0  # how many others of this wording are not listed


def standing(entry: Entry, user: User) -> dict[str, Any]:
    """Return where an entry stands, what may be done, and where its pages are."""
    kind = entry.permalink.kind

    def address(name: str) -> str:
        return reverse(f"admin:archive_{kind}_{name}", args=(entry.pk,))

    given = Assignment.objects.filter(entry=entry.pk).select_related("to")
    return {
        "standing": stage_words(entry),
        "is_locked": entry.stage in (Stage.IN_REVIEW, Stage.APPROVED),
        "why_locked": workflow.why_not(Verb.EDIT, entry, user),
        "steps_to_public": _path(entry),
        "buttons": _buttons(entry, user),
        "objection": _objection(entry, user),
        "writers": list(entry.writers.all()),
        "assignment": given.first(),
        "permalink": entry.permalink,
        "preview": address("preview"),
        "upcoming": address("upcoming"),
        "changes": address("changes"),
        "comment_url": address("comment"),
        "uses_url": reverse("admin:uses", args=(kind, entry.pk)),
    }


def panels(entry: Entry, user: User) -> dict[str, Any]:
    """Return what the page of an entry shows beside the form."""
    remarks = _comments(entry)
    relate = reverse(f"admin:archive_{entry.permalink.kind}_relate", args=(entry.pk,))
    return {
        **standing(entry, user),
        "comments": remarks,
        "open_comments": sum(remark.resolved_at is None for remark in remarks),
        "may_comment": workflow.may_discuss(entry, user),
        "comment_form": CommentForm(auto_id="comment_%s"),
        "history": _history(entry),
        "versions": _versions(entry),
        "uses": _uses(entry, user),
        "relate_url": relate if workflow.may_relate(entry, user) else "",
        "captures": _captures(entry),
    }


def _path(entry: Entry) -> list[tuple[str, bool]]:
    return [(stage.en, stage == entry.stage) for stage in Stage]


def _buttons(entry: Entry, user: User) -> list[Button]:
    kind = entry.permalink.kind
    return [
        Button(
            action.button,
            reverse(f"admin:archive_{kind}_do", args=(entry.pk, action.slug)),
            action.explains,
            action.is_plain,
        )
        for action in ACTIONS.values()
        if action.has_right(user) and not action.why_not(entry, user)
    ]


def _objection(entry: Entry, user: User) -> str:
    """Return why somebody with the right to approve may not approve this entry."""
    if entry.stage != Stage.IN_REVIEW or not user.has_perm("archive.approve_entry"):
        return ""
    return workflow.why_not(Verb.APPROVE, entry, user)


def _history(entry: Entry) -> list[Step]:
    steps = Step.objects.filter(entry_id=entry.pk)
    return list(steps.select_related("by", "version"))


def _comments(entry: Entry) -> list[Comment]:
    remarks = Comment.objects.filter(entry=entry.pk)
    return list(remarks.select_related("by", "resolved_by"))


def _versions(entry: Entry) -> list[Version]:
    versions = entry.permalink.versions.defer("record_json").order_by("-number")
    return list(versions.select_related("published_by"))


def _uses(entry: Entry, user: User) -> list[Use]:
    """Return the entries that point here, of each role the oldest few.

    Two queries: thousands may point at an actor, and the few are joined by themselves.
    """
    place = Window(RowNumber(), partition_by=F("role"), order_by=F("pk").asc())
    links = (
        Link.objects.filter(target_id=entry.pk)
        .exclude(entry__permalink__state=State.MERGED)
        .annotate(
            place=place,
            count=Window(Count("pk"), partition_by=F("role")),
        )
        .filter(place__lte=_MOST_USES)
    )
    counts = dict(links.order_by().values_list("pk", "count"))
    few = Link.objects.filter(pk__in=counts).select_related("entry__permalink")
    return [
        Use(
            Role(link.role).reverse_en,
            label(link.entry),
            reverse(
                f"admin:archive_{link.entry.permalink.kind}_change",
                args=(link.entry_id,),
            ),
            link.note,
            take_back(link, entry, user),
            max(0, counts[link.pk] - _MOST_USES),
        )
        for link in few.order_by("role", "pk")
    ]


def _captures(entry: Entry) -> list[Capture]:
    return list(entry.captures.all()) if isinstance(entry, Document) else []
