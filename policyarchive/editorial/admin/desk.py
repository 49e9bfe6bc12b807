"""What the four kinds of entry share on the desk."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseInlineFormSet, Form, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policyarchive.archive.models import Entry, Permalink
from policyarchive.archive.vocabulary import Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.actions import ACTIONS, Action
from policyarchive.editorial.admin.alike import AlikeMixin, alike_to
from policyarchive.editorial.admin.apart import ApartMixin
from policyarchive.editorial.admin.changes import ChangesMixin
from policyarchive.editorial.admin.clashes import ClashMixin
from policyarchive.editorial.admin.comments import CommentsMixin
from policyarchive.editorial.admin.effects import effect_context
from policyarchive.editorial.admin.facets import present
from policyarchive.editorial.admin.finding import FindMixin
from policyarchive.editorial.admin.forms import EntryForm
from policyarchive.editorial.admin.inlines import (
    DateInline,
    FlagInline,
    LinkInline,
    NameInline,
    SourceInline,
)
from policyarchive.editorial.admin.listing import ListingMixin
from policyarchive.editorial.admin.many import ManyMixin
from policyarchive.editorial.admin.pages import user_of, where_used
from policyarchive.editorial.admin.panels import panels
from policyarchive.editorial.admin.relating import RelateMixin
from policyarchive.editorial.models import Step, Verb
from policyarchive.editorial.naming import stage_words
from policyarchive.editorial.presence import get_up, sit_down
from policyarchive.editorial.preview import preview
from policyarchive.editorial.upcoming import upcoming
from policyarchive.editorial.uses import uses_of_entry


class DeskAdmin(
    FindMixin,
    ListingMixin,
    ManyMixin,
    AlikeMixin,
    ApartMixin,
    ChangesMixin,
    CommentsMixin,
    ClashMixin,
    RelateMixin,
):
    """List, form, verbs and preview of one kind of entry."""

    form = EntryForm
    change_form_template = "admin/desk/entry_form.html"
    # Counting a hundred thousand rows for each facet is worth a click, not each look.
    show_facets = admin.ShowFacets.ALLOW
    show_full_result_count = False
    list_filter: ClassVar[tuple[Any, ...]] = ("stage", present("permalink__state"))
    list_display: tuple[str, ...] = ("titles", "standing", "changed", "used")
    list_select_related = ("permalink", "permalink__current")
    list_per_page = 50
    search_fields: ClassVar[tuple[Any, ...]] = ("title_zh", "title_en", "names__text")
    search_help_text = "Titles, other names, document number, or a pasted permalink."
    inlines: ClassVar[tuple[Any, ...]] = (
        DateInline,
        NameInline,
        LinkInline,
        SourceInline,
        FlagInline,
    )

    @admin.display(description="title", ordering="title_en")
    def titles(self, entry: Entry) -> SafeString:
        """Show both titles, Chinese first."""
        return format_html(
            '<span lang="zh">{}</span><span lang="en">{}</span>',
            entry.title_zh,
            entry.title_en or ("" if entry.title_zh else str(entry)),
        )

    @admin.display(description="where it stands", ordering="stage")
    def standing(self, entry: Entry) -> str:
        """Show the stage, and what the public sees."""
        return stage_words(entry)

    @admin.display(description="changed", ordering="-updated_at")
    def changed(self, entry: Entry) -> str:
        """Show when the working copy was last changed."""
        return f"{entry.updated_at:%Y-%m-%d %H:%M}"

    @admin.display(description="used")
    def used(self, entry: Entry) -> SafeString:
        """Lead to where the entry is used."""
        return where_used(entry.permalink.kind, entry)

    def view_on_site(self, obj: Entry) -> str | None:
        """Return the permalink once it answers."""
        permalink = obj.permalink
        public = permalink.state != State.RESERVED
        return permalink.get_absolute_url() if public else None

    # Rights

    def has_change_permission(
        self, request: HttpRequest, obj: Entry | None = None
    ) -> bool:
        """An entry that waits for others, or was merged, can only be looked at."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or not workflow.why_not(Verb.EDIT, obj, user_of(request))

    def has_delete_permission(
        self, request: HttpRequest, obj: Entry | None = None
    ) -> bool:
        """What was ever public is withdrawn, not deleted."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or (
            obj.permalink.state == State.RESERVED and obj.stage == Stage.DRAFT
        )

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Let the history of a draft that never was public go with it.

        The draft is also a row of the table of all entries, where nothing is deleted.
        """
        found, counts, needed, protected = super().get_deleted_objects(objs, request)
        needed -= {str(model._meta.verbose_name) for model in (Step, Entry)}
        return found, counts, needed, protected

    # Saving

    def save_model(
        self, request: HttpRequest, obj: Entry, form: ModelForm, change: bool
    ) -> None:
        """Mint a permalink for a new entry; leave an unchanged one alone."""
        if not change:
            obj.permalink = Permalink.objects.mint(obj.KIND)
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: list[BaseInlineFormSet],
        change: bool,
    ) -> None:
        """Save what hangs on the entry and note the edit, if there was one."""
        super().save_related(request, form, formsets, change)
        get_up(form.instance, user_of(request))
        changed = form.has_changed() or any(part.has_changed() for part in formsets)
        if changed or not change:
            workflow.record_edit(form.instance, by=user_of(request))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form with its panels; say so when a verb refuses an edit."""
        context = dict(extra_context or {})
        entry = self.get_object(request, object_id) if object_id else None
        if entry and self.has_view_or_change_permission(request, entry):
            context["desk"] = panels(entry, user_of(request))
        context |= self._alike_context(request, entry)
        is_opened = request.method == "GET"
        if entry and is_opened and self.has_change_permission(request, entry):
            context["others"] = sit_down(entry, user_of(request))
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def _alike_context(
        self, request: HttpRequest, entry: Entry | None
    ) -> dict[str, Any]:
        """Return what the form needs to show and ask for duplicates."""
        if not self.has_change_permission(request, entry):
            return {}
        url = reverse(f"admin:archive_{self.opts.model_name}_alike")
        if entry is None:
            return {"alike_url": url}
        alike = alike_to(entry, user_of(request)) if request.method == "GET" else []
        return {"alike_url": f"{url}?own={entry.pk}", "alike": alike}

    # Verbs and preview

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the verbs and of the preview."""
        wrap, name = self.admin_site.admin_view, f"archive_{self.opts.model_name}"
        return [
            path("<int:pk>/do/<slug:slug>/", wrap(self.do), name=f"{name}_do"),
            path("<int:pk>/preview/", wrap(self.preview), name=f"{name}_preview"),
            path("<int:pk>/upcoming/", wrap(self.upcoming), name=f"{name}_upcoming"),
            *super().get_urls(),
        ]

    def do(self, request: HttpRequest, pk: int, slug: str) -> HttpResponse:
        """Ask for what a verb needs, and do it."""
        entry, user = self.entry_of(request, pk), user_of(request)
        action = ACTIONS.get(slug)
        if action is None:
            raise Http404
        if not action.has_right(user):
            raise PermissionDenied
        if reason := action.why_not(entry, user):
            return self._back(request, entry, messages.ERROR, reason)
        given = request.POST if request.method == "POST" else None
        form = action.form_for(entry, given, request.GET.dict())
        if form.is_valid():
            try:
                action.run(entry, user, form.cleaned_data)
            except workflow.Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._back(request, entry, messages.SUCCESS, action.done)
        return TemplateResponse(
            request,
            "admin/desk/verb.html",
            self._verb_page(request, entry, action, form),
        )

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the working copy as readers would see it once published."""
        return preview(request, self.entry_of(request, pk))

    def upcoming(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what publishing the working copy would change for readers."""
        entry = self.entry_of(request, pk)
        page = self.page_of(request, entry, "What would change")
        return TemplateResponse(
            request,
            "admin/desk/upcoming.html",
            {**page, "upcoming": upcoming(entry)},
        )

    def _verb_page(
        self, request: HttpRequest, entry: Entry, action: Action, form: Form
    ) -> dict[str, Any]:
        return {
            **self.page_of(request, entry, action.button.rstrip(" …")),
            "desk": panels(entry, user_of(request)),
            "action": action,
            "form": form,
            "media": self.media + form.media,
            "upcoming": upcoming(entry) if action.makes_public else None,
            "uses": uses_of_entry(entry) if action.takes_away else None,
            **effect_context(entry, form, user_of(request)),
        }

    def _back(
        self, request: HttpRequest, entry: Entry, level: int, text: str
    ) -> HttpResponse:
        self.message_user(request, text, level)
        return redirect(f"admin:archive_{self.opts.model_name}_change", entry.pk)
