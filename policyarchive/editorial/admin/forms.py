"""Forms of the desk: what a verb asks for, and edits that do not overwrite others'."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

from policyarchive.archive.models import Entry, Link
from policyarchive.archive.vocabulary import Access, Reason, Role, a_kind
from policyarchive.editorial import history, workflow
from policyarchive.editorial.admin.topictree import TopicTree
from policyarchive.editorial.models import Merge
from policyarchive.editorial.naming import label

_ABOUT = [
    (name, name)
    for name in (
        "Title",
        "Type, number and level",
        "Status",
        "Summary",
        "Topics",
        "Text",
        "Dates",
        "Other names",
        "Relations",
        "Sources",
        "Unverified facts",
    )
]


class PlainTextarea(forms.Textarea):
    """A text area whose lines end as the archive's do, not as browsers send them.

    Otherwise each saving would change every text it did not change.
    """

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> Any:
        """Return what was typed, with bare line feeds."""
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class _EntrySelect(AutocompleteSelect):
    """The look-up of an entry; what is no key leaves it empty, for the field to say.

    ``known`` is an entry that was read already: a form may have many such fields.
    """

    known: Entry | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """Return the entry that is chosen."""
        keys = [one for one in value if str(one).isdecimal() and len(str(one)) < 19]
        if self.known and keys == [str(self.known.pk)]:
            words = label(self.known)
            option = self.create_option(name, self.known.pk, words, True, 0, attrs=attr)
            return [(None, [option], 0)]
        return super().optgroups(name, keys, attr)


class EntryChoice(forms.ModelChoiceField):
    """A field that looks an entry up and names it so that it can be told apart."""

    def __init__(self, **kwargs: Any) -> None:
        # The link table's own field lends its address to the look-up.
        target = Link._meta.get_field("target")
        super().__init__(
            queryset=Entry.objects.select_related("permalink"),
            widget=_EntrySelect(target, admin.site),
            **kwargs,
        )

    def label_from_instance(self, obj: Entry) -> str:
        """Return both titles and the kind."""
        return label(obj)


class EntryForm(forms.ModelForm):
    """An entry's form; refuses to overwrite what somebody saved since it was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    known = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        widgets = {
            "title_zh": forms.TextInput(attrs={"lang": "zh", "size": 60}),
            "title_en": forms.TextInput(attrs={"lang": "en", "size": 60}),
            "summary_zh": PlainTextarea(attrs={"lang": "zh", "rows": 6, "cols": 48}),
            "summary_en": PlainTextarea(attrs={"lang": "en", "rows": 6, "cols": 48}),
            "note": PlainTextarea(attrs={"rows": 3, "cols": 70}),
            "topics": TopicTree,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.updated_at.isoformat()
            self.initial["known"] = history.newest(self.instance)

    def clean(self) -> dict[str, Any]:
        """Compare when the form was opened with when the entry was last changed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.instance.pk and cleaned.get("seen") != self.initial["seen"]:
            raise ValidationError(
                "Somebody has changed this entry since you opened it, so nothing was "
                "saved. Open it again in another tab and carry your changes over."
            )
        return cleaned


class LinkForm(forms.ModelForm):
    """One relation; offers and accepts only roles that join the two kinds."""

    target = EntryChoice()

    def __init__(self, *args: Any, source_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source_kind = source_kind
        target = self.fields.get("target")
        if self.instance.target_id and target:
            target.widget.known = self.instance.target
        role_field = self.fields.get("role")
        if isinstance(role_field, forms.ChoiceField):
            roles = [r for r in Role if source_kind in {pair[0] for pair in r.kinds}]
            choices = [("", "---------"), *((role.value, role.en) for role in roles)]
            role_field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Check the pair of kinds, also while the entry itself is still unsaved."""
        cleaned: dict[str, Any] = super().clean() or {}
        target, code = cleaned.get("target"), cleaned.get("role")
        if target and code:
            role, kind = Role(code), target.permalink.kind
            if (self.source_kind, kind) not in role.kinds:
                self.add_error(
                    "target",
                    f"“{role.en}” cannot lead from "
                    f"{a_kind(self.source_kind)} to {a_kind(kind)}.",
                )
        return cleaned


class LinkFormSet(forms.BaseInlineFormSet):
    """The relations of one entry; tells each form which kind they lead from."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Return what each form is made with."""
        kind = getattr(self.instance, "KIND", "")
        return {**super().get_form_kwargs(index), "source_kind": str(kind)}


class NoteForm(forms.Form):
    """A note that may be left out."""

    note = forms.CharField(
        required=False, widget=PlainTextarea(attrs={"rows": 3, "cols": 70})
    )


class NeededNoteForm(NoteForm):
    """A note that is needed: it tells the writers what to change."""

    note = forms.CharField(
        label="What has to change",
        widget=PlainTextarea(attrs={"rows": 4, "cols": 70}),
    )


