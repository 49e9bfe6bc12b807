"""The works that citations mean: their texts, what changed them, whether they stand.

A law has no words of its own; its texts are the documents that the index knows as such.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.utils import timezone

from policyarchive.archive import records, standing
from policyarchive.archive.models.published import Permalink, Version
from policyarchive.archive.standing import Standing
from policyarchive.archive.vocabulary import Kind, State
from policyarchive.public import editions, force, linking, quoting, relations
from policyarchive.public.editions import Edition, Named, Reading
from policyarchive.search import links
from policyarchive.search.results import Hit, Pointing

_NOTHING = Named()


@dataclass(frozen=True)
class Work:
    """An entry that is cited, in the version cited."""

    version: Version
    editions: tuple[Edition, ...] = ()  # of the edition read: its text, translations
    others: tuple[Edition, ...] = ()  # texts of other editions of the same law
    changes: tuple[relations.Related, ...] = ()
    is_changed: bool = False
    force: str = ""
    then: Edition | None = None  # the text that was the newest on the day asked
    named: Edition | None = None  # the text of a law that the citation names
    newer: Edition | None = None  # a newer text of the law than the one read
    is_missing_version: bool = False
    compare: str = ""  # address of the difference to the newest version
    standing: Standing | None = None  # its status where it is not the one stated

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

    @property
    def status_code(self) -> str:
        """The code of its legal status today, as its page shows it."""
        return self.standing.code if self.standing else standing.code_of(self.record)


@dataclass(frozen=True)
class Shelf:
    """The works that one text may mean."""

    permalinks: Mapping[str, Permalink]
    work_of: Callable[[str], str]
    on: date | None = None
    _pointing: dict[str, Pointing] = field(default_factory=dict)
    _works: dict[tuple[str, Named], Work] = field(default_factory=dict)
    _editions: dict[str, Edition | None] = field(default_factory=dict)

    @cached_property
    def withdrawn(self) -> Mapping[str, Permalink]:
        """The entries of which only a tombstone is left."""
        return {
            ark: permalink
            for ark, permalink in self.permalinks.items()
            if permalink.state == State.WITHDRAWN
        }

    def work(self, ark: str, named: Named = _NOTHING) -> Work | None:
        """Return the work of an entry in the edition named, or None without a page."""
        permalink = self.permalinks.get(ark)
        if permalink is None or permalink.state != State.PUBLISHED:
            return None
        if (ark, named) not in self._works:
            self._works[ark, named] = self._make(permalink, named)
        return self._works[ark, named]

    def _make(self, permalink: Permalink, named: Named) -> Work:
        version, today = _version(permalink), timezone.localdate()
        pointing = self._pointing_at(permalink.ark)
        reading = self._reading(permalink, named)
        is_law = permalink.kind == Kind.LAW
        own = () if is_law else tuple(_own(version))
        meant = self._edition(reading.read) if is_law else None
        work = Work(
            version,
            (*own, *self._held(reading.same)),
            self._held(reading.others),
            relations.reverse(pointing, frozenset(force.ROLES)),
            reading.newer is not None
            or force.is_changed(
                version.record, pointing, today, reading.read if is_law else None
            )
            or self._is_over(permalink, today),
            then=meant if reading.is_then else None,
            named=meant if reading.is_named else None,
            newer=self._edition(reading.newer),
            standing=self._standing(version.record, permalink, today),
        )
        if self.on is None:
            return work
        return replace(work, force=force.on_day(version.record, pointing, self.on))

    def _reading(self, permalink: Permalink, named: Named) -> Reading:
        law, today = self.work_of(permalink.ark), timezone.localdate()
        texts = self._pointing_at(law).hits(*editions.ROLES)
        if permalink.kind != Kind.LAW:
            return editions.read_alone(permalink.ark, texts, today)
        return editions.read(texts, named, self.on, today)

    def _standing(
        self, record: records.Record, permalink: Permalink, day: date
    ) -> Standing | None:
        """Return the status on a day where it is another than the one stated."""
        made = force.found(record, self._pointing_at(permalink.ark), day)
        law = self._law(permalink)
        if made or law is None or not isinstance(record, records.DocumentRecord):
            return made
        whole = _version(law).record
        if not isinstance(whole, records.LawRecord):
            return None
        return force.of_text(record, whole, self._pointing_at(law.ark), day)

    def _law(self, permalink: Permalink) -> Permalink | None:
        """Return the law of which an entry is a text."""
        law = self.permalinks.get(self.work_of(permalink.ark))
        if law is None or law == permalink or law.state != State.PUBLISHED:
            return None
        return law

    def _is_over(self, permalink: Permalink, day: date) -> bool:
        """Whether the law is over of which an entry is a text."""
        law = self._law(permalink)
        if law is None:
            return False
        return force.is_over(_version(law).record, self._pointing_at(law.ark), day)

    def _pointing_at(self, ark: str) -> Pointing:
        if ark not in self._pointing:
            self._pointing[ark] = links.pointing_at(
                ark, roles=(*editions.ROLES, *force.ROLES)
            )
        return self._pointing[ark]

    def _held(self, hits: Sequence[Hit]) -> tuple[Edition, ...]:
        return tuple(edition for hit in hits if (edition := self._edition(hit)))

    def _edition(self, hit: Hit | None) -> Edition | None:
        if hit is None:
            return None
        if hit.ark not in self._editions:
            found = _permalinks((hit.ark,)).get(hit.ark)
            is_shown = found is not None and found.state == State.PUBLISHED
            self._editions[hit.ark] = (
                _of_hit(hit, found) if found and is_shown else None
            )
        return self._editions[hit.ark]


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
        standing=None,  # an older version goes on saying what it said
        compare=f"{linking.version_path(work.permalink, number)}/diff/v{newest}",
    )
    return older, (note,)


def unknown_years(work: Work, named: Named) -> list[str]:
    """Return the years of an edition that a citation of a law names in vain."""
    if work.permalink.kind != Kind.LAW or work.named:
        return []
    own = {fact.edtf[:4] for fact in getattr(work.record, "dates", ())}
    return sorted(named.years - own)


def has_places(work: Work) -> bool:
    """Whether any text is held in which an article can be looked for."""
    return any(edition.anchors for edition in work.editions)


def place(work: Work, anchor: str) -> str:
    """Return the address of an article of a work, or nothing where it has none."""
    for edition in work.editions:
        if anchor in edition.anchors:
            return f"{edition.path}/{anchor}"
    return ""


def quoted(work: Work, words: str) -> tuple[str, tuple[quoting.Stands, ...]]:
    """Return whether a work has the words, as ``quoting`` says, and what it has."""
    verdict, near = _among(work.editions, words)
    if verdict == "found":
        return verdict, near
    elsewhere, further = _among(work.others, words)
    if elsewhere == "found":
        return "elsewhere", further
    # What an edition cited says instead is worth more than what another says.
    if verdict == "no-text":
        return elsewhere, further
    return verdict, near or further


def _among(
    held: Iterable[Edition], words: str
) -> tuple[str, tuple[quoting.Stands, ...]]:
    """Return whether one of some texts has the words, or the nearest in any."""
    verdict, nearest = "no-text", list[quoting.Stands]()
    for edition in held:
        finding = quoting.check(edition.permalink, edition.version, words)
        if finding.verdict == "found":
            return "found", finding.found
        if finding.verdict != "no-text" and verdict != "elsewhere":
            verdict = finding.verdict
        nearest += finding.nearest
    nearest.sort(key=lambda stands: -stands.likeness)
    return verdict, tuple(nearest[:1])


def _permalinks(arks: Iterable[str]) -> dict[str, Permalink]:
    names = {ark.rpartition("/")[2] for ark in arks}
    found = Permalink.objects.public().filter(name__in=names).select_related("current")
    return {permalink.ark: permalink for permalink in found}


def _of_hit(hit: Hit, permalink: Permalink) -> Edition:
    when = hit.effective or hit.date
    return Edition(_version(permalink), when, frozenset(hit.languages))


def _version(permalink: Permalink) -> Version:
    version = linking.newest(permalink)
    version.permalink = permalink  # spares the query that would ask for it
    return version


def _own(version: Version) -> Iterator[Edition]:
    record = version.record
    if texts := getattr(record, "texts", ()):
        when = record.shown_date.edtf if record.shown_date else ""
        yield Edition(version, when, frozenset(text.language for text in texts))


def _texts(version: Version) -> frozenset[str]:
    return frozenset(text.sha256 for text in getattr(version.record, "texts", ()))
