"""Forms of taking in: what is brought, and the facts of one source."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet

from policyarchive.archive.models.working import validate_edtf
from policyarchive.archive.vocabulary import Access, DateRole, DocumentType, Language
from policyarchive.editorial.admin.forms import PlainTextarea
from policyarchive.editorial.ingest import Draft
from policyarchive.editorial.ingest.registry import MOST_BYTES
from policyarchive.editorial.intake import access_of
from policyarchive.editorial.takein.arrivals import MOST_FILES

# Lengths of the columns that the facts go to.
_LONGEST = {"title_zh": 400, "title_en": 600, "number": 120, "issuer_as_printed": 400}
_LONGEST_SOURCE, _LONGEST_ADDRESS = 600, 2000


class _Files(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files, each of them checked as one."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files that were brought, as a list."""
        single = super().clean
        several = data if isinstance(data, list | tuple) else [data]
        return [single(one, initial) for one in several if one]


class BringForm(forms.Form):
    """What somebody brings: pasted words, files, or an address."""

    pasted = forms.CharField(
        label="Paste a text or a page",
        required=False,
        strip=False,
        help_text=(
            "The whole page as you copied it, with its advertisements and menus: what "
            "is not the article is told apart in the next step. HTML is read as HTML."
        ),
        widget=PlainTextarea(attrs={"rows": 12, "cols": 80}),
    )
    uploads = _FilesField(
        label="Or choose files",
        required=False,
        allow_empty_file=True,  # said of the file by its name; the others are kept
        help_text=f"Text, Markdown, HTML, Word or PDF; up to {MOST_FILES} at a time.",
    )
    address = forms.CharField(
        label="Or fetch an address",
        required=False,
        max_length=_LONGEST_ADDRESS,
        widget=forms.URLInput(attrs={"size": 60, "placeholder": "https://"}),
        help_text="The archive keeps the page as a capture, with the day and the hour.",
    )

    def clean_uploads(self) -> list[Any]:
        """Refuse more, or larger, files than can be read while somebody waits."""
        files: list[Any] = self.cleaned_data["uploads"]
        if len(files) > MOST_FILES:
            raise ValidationError(
                f"These are {len(files)} files: bring at most {MOST_FILES} at a time."
            )
        large = [file.name for file in files if file.size > MOST_BYTES]
        if large:
            raise ValidationError(
                f"Too large for one document: {', '.join(large)}. At most "
                f"{MOST_BYTES // 1024 // 1024} MB each: split them."
            )
        return files

    def clean(self) -> dict[str, Any]:
        """Ask for something."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(
            (cleaned["pasted"].strip(), cleaned["uploads"], cleaned["address"].strip())
        ):
            raise ValidationError(
                "Nothing was brought: paste a text, choose a file or give an address."
            )
        return cleaned


class FactsForm(forms.Form):
    """The facts of a source as they will stand on the draft."""

    title_zh = forms.CharField(
        label="Title (Chinese)",
        required=False,
        max_length=_LONGEST["title_zh"],
        widget=forms.TextInput(attrs={"lang": "zh"}),
    )
    title_en = forms.CharField(
        label="Title (English)",
        required=False,
        max_length=_LONGEST["title_en"],
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    type = forms.ChoiceField(choices=DocumentType.choices)
    language = forms.ChoiceField(label="Language of the text", choices=Language.choices)
    access = forms.ChoiceField(
        label="What readers may see",
        choices=Access.choices,
        help_text="A news text is never more than extracts here.",
    )
    number = forms.CharField(
        label="Document number (文号)", required=False, max_length=_LONGEST["number"]
    )
    issuer_as_printed = forms.CharField(
        label="Issuer as printed",
        required=False,
        max_length=_LONGEST["issuer_as_printed"],
    )
    source = forms.CharField(
        label="Publication it comes from", required=False, max_length=_LONGEST_SOURCE
    )
    source_url = forms.URLField(
        label="Its address",
        required=False,
        max_length=_LONGEST_ADDRESS,
        assume_scheme="https",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a title: every entry has one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("title_zh") or cleaned.get("title_en")):
            self.add_error("title_zh", "Give a title in at least one language.")
        return cleaned


class DateForm(forms.Form):
    """One date in one role, with the words it was read from."""

    role = forms.ChoiceField(
        label="What it is the date of",
        required=False,
        choices=[("", "---------"), *DateRole.choices],
    )
    edtf = forms.CharField(
        label="Date",
        required=False,
        max_length=30,
        validators=[validate_edtf],
        widget=forms.TextInput(attrs={"size": 12, "placeholder": "2021-09-01"}),
    )
    evidence = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A date needs its role; a role without a date is left out."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("edtf") and not cleaned.get("role"):
            self.add_error("role", "Say what it is the date of.")
        return cleaned


class _Dates(BaseFormSet):  # type: ignore[type-arg]  # takes no parameters at run time
    """The dates of a source, one in each role."""

    def clean(self) -> None:
        """Refuse two dates in one role."""
        if any(self.errors):
            return
        roles = [date["role"] for date in stated(self)]
        for role in roles:
            if roles.count(role) > 1:
                raise ValidationError(
                    f"Two dates say “{DateRole(role).en}”: keep one of them."
                )


def stated(dates: Any) -> list[dict[str, str]]:
    """Return what the valid forms of dates state, without the empty ones."""
    return [form.cleaned_data for form in dates if form.cleaned_data.get("edtf")]


Dates = forms.formset_factory(DateForm, formset=_Dates, extra=1, max_num=12)


def initial_facts(draft: Draft) -> dict[str, str]:
    """Return what the form of facts begins with: what the reader found."""
    title = "title_en" if draft.title_lang == "en" else "title_zh"
    return {
        title: draft.title[: _LONGEST[title]],
        "type": draft.doc_type or DocumentType.OTHER,
        "language": draft.language,
        "access": access_of(draft, ""),
        "number": draft.doc_number[: _LONGEST["number"]],
        "issuer_as_printed": " ".join(draft.issuers)[: _LONGEST["issuer_as_printed"]],
        "source": draft.origin[:_LONGEST_SOURCE],
        "source_url": draft.source_url[:_LONGEST_ADDRESS],
    }


def initial_dates(draft: Draft) -> Sequence[dict[str, str]]:
    """Return what the dates begin with: the claims of the reader."""
    return [
        {
            "role": claim.role,
            "edtf": claim.edtf,
            "evidence": claim.evidence[:_LONGEST_SOURCE],
        }
        for claim in draft.dates
        if claim.role in DateRole.values
    ]
