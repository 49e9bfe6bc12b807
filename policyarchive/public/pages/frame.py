"""What the pages of all four kinds of entry share: card, citation, versions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from policyarchive.archive import citations, difference, records
from policyarchive.archive.models.published import Permalink, Text, Version
from policyarchive.archive.standing import Standing, code_of
from policyarchive.archive.vocabulary import Access, Kind, Role, State
from policyarchive.public import akin, facts, force, linking, metadata
from policyarchive.public.labels import Labels
from policyarchive.search import citing, links
from policyarchive.search.engine import Snapshot
from policyarchive.search.results import Akin, Pointing

_SECTIONS = {
    Kind.DOCUMENT: "documents",
    Kind.LAW: "laws",
    Kind.ACTOR: "actors",
    Kind.EVENT: "events",
}
# The ORM takes longer to word this union than the database to answer it.
_KEPT = """
    SELECT sha256, access, language, body
    FROM archive_text JOIN archive_version_texts ON text_id = sha256
    WHERE version_id = %(version)s
    UNION ALL
    SELECT sha256, access, '', ''
    FROM archive_capture
    JOIN archive_version_captures ON capture_id = archive_capture.id
    WHERE version_id = %(version)s
"""


class Words(Protocol):
    """A text under its hash: a published row, or what a preview would freeze."""

    @property
    def language(self) -> str:
        """Its language."""

    @property
    def body(self) -> str:
        """Its canonical JSON."""

    @property
    def sha256(self) -> str:
        """Its hash."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A line of the list of versions."""

    number: int
    published_at: datetime
    sha256: str
    note: str
    path: str
    compare: str  # address of the difference to the version before it
    is_here: bool


@dataclass(frozen=True)
class Frame:
    """One entry as it is shown: a version with its texts, or a preview without one."""

    record: records.Record
    texts: Mapping[str, Words] = field(default_factory=dict)
    ceilings: Mapping[str, str] = field(default_factory=dict)  # access by hash
    permalink: Permalink | None = None
    version: Version | None = None
    is_pinned: bool = False
    pin: str = ""  # anchor of the article that the citation names
    snapshot: Snapshot | None = None  # a fresh view of the index, if there is one yet

    @cached_property
    def path(self) -> str:
        """Where the version stands; of a preview, where its entry will stand."""
        if self.version is None:
            return f"/{self.record.ark}"
        return f"/{self.record.ark}/v{self.version.number}"

    @cached_property
    def pointing(self) -> Pointing:
        """What points at the entry, from the index."""
        return links.pointing_at(self.record.ark, snapshot=self.snapshot)

    @cached_property
    def spots(self) -> citing.Spots:
        """What the index knows of references in the texts."""
        ark = self.record.ark
        return citing.load(self.snapshot.spots(ark) if self.snapshot else b"")

    @cached_property
    def akin(self) -> tuple[Akin, ...]:
        """The documents that share most with the entry, if it is one."""
        if self.snapshot is None or not isinstance(self.record, records.DocumentRecord):
            return ()
        return akin.search(self.record, self.spots, self.snapshot)

    @cached_property
    def labels(self) -> Labels:
        """The labels of all entries on the page."""
        return Labels(self._arks(), is_frozen=self.is_pinned)

    @cached_property
    def standing(self) -> Standing | None:
        """The legal status by today's dates and relations, where another is stated.

        None for an older version, which goes on saying what it said.
        """
        if self.version is None or self.is_pinned:
            return None
        today = timezone.localdate()
        if found := force.found(self.record, self.pointing, today):
            return found
        if not isinstance(self.record, records.DocumentRecord) or not self.law:
            return None
        pointing = links.pointing_at(
            self.law.ark, roles=force.ROLES, snapshot=self.snapshot
        )
        return force.of_text(self.record, self.law, pointing, today)

    @property
    def status(self) -> str:
        """The code of the legal status that the page shows first."""
        return self.standing.code if self.standing else code_of(self.record)

    @cached_property
    def law(self) -> records.LawRecord | None:
        """The law as it is published now whose text the entry is; one query."""
        arks = [link.ref.ark for link in self.record.linked(Role.TEXT_OF)]
        names = [ark.rpartition("/")[2] for ark in arks[:1]]
        laws = Permalink.objects.filter(name__in=names, state=State.PUBLISHED)
        law = laws.select_related("current").first() if names else None
        record = law.current.record if law and law.current else None
        return record if isinstance(record, records.LawRecord) else None

    def _arks(self) -> set[str]:
        around = {company.ark for company in self.pointing.company}
        issuers = {
            ark
            for group in self.pointing.groups.values()
            for hit in group.hits
            for ark in hit.issuers
        }
        own = {ref.ark for ref in self.record.refs()}
        return own | around | issuers | akin.named(self.akin)

    def access(self, sha256: str, access: str) -> Access:
        """Return what may be shown of a text or capture: the strictest that applies."""
        return Access.strictest(access, self.ceilings.get(sha256, access))


