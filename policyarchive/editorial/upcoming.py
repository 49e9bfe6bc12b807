"""What publishing an entry now would change for readers, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from policyarchive.archive import difference
from policyarchive.archive.models import Entry, Text, Version
from policyarchive.archive.passages import Passage, stored
from policyarchive.archive.records import DocumentRecord, Record
from policyarchive.archive.vocabulary import Language, TextKind
from policyarchive.editorial.freeze import freeze, gather

_Key = tuple[str, str]  # language and kind of a text
_Texts = Mapping[_Key, Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text of which some passages differ."""

    name: str
    changes: tuple[difference.Change, ...]


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The difference between what the public sees and the working copy.

    ``since`` is the version the public sees, None when it sees none: then everything is
    new.
    """

    since: Version | None
    facts: tuple[difference.Change, ...]
    texts: tuple[TextChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether readers would see no difference."""
        return not (self.facts or self.texts)


def upcoming(entry: Entry) -> Upcoming:
    """Compare the working copy with the version that the public sees.

    Closed texts are compared as well: this is for people of the desk only.
    """
    concrete = entry.concrete
    gather([concrete])
    frozen = freeze(concrete, at=timezone.now())
    since = entry.permalink.current
    after = _texts(frozen.record, {text.sha256: text.body for text in frozen.texts})
    if since is None:
        return Upcoming(None, _all_new(frozen.record), tuple(compare({}, after)))
    bodies = dict(Text.objects.filter(versions=since).values_list("sha256", "body"))
    before = _texts(since.record, bodies)
    facts = difference.facts(since.record, frozen.record)
    return Upcoming(since, facts, tuple(compare(before, after)))


def compare(before: _Texts, after: _Texts) -> Iterator[TextChange]:
    """Yield the texts that differ, those of the newer state first."""
    for key in dict.fromkeys((*after, *before)):
        language, kind = key
        changes = difference.texts(before.get(key, ()), after.get(key, ()), language)
        if changes:
            name = f"{Language(language).en}, {TextKind(kind).en.lower()}"
            yield TextChange(name, changes)


def _all_new(record: Record) -> tuple[difference.Change, ...]:
    fields = type(record).model_fields
    kept = {"ark", "version", "published_at", "kind"}
    empty = {n: f.get_default() for n, f in fields.items() if n not in kept}
    empty |= {n: "" for n in ("type", "actor_kind", "event_kind") if n in fields}
    return difference.facts(record.model_copy(update=empty), record)


def _texts(record: Record, bodies: Mapping[str, str]) -> _Texts:
    if not isinstance(record, DocumentRecord):
        return {}
    return {
        (ref.language, ref.kind): stored(bodies[ref.sha256]) for ref in record.texts
    }
