"""Labels of linked entries, all of a page in one query."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from policyarchive.archive.models.published import NOT_PUBLIC
from policyarchive.archive.records import Ref
from policyarchive.archive.vocabulary import State

# Of an entry and of its survivor; the ORM takes longer to word it than the answer.
_READ = 6  # columns of each
_LABELS = """
    SELECT entry.naan, entry.name, entry.kind,
        entry.label_zh, entry.label_en, entry.state,
        survivor.naan, survivor.name, survivor.kind,
        survivor.label_zh, survivor.label_en, survivor.state
    FROM archive_permalink entry
    LEFT JOIN archive_permalink survivor ON survivor.id = entry.merged_into_id
    WHERE entry.name = ANY(%s) AND entry.state <> ALL(%s)
"""
_MOST_KEPT = 5_000  # labels, of some 500 bytes each


@dataclass(frozen=True, slots=True)
class Label:
    """An entry as a link to it reads. Without ``url`` it was withdrawn."""

    ark: str
    kind: str
    zh: str
    en: str
    url: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing stands behind it any more but a tombstone."""
        return not self.url

    @property
    def best(self) -> str:
        """The label where there is room for one: English first, as the pages are."""
        return self.en or self.zh or self.ark


@dataclass(frozen=True, slots=True)
class _Known:
    """The label of an entry, or of its survivor, and which of both was withdrawn."""

    label: Label
    is_withdrawn: bool
    is_target_withdrawn: bool


def _read(row: Sequence[str | None]) -> tuple[str, _Known]:
    """Return an ARK with what is known of it, from its own columns and a survivor's."""
    own, survivor = row[:_READ], row[_READ:]
    naan, name, kind, zh, en, state = (
        value or "" for value in (survivor if survivor[0] else own)
    )
    ark = f"ark:{naan}/{name}"
    known = _Known(
        Label(ark, kind, zh, en, f"/{ark}"),
        own[-1] == State.WITHDRAWN,
        state == State.WITHDRAWN,
    )
    return f"ark:{own[0]}/{own[1]}", known


def _rows(names: Iterable[str]) -> Sequence[Sequence[str | None]]:
    """Return the columns of entries that are public, and of their survivors."""
    with connection.cursor() as cursor:
        cursor.execute(_LABELS, (list(names), list(NOT_PUBLIC)))
        rows: Sequence[Sequence[str | None]] = cursor.fetchall()
    return rows


class Labels:
    """What to call entries, and whether they may be shown at all.

    A reserved permalink is never shown, a merged one shows the survivor, a withdrawn
    one keeps only the label that the record froze. With ``is_frozen`` every label reads
    as on the day the version was published.
    """

    def __init__(self, arks: Iterable[str], *, is_frozen: bool = False) -> None:
        self.is_frozen = is_frozen
        names = {ark.rpartition("/")[2] for ark in arks}
        self._by_ark = dict(map(_read, _rows(names))) if names else {}

    def of(self, ark: str) -> Label | None:
        """Return the current label of an entry the index knows of."""
        known = self._by_ark.get(ark)
        return None if known is None or known.is_withdrawn else known.label

    def ref(self, ref: Ref) -> Label | None:
        """Return the label of a link in a record, or None where none may be shown."""
        known = self._by_ark.get(ref.ark)
        if known is None:
            return None
        zh, en = known.label.zh, known.label.en
        if self.is_frozen or known.is_target_withdrawn:
            zh, en = ref.zh, ref.en
        if not (zh or en):
            # It was not public on that day.
            return None
        if known.is_target_withdrawn:
            return Label(ref.ark, ref.kind, zh, en)
        return replace(known.label, zh=zh, en=en)


class CurrentLabels:
    """What to call the entries of a search page now.

    Labels change with the log only, and so does the state of the index that answered:
    what was read for one state is kept until the next.
    """

    def __init__(self, arks: Iterable[str], generation: str) -> None:
        self._by_ark = _kept.find(frozenset(arks), generation)

    def of(self, ark: str) -> Label | None:
        """Return the current label of an entry the index knows of."""
        return self._by_ark.get(ark)


class _Kept:
    """The labels that were read for the latest state of the index; threads share it."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._generation = ""
        self._labels: dict[str, Label | None] = {}

    def find(self, arks: frozenset[str], generation: str) -> dict[str, Label | None]:
        known = self._known(arks, generation)
        missing = arks - known.keys()
        if missing:
            labels = Labels(missing)
            read = {ark: labels.of(ark) for ark in missing}
            known |= read
            self._keep(read, generation)
        return known

    def _known(self, arks: frozenset[str], generation: str) -> dict[str, Label | None]:
        with self._mutex:
            if not generation or generation != self._generation:
                return {}
            return {ark: self._labels[ark] for ark in arks & self._labels.keys()}

    def _keep(self, read: dict[str, Label | None], generation: str) -> None:
        with self._mutex:
            if generation != self._generation or len(self._labels) > _MOST_KEPT:
                self._generation, self._labels = generation, {}
            self._labels |= read


_kept = _Kept()
