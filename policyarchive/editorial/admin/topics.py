"""The tree of topics on the desk: its form, merging two topics and undoing that."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString

from policyarchive.archive.models import Topic
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.effects import listed
from policyarchive.editorial.admin.forms import PlainTextarea
from policyarchive.editorial.admin.listing import PlainListingMixin
from policyarchive.editorial.admin.pages import user_of, where_used
from policyarchive.editorial.models import TopicMerge
from policyarchive.editorial.naming import label


class _SeenForm(forms.Form):
    """Asks again until what would happen has been looked at."""

    note = forms.CharField(
        label="Why", widget=PlainTextarea(attrs={"rows": 3, "cols": 70})
    )

    def clean(self) -> dict[str, Any]:
        """Compare what is chosen with what the page has shown the effect of."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = self.chosen()
        if chosen is not None and self.data.get("seen") != str(chosen.pk):
            raise ValidationError(
                "Nothing was done yet. Look at what would happen, below, then do it."
            )
        return cleaned

    def chosen(self) -> Any:
        """Return the other topic, or the merge, that is chosen so far."""
        name = next(iter(self.fields))
        given = self.data.get(name) or self.initial.get(name) or ""
        try:
            return self.fields[name].clean(given)
        except ValidationError:
            return None


class TopicMergeForm(_SeenForm):
    """Which topic survives, and why the two are one."""

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Topic.objects.standing().exclude(pk=topic.pk)
        survivor = forms.ModelChoiceField(others, label="Merge into")
        self.fields = {"survivor": survivor, **self.fields}


class TopicUnmergeForm(_SeenForm):
    """Which merge is undone, and why the two are not one."""

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        merges = _open(topic)
        merge = forms.ModelChoiceField(merges, label="Undo the merge of")
        self.fields = {"merge": merge, **self.fields}
        self.initial.setdefault("merge", getattr(merges.first(), "pk", ""))


def _open(topic: Topic) -> QuerySet[TopicMerge]:
    merges = TopicMerge.objects.open().of(topic)
    return merges.select_related("loser", "survivor")


@admin.register(Topic)
class TopicAdmin(PlainListingMixin):
    """The tree of topics."""

    actions = None
    change_form_template = "admin/desk/topic_form.html"
    list_display = (
        "label_zh", "label_en", "key", "parent", "order", "merged_into", "used",
    )  # fmt: skip
    list_display_links = ("label_zh", "label_en")
    list_select_related = ("parent", "merged_into")
    search_fields = ("label_zh", "label_en", "key")
    autocomplete_fields = ("parent",)
    fields = ("label_zh", "label_en", "key", "parent", "order")

    @admin.display(description="used")
    def used(self, topic: Topic) -> SafeString:
        """Lead to where the topic is used."""
        return where_used("topic", topic)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Topic | None = None
    ) -> tuple[str, ...]:
        """The key stands in addresses and in published versions: it never changes."""
        return ("key",) if obj else ()

    def has_change_permission(
        self, request: HttpRequest, obj: Topic | None = None
    ) -> bool:
        """A topic that was merged can only be looked at."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or obj.merged_into_id is None

    def has_delete_permission(
        self, request: HttpRequest, obj: Topic | None = None
    ) -> bool:
        """A topic in use stays, and so does one that took part in a merge."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not (
            obj.entries.exists() or TopicMerge.objects.all().of(obj).exists()
        )

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that merge and that undo it."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/merge/", wrap(self.merge), name="archive_topic_merge"),
            path("<int:pk>/unmerge/", wrap(self.unmerge), name="archive_topic_unmerge"),
            *super().get_urls(),
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form with what merges the topic took part in."""
        topic = self.get_object(request, object_id) if object_id else None
        context = {**(extra_context or {})}
        if topic:
            may = not workflow.why_no_merge(user_of(request))
            merges = TopicMerge.objects.all().of(topic)
            context |= {
                "merges": merges.select_related("loser", "survivor", "by"),
                "may_merge": may and topic.merged_into_id is None,
                "may_unmerge": may and _open(topic).exists(),
            }
        return super().changeform_view(request, object_id, form_url, context)

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what merging a topic into another would do, and do it."""
        topic = self._topic(request, pk)

        def do(by: User, given: Mapping[str, Any]) -> None:
            survivor = given["survivor"]
            workflow.merge_topics(topic, survivor, by=by, note=given["note"])

        form = TopicMergeForm(
            request.POST or None, initial=request.GET.dict(), topic=topic
        )
        survivor = form.chosen()
        effect = survivor and workflow.effect_of_topic_merge(
            topic, survivor, by=user_of(request)
        )
        if answer := self._done(request, form, do, "Merged.", topic):
            return answer
        found = {"survivor": survivor, **_listed(effect)}
        return self._ask(request, topic, form, "Merge into another", found)

    def unmerge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what undoing a merge would do, and do it."""
        topic = self._topic(request, pk)
        if not _open(topic).exists():
            text = f"No merge of “{topic}” is left to undo: it is too late, or done."
            self.message_user(request, text, messages.ERROR)
            return redirect("admin:archive_topic_change", topic.pk)

        def do(by: User, given: Mapping[str, Any]) -> None:
            workflow.unmerge_topics(given["merge"], by=by, note=given["note"])

        form = TopicUnmergeForm(request.POST or None, topic=topic)
        merge = form.chosen()
        effect = merge and workflow.effect_of_topic_unmerge(merge, by=user_of(request))
        told = "The merge is undone: these are two topics again."
        if answer := self._done(request, form, do, told, topic):
            return answer
        found = {"merge": merge, **_listed(effect)}
        return self._ask(request, topic, form, "Undo a merge", found)

    def _topic(self, request: HttpRequest, pk: int) -> Topic:
        if workflow.why_no_merge(user_of(request)):
            raise PermissionDenied
        return get_object_or_404(Topic.objects.select_related("merged_into"), pk=pk)

    def _done(
        self,
        request: HttpRequest,
        form: forms.Form,
        do: Callable[[User, Mapping[str, Any]], None],
        told: str,
        topic: Topic,
    ) -> HttpResponse | None:
        """Do what a valid form asks, and return the way back; otherwise nothing."""
        if not form.is_valid():
            return None
        try:
            do(user_of(request), form.cleaned_data)
        except workflow.Refused as refusal:
            form.add_error(None, str(refusal))
            return None
        self.message_user(request, told, messages.SUCCESS)
        return redirect("admin:archive_topic_change", topic.pk)

    def _ask(
        self,
        request: HttpRequest,
        topic: Topic,
        form: forms.Form,
        title: str,
        found: Mapping[str, Any],
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(topic),
            "original": topic,
            "opts": self.opts,
            "form": form,
            **found,
        }
        return TemplateResponse(request, "admin/desk/topic_verb.html", context)


def _listed(effect: workflow.TopicEffect | None) -> dict[str, Any]:
    """Return an effect with its counts and the names of the first few entries."""
    if effect is None:
        return {}
    moved = listed(effect.moved.select_related("permalink"))
    return {
        "effect": effect,
        "moved_count": moved.count,
        "moved": [label(entry) for entry in moved.first],
        "dropped_count": effect.dropped.count(),
    }
