"""The page of a document: text, relations, mentions, versions, provenance."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from policyarchive.archive.passages import stored
from policyarchive.archive.records import CaptureRef, DocumentRecord
from policyarchive.archive.vocabulary import Access, Role
from policyarchive.public import akin, citedby, marking, relations
from policyarchive.public.pages.frame import Frame
from policyarchive.public.shelf import Held, open_reader

# Shown on the card, or under Mentions.
_ON_CARD = frozenset((Role.ISSUER.value, Role.AUTHOR.value, Role.PUBLISHER.value))
_MENTIONS = frozenset((Role.MENTIONED.value, Role.SUBJECT.value))
_TEXT_OF = frozenset((Role.TEXT_OF.value,))
_RELATIONS = relations.ALL_ROLES - _ON_CARD - _MENTIONS - _TEXT_OF


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture with what may be shown of it."""

    ref: CaptureRef
    access: Access


def held(frame: Frame, record: DocumentRecord) -> tuple[Held, ...]:
    """Return the texts of a document with what may be shown of each."""
    found = []
    for ref in record.texts:
        words = frame.texts.get(ref.sha256)
        access = frame.access(ref.sha256, ref.access)
        passages = stored(words.body) if words else None
        shown = passages if access == Access.OPEN else None
        found.append(Held(ref, access, shown, is_empty=passages == ()))
    return tuple(found)


def context(
    request: HttpRequest, frame: Frame, record: DocumentRecord
) -> dict[str, Any]:
    """Return what the page of a document needs beyond the frame."""
    texts = held(frame, record)
    spots = frame.spots
    reader = open_reader(texts, request.GET.getlist("text"), spots.by_text)
    words = request.GET.get("mark", "")
    marked = marking.marked(reader.rows, words) if reader else None
    if reader and marked:
        reader = replace(reader, rows=marked.rows)
    ahead = relations.forward(record, frame.labels, _RELATIONS)
    back = relations.reverse(frame.pointing, relations.ALL_ROLES - _MENTIONS)
    mentioned = relations.forward(record, frame.labels, _MENTIONS)
    return {
        "texts": texts,
        "open_count": sum(text.is_open for text in texts),
        "closed": tuple(text for text in texts if text.access != Access.OPEN),
        "reader": reader,
        "marked": marked,
        "cited_by": citedby.of((*spots.works, record.ark), frame.snapshot),
        "akin": akin.of(frame.akin, frame.labels),
        "of_laws": _of_laws(record, frame),
        "related": (*back, *ahead),
        "related_count": sum(group.count for group in (*back, *ahead)),
        "mentions": relations.kinds(r for group in mentioned for r in group.relations),
        "mentions_count": sum(group.count for group in mentioned),
        "mentioned_in": relations.reverse(frame.pointing, _MENTIONS),
        "captures": tuple(
            Kept(ref, frame.access(ref.sha256, ref.access)) for ref in record.captures
        ),
    }


def _of_laws(record: DocumentRecord, frame: Frame) -> tuple[relations.Relation, ...]:
    found = relations.forward(record, frame.labels, _TEXT_OF)
    return found[0].relations if found else ()
