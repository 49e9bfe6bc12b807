"""Relations drawn and taken back from the other side: each edits the entry that has it.

A relation is one row, of the entry that points (decision 0002). From whichever side it
is drawn, the rules, the writers and the history are those of that entry.
"""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from policyarchive.archive.models import Entry, Link
from policyarchive.archive.vocabulary import Kind, Role, State
from policyarchive.editorial import history
from policyarchive.editorial.models import Verb
from policyarchive.editorial.workflow.reviewing import record_edit
from policyarchive.editorial.workflow.rules import Refused, lock, why_not


def roles_to(kind: str) -> dict[Role, list[str]]:
    """Return the roles that lead to a kind of entry, each with the kinds it leads from.

    In the order of the vocabulary.
    """
    found = {
        role: [own.value for own in Kind if (own.value, kind) in role.kinds]
        for role in Role
    }
    return {role: kinds for role, kinds in found.items() if kinds}


def kinds_that_point_at(entry: Entry) -> set[str]:
    """Return the kinds of entry that may have a relation to this one."""
    roles = roles_to(entry.permalink.kind)
    return {kind for kinds in roles.values() for kind in kinds}


def may_relate(entry: Entry, user: User) -> bool:
    """Whether somebody may edit any kind of entry that may point at this one."""
    kinds = kinds_that_point_at(entry)
    return any(user.has_perm(f"archive.change_{kind}") for kind in kinds)


@transaction.atomic
def relate(link: Link, *, by: User) -> None:
    """Save a new relation as an edit of the entry it leads from."""
    owner = link.entry = lock(link.entry)
    if reason := why_no_relation(link, by=by):
        raise Refused(reason)
    history.remember(owner)
    link.save()
    record_edit(owner, by=by, note=f"Drawn from the other side: {_words(link)}.")


@transaction.atomic
def unrelate(link: Link, *, by: User) -> None:
    """Delete a relation as an edit of the entry it leads from."""
    owner = lock(link.entry)
    if reason := why_not(Verb.EDIT, owner, by):
        raise Refused(reason)
    history.remember(owner)
    deleted, _ = Link.objects.filter(pk=link.pk).delete()
    if not deleted:
        raise Refused("This relation is gone: somebody has taken it back.")
    record_edit(owner, by=by, note=f"Taken back from the other side: {_words(link)}.")


def why_no_relation(link: Link, *, by: User) -> str:
    """Return the sentence that forbids to draw a relation, or the empty string."""
    if link.entry_id == link.target_id:
        return "An entry has no relation to itself: choose another one."
    if link.target.permalink.state == State.MERGED:
        return f"“{link.target}” was merged into another entry: draw it from that one."
    try:
        link.clean()
    except ValidationError as error:
        return " ".join(error.messages)
    if _stands(link):
        return f"It already stands on “{link.entry}”: {_words(link)}."
    if _is_alike_from_both_sides(link) and _stands(_turned(link)):
        return f"It already stands on “{link.target}”, in its own relations."
    return why_not(Verb.EDIT, link.entry, by)


def _stands(link: Link) -> bool:
    """Whether a relation is there; one without places is there with any places."""
    places = Q(here=link.here, there=link.there) if link.here or link.there else Q()
    ends = {"entry": link.entry_id, "target": link.target_id, "role": link.role}
    return Link.objects.filter(places, **ends).exists()


def _is_alike_from_both_sides(link: Link) -> bool:
    role = Role(link.role)
    return role.en == role.reverse_en


def _turned(link: Link) -> Link:
    return Link(
        entry_id=link.target_id,
        target_id=link.entry_id,
        role=link.role,
        here=link.there,
        there=link.here,
    )


def _words(link: Link) -> str:
    places = [f"at {link.here}"] if link.here else []
    places += [f"to its {link.there}"] if link.there else []
    target = f"{link.target.permalink.ark} “{link.target}”"
    return " ".join((Role(link.role).en, target, *places))
