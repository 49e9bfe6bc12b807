"""Doing one thing to many entries of a list: what would fail is said before.

Each goes through the verbs, all in one transaction: when one is refused after all,
nothing is done to any.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import options
from django.contrib.admin.options import IS_POPUP_VAR, ActionLocation
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from policyarchive.archive.models import Document, Entry, Law, Topic
from policyarchive.archive.vocabulary import Status
from policyarchive.editorial import history, workflow
from policyarchive.editorial.admin.actions import ACTIONS, Action, EditAction
from policyarchive.editorial.admin.pages import user_of
from policyarchive.editorial.models import Verb
from policyarchive.editorial.naming import label

MOST = 200
"""More at once would keep the log locked for too long."""

_Given = Mapping[str, Any]


class TopicForm(forms.Form):
    """Which topic."""

    topic = forms.ModelChoiceField(Topic.objects.standing())


class StatusForm(forms.Form):
    """Which status, since when, and who says so."""

    status = forms.ChoiceField(choices=[("", "---------"), *Status.choices])
    status_as_of = forms.CharField(label="As of", help_text="2021, 2021-06 or a day.")
    status_source = forms.CharField(label="Source", help_text="Where it is said.")


def _add_topic(entry: Entry, by: User, given: _Given) -> None:
    history.remember(entry)
    entry.topics.add(given["topic"])
    workflow.record_edit(entry, by=by, note=f"Topic “{given['topic']}” added.")


def _take_topic(entry: Entry, by: User, given: _Given) -> None:
    history.remember(entry)
    entry.topics.remove(given["topic"])
    workflow.record_edit(entry, by=by, note=f"Topic “{given['topic']}” taken off.")


def _set_status(entry: Entry, by: User, given: _Given) -> None:
    concrete = entry.concrete
    if not isinstance(concrete, Document | Law):
        raise workflow.Refused(f"“{entry}” has no legal status.")
    history.remember(entry)
    for name in ("status", "status_as_of", "status_source"):
        setattr(concrete, name, given[name])
    workflow.refuse_faults(concrete)
    concrete.save()
    workflow.record_edit(concrete, by=by, note="Status set for many.")


def _edit(
    slug: str,
    button: str,
    form: type[forms.Form],
    run: Callable[[Entry, User, _Given], object],
) -> Action:
    explains = "Each becomes a draft again, to be reviewed and published."
    return EditAction(slug, button, Verb.EDIT, form, run, "Changed.", explains)


_OF_MANY: Sequence[Action] = (
    *(ACTIONS[slug] for slug in ("submit", "approve", "release", "publish", "assign")),
    _edit("add-topic", "Add a topic …", TopicForm, _add_topic),
    _edit("take-topic", "Take a topic off …", TopicForm, _take_topic),
    _edit("set-status", "Set the status …", StatusForm, _set_status),
)
MANY = {action.slug: replace(action, is_plain=False) for action in _OF_MANY}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """An entry of the list, and why the thing cannot be done to it, if so."""

    entry: Entry
    name: str
    url: str
    why_not: str


class ManyMixin(admin.ModelAdmin):
    """Adds to a list of entries what can be done to many of them."""

    def get_actions(
        self,
        request: HttpRequest,
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> dict[str, options.Action | None]:
        """Return what somebody may do to many; nothing deletes."""
        user, is_list = request.user, action_location is ActionLocation.CHANGE_LIST
        if not isinstance(user, User) or not is_list or IS_POPUP_VAR in request.GET:
            return {}
        return {
            slug: options.Action(
                _led_to(slug), slug, action.button, action.button, [action_location]
            )
            for slug, action in MANY.items()
            if action.has_right(user) and self._has_field(slug)
        }

    def _has_field(self, slug: str) -> bool:
        return slug != "set-status" or self.model in (Document, Law)

    def get_urls(self) -> list[URLPattern]:
        """Add the page that asks before anything is done."""
        view = self.admin_site.admin_view(self.many)
        name = f"archive_{self.opts.model_name}_many"
        return [path("many/<slug:slug>/", view, name=name), *super().get_urls()]

    def many(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Say what would be done and what not; do it when told to."""
        action, user = MANY.get(slug), user_of(request)
        if action is None or not self._has_field(slug):
            raise Http404
        if not action.has_right(user) or not self.has_view_permission(request):
            raise PermissionDenied
        chosen = self._chosen(request, action)
        ready = [one for one in chosen if not one.why_not]
        form = action.form(request.POST if request.method == "POST" else None)
        if ready and form.is_valid():
            entries = [one.entry for one in ready]
            refusals = _do(action, entries, user, form.cleaned_data)
            if not refusals:
                done = f"{len(ready)} entries: {action.done}"
                self.message_user(request, done, messages.SUCCESS)
                return redirect(f"admin:archive_{self.opts.model_name}_changelist")
            for refusal in refusals:
                form.add_error(None, refusal)
        context = {
            **self.admin_site.each_context(request),
            "title": action.button.rstrip(" …"),
            "opts": self.opts,
            "action": action,
            "form": form,
            "ready": ready,
            "refused": [one for one in chosen if one.why_not],
        }
        return TemplateResponse(request, "admin/desk/many.html", context)

    def _chosen(self, request: HttpRequest, action: Action) -> list[_Chosen]:
        given = request.GET.getlist("pk")[:MOST]
        keys = [int(key) for key in given if key.isdecimal() and len(key) < 19]
        entries = self.get_queryset(request).filter(pk__in=keys)
        entries = entries.select_related("permalink").prefetch_related("writers")
        change = f"admin:archive_{self.opts.model_name}_change"
        return [
            _Chosen(
                entry,
                label(entry),
                reverse(change, args=(entry.pk,)),
                _why_not(action, entry, user_of(request)),
            )
            for entry in entries
        ]


def _why_not(action: Action, entry: Entry, user: User) -> str:
    """Return what forbids it now; of a draft to submit, also its faults."""
    if (reason := action.why_not(entry, user)) or action.verb is not Verb.SUBMIT:
        return reason
    try:
        workflow.refuse_faults(entry.concrete)
    except workflow.Refused as refusal:
        return str(refusal)
    return ""


def _do(
    action: Action, entries: Sequence[Entry], user: User, given: _Given
) -> list[str]:
    """Do it to all and return nothing, or to none and return who refused and why."""
    refusals = []
    with transaction.atomic():
        for entry in entries:
            try:
                with transaction.atomic():
                    action.run(entry, user, given)
            except workflow.Refused as refusal:
                refusals.append(f"{entry}: {refusal}")
        if refusals:
            transaction.set_rollback(True)
    return refusals


def _led_to(slug: str) -> Callable[..., HttpResponse | None]:
    """Return the action of a list: it leads to the page that asks."""

    def lead(
        model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Entry]
    ) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            words = f"Choose at most {MOST} entries at once."
            model_admin.message_user(request, words, messages.ERROR)
            return None
        name = f"admin:archive_{model_admin.opts.model_name}_many"
        query = urlencode({"pk": keys}, doseq=True)
        return redirect(f"{reverse(name, args=(slug,))}?{query}")

    return lead