class AssignForm(NoteForm):
    """Who takes an entry further."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = forms.ModelChoiceField(workflow.workers(), label="Give it to")
        self.fields = {"to": to, **self.fields}


class CommentForm(forms.Form):
    """A comment, and what it is about."""

    about = forms.ChoiceField(
        required=False, choices=[("", "the whole entry"), *_ABOUT], label="About"
    )
    words = forms.CharField(
        required=False,
        max_length=400,
        label="Article or words it is about",
        help_text="Such as Article 3, or the words themselves.",
    )
    body = forms.CharField(
        label="Comment", widget=PlainTextarea(attrs={"rows": 3, "cols": 60})
    )


class EraseForm(forms.Form):
    """Why an entry was a mistake, in words that everybody may read."""

    note = forms.CharField(
        label="Public note",
        help_text="Its address says this for ever. Repeat nothing that has to go.",
        widget=PlainTextarea(attrs={"rows": 3, "cols": 70}),
    )


class PublishForm(forms.Form):
    """The change note of a version, which readers see."""

    note = forms.CharField(
        label="Change note",
        required=False,
        help_text=(
            "What is different in this version, in a sentence. Readers see it in the "
            "list of versions; it is needed from version 2 on."
        ),
        widget=PlainTextarea(attrs={"rows": 3, "cols": 70}),
    )


class WithdrawForm(forms.Form):
    """What the tombstone says."""

    reason = forms.ChoiceField(choices=[("", "---------"), *Reason.choices])
    note = forms.CharField(
        label="Public note",
        help_text="Shown on the tombstone, which stays for ever.",
        widget=PlainTextarea(attrs={"rows": 3, "cols": 70}),
    )
    replaced_by = EntryChoice(required=False, label="Replaced by")


class RenameForm(forms.Form):
    """The new name, and since when it is the name."""

    title_zh = forms.CharField(
        label="New name (Chinese)", required=False, max_length=400
    )
    title_en = forms.CharField(
        label="New name (English)", required=False, max_length=600
    )
    since = forms.CharField(
        label="Since",
        help_text="2021, 2021-06 or 2021-06-10. The old name stays as a former name "
        "until then; leave a name empty that stays as it is.",
    )


class MergeForm(forms.Form):
    """Which entry survives; asked again until what would move has been looked at."""

    survivor = EntryChoice(label="Merge into")
    note = forms.CharField(
        label="Why the two are one",
        widget=PlainTextarea(attrs={"rows": 3, "cols": 70}),
    )

    def clean(self) -> dict[str, Any]:
        """Compare the survivor with the one whose effect the page has shown."""
        cleaned: dict[str, Any] = super().clean() or {}
        survivor = cleaned.get("survivor")
        if survivor and self.data.get("seen") != str(survivor.pk):
            raise ValidationError(
                "Nothing was done yet. Look at what would move, below, then merge."
            )
        return cleaned

    def chosen(self) -> Entry | None:
        """Return the survivor that is chosen so far."""
        given = self.data.get("survivor") or self.initial.get("survivor") or ""
        try:
            found: Entry = self.fields["survivor"].clean(given)
        except ValidationError:
            return None
        return found


class UnmergeForm(forms.Form):
    """Which merge is undone; asked again until what comes back has been looked at."""

    merge = forms.ModelChoiceField(Merge.objects.none(), label="Undo the merge of")
    note = forms.CharField(
        label="Why the two are not one",
        widget=PlainTextarea(attrs={"rows": 3, "cols": 70}),
    )

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        merges = Merge.objects.open().of(entry)
        merges = merges.select_related("loser__permalink", "survivor__permalink")
        field = self.fields["merge"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = merges
        self.initial.setdefault("merge", getattr(merges.first(), "pk", ""))

    def clean(self) -> dict[str, Any]:
        """Compare the merge with the one whose undoing the page has shown."""
        cleaned: dict[str, Any] = super().clean() or {}
        merge = cleaned.get("merge")
        if merge and self.data.get("seen") != str(merge.pk):
            raise ValidationError(
                "Nothing was done yet. Look at what would come back, below, then undo."
            )
        return cleaned

    def chosen(self) -> Merge | None:
        """Return the merge that is chosen so far."""
        given = self.data.get("merge") or self.initial.get("merge") or ""
        try:
            found: Merge = self.fields["merge"].clean(given)
        except ValidationError:
            return None
        return found


class RestrictForm(forms.Form):
    """How far access to a text or capture is closed."""

    access = forms.ChoiceField(choices=[("", "---------"), *Access.choices[1:]])
    note = forms.CharField(
        label="Why",
        help_text="Kept in the history of every entry concerned.",
        widget=PlainTextarea(attrs={"rows": 3, "cols": 70}),
    )
