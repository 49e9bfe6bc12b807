"""The form by which a right is reported; what comes in waits at the desk (line C7)."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from policyarchive.archive import permalinks
from policyarchive.archive.models.published import Permalink
from policyarchive.archive.models.requests import TakedownRequest
from policyarchive.archive.vocabulary import State

_LARGEST = 64 * 1024  # bytes of a form; the longest statement takes a quarter of it


class TakedownForm(forms.Form):
    """What the desk needs to know. ``website`` is a trap: people do not see it."""

    given = forms.CharField(max_length=300, label="Permalink of the entry")
    right = forms.ChoiceField(
        choices=TakedownRequest.Right.choices, label="Which right is touched"
    )
    statement = forms.CharField(
        max_length=4000,
        min_length=20,
        label="What is touched, why, and what you ask for",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = forms.CharField(
        max_length=200,
        label="Your name, and for whom you act",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Your e-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        required=False,
        label="Leave this empty",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_given(self) -> str:
        """Find the entry that is meant, or say what to write."""
        given: str = self.cleaned_data["given"]
        ark = permalinks.read(given)
        public = Permalink.objects.public()
        found = (
            public.filter(name=ark.name).first()
            if ark and ark.naan == settings.ARCHIVE_NAAN
            else None
        )
        if found is None:
            raise ValidationError(
                "No entry has this permalink. Copy it from the entry’s page: it "
                f"begins with ark:{settings.ARCHIVE_NAAN}/."
            )
        if found.state == State.WITHDRAWN:
            raise ValidationError("This entry was withdrawn already.")
        self.permalink = found
        return given

    def clean_website(self) -> str:
        """Refuse what only a machine would fill in."""
        if self.cleaned_data["website"]:
            raise ValidationError("Leave the field “Leave this empty” empty.")
        return ""

    def save(self) -> TakedownRequest:
        """Write the ticket."""
        asked = {key: v for key, v in self.cleaned_data.items() if key != "website"}
        return TakedownRequest.objects.create(permalink=self.permalink, **asked)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def takedown(request: HttpRequest) -> HttpResponse:
    """Show the form, take what it is filled in with, say under which number."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > _LARGEST:
        return _page(request, {"is_too_large": True, "form": TakedownForm()}, 413)
    if request.method != "POST":
        return _page(
            request,
            {
                "received": request.GET.get("received", "")[:20],
                "form": TakedownForm(initial={"given": request.GET.get("ark", "")}),
            },
        )
    form = TakedownForm(request.POST)
    if not form.is_valid():
        return _page(request, {"form": form}, 400)
    reference = form.save().reference
    return HttpResponseRedirect(f"{reverse('takedown')}?received={reference}")


def _page(
    request: HttpRequest, found: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "public/takedown.html", found, status=status)
