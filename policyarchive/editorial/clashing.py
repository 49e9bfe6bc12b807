"""Two people save one entry: what each changed, and one form that holds both.

Three states are compared: the entry as the second person opened it, as the first saved
it, and as the second has it on the form. What only one of them changed is taken from
that one; what both changed the second person decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.http import QueryDict

from policyarchive.archive import difference
from policyarchive.archive.models import Entry, Topic, WorkingText
from policyarchive.editorial import history
from policyarchive.editorial.comparing import WORDS, Comparing, bodies_of
from policyarchive.editorial.history import KINDS, PARTS, State
from policyarchive.editorial.models import Change

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Clash:
    """A field, or the rows of one sort, that somebody saved meanwhile.

    ``choice`` is mine or theirs, and ``is_open`` whether both changed it, so that a
    person has to choose.
    """

    name: str
    label: str
    theirs: tuple[difference.Piece, ...]
    mine: tuple[difference.Piece, ...]
    choice: str
    is_open: bool
    language: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What was saved since a form was opened, and how it meets what is on the form."""

    changes: list[Change]
    clashes: list[Clash]


def meanwhile(entry: Entry, sent: QueryDict) -> Meanwhile | None:
    """Compare a form that was sent with what was saved since it was opened.

    None when it cannot be told in which state the form was opened.
    """
    kept = Change.objects.filter(entry=entry.pk)
    known = sent.get("known", "")
    # What was opened before there was a history is told by the first state kept.
    base = kept.filter(pk=known).first() if known.isdigit() else kept.last()
    if base is None:
        return None
    changes = list(kept.filter(pk__gt=base.pk).select_related("by"))
    if not (known or changes):
        return None
    now = history.states([entry])[entry.pk]
    form = _Form(entry, sent, (base.state, now))
    return Meanwhile(changes, list(form.clashes()))


def settle(entry: Entry, sent: QueryDict, seen: str) -> QueryDict:
    """Return the form with what was saved meanwhile, where that was chosen.

    ``seen`` marks the form as one that was made with the newest state in view.
    """
    found = meanwhile(entry, sent)
    if found is None:
        return sent
    settled = sent.copy()
    now = history.states([entry])[entry.pk]
    for clash in found.clashes:
        choice = sent.get(f"choose-{clash.name}", clash.choice)
        if choice == THEIRS:
            _take_theirs(settled, clash.name, now)
        elif clash.name in PARTS:
            _keep_rows(settled, clash.name, entry)
    settled["seen"] = seen
    return settled


class _Form:
    """The form as a state, beside the entry as it was opened and as it is now."""

    def __init__(
        self, entry: Entry, sent: QueryDict, kept: tuple[State, State]
    ) -> None:
        self.model = next(m for m in KINDS if entry.permalink.kind == m.KIND)
        self.words = bodies_of(entry.pk, kept)
        self.base, self.now = (self._worded(state) for state in kept)
        self.mine = _sent_state(self.model, sent)
        states = (self.base, self.now, self.mine)
        self.comparing = Comparing(entry.permalink.kind, states)

    def clashes(self) -> Iterator[Clash]:
        """Yield what was saved meanwhile, in the order of the form."""
        names = [*history.columns(self.model), "topics", *PARTS]
        for name in names:
            base, now, mine = (
                self._of(state, name) for state in (self.base, self.now, self.mine)
            )
            if now not in (base, mine):
                yield self._clash(name, is_open=base != mine)

    def _clash(self, name: str, is_open: bool) -> Clash:
        said = [
            self.comparing.said(state, name)
            for state in (self.base, self.now, self.mine)
        ]
        base, now, mine = (text for _, text in said)
        (label, language), _ = said[0]
        return Clash(
            name=name,
            label=label,
            theirs=difference.words(base, now),
            mine=difference.words(base, mine),
            choice=MINE if is_open else THEIRS,
            is_open=is_open,
            language=language,
        )

    def _of(self, state: State, name: str) -> Any:
        held = state if name in PARTS or name == "topics" else state["fields"]
        value = held.get(name, [] if held is state else "")
        return sorted(value) if name == "topics" else value

    def _worded(self, state: State) -> State:
        """Return a state whose texts hold their words, as those of a form do."""
        texts = [
            {k: v for k, v in row.items() if k != "sha256"}
            | {WORDS: self.words.get(row["sha256"], "")}
            for row in state.get("texts", ())
        ]
        return state | {"texts": texts} if texts else state