def of_version(
    permalink: Permalink,
    version: Version,
    *,
    pin: str = "",
    snapshot: Snapshot | None = None,
) -> Frame:
    """Return the frame of a published version."""
    texts, ceilings = _kept(version)
    return Frame(
        record=version.record,
        texts={text.sha256: text for text in texts},
        ceilings=ceilings,
        permalink=permalink,
        version=version,
        is_pinned=permalink.current_id != version.pk,
        pin=pin,
        snapshot=snapshot,
    )


def _kept(version: Version) -> tuple[list[Text], dict[str, str]]:
    """Return the texts of a version, and the access of all it keeps; one query."""
    record = version.record
    if not isinstance(record, records.DocumentRecord):
        return [], {}
    if not record.texts and not record.captures:
        return [], {}
    texts: list[Text] = []
    ceilings: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, {"version": version.pk})
        rows = cursor.fetchall()
    for sha256, access, language, body in rows:
        ceilings[sha256] = Access.strictest(access, ceilings.get(sha256, access))
        if language:
            texts.append(Text(sha256, language, body, access))
    return texts, ceilings


def of_preview(record: records.Record, texts: Iterable[Words]) -> Frame:
    """Return the frame of a record that is not published."""
    return Frame(record=record, texts={text.sha256: text for text in texts})


def context(request: HttpRequest, frame: Frame) -> dict[str, Any]:
    """Return what every entry page needs."""
    record = frame.record
    kind_en, kind_zh = facts.kind_of(record)
    editions = _editions(frame)
    forms, parts = _cited(frame)
    style = _style(request, forms)
    return {
        "section": _SECTIONS[Kind(record.kind)],
        "frame": frame,
        "record": record,
        "kind_en": kind_en,
        "kind_zh": kind_zh,
        "facts": facts.of(record, frame.labels, frame.standing),
        "doubts": facts.doubts(record),
        # An old version's page lists what it has always listed; its banner alone tells
        # of a newer one.
        "editions": tuple(e for e in editions if e.number <= record.version),
        "newest": editions[0] if editions else None,
        "since": _since(frame),
        "forms": forms,
        "style": style or forms[0].key,
        # What links within the entry add, so that the style goes along.
        "style_query": f"?style={style}" if style else "",
        "cited_parts": parts,
        "parts_missing": sum(not part.words for part in parts),
        "url": linking.absolute(frame.path),
        "head": _head(frame) if frame.version else None,
        "missing": request.GET.get("missing", "")[:40],
    }


def _head(frame: Frame) -> metadata.Head:
    return metadata.head(
        frame.record,
        linking.absolute(frame.path),
        frame.status,
        frame.pointing.hits(Role.TRANSLATES),
    )


def _since(frame: Frame) -> str:
    newest = frame.permalink.current if frame.permalink else None
    if not frame.is_pinned or newest is None:
        return ""
    return difference.sentence(frame.record, newest.record)


def _cited(
    frame: Frame,
) -> tuple[tuple[citations.Form, ...], tuple[citations.Part, ...]]:
    """Return the citation in every form, and what the forms are composed of."""
    suffix = f"/{frame.pin}" if frame.pin else ""
    url, today = linking.absolute(frame.path + suffix), timezone.localdate()
    record, pin = frame.record, frame.pin
    return (
        citations.forms(record, url=url, accessed=today, anchor=pin),
        citations.parts(record, url=url, accessed=today, anchor=pin),
    )


def _style(request: HttpRequest, forms: tuple[citations.Form, ...]) -> str:
    """Return the key of the citation style that the address names; '' for none."""
    asked = request.GET.get("style", "")
    return asked if any(form.key == asked for form in forms) else ""


def _editions(frame: Frame) -> tuple[Edition, ...]:
    permalink, version = frame.permalink, frame.version
    if permalink is None or version is None:
        return ()
    return tuple(
        Edition(
            number=row.number,
            published_at=row.published_at,
            sha256=row.sha256,
            note=row.change_note,
            path=linking.version_path(permalink, row.number),
            compare=(
                f"{linking.version_path(permalink, row.number - 1)}/diff/v{row.number}"
                if row.number > 1
                else ""
            ),
            is_here=row.number == version.number,
        )
        for row in reversed(permalink.editions)
    )


def is_merged(frame: Frame) -> bool:
    """Whether the entry lives on under another permalink."""
    return frame.permalink is not None and frame.permalink.state == State.MERGED
