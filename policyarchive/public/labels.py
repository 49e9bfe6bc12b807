"""Labels of linked entries, all of a page in one query."""

from collections.abc import Iterable
from dataclasses import dataclass

from policyarchive.archive.models.published import Permalink
from policyarchive.archive.records import Ref
from policyarchive.archive.vocabulary import State


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