def _sent_state(model: type[Model], sent: QueryDict) -> State:
    state: State = {"fields": _row(model, sent, "")}
    keys = [key for key in sent.getlist("topics") if key.isdigit()]
    topics = Topic.objects.filter(pk__in=keys).order_by("key")
    if topics:
        state["topics"] = list(topics.values_list("key", flat=True))
    for name, part in PARTS.items():
        if rows := list(_rows(part, sent, name)):
            state[name] = rows
    return state


def _rows(model: type[Model], sent: QueryDict, prefix: str) -> Iterator[State]:
    for number in range(_count(sent, prefix)):
        start = f"{prefix}-{number}-"
        row = _row(model, sent, start)
        if model is WorkingText:
            row[WORDS] = sent.get(f"{start}body", "").replace("\r\n", "\n")
        is_deleted = f"{start}DELETE" in sent
        is_there = sent.get(f"{start}id") or set(row) - _PRESET
        if is_there and not is_deleted:
            yield row


# What a blank row holds already.
_PRESET = frozenset(("language", "kind", "access", "order"))


def _row(model: type[Model], sent: QueryDict, start: str) -> State:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    row = {}
    for name in history.columns(model):
        field = fields[name]
        row[name] = _value(field, sent.get(f"{start}{field.name}"))
    return history.filled(row)


def _value(field: "Field[Any, Any]", raw: str | None) -> Any:
    """Return what a form field holds as a state has it; nonsense as it was typed."""
    if field.many_to_one:
        return int(raw) if raw and raw.isdigit() else None
    form_field: Any = field.formfield()
    try:
        value = form_field.to_python(raw)
    except ValidationError:
        return raw
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _count(sent: QueryDict, prefix: str) -> int:
    total = sent.get(f"{prefix}-TOTAL_FORMS", "0")
    return min(int(total), 1000) if total.isdigit() else 0


def _take_theirs(settled: QueryDict, name: str, now: State) -> None:
    if name in PARTS:
        # No row is sent, so that none is changed.
        settled[f"{name}-TOTAL_FORMS"] = settled[f"{name}-INITIAL_FORMS"] = "0"
    elif name == "topics":
        topics = Topic.objects.filter(key__in=now.get("topics", ()))
        settled.setlist(
            "topics", [str(pk) for pk in topics.values_list("pk", flat=True)]
        )
    else:
        settled[name] = str(now["fields"].get(name, ""))


def _keep_rows(settled: QueryDict, name: str, entry: Entry) -> None:
    """Keep the rows of the form; one that was deleted meanwhile becomes a new one."""
    model = PARTS[name]
    owner = "document" if model is WorkingText else "entry"
    there = {
        str(pk)
        for pk in model._default_manager.filter(**{owner: entry.pk}).values_list(
            "pk", flat=True
        )
    }
    rows = [_take_out(settled, f"{name}-{n}-") for n in range(_count(settled, name))]
    known = [row for row in rows if row.get("id", [""])[0] in there]
    new = [
        row | {"id": [""]}
        for row in rows
        if row.get("id", [""])[0] not in there and "DELETE" not in row
    ]
    for number, row in enumerate((*known, *new)):
        for field, values in row.items():
            settled.setlist(f"{name}-{number}-{field}", values)
    settled[f"{name}-TOTAL_FORMS"] = str(len(known) + len(new))
    settled[f"{name}-INITIAL_FORMS"] = str(len(known))


def _take_out(settled: QueryDict, start: str) -> dict[str, list[str]]:
    keys = [key for key in settled if key.startswith(start)]
    return {key.removeprefix(start): settled.pop(key) for key in keys}
