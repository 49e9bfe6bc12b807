"""The pages of every change to a working copy, and the button that puts one back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from policyarchive.archive.models import Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.pages import PagesMixin, user_of
from policyarchive.editorial.comparing import Comparing, words
from policyarchive.editorial.models import Change, Verb

_PAGE = 25


@dataclass(frozen=True, slots=True)
class ListedChange:
    """A change with the labels of what it changed; none for the first one kept."""

    change: Change
    labels: tuple[str, ...]
    is_first: bool


class ChangesMixin(PagesMixin):
    """Adds to the admin of entries the history of the working copy."""

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the changes."""
        wrap, name = self.admin_site.admin_view, f"archive_{self.opts.model_name}"
        one = "<int:pk>/changes/<int:change_pk>/"
        restore = require_POST(self.restore)
        return [
            path("<int:pk>/changes/", wrap(self.changes), name=f"{name}_changes"),
            path(one, wrap(self.change), name=f"{name}_a_change"),
            path(f"{one}restore/", wrap(restore), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Lead to the list of changes: Django's own list knows of forms only."""
        if not object_id.isdecimal():
            raise Http404
        entry = self.entry_of(request, int(object_id))
        return redirect(f"admin:archive_{self.opts.model_name}_changes", entry.pk)

    def changes(self, request: HttpRequest, pk: int) -> HttpResponse:
        """List the changes of a working copy, the newest first."""
        entry = self.entry_of(request, pk)
        kept = Change.objects.filter(entry=entry.pk).select_related("by")
        page: Page[Change] = Paginator(kept, _PAGE).get_page(request.GET.get("page"))
        return TemplateResponse(
            request,
            "admin/desk/changes.html",
            {
                **self.page_of(request, entry, "Every change"),
                "page": page,
                "listed": _listed(entry, list(page)),
            },
        )

    def change(self, request: HttpRequest, pk: int, change_pk: int) -> HttpResponse:
        """Show what one change changed, word by word."""
        entry = self.entry_of(request, pk)
        change = _find(entry, change_pk)
        older = _before(change)
        before, after = older.state if older else {}, change.state
        is_newest = not Change.objects.filter(entry=entry.pk, pk__gt=change.pk).exists()
        why_not = workflow.why_not(Verb.EDIT, entry, user_of(request))
        compared = Comparing(entry.permalink.kind, (before, after))
        return TemplateResponse(
            request,
            "admin/desk/change.html",
            {
                **self.page_of(request, entry, f"Change of {change}"),
                "change": change,
                "facts": compared.facts(before, after),
                "texts": words(entry.pk, before, after),
                "is_first": older is None,
                "may_restore": not is_newest and not why_not,
            },
        )

    def restore(self, request: HttpRequest, pk: int, change_pk: int) -> HttpResponse:
        """Put the entry back to how the change had left it."""
        entry = self.entry_of(request, pk)
        try:
            lost = workflow.restore(_find(entry, change_pk), by=user_of(request))
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self._tell_restored(request, lost)
        return redirect(f"admin:archive_{self.opts.model_name}_changes", entry.pk)

    def _tell_restored(self, request: HttpRequest, lost: int) -> None:
        self.message_user(request, "Put back; that is a change too.", messages.SUCCESS)
        if lost:
            text = f"{lost} relations or topics lead to what is gone and were left out."
            self.message_user(request, text, messages.WARNING)


def _find(entry: Entry, change_pk: int) -> Change:
    changes = Change.objects.filter(entry=entry.pk).select_related("entry__permalink")
    return get_object_or_404(changes, pk=change_pk)


def _before(change: Change) -> Change | None:
    return Change.objects.filter(entry=change.entry_id, pk__lt=change.pk).first()


def _listed(entry: Entry, changes: list[Change]) -> list[ListedChange]:
    if not changes:
        return []
    oldest = _before(changes[-1])
    olders: list[Any] = [*changes[1:], oldest]
    states = [change.state for change in (*changes, oldest) if change]
    compared = Comparing(entry.permalink.kind, states)
    return [
        ListedChange(change, _labels(compared, older, change), older is None)
        for change, older in zip(changes, olders, strict=True)
    ]


def _labels(
    compared: Comparing, older: Change | None, change: Change
) -> tuple[str, ...]:
    if older is None:
        return ()
    found = [one.label for one in compared.facts(older.state, change.state)]
    texts = [_words_keys(one.state) for one in (older, change)]
    if texts[0] != texts[1]:
        found.append("Words of a text")
    return tuple(found)


def _words_keys(state: dict[str, Any]) -> list[str]:
    return [row["sha256"] for row in state.get("texts", ())]
