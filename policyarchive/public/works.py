"""The works that citations mean: their texts, what changed them, whether they stand.

A law has no words of its own; its texts are the documents that the index knows as such.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from policyarchive.archive import records
from policyarchive.archive.models.published import Permalink, Version
from policyarchive.archive.vocabulary import Access, Kind, Role, State, Status
from policyarchive.public import force, linking, quoting, relations, twins
from policyarchive.search import links
from policyarchive.search.results import Hit, Pointing

_TEXTS = (Role.TEXT_OF.value, Role.TRANSLATES.value)
_CHANGING = tuple(role.value for role in force.CHANGING)
_MOST_EDITIONS = 6  # texts of a law in which articles and words are looked for
_OVER = frozenset((Status.SUPERSEDED, Status.REPEALED, Status.LAPSED))


@dataclass(frozen=True)
class Edition:
    """A version of a document whose texts are the words of a work."""

    version: Version
    date: str = ""
    languages: frozenset[str] = frozenset()

    @property
    def permalink(self) -> Permalink:
        """The document."""
        return self.version.permalink

    @property
    def path(self) -> str:
        """The address of the version."""
        return linking.version_path(self.permalink, self.version.number)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The anchors of the texts that may be searched."""
        return frozenset(
            passage["anchor"]
            for text in self.version.texts.all()
            if twins.access_of(self.version.record, text) is not Access.DARK
            for passage in json.loads(text.body)["passages"]
        )

    def is_another(self, first: "Edition") -> bool:
        """Whether it is another edition than the first, and no translation of it."""
        return bool(self.languages & first.languages) and self.date != first.date


@dataclass(frozen=True)
class Work:
    """An entry that is cited, in the version cited."""

    version: Version
    editions: tuple[Edition, ...] = ()
    changes: tuple[relations.Related, ...] = ()
    is_changed: bool = False
    force: str = ""
    then: Edition | None = None  # the text that was the newest on the day asked
    is_missing_version: bool = False
    compare: str = ""  # address of the difference to the newest version

    @property
    def permalink(self) -> Permalink:
        """The entry."""
        return self.version.permalink

    @property
    def ark(self) -> str:
        """Its identifier."""
        return self.permalink.ark

    @property
    def path(self) -> str:
        """The address of the version cited."""
        return linking.version_path(self.permalink, self.version.number)

    @property
    def record(self) -> records.Record:
        """What the version says."""
        return self.version.record

    @property
    def status(self) -> records.StatusFact | None:
        """Its legal status, where one is stated."""
        return getattr(self.record, "status", None)


@dataclass(frozen=True)
class Shelf:
    """The works that one text may mean."""

    permalinks: Mapping[str, Permalink]
    work_of: Callable[[str], str]
    on: date | None = None
    _made: dict[str, Work] = field(default_factory=dict)

    @cached_property
    def withdrawn(self) -> Mapping[str, Permalink]:
        """The entries of which only a tombstone is left."""
        return {
            ark: permalink
            for ark, permalink in self.permalinks.items()
            if permalink.state == State.WITHDRAWN
        }

    def work(self, ark: str) -> Work | None:
        """Return the work of an entry, or None where it has no page."""
        permalink = self.permalinks.get(ark)
        if permalink is None or permalink.state != State.PUBLISHED:
            return None
        if ark not in self._made:
            self._made[ark] = self._make(permalink)
        return self._made[ark]

    def _make(self, permalink: Permalink) -> Work:
        version = linking.newest(permalink)
        version.permalink = permalink  # spares the query that would ask for it
        pointing = links.pointing_at(permalink.ark, roles=(*_TEXTS, *_CHANGING))
        editions, then = self._editions(version, pointing)
        work = Work(
            version,
            editions,
            relations.reverse(pointing, frozenset(_CHANGING)),
            force.is_changed(version.record, pointing) or self._is_law_over(permalink),
            then=then,
        )
        if self.on is None:
            return work
        return replace(work, force=force.on_day(version.record, pointing, self.on))

    def _is_law_over(self, permalink: Permalink) -> bool:
        law = self.work_of(permalink.ark)
        above = self.work(law) if law != permalink.ark else None
        return above is not None and _is_over(above)

    def _editions(
        self, version: Version, pointing: Pointing
    ) -> tuple[tuple[Edition, ...], Edition | None]:
        if version.permalink.kind != Kind.LAW:
            return tuple(_own(version)), None
        hits = [hit for hit in pointing.hits(*_TEXTS) if hit.languages]
        originals = [hit for hit in hits if hit.link and hit.link.role == _TEXTS[0]]
        then = force.edition(originals, self.on) if self.on else None
        ordered = sorted(hits, key=lambda hit: (hit is not then, hit not in originals))
        editions = tuple(_of_hits(ordered[:_MOST_EDITIONS]))
        is_known = then and editions and editions[0].permalink.ark == then.ark
        return editions, editions[0] if is_known else None


