"""The verbs as buttons: what each asks for, when it is offered, what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db import transaction

from policyarchive.archive.models import Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.forms import (
    AssignForm,
    EraseForm,
    MergeForm,
    NeededNoteForm,
    NoteForm,
    PublishForm,
    RenameForm,
    UnmergeForm,
    WithdrawForm,
)
from policyarchive.editorial.models import Verb

_Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """One button of the desk.

    ``verb`` says when it is offered. ``is_plain`` means one click does it; otherwise a
    page asks for ``form`` first. ``right`` is a further permission it needs.
    """

    slug: str
    button: str
    verb: Verb
    form: type[forms.Form]
    run: Callable[[Entry, User, _Given], object]
    done: str
    explains: str
    is_plain: bool = False
    right: str = ""

    @property
    def takes_away(self) -> bool:
        """Whether what uses the entry has to be looked at before it is done."""
        return self.run in (_merge, _withdraw, _erase)

    @property
    def makes_public(self) -> bool:
        """Whether readers see a new version when it is done."""
        return self.run in (_publish, _release)

    def has_right(self, user: User) -> bool:
        """Whether somebody has the right to do this to any entry at all."""
        codes = [f"archive.{self.verb}_entry", self.right]
        return all(user.has_perm(code) for code in codes if code)

    def why_not(self, entry: Entry, user: User) -> str:
        """Return the sentence that forbids it now, or the empty string."""
        return workflow.why_not(self.verb, entry, user)

    def form_for(self, entry: Entry, given: Any, initial: dict[str, Any]) -> forms.Form:
        """Return the form that asks for what it needs to be done to this entry."""
        return self.form(given, initial=initial)


class UndoAction(Action):
    """Undoing a merge as a button; whoever may merge may do it."""

    def has_right(self, user: User) -> bool:
        """Whether somebody may merge entries at all."""
        return user.has_perm("archive.merge_entry")

    def form_for(self, entry: Entry, given: Any, initial: dict[str, Any]) -> forms.Form:
        """Return the form that offers the merges of this entry."""
        return UnmergeForm(given, initial=initial, entry=entry)


class EditAction(Action):
    """An edit as a button; whoever may edit may do it."""

    def has_right(self, user: User) -> bool:
        """Whether somebody may edit entries at all."""
        return user.has_perm("archive.change_document")


def _submit(entry: Entry, by: User, given: _Given) -> None:
    workflow.submit(entry, by=by, note=given["note"])


def _revise(entry: Entry, by: User, given: _Given) -> None:
    workflow.revise(entry, by=by, note=given["note"])


def _return(entry: Entry, by: User, given: _Given) -> None:
    workflow.return_to_editor(entry, by=by, note=given["note"])


def _approve(entry: Entry, by: User, given: _Given) -> None:
    workflow.approve(entry, by=by, note=given["note"])


def _publish(entry: Entry, by: User, given: _Given) -> None:
    workflow.publish(entry, by=by, note=given["note"])


@transaction.atomic
def _release(entry: Entry, by: User, given: _Given) -> None:
    workflow.approve(entry, by=by)
    workflow.publish(entry, by=by, note=given["note"])


def _withdraw(entry: Entry, by: User, given: _Given) -> None:
    workflow.withdraw(
        entry,
        by=by,
        reason=given["reason"],
        note=given["note"],
        replaced_by=given["replaced_by"],
    )


def _erase(entry: Entry, by: User, given: _Given) -> None:
    workflow.erase(entry, by=by, note=given["note"])


def _merge(entry: Entry, by: User, given: _Given) -> None:
    workflow.merge(entry, given["survivor"], by=by, note=given["note"])


def _unmerge(entry: Entry, by: User, given: _Given) -> None:
    workflow.unmerge(given["merge"], by=by, note=given["note"])


def _rename(entry: Entry, by: User, given: _Given) -> None:
    titles = {name: given[name] for name in ("title_zh", "title_en")}
    workflow.rename(entry, by=by, titles=titles, since=given["since"])


def _assign(entry: Entry, by: User, given: _Given) -> None:
    workflow.assign(entry, given["to"], by=by, note=given["note"])


ACTIONS = {
    action.slug: action
    for action in (
        Action(
            "submit", "Submit for review", Verb.SUBMIT, NoteForm, _submit,
            "Submitted for review.",
            "Somebody who has not written it looks at it before it is published.",
            is_plain=True,
        ),
        Action(
            "release", "Approve and publish …", Verb.APPROVE, PublishForm, _release,
            "Approved and published.",
            "You vouch for it, and it becomes the next version that everybody sees.",
            right="archive.publish_entry",
        ),
        Action(
            "approve", "Approve", Verb.APPROVE, NoteForm, _approve,
            "Approved.", "You vouch for it; a publisher makes it public.",
            is_plain=True,
        ),
        Action(
            "publish", "Publish …", Verb.PUBLISH, PublishForm, _publish,
            "Published.", "It becomes the next version that everybody sees.",
        ),
        Action(
            "return", "Return with a note …", Verb.RETURN, NeededNoteForm, _return,
            "Returned to the editor.", "It becomes a draft again, with your note.",
        ),
        Action(
            "revise", "Take back to draft", Verb.REVISE, NoteForm, _revise,
            "Taken back to draft.",
            "It can be edited again; the public goes on seeing the published version.",
            is_plain=True,
        ),
        Action(
            "assign", "Assign …", Verb.ASSIGN, AssignForm, _assign,
            "Assigned.", "It stands in that person's queue until it is published.",
        ),
        EditAction(
            "rename", "Rename …", Verb.EDIT, RenameForm, _rename,
            "Renamed.",
            "The old name stays as a former name, dated, and goes on being found.",
        ),
        Action(
            "merge", "Merge into another …", Verb.MERGE, MergeForm, _merge,
            "Merged.",
            "For two entries of one thing. This one's address leads to the other from "
            "now on, and what points here points there. It can be undone for a day.",
        ),
        UndoAction(
            "unmerge", "Undo a merge …", Verb.UNMERGE, UnmergeForm, _unmerge,
            "The merge is undone: these are two entries again.",
            "What still stands where the merge put it goes back, and the address that "
            "led to the other entry answers for itself again.",
        ),
        Action(
            "withdraw", "Withdraw …", Verb.WITHDRAW, WithdrawForm, _withdraw,
            "Withdrawn.",
            "Its address answers with a tombstone. Nothing is deleted.",
        ),
        Action(
            "erase", "Erase a mistake …", Verb.ERASE, EraseForm, _erase,
            "Erased.",
            "Only on the first day, and only if nothing published names the entry. Its "
            "words are deleted, its address says so for ever, and you go on with a "
            "draft under a new address. It cannot be undone.",
        ),
    )
}  # fmt: skip
