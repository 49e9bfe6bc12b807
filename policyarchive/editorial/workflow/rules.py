"""Who may do what to an entry, and when: asked by the verbs and by the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User

from policyarchive.archive.models import (
    Actor,
    Document,
    Entry,
    Event,
    Law,
)
from policyarchive.archive.vocabulary import Kind, Stage, State
from policyarchive.editorial.models import Merge, Verb

Concrete = Document | Law | Actor | Event
MODELS: dict[str, type[Concrete]] = {
    Kind.DOCUMENT: Document,
    Kind.LAW: Law,
    Kind.ACTOR: Actor,
    Kind.EVENT: Event,
}


class Refused(Exception):
    """A verb that may not be done; the message tells the person why."""


@dataclass(frozen=True, slots=True)
class _Rule:
    words: str  # as in "You have no right to …"
    stages: frozenset[Stage]
    right: str = ""  # where it is that of another verb


_ANY = frozenset(Stage)
_RULES = {
    Verb.EDIT: _Rule("edit", frozenset({Stage.DRAFT, Stage.PUBLISHED})),
    Verb.SUBMIT: _Rule("submit", frozenset({Stage.DRAFT})),
    Verb.RETURN: _Rule("return", frozenset({Stage.IN_REVIEW, Stage.APPROVED})),
    Verb.APPROVE: _Rule("approve", frozenset({Stage.IN_REVIEW})),
    Verb.PUBLISH: _Rule("publish", frozenset({Stage.APPROVED})),
    Verb.REVISE: _Rule("take back", _ANY - {Stage.DRAFT}),
    Verb.WITHDRAW: _Rule("withdraw", _ANY),
    Verb.MERGE: _Rule("merge", _ANY),
    Verb.UNMERGE: _Rule("undo a merge of", _ANY, Verb.MERGE),
    Verb.ASSIGN: _Rule("assign", _ANY - {Stage.PUBLISHED}),
    Verb.ERASE: _Rule("erase", _ANY),
}
# What to do about an entry that is at another stage than the verb asks for.
_INSTEAD: dict[str, str] = {
    Stage.DRAFT: "is a draft: submit it for review first",
    Stage.IN_REVIEW: "is in review: approve it, return it or take it back first",
    Stage.APPROVED: "is approved already: publish it, return it or take it back",
    Stage.PUBLISHED: "is published as it stands: edit it first",
}


def why_not(verb: Verb, entry: Entry, by: User) -> str:
    """Return the sentence that forbids a verb to somebody now, or the empty string."""
    rule = _RULES[verb]
    if not _has_right(verb, entry, by):
        return f"You have no right to {rule.words} this entry."
    if entry.permalink.state == State.MERGED and verb is not Verb.UNMERGE:
        return f"“{entry}” was merged into another entry: edit that one."
    if entry.stage not in rule.stages:
        return f"“{entry}” {_INSTEAD[entry.stage]}."
    return _objection(verb, entry, by)


def _objection(verb: Verb, entry: Entry, by: User) -> str:
    match verb:
        case Verb.WITHDRAW if not entry.is_public:
            return f"“{entry}” is not public, so there is nothing to withdraw."
        case Verb.ERASE if entry.permalink.state == State.RESERVED:
            return f"“{entry}” never was public: delete the draft."
        case Verb.UNMERGE if not Merge.objects.open().of(entry).exists():
            hours = settings.ARCHIVE_GRACE_HOURS
            return f"No merge of “{entry}” in the last {hours} hours is left to undo."
        case Verb.APPROVE if settings.ARCHIVE_FOUR_EYES and wrote(entry, by):
            return f"You have written part of “{entry}”: somebody else approves it."
        case Verb.REVISE if not _may_take_back(entry, by):
            return f"Somebody else wrote “{entry}”: an editor can return it."
    return ""


def wrote(entry: Entry, by: User) -> bool:
    """Whether somebody changed the working copy since it was last published."""
    return any(writer.pk == by.pk for writer in entry.writers.all())


def _has_right(verb: Verb, entry: Entry, by: User) -> bool:
    if verb is Verb.EDIT:
        return by.has_perm(f"archive.change_{entry.permalink.kind}")
    return by.has_perm(f"archive.{_RULES[verb].right or verb}_entry")


def _may_take_back(entry: Entry, by: User) -> bool:
    # Anyone may start on a published entry; what waits for others is its writers' own.
    return (
        entry.stage == Stage.PUBLISHED
        or by.has_perm("archive.return_entry")
        or wrote(entry, by)
    )


def check(verb: Verb, entry: Entry, by: User) -> None:
    """Raise Refused unless somebody may do this to the entry now."""
    if reason := why_not(verb, entry, by):
        raise Refused(reason)


def lock(entry: Entry) -> Concrete:
    """Return the entry as the database has it now, locked to the transaction's end.

    Read afresh: what the caller holds may be stale or half edited.
    """
    return lock_all([entry])[0]


def lock_all(entries: Sequence[Entry]) -> list[Concrete]:
    """Return the entries as the database has them now, locked, in the given order."""
    found: dict[int, Concrete] = {}
    for kind, model in MODELS.items():
        keys = [entry.pk for entry in entries if entry.permalink.kind == kind]
        if keys:
            # Locked in one order, so that two batches do not wait for each other.
            rows = model._default_manager.select_for_update().order_by("pk")
            rows = rows.select_related("permalink").prefetch_related("writers")
            rows = rows.filter(pk__in=keys)
            found |= {row.pk: row for row in rows}
    if len(found) < len({entry.pk for entry in entries}):
        raise Refused("This entry is gone: somebody has deleted it.")
    return [found[entry.pk] for entry in entries]


def need(note: str, sentence: str) -> str:
    """Return a note without blanks around it, or refuse when nothing is left."""
    if not note.strip():
        raise Refused(sentence)
    return note.strip()
