"""Labels of linked entries, all of a page in one query."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from policyarchive.archive.models.published import Permalink
from policyarchive.archive.records import Ref
from policyarchive.archive.vocabulary import State

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


class Labels:
    """What to call entries, and whether they may be shown at all.

    A reserved permalink is never shown, a merged one shows the survivor, a withdrawn
    one keeps only the label that the record froze. With ``is_frozen`` every label reads
    as on the day the version was published.
    """

    def __init__(self, arks: Iterable[str], *, is_frozen: bool = False) -> None:
        self.is_frozen = is_frozen
        names = {ark.rpartition("/")[2] for ark in arks}
        found = (
            Permalink.objects.public()
            .filter(name__in=names)
            .select_related("merged_into")
            .defer("public_note")
        )
        self._by_ark = {permalink.ark: permalink for permalink in found}

    def of(self, ark: str) -> Label | None:
        """Return the current label of an entry the index knows of."""
        permalink = self._by_ark.get(ark)
        if permalink is None or permalink.state == State.WITHDRAWN:
            return None
        target = permalink.merged_into or permalink
        return Label(
            target.ark,
            target.kind,
            target.label_zh,
            target.label_en,
            target.get_absolute_url(),
        )

    def ref(self, ref: Ref) -> Label | None:
        """Return the label of a link in a record, or None where none may be shown."""
        permalink = self._by_ark.get(ref.ark)
        if permalink is None:
            return None
        target = permalink.merged_into or permalink
        is_withdrawn = target.state == State.WITHDRAWN
        zh, en = target.label_zh, target.label_en
        if self.is_frozen or is_withdrawn:
            zh, en = ref.zh, ref.en
        if not (zh or en):
            # It was not public on that day.
            return None
        if is_withdrawn:
            return Label(ref.ark, ref.kind, zh, en)
        return Label(target.ark, target.kind, zh, en, target.get_absolute_url())


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
