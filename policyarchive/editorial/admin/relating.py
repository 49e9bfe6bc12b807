"""Relations of other entries to this one: drawn and taken back from its own page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from policyarchive.archive.models import Entry, Link
from policyarchive.archive.vocabulary import Role, Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.forms import EntryChoice
from policyarchive.editorial.admin.pages import PagesMixin, user_of
from policyarchive.editorial.models import Verb
from policyarchive.editorial.naming import label, stage_words
from policyarchive.editorial.presence import others_at

_MOST_FOUND = 20  # more are narrowed by another word


class RelateForm(forms.ModelForm):
    """A relation in the words of the entry it leads to."""

    other = EntryChoice(
        label="Other entry",
        help_text="Found by a title, another name, a number, or its pasted permalink.",
    )
    field_order = ("role", "other")

    class Meta:
        """The fields of a relation that are filled in here."""

        model = Link
        fields = ("role", "here", "there", "source", "note", "is_unverified")
        labels = {
            "role": "Relation",
            "here": "Place in the other entry",
            "there": "Place in this entry",
        }
        widgets = {
            name: forms.TextInput(attrs={"class": "vTextField"})
            for name in ("source", "note")
        }
        help_texts = {
            "here": "Such as art-3, if the relation is of one article only.",
            "note": "Shown to readers beside the relation.",
        }

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        kwargs["instance"] = Link(target=entry)
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            choices = [
                (one.value, f"{one.reverse_en} ({_either(kinds)})")
                for one, kinds in workflow.roles_to(entry.permalink.kind).items()
            ]
            role.choices = [("", "---------"), *choices]

    def clean(self) -> dict[str, Any]:
        """Give the relation its owner, so that the pair of kinds is checked."""
        cleaned: dict[str, Any] = super().clean() or {}
        if other := cleaned.get("other"):
            self.instance.entry = other
        return cleaned

    def chosen(self) -> Entry | None:
        """Return the entry that is chosen so far."""
        given = self.data.get("other") or self.initial.get("other") or ""
        try:
            found: Entry = self.fields["other"].clean(given)
        except forms.ValidationError:
            return None
        return found

    def objection(self, by: User) -> str:
        """Return why nothing is done yet; a published entry is asked about once."""
        if reason := workflow.why_no_relation(self.instance, by=by):
            return reason
        other = self.instance.entry
        if other.stage == Stage.PUBLISHED and self.data.get("seen") != str(other.pk):
            return (
                "Nothing was done yet. The other entry is published: look at what "
                "becomes of it, then draw the relation."
            )
        return ""


class RelateMixin(PagesMixin):
    """Adds to the admin of entries the pages that edit what points at them."""

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the pages."""
        wrap, name = self.admin_site.admin_view, f"archive_{self.opts.model_name}"
        one = "<int:pk>/relate/<int:link_pk>/"
        return [
            path("<int:pk>/relate/", wrap(self.relate), name=f"{name}_relate"),
            path(one, wrap(self.unrelate), name=f"{name}_unrelate"),
            *super().get_urls(),
        ]

    def relate(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for a relation of another entry to this one, and draw it."""
        entry, user = self.entry_of(request, pk), user_of(request)
        if not workflow.may_relate(entry, user):
            raise PermissionDenied
        other = {"other": request.GET.get("other", "")}
        form = RelateForm(_sent(request), entry=entry, initial=other)
        if form.is_valid():
            link = form.instance
            reason = form.objection(user) or _refusal(workflow.relate, link, user)
            if not reason:
                return self._related(request, entry, link, "Drawn")
            form.add_error(None, reason)
        words = request.GET.get("find", "").replace("\0", "")
        page = {"words": words, "found": self._find(request, entry, words)}
        return self._relation_page(request, entry, form, form.chosen(), page)

    def unrelate(self, request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
        """Ask whether a relation to this entry is to go, and take it back."""
        entry, user = self.entry_of(request, pk), user_of(request)
        links = Link.objects.select_related("entry__permalink__current")
        links = links.defer("entry__permalink__current__record_json")
        link = get_object_or_404(links, pk=link_pk, target=entry.pk)
        if not user.has_perm(f"archive.change_{link.entry.permalink.kind}"):
            raise PermissionDenied
        form = Form(_sent(request))
        if form.is_valid():
            reason = _refusal(workflow.unrelate, link, user)
            if not reason:
                return self._related(request, entry, link, "Taken back")
            form.add_error(None, reason)
        return self._relation_page(request, entry, form, link.entry, {"link": link})

    def _relation_page(
        self,
        request: HttpRequest,
        entry: Entry,
        form: Form | RelateForm,
        owner: Entry | None,
        page: dict[str, Any],
    ) -> HttpResponse:
        link: Link | None = page.get("link")
        title = "Take a relation back" if link else "Draw a relation from here"
        context = {
            **self.page_of(request, entry, title),
            "form": form,
            "media": self.media + form.media,
            "label": label(entry),
            "words_of_link": Role(link.role).reverse_en if link else "",
            "owner": owner,
            **(_owner(owner, user_of(request)) if owner else {}),
            **page,
        }
        return TemplateResponse(request, "admin/desk/relate.html", context)

    def _find(
        self, request: HttpRequest, entry: Entry, words: str
    ) -> list[tuple[int, str]]:
        """Return entries by words, for whoever has no script that looks them up."""
        if not words.strip():
            return []
        kinds = workflow.kinds_that_point_at(entry)
        rows: Any = Entry.objects.filter(permalink__kind__in=kinds).exclude(pk=entry.pk)
        rows = rows.exclude(permalink__state=State.MERGED).select_related("permalink")
        found, _ = self.get_search_results(request, rows, words)
        return [(one.pk, label(one)) for one in found[:_MOST_FOUND]]

    def _related(
        self, request: HttpRequest, entry: Entry, link: Link, done: str
    ) -> HttpResponse:
        text = f"{done}: that edited “{link.entry}”, which now needs review."
        self.message_user(request, text, messages.SUCCESS)
        for one in others_at(link.entry, user_of(request)):
            text = (
                f"Also open with {one.by}: whoever saves second sees what both changed."
            )
            self.message_user(request, text, messages.WARNING)
        response = redirect(f"admin:archive_{self.opts.model_name}_change", entry.pk)
        response["Location"] += "#desk-uses"
        return response


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _refusal(do: Callable[..., None], link: Link, by: User) -> str:
    """Do a verb; return why it was refused, or the empty string."""
    try:
        do(link, by=by)
    except workflow.Refused as refusal:
        return str(refusal)
    return ""


def _owner(owner: Entry, user: User) -> dict[str, Any]:
    """Return what the page says of the entry that would be edited."""
    return {
        "owner_label": label(owner),
        "owner_stands": stage_words(owner),
        "refusal": workflow.why_not(Verb.EDIT, owner, user),
    }


def _either(kinds: list[str]) -> str:
    return " or ".join(kinds)
