"""The labelled lines of an ingested text: what each line of the source is.

Changing a label decides whether a line belongs to the text. Every line stays, whatever
its label, so that any decision can be taken back.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from policyarchive.archive import passages
from policyarchive.archive.models import Entry, WorkingText
from policyarchive.editorial import history, workflow
from policyarchive.editorial.admin.pages import user_of
from policyarchive.editorial.ingest.draft import KEPT, Label, Line, compose
from policyarchive.editorial.labelling import CHOICES, JOINED, ShownLine, line_list
from policyarchive.editorial.models import Verb

# Django takes a thousand fields from one form; a page of a form has to stay below.
_PAGE = 300

# What a page's width broke off stays joined here, whatever its label.
_CHOICES = tuple(
    (group, tuple(choice for choice in choices if choice.value != JOINED))
    for group, choices in CHOICES
)

Row = Sequence[Any]
"""A stored line: label, text, and whether a page's width broke it off."""


def read_lines(rows: Sequence[Row]) -> list[Line]:
    """Return the stored lines; a label of another time counts as body, to be seen."""
    known = set(Label)
    return [
        Line(row[1], Label(row[0]) if row[0] in known else Label.BODY, any(row[2:]))
        for row in rows
    ]


def relabel(rows: Sequence[Row], labels: dict[int, str]) -> list[list[Any]]:
    """Return the stored lines with other labels on some; everything else stays."""
    return [
        [labels.get(number, row[0]), *row[1:]] for number, row in enumerate(rows, 1)
    ]


def _labels_in(request: HttpRequest) -> dict[int, str]:
    found: dict[int, str] = {}
    for name, value in request.POST.items():
        if name.startswith("line-") and name[5:].isdigit() and value in set(Label):
            found[int(name[5:])] = str(value)
    return found


class LinesMixin(admin.ModelAdmin):
    """Adds to the admin of documents the page of a text's lines."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the lines."""
        view = self.admin_site.admin_view(self.lines)
        pattern = "<int:pk>/texts/<int:text_pk>/lines/"
        return [path(pattern, view, name="archive_document_lines"), *super().get_urls()]

    def lines(self, request: HttpRequest, pk: int, text_pk: int) -> HttpResponse:
        """Show each line with its label and the text that results; save the labels."""
        entry = self.get_object(request, str(pk))
        if entry is None or not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied if entry else Http404
        text = entry.texts.filter(pk=text_pk).first()
        if text is None:
            raise Http404
        may_change = self.has_change_permission(request, entry)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            if request.POST.get("do") == "result":
                return _effect(request, text)
            return self._save_lines(request, entry, text)
        return TemplateResponse(
            request,
            "admin/desk/lines.html",
            {
                **self.admin_site.each_context(request),
                **_page_context(request, text, may_change),
                "title": "Lines as found",
                "subtitle": str(entry),
                "original": entry,
                "text": text,
                "opts": self.opts,
                "may_change": may_change,
                "why_locked": workflow.why_not(Verb.EDIT, entry, user_of(request)),
            },
        )

    @transaction.atomic
    def _save_lines(
        self, request: HttpRequest, entry: Entry, text: WorkingText
    ) -> HttpResponse:
        back = reverse("admin:archive_document_lines", args=(entry.pk, text.pk))
        back = f"{back}?{request.GET.urlencode()}" if request.GET else back
        # Locked, so that two who save at once do so one after the other.
        text = WorkingText.objects.select_for_update().get(pk=text.pk)
        if request.POST.get("seen") != state_of(text):
            self.message_user(
                request,
                "Somebody has changed this text since you opened the page, so nothing "
                "was saved. The page shows the text as it is now: label it again.",
                messages.ERROR,
            )
            return redirect(back)
        was_by_hand = is_edited_by_hand(text)
        if was_by_hand and "replace" not in request.POST:
            self.message_user(
                request,
                "The text was edited by hand, so nothing was saved: tick the box to "
                "replace it by the lines.",
                messages.ERROR,
            )
            return redirect(back)
        rows = relabel(text.lines, _labels_in(request))
        if rows == text.lines and not was_by_hand:
            self.message_user(request, "No label was changed.", messages.INFO)
            return redirect(back)
        history.remember(entry)
        text.lines, text.body = rows, compose(read_lines(rows))
        text.save(update_fields=("lines", "body", "digest", "sketch"))
        workflow.record_edit(
            entry, by=user_of(request), note="Labels of lines changed."
        )
        self.message_user(request, "The labels were saved.", messages.SUCCESS)
        return redirect(back)


def state_of(text: WorkingText) -> str:
    """Return a string that changes with every change of a text or of its lines."""
    state = json.dumps([text.lines, text.body], separators=(",", ":"))
    return hashlib.sha256(state.encode()).hexdigest()


def is_edited_by_hand(text: WorkingText) -> bool:
    """Whether the body is no longer what its lines make."""
    return text.body.strip() != compose(read_lines(text.lines)).strip()


def _effect(request: HttpRequest, text: WorkingText) -> HttpResponse:
    """Answer with the text that the labels chosen so far would make; save nothing."""
    lines = read_lines(relabel(text.lines, _labels_in(request)))
    context = _result(lines, compose(lines), text.language)
    return TemplateResponse(request, "admin/desk/_result.html", context)


def _result(lines: Sequence[Line], body: str, language: str) -> dict[str, Any]:
    return {
        "passages": passages.split(body, language),
        "language": language,
        "kept": sum(line.label in KEPT for line in lines),
        "total": len(lines),
    }


def _page_context(
    request: HttpRequest, text: WorkingText, may_change: bool
) -> dict[str, Any]:
    lines = [
        ShownLine(number, line.text, line.label, line.label in KEPT)
        for number, line in enumerate(read_lines(text.lines), 1)
    ]
    page: Page[ShownLine] = Paginator(lines, _PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "choices": _CHOICES,
        "line_list": line_list(
            list(page), text.language, choices=_CHOICES, may_change=may_change
        ),
        **_result(read_lines(text.lines), text.body, text.language),
        "is_by_hand": is_edited_by_hand(text),
        "seen": state_of(text),
    }
