"""From the Record back to a working copy: the reverse of freezing.

After an import there are versions but nothing to edit. Thawing makes each entry's
working copy anew from its newest version; what only the desk knew (drafts, notes of
editors, unpublished changes) is in no package and does not come back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db.models import Model, QuerySet

from policyarchive.archive import records
from policyarchive.archive.models import (
    DateFact,
    Document,
    Entry,
    Flag,
    Link,
    Name,
    Permalink,
    Publication,
    Source,
    Text,
    Topic,
    Version,
    WorkingText,
)
from policyarchive.archive.passages import stored
from policyarchive.archive.vocabulary import Access, Happening, Stage, State
from policyarchive.editorial import history
from policyarchive.editorial.models import Step, Verb
from policyarchive.editorial.rejoin import rejoin
from policyarchive.editorial.workflow.rules import MODELS, Concrete

Progress = Callable[[int, int], None]

_BATCH = 200  # versions whose texts are in memory at once
_NO_DRAFT = "Its draft was not in the imported package, only its reserved address."
_CHANGED = (
    "Made anew from version {number} at an import: its text, split again, reads "
    "differently. Compare before publishing."
)
_IMPORTED = "Made anew from its newest version at an import."
_VERBS = {
    Happening.PUBLISHED: Verb.PUBLISH,
    Happening.WITHDRAWN: Verb.WITHDRAW,
    Happening.MERGED: Verb.MERGE,
    Happening.UNMERGED: Verb.UNMERGE,
    Happening.RESTRICTED: Verb.RESTRICT,
    Happening.ERASED: Verb.ERASE,
}


@dataclass(slots=True)
class Thawed:
    """How many entries have a working copy again, and what did not come back."""

    entries: int = 0
    changed_texts: int = 0
    empty_drafts: int = 0
    lost_links: int = 0

    @property
    def remarks(self) -> Iterator[str]:
        """Sentences for the person who imports; none when all came back."""
        if self.changed_texts:
            yield (
                f"{self.changed_texts:,} working texts read differently when split "
                "again; the editors' note of each entry says so."
            )
        if self.empty_drafts:
            yield (
                f"{self.empty_drafts:,} drafts that published entries link to came "
                "back empty: a package holds no drafts."
            )
        if self.lost_links:
            yield (
                f"{self.lost_links:,} links to addresses that are gone were left out "
                "of the working copies."
            )


def thaw_all(progress: Progress) -> Thawed:
    """Make the working copies of a newly imported archive, which has none."""
    thawing = _Thawing(progress)
    for versions in _newest():
        thawing.make(versions)
    for versions in _newest():
        thawing.link(versions)
    thawing.tell_history()
    thawing.begin_history()
    return thawing.done


def _readable() -> QuerySet[Permalink]:
    return Permalink.objects.exclude(current=None).exclude(state=State.ERASED)


def _newest() -> Iterator[Sequence[Version]]:
    """Yield the newest version of each entry, some at a time."""
    currents = _readable().values("current")
    versions = Version.objects.filter(pk__in=currents).select_related("permalink")
    return batched(versions.order_by("permalink").iterator(_BATCH), _BATCH)


class _Thawing:
    """One run: what was made, and under which key."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.done = Thawed()
        self.total = _readable().count()
        self.topics = Topic.objects.by_key()
        self.permalinks = {link.ark: link for link in Permalink.objects.all()}
        self.entries: dict[int, int] = {}  # by permalink
        self.parts: dict[type[Model], list[Any]] = defaultdict(list)

    def make(self, versions: Sequence[Version]) -> None:
        """Make the entries of some versions, with everything but their links."""
        pairs = [(version, version.record) for version in versions]
        texts = Text.objects.in_bulk(
            {ref.sha256 for _, record in pairs for ref in _text_refs(record)}
        )
        for version, record in pairs:
            entry = self._make_entry(version, record)
            self._hang_on(entry, record)
            for ref in _text_refs(record):
                self._hang_on_text(entry, ref, texts[ref.sha256], version.number)
        self._keep_captures(versions)
        self._flush()
        self.progress(self.done.entries, self.total)

    def _make_entry(self, version: Version, record: records.Record) -> Concrete:
        permalink = version.permalink
        is_public = permalink.state == State.PUBLISHED
        entry = MODELS[record.kind](
            permalink=permalink,
            stage=Stage.PUBLISHED if is_public else Stage.DRAFT,
            **_fields(record),
        )
        entry.save()
        self.entries[permalink.pk] = entry.pk
        self.done.entries += 1
        return entry

    def _hang_on(self, entry: Concrete, record: records.Record) -> None:
        for alias in record.aliases:
            self.parts[Name].append(Name(entry=entry, **alias.model_dump()))
        for date in record.dates:
            self.parts[DateFact].append(DateFact(entry=entry, **date.model_dump()))
        for source in record.sources:
            self.parts[Source].append(Source(entry=entry, **source.model_dump()))
        for flag in record.unverified:
            self.parts[Flag].append(Flag(entry=entry, **flag.model_dump()))
        through = Entry.topics.through
        # Two that a record states may be one by now.
        topics = {self.topics.get(topic.key): topic for topic in record.topics}
        self.parts[through] += [
            through(entry_id=entry.pk, topic_id=key) for key in topics if key
        ]

    def _hang_on_text(
        self, entry: Concrete, ref: records.TextRef, text: Text, number: int
    ) -> None:
        rejoined = rejoin(stored(text.body), ref.language)
        if not rejoined.is_same:
            self.done.changed_texts += 1
            note = _CHANGED.format(number=number)
            Entry.objects.filter(pk=entry.pk).update(note=note)
        self.parts[WorkingText].append(
            WorkingText(
                document_id=entry.pk,
                # A takedown closed the text; the next version must not open it again.
                access=Access.strictest(ref.access, text.access),
                body=rejoined.body,
                **ref.model_dump(exclude={"sha256", "access"}),
            )
        )

    def _keep_captures(self, versions: Sequence[Version]) -> None:
        permalinks = {version.pk: version.permalink_id for version in versions}
        kept = Version.captures.through.objects.filter(version__in=permalinks)
        through = Document.captures.through
        for version_id, capture_id in kept.values_list("version_id", "capture_id"):
            document_id = self.entries[permalinks[version_id]]
            self.parts[through].append(
                through(document_id=document_id, capture_id=capture_id)
            )

    def link(self, versions: Sequence[Version]) -> None:
        """Make the links of some versions, now that all entries are there."""
        for version in versions:
            entry_id = self.entries[version.permalink_id]
            for order, link in enumerate(version.record.links):
                target_id = self._target(link.ref.ark)
                # One that was merged into this very entry is no target any more.
                if target_id not in (None, entry_id):
                    self.parts[Link].append(
                        Link(
                            entry_id=entry_id,
                            target_id=target_id,
                            order=order,
                            **link.model_dump(exclude={"ref"}),
                        )
                    )
        self._flush()

    def _target(self, ark: str) -> int | None:
        """Return the entry that a link leads to; whoever was merged, its survivor."""
        permalink = self.permalinks.get(ark)
        if permalink is None:
            self.done.lost_links += 1
            return None
        key = permalink.merged_into_id or permalink.pk
        if key not in self.entries:
            stub = MODELS[permalink.kind](permalink=permalink, note=_NO_DRAFT)
            stub.save()
            self.entries[key] = stub.pk
            self.done.empty_drafts += 1
        return self.entries[key]

    def tell_history(self) -> None:
        """Write the steps of each entry that the publication log knows of.

        What was erased has no working copy, so that its rows are in the log alone.
        """
        log = Publication.objects.filter(permalink__in=self.entries)
        log = log.select_related("version")
        log = log.defer("version__record_json").order_by("sequence")
        for rows in batched(log.iterator(_BATCH), _BATCH):
            for row in rows:
                self.parts[Step].append(
                    Step(
                        entry_id=self.entries[row.permalink_id],
                        verb=_VERBS[Happening(row.happening)],
                        by_id=row.by_id,
                        at=row.at,
                        note=row.version.change_note if row.version else "",
                        version=row.version,
                    )
                )
            self._flush()

    def begin_history(self) -> None:
        """Keep the state of each working copy, so that its next change is told."""
        entries = Entry.objects.select_related("permalink").order_by("pk")
        for batch in batched(entries.iterator(_BATCH), _BATCH):
            history.record(batch, by=None, note=_IMPORTED)

    def _flush(self) -> None:
        for model, rows in self.parts.items():
            # A record may state what a working copy holds only once, such as two dates
            # in one role: the copy keeps the first, the record both.
            model._default_manager.bulk_create(rows, ignore_conflicts=True)
        self.parts.clear()


def _fields(record: records.Record) -> dict[str, Any]:
    """Return the columns of an entry that its record states."""
    names = {"title_zh", "title_en", "summary_zh", "summary_en"}
    match record:
        case records.DocumentRecord():
            names |= {"type", "number", "level", "issuer_as_printed"}
        case records.LawRecord():
            names |= {"type", "number", "level"}
        case records.ActorRecord():
            names |= {"actor_kind", "pinyin", "valid_from", "valid_to", "wikidata"}
        case records.EventRecord():
            names |= {"event_kind", "place_zh", "place_en"}
    fields = {name: getattr(record, name) for name in names}
    status = getattr(record, "status", None)
    if status:
        fields |= {
            "status": status.code,
            "status_as_of": status.as_of,
            "status_source": status.source,
        }
    return fields


def _text_refs(record: records.Record) -> Sequence[records.TextRef]:
    return record.texts if isinstance(record, records.DocumentRecord) else ()
