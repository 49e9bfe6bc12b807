"""From the working copy to the Record: the one place where the two sides meet.

Publishing freezes what this builds; the admin's preview renders it. A link to an entry
that is not public yet is frozen without its labels, so that no draft's words escape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from policyarchive.archive import passages, records
from policyarchive.archive.models import (
    Actor,
    Capture,
    Document,
    Entry,
    Event,
    Law,
    Link,
    Permalink,
    WorkingText,
)
from policyarchive.archive.publishing import FrozenText, freeze_text
from policyarchive.archive.vocabulary import State

PREVIEW = 0  # the version number of a record that is only looked at


@dataclass(frozen=True, slots=True)
class Frozen:
    """A record with the texts and captures it names."""

    record: records.Record
    texts: Sequence[FrozenText]
    captures: Sequence[Capture]


# All that freezing reads of an entry, the links with what they point at: fetched by
# ``gather`` in one query each for a whole batch.
_PARTS: tuple["str | Prefetch[Any]", ...] = (
    "names",
    "topics",
    Prefetch("links", Link.objects.select_related("target__permalink")),
    "dates",
    "sources",
    "flags",
)
_DOCUMENT_PARTS = (*_PARTS, "texts", "captures")


def gather(entries: Sequence[Document | Law | Actor | Event]) -> None:
    """Fetch all that freezing these entries, of one kind, will read."""
    is_document = bool(entries) and isinstance(entries[0], Document)
    prefetch_related_objects(entries, *(_DOCUMENT_PARTS if is_document else _PARTS))


def freeze(
    entry: Entry, *, version: int = PREVIEW, at: datetime, note: str = ""
) -> Frozen:
    """Return what publishing the entry now would freeze."""
    entry = entry.concrete
    common = _common(entry) | {
        "version": version,
        "published_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "change_note": note,
    }
    match entry:
        case Document():
            return _document(entry, common)
        case Law():
            return Frozen(records.LawRecord(**common, **_legal(entry)), (), ())
        case Actor():
            return Frozen(_actor(entry, common), (), ())
        case Event():
            return Frozen(_event(entry, common), (), ())


def _common(entry: Entry) -> dict[str, Any]:
    return {
        "ark": entry.permalink.ark,
        "title_zh": entry.title_zh,
        "title_en": entry.title_en,
        "aliases": tuple(
            records.Alias(
                text=name.text,
                language=name.language,
                kind=name.kind,
                valid_from=name.valid_from,
                valid_to=name.valid_to,
            )
            for name in entry.names.all()
        ),
        "summary_zh": entry.summary_zh.strip(),
        "summary_en": entry.summary_en.strip(),
        "topics": tuple(
            records.Topic(key=topic.key, zh=topic.label_zh, en=topic.label_en)
            for topic in entry.topics.all()
        ),
        "links": tuple(_link(link) for link in entry.links.all()),
        "dates": tuple(
            records.DateFact(
                role=fact.role,
                edtf=fact.edtf,
                source=fact.source,
                note=fact.note,
                is_unverified=fact.is_unverified,
            )
            for fact in entry.dates.all()
        ),
        "sources": tuple(
            records.Source(url=source.url, label=source.label, note=source.note)
            for source in entry.sources.all()
        ),
        "unverified": tuple(
            records.Flag(field=flag.field, note=flag.note) for flag in entry.flags.all()
        ),
    }


def _link(link: Link) -> records.Link:
    return records.Link(
        role=link.role,
        ref=_ref(link.target.permalink),
        is_lead=link.is_lead,
        here=link.here,
        there=link.there,
        valid_from=link.valid_from,
        valid_to=link.valid_to,
        source=link.source,
        note=link.note,
        is_unverified=link.is_unverified,
    )


def _ref(permalink: Permalink) -> records.Ref:
    is_public = permalink.state == State.PUBLISHED
    return records.Ref(
        ark=permalink.ark,
        kind=permalink.kind,
        zh=permalink.label_zh if is_public else "",
        en=permalink.label_en if is_public else "",
        type=permalink.type_code if is_public else "",
    )


def _legal(entry: Document | Law) -> dict[str, Any]:
    status = None
    if entry.status:
        flagged = any(flag.field == "status" for flag in entry.flags.all())
        status = records.StatusFact(
            code=entry.status,
            as_of=entry.status_as_of,
            source=entry.status_source,
            is_unverified=flagged,
        )
    return {
        "type": entry.type,
        "number": entry.number,
        "status": status,
        "level": entry.level,
    }


def _document(document: Document, common: dict[str, Any]) -> Frozen:
    working = list(document.texts.all())
    texts = [
        freeze_text(text.language, passages.split(text.body, text.language))
        for text in working
    ]
    captures = list(document.captures.all())
    record = records.DocumentRecord(
        **common,
        **_legal(document),
        issuer_as_printed=document.issuer_as_printed,
        texts=tuple(
            _text_ref(text, frozen) for text, frozen in zip(working, texts, strict=True)
        ),
        captures=tuple(_capture_ref(capture) for capture in captures),
    )
    return Frozen(record, texts, captures)


def _text_ref(text: WorkingText, frozen: FrozenText) -> records.TextRef:
    return records.TextRef(
        sha256=frozen.sha256,
        language=text.language,
        kind=text.kind,
        access=text.access,
        translator=text.translator,
        source=text.source,
        source_url=text.source_url,
    )


def _capture_ref(capture: Capture) -> records.CaptureRef:
    return records.CaptureRef(
        sha256=capture.sha256,
        origin=capture.origin,
        access=capture.access,
        media_type=capture.media_type,
        size=capture.size,
        url=capture.final_url or capture.url,
        fetched_at=capture.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        http_status=capture.http_status,
        filename=capture.filename,
    )


def _actor(actor: Actor, common: dict[str, Any]) -> records.ActorRecord:
    return records.ActorRecord(
        **common,
        actor_kind=actor.actor_kind,
        pinyin=actor.pinyin,
        valid_from=actor.valid_from,
        valid_to=actor.valid_to,
        wikidata=actor.wikidata,
    )


def _event(event: Event, common: dict[str, Any]) -> records.EventRecord:
    return records.EventRecord(
        **common,
        event_kind=event.event_kind,
        place_zh=event.place_zh,
        place_en=event.place_en,
    )
