"""What one state of a working copy says that another does not, in an editor's words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Field, Model
from django.utils.text import capfirst

from policyarchive.archive import difference, passages
from policyarchive.archive.difference import Label
from policyarchive.archive.models import Capture, Entry, WorkingText
from policyarchive.editorial.history import KINDS, PARTS, State, words_key
from policyarchive.editorial.models import KeptText
from policyarchive.editorial.naming import label
from policyarchive.editorial.upcoming import TextChange, compare

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
        targets = {row["target_id"] for one in held for row in one.get("links", ())}
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
        for name, field in _fields(self.model).items():
            if name in held:
                language = "zh" if name.endswith("_zh") else "en"
                yield (_title(field), language), _shown(field, held[name])
        for part, heading in _HEADINGS.items():
            lines = (self._line(part, row) for row in state.get(part, ()))
            yield (heading, "zh"), "\n".join(lines)

    def _line(self, part: str, row: Any) -> str:
        if part == "topics":
            return str(row)
        if part == "captures":
            return self.captures.get(row, "(a capture that is gone)")
        said = []
        for name, field in _fields(PARTS[part]).items():
            if name == "target_id":
                said.append(self.targets.get(row[name], "(an entry that is gone)"))
            elif name in row and name != "order":
                said.append(_shown(field, row[name]))
        return ", ".join(said)


def words(entry_pk: int, before: State, after: State) -> tuple[TextChange, ...]:
    """Return the passages of an entry's texts that differ between two states."""
    changed = _keys(before).items() ^ _keys(after).items()
    keys = [sha256 for _, sha256 in changed]
    kept = KeptText.objects.filter(document_id=entry_pk, sha256__in=keys)
    bodies = dict(kept.values_list("sha256", "body"))
    now = WorkingText.objects.filter(document=entry_pk).annotate(sha256=words_key())
    bodies |= dict(now.filter(sha256__in=keys).values_list("sha256", "body"))

    def split(state: State) -> dict[tuple[str, str], tuple[passages.Passage, ...]]:
        return {
            key: passages.split(bodies.get(sha256, ""), key[0])
            for key, sha256 in _keys(state).items()
            if (key, sha256) in changed
        }

    return tuple(compare(split(before), split(after)))


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
