"""What one state of a working copy says that another does not, in an editor's words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Field, Model
from django.utils.text import capfirst

from policyarchive.archive import difference, passages
from policyarchive.archive.difference import Label
from policyarchive.archive.models import Capture, Entry, WorkingText
from policyarchive.editorial.history import KINDS, PARTS, State, columns, words_key
from policyarchive.editorial.models import KeptText
from policyarchive.editorial.naming import label
from policyarchive.editorial.upcoming import TextChange, compare

WORDS = "words"
"""What the state of a form holds of a text, in place of the key of its words."""

_HEADINGS = {
    "topics": "Topics",
    "names": "Other names",
    "dates": "Dates",
    "links": "Relations",
    "sources": "Sources",
    "flags": "Unverified facts",
    "texts": "Texts",
    "captures": "Sources as found",
}


class Comparing:
    """Compares states; looks up once what all of them point at."""

    def __init__(self, kind: str, states: Iterable[State]) -> None:
        self.model = next(model for model in KINDS if kind == model.KIND)
        held = list(states)
        targets = {row.get("target_id") for one in held for row in one.get("links", ())}
        entries = Entry.objects.filter(pk__in=targets).select_related("permalink")
        self.targets = {entry.pk: label(entry) for entry in entries}
        captures = {pk for one in held for pk in one.get("captures", ())}
        self.captures = {
            pk: str(capture)
            for pk, capture in Capture.objects.in_bulk(captures).items()
        }

    def facts(self, before: State, after: State) -> tuple[difference.Change, ...]:
        """Return the fields and rows that differ; of a text, all but its words."""
        return difference.stated(dict(self._said(before)), dict(self._said(after)))

    def _said(self, state: State) -> Iterator[tuple[Label, str]]:
        held = state.get("fields", {})
        names = (name for name in columns(self.model) if name in held)
        yield from (self.said(state, name) for name in names)
        yield from (self.said(state, part) for part in _HEADINGS)

    def said(self, state: State, name: str) -> tuple[Label, str]:
        """Return the label of a column or sort of row, and what a state says in it."""
        if heading := _HEADINGS.get(name):
            lines = (self._line(name, row) for row in state.get(name, ()))
            return (heading, "zh"), "\n".join(lines)
        field = _fields(self.model)[name]
        language = "zh" if name.endswith("_zh") else "en"
        value = state.get("fields", {}).get(name, "")
        return (_title(field), language), _shown(field, value)

    def _line(self, part: str, row: Any) -> str:
        if part == "topics":
            return str(row)
        if part == "captures":
            return self.captures.get(row, "(a capture that is gone)")
        said = []
        for name, field in _fields(PARTS[part]).items():
            if name == "target_id":
                said.append(
                    self.targets.get(row.get(name, 0), "(an entry that is gone)")
                )
            elif name in row and name != "order":
                said.append(_shown(field, row[name]))
        if WORDS in row:
            said.append(row[WORDS])
        return ", ".join(said)


def words(entry_pk: int, before: State, after: State) -> tuple[TextChange, ...]:
    """Return the passages of an entry's texts that differ between two states."""
    changed = _keys(before).items() ^ _keys(after).items()
    bodies = bodies_of(entry_pk, (before, after)) if changed else {}

    def split(state: State) -> dict[tuple[str, str], tuple[passages.Passage, ...]]:
        return {
            key: passages.split(bodies.get(sha256, ""), key[0])
            for key, sha256 in _keys(state).items()
            if (key, sha256) in changed
        }

    return tuple(compare(split(before), split(after)))


def bodies_of(entry_pk: int, states: Iterable[State]) -> dict[str, str]:
    """Return the words of the texts in some states of an entry, by their keys."""
    keys = {sha256 for state in states for sha256 in _keys(state).values()}
    kept = KeptText.objects.filter(document_id=entry_pk, sha256__in=keys)
    now = WorkingText.objects.filter(document=entry_pk).annotate(sha256=words_key())
    return {
        **dict(kept.values_list("sha256", "body")),
        **dict(now.values_list("sha256", "body")),
    }


def _keys(state: State) -> dict[tuple[str, str], str]:
    texts = state.get("texts", ())
    return {(row["language"], row["kind"]): row["sha256"] for row in texts}


def _fields(model: type[Model]) -> dict[str, "Field[Any, Any]"]:
    return {field.attname: field for field in model._meta.concrete_fields}


def _title(field: "Field[Any, Any]") -> str:
    return capfirst(str(field.verbose_name))


def _shown(field: "Field[Any, Any]", value: Any) -> str:
    if value is True:
        return str(field.verbose_name)
    choices: dict[Any, Any] = dict(field.flatchoices)
    return str(choices.get(value, value))
