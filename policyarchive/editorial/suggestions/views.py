"""The page of the suggestions on one entry: one form, decided in bulk or one by one."""

from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Kind, Role
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Verb
from policyarchive.editorial.suggestions import texts
from policyarchive.editorial.suggestions.deciding import (
    ACCEPT,
    LEAVE,
    NEW,
    OTHER,
    REJECT,
    Choice,
    Outcome,
    decide,
)
from policyarchive.editorial.suggestions.finding import Sort
from policyarchive.editorial.suggestions.proposing import (
    MISSED,
    Suggestion,
    missed,
    suggest,
)

_HEADINGS = (
    ("Actors", (Sort.ACTOR,)),
    ("Laws and documents", (Sort.INSTRUMENT,)),
    ("Events", (Sort.EVENT,)),
    ("Dates of this entry", (Sort.DATE,)),
    ("Named, and not in the archive yet", (Sort.TITLE, Sort.NUMBER)),
)


def suggestions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is proposed for an entry with its words; carry decisions out."""
    entry, user = _entry(request, pk), request.user
    if not isinstance(user, User):
        raise PermissionDenied
    why_locked = workflow.why_not(Verb.EDIT, entry, user)
    proposed = suggest(entry)
    choices: dict[str, Choice] = {}
    outcome = Outcome()
    if request.method == "POST" and why_locked:
        messages.error(request, why_locked)
        return redirect("admin:suggestions", pk)
    if request.method == "POST":
        choices = {one.key: _choice(request.POST, one.key) for one in proposed}
        seen = _seen(request.POST, entry)
        choices |= {one.key: _missed_choice(request.POST) for one in seen}
        try:
            outcome = decide(entry, [*proposed, *seen], choices, user)
        except workflow.Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:suggestions", pk)
        if not outcome.faults:
            return _on(request, entry, outcome)
        proposed = [
            one for one in suggest(entry) if one.key not in _done(outcome, choices)
        ]
    return TemplateResponse(
        request,
        "admin/desk/suggestions.html",
        {
            **admin.site.each_context(request),
            "title": "Link what it names",
            "subtitle": str(entry),
            "original": entry,
            "change": _change(entry),
            "sections": _sections(proposed, choices, outcome),
            "count": len(proposed),
            "has_faults": bool(outcome.faults),
            "why_locked": why_locked,
            "has_date": texts.is_press(entry) and not entry.dates.exists(),
            "kinds": (Kind.LAW, Kind.DOCUMENT),
            "every_kind": Kind,
            "missed": choices.get(MISSED),
            "missed_words": request.POST.get(f"{MISSED}-words", ""),
            "missed_fault": outcome.faults.get(MISSED, ""),
            "missed_roles": _roles_of(entry),
        },
    )


def _entry(request: HttpRequest, pk: int) -> Entry:
    entry = Entry.objects.select_related("permalink").filter(pk=pk).first()
    if entry is None:
        raise Http404
    if not request.user.has_perm(f"archive.view_{entry.permalink.kind}"):
        raise PermissionDenied
    return entry.concrete


def _change(entry: Entry) -> str:
    return reverse(f"admin:archive_{entry.permalink.kind}_change", args=(entry.pk,))


def _done(outcome: Outcome, choices: dict[str, Choice]) -> set[str]:
    return {
        key
        for key, choice in choices.items()
        if choice.do != LEAVE and key not in outcome.faults
    }


def _seen(data: QueryDict, entry: Entry) -> list[Suggestion]:
    """Return what somebody saw in the text that was not proposed, if anything."""
    words = data.get(f"{MISSED}-words", "").strip()
    return [missed(entry, words, data.get(f"{MISSED}-kind", ""))] if words else []


def _missed_choice(data: QueryDict) -> Choice:
    choice = _choice(data, MISSED)
    return replace(choice, do=ACCEPT, target=choice.target or NEW)


def _roles_of(entry: Entry) -> list[tuple[str, str]]:
    """Return the roles that lead from an entry of this kind, mentions first."""
    kind = entry.permalink.kind
    roles = [role for role in Role if kind in {pair[0] for pair in role.kinds}]
    roles.sort(key=lambda role: role is not Role.MENTIONED)
    return [(role.value, role.en) for role in roles]


def _choice(data: QueryDict, key: str) -> Choice:
    def sent(name: str) -> str:
        return data.get(f"{key}-{name}", "").strip()

    do = sent("do")
    return Choice(
        do=do if do in (ACCEPT, REJECT) else LEAVE,
        # Whoever writes what is meant does not want what was offered.
        target=OTHER if sent("other") else sent("target"),
        other=sent("other"),
        role=sent("role"),
        title=sent("title"),
        kind=sent("kind"),
        value=sent("value"),
        is_never=bool(sent("never")),
        is_alias=bool(sent("alias")),
    )


def _on(request: HttpRequest, entry: Entry, outcome: Outcome) -> HttpResponse:
    """Say what was done and lead on to the entry, where it is submitted."""
    said = f"{outcome.accepted} accepted, {outcome.rejected} rejected."
    if outcome.made:
        made = ", ".join(f"“{one}”" for one in outcome.made)
        said = f"{said} New drafts, to be completed: {made}."
    messages.success(request, said)
    return redirect(_change(entry))


def _sections(
    proposed: list[Suggestion], choices: dict[str, Choice], outcome: Outcome
) -> list[tuple[str, list[dict[str, Any]]]]:
    sections = []
    for heading, sorts in _HEADINGS:
        rows = [
            {
                "one": one,
                "choice": choices.get(one.key) or _default(one),
                "fault": outcome.faults.get(one.key, ""),
            }
            for one in proposed
            if one.sort in sorts
        ]
        if rows:
            sections.append((heading, rows))
    return sections


def _default(one: Suggestion) -> Choice:
    """Return what is chosen before anybody chooses: what is clear is accepted."""
    return Choice(
        do=ACCEPT if one.is_clear else LEAVE,
        role=one.role,
        target=str(one.options[0].pk) if len(one.options) == 1 else "",
        title=one.value,
        value=one.value,
    )