def load(
    arks: Iterable[str], work_of: Callable[[str], str], on: date | None = None
) -> Shelf:
    """Return the entries by their identifiers, and the laws they are texts of."""
    wanted = {one for ark in arks for one in (ark, work_of(ark))}
    return Shelf(_permalinks(wanted), work_of, on)


def in_version(work: Work, number: int | None) -> tuple[Work, tuple[str, ...]]:
    """Return a work in the version cited, and what to say of that version."""
    newest = work.version.number
    if number is None or number == newest:
        return work, ()
    version = work.permalink.versions.filter(number=number).first()
    if version is None:
        note = f"There is no version {number} of this entry; the newest is {newest}."
        return replace(work, is_missing_version=True), (note,)
    version.permalink = work.permalink
    is_same = _texts(version) == _texts(work.version)
    said = "has the same texts" if is_same else "has another text"
    note = f"Version {number} is cited; the newest, version {newest}, {said}."
    own = work.permalink.kind != Kind.LAW
    older = replace(
        work,
        version=version,
        editions=tuple(_own(version)) if own else work.editions,
        is_changed=work.is_changed or not is_same,
        compare=f"{linking.version_path(work.permalink, number)}/diff/v{newest}",
    )
    return older, (note,)


def has_places(work: Work) -> bool:
    """Whether any text is held in which an article can be looked for."""
    return any(edition.anchors for edition in work.editions)


def place(work: Work, anchor: str) -> str:
    """Return the address of an article of a work, or nothing where it has none."""
    for edition in work.editions:
        is_another = edition.is_another(work.editions[0])
        if not is_another and anchor in edition.anchors:
            return f"{edition.path}/{anchor}"
    return ""


def quoted(work: Work, words: str) -> tuple[str, tuple[quoting.Stands, ...]]:
    """Return whether a work has the words, as ``quoting`` says, and what it has."""
    verdict, nearest = "no-text", list[quoting.Stands]()
    for edition in work.editions:
        finding = quoting.check(edition.permalink, edition.version, words)
        if finding.verdict == "found":
            is_another = edition.is_another(work.editions[0])
            return ("elsewhere" if is_another else "found"), finding.found
        if finding.verdict != "no-text" and verdict != "elsewhere":
            verdict = finding.verdict
        nearest += finding.nearest
    nearest.sort(key=lambda stands: -stands.likeness)
    return verdict, tuple(nearest[:1])


def _permalinks(arks: Iterable[str]) -> dict[str, Permalink]:
    names = {ark.rpartition("/")[2] for ark in arks}
    found = Permalink.objects.public().filter(name__in=names).select_related("current")
    return {permalink.ark: permalink for permalink in found}


def _of_hits(hits: Iterable[Hit]) -> Iterator[Edition]:
    hits = list(hits)
    found = _permalinks(hit.ark for hit in hits)
    for hit in hits:
        permalink = found.get(hit.ark)
        if permalink is None or permalink.state != State.PUBLISHED:
            continue
        version = linking.newest(permalink)
        version.permalink = permalink
        when = hit.effective or hit.date
        yield Edition(version, when, frozenset(hit.languages))


def _own(version: Version) -> Iterator[Edition]:
    record = version.record
    if texts := getattr(record, "texts", ()):
        when = record.shown_date.edtf if record.shown_date else ""
        yield Edition(version, when, frozenset(text.language for text in texts))


def _texts(version: Version) -> frozenset[str]:
    return frozenset(text.sha256 for text in getattr(version.record, "texts", ()))


def _is_over(work: Work) -> bool:
    is_ended = any(
        group.role in (Role.REPEALS.value, Role.REPLACES.value)
        for group in work.changes
    )
    return is_ended or (work.status is not None and work.status.code in _OVER)
