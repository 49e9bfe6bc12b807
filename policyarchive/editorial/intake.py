"""From a draft to a working document: what a source states, and nothing more.

The bytes go to the store as an upload, the labelled lines and the text they make to a
working text, and each stated fact to its field with its evidence. The same bytes twice
are one document.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from policyarchive.archive import storage
from policyarchive.archive.models import (
    Actor,
    Capture,
    DateFact,
    Document,
    Flag,
    Link,
    Name,
    Permalink,
    Source,
    WorkingText,
)
from policyarchive.archive.vocabulary import (
    CENTRAL_TYPES,
    Access,
    DateRole,
    DocumentType,
    Kind,
    Level,
    Origin,
    Role,
    TextKind,
)
from policyarchive.editorial import history
from policyarchive.editorial.fetching import Fetched
from policyarchive.editorial.ingest import DateClaim, Draft, Line

# Any constant will do; it only has to be the same for every intake.
_INTAKE_LOCK = 0x706F6C69
_LONGEST = {"title_zh": 400, "title_en": 600, "number": 120}  # of the columns
_TAKEN_IN = "Taken in from its source."
_MATCHED = "Matched by name when the source was read."
_LOCAL = frozenset((DocumentType.LOCAL_REGULATION, DocumentType.LOCAL_RULE))
_PRESS = frozenset((DocumentType.NEWS, DocumentType.OP_ED))
_PROVINCE = re.compile(r"^(?:北京|天津|上海|重庆)|[\u4e00-\u9fff]{2,3}省|自治区")
_CITY = re.compile(r"[\u4e00-\u9fff]{1,6}(?:市|自治州|县|盟)")


# Laws, regulations, resolutions, decisions and orders of state organs (Article 5 of the
# Copyright Law). Standards, speeches and cases are not among them.
_FREE = frozenset(
    (
        DocumentType.LAW,
        DocumentType.NPC_DECISION,
        DocumentType.ADMINISTRATIVE_REGULATION,
        DocumentType.SUPERVISION_REGULATION,
        DocumentType.DEPARTMENT_RULE,
        DocumentType.LOCAL_RULE,
        DocumentType.LOCAL_REGULATION,
        DocumentType.NORMATIVE_DOCUMENT,
        DocumentType.JUDICIAL_INTERPRETATION,
        DocumentType.OPINION,
        DocumentType.NOTICE,
        DocumentType.ANNOUNCEMENT,
        DocumentType.FOREIGN_LAW,  # the United States' own works: 17 USC 105
        DocumentType.FOREIGN_RULE,
    )
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A document and whether it is new: known bytes give the document they gave."""

    document: Document
    is_new: bool


def actors_by_name() -> dict[str, int]:
    """Return the actors by title and other name; a name that two share leads nowhere.

    Costs two queries; a batch asks once.
    """
    named = [
        *Actor.objects.exclude(title_zh="").values_list("title_zh", "pk"),
        *Actor.objects.exclude(title_en="").values_list("title_en", "pk"),
        *Name.objects.filter(entry__actor__isnull=False).values_list("text", "entry"),
    ]
    found: dict[str, set[int]] = {}
    for name, pk in named:
        found.setdefault(_key(name), set()).add(pk)
    return {name: next(iter(pks)) for name, pks in found.items() if len(pks) == 1}


def _key(name: str) -> str:
    return "".join(name.split()).casefold()


@transaction.atomic
def take(
    drafts: Sequence[Draft],
    *,
    access: str,
    actors: Mapping[str, int],
    by: User | None = None,
    fetched: Mapping[str, Fetched] = MappingProxyType({}),
) -> list[Taken]:
    """Keep drafts as working documents; the same bytes again give the same one.

    ``access`` is the most open that text and bytes may become, empty for what their
    rights allow: news is never more than extracts here, and a row whose rights are to
    be checked stays dark. ``fetched`` says, by SHA-256, of which bytes the archive
    itself has seen the address. All are kept or, on an error, none; a batch costs about
    as many queries as three single drafts.
    """
    # Two intakes of the same bytes would each find nothing.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_INTAKE_LOCK])
    known = _known(drafts)
    new = {draft.sha256: draft for draft in drafts if draft.sha256 not in known}
    created = _create(list(new.values()), access, actors, fetched)
    history.record(created, by=by, note=_TAKEN_IN)
    made = dict(zip(new, created, strict=True))
    taken = []
    for draft in drafts:
        document = made.pop(draft.sha256, None)
        if document:
            known[draft.sha256] = document
        taken.append(Taken(known[draft.sha256], is_new=document is not None))
    return taken


def _known(drafts: Sequence[Draft]) -> dict[str, Document]:
    """Return the documents that the same bytes gave before, the first of each."""
    rows = (
        Document.captures.through.objects.filter(
            capture__sha256__in=[draft.sha256 for draft in drafts]
        )
        .order_by("-document_id")
        .values_list("capture__sha256", "document_id")
    )
    keys = dict(rows)
    documents = Document.objects.select_related("permalink").in_bulk(set(keys.values()))
    return {sha256: documents[key] for sha256, key in keys.items()}


def _create(
    drafts: Sequence[Draft],
    access: str,
    actors: Mapping[str, int],
    fetched: Mapping[str, Fetched],
) -> list[Document]:
    minted = Permalink.objects.mint_all([Kind.DOCUMENT] * len(drafts))
    documents = [
        Document(permalink=permalink, **_fields(draft))
        for draft, permalink in zip(drafts, minted, strict=True)
    ]
    for document in documents:
        document.save(force_insert=True)
    held = list(zip(documents, drafts, strict=True))
    captures = Capture.objects.bulk_create(
        _capture(draft, access_of(draft, access), fetched.get(draft.sha256))
        for draft in drafts
    )
    Document.captures.through.objects.bulk_create(
        Document.captures.through(document=document, capture=capture)
        for document, capture in zip(documents, captures, strict=True)
    )
    WorkingText.objects.bulk_create(
        _text(document, draft, access_of(draft, access)) for document, draft in held
    )
    DateFact.objects.bulk_create(
        fact for document, draft in held for fact in _dates(document, draft)
    )
    Source.objects.bulk_create(
        Source(entry=document, url=_address(draft), label=draft.origin[:600])
        for document, draft in held
        if draft.source_url or draft.origin
    )
    Flag.objects.bulk_create(
        Flag(entry=document, field=field, note=note)
        for document, draft in held
        for field, note in _flags(draft)
    )
    Link.objects.bulk_create(
        link
        for document, draft in held
        for link in _issuers(document, draft.issuers, actors)
    )
    return documents


def access_of(draft: Draft, most: str) -> Access:
    """Return the access a draft's text and bytes get, at most ``most``.

    Without ``most`` the rights decide: what is stated to be in the public domain and
    what Article 5 of the Copyright Law leaves free is open, the rest stays dark.
    """
    if draft.rights.startswith("check"):
        return Access.DARK
    if draft.doc_type in _PRESS:
        return Access.strictest(most or Access.SNIPPET, Access.SNIPPET)
    if most:
        return Access(most)
    is_free = draft.rights.startswith("PD") or draft.doc_type in _FREE
    return Access.OPEN if is_free else Access.DARK


def _fields(draft: Draft) -> dict[str, Any]:
    title = draft.title or PurePath(draft.name).stem
    field = "title_en" if draft.title_lang == "en" else "title_zh"
    longest = _LONGEST[field]
    notes = [*draft.doubts]
    if len(title) > longest:
        notes.append(f"The whole title: {title}")
    if len(draft.doc_number) > _LONGEST["number"]:
        notes.append(f"The whole number: {draft.doc_number}")
    return {
        field: title[:longest],
        "type": draft.doc_type or DocumentType.OTHER,
        "number": draft.doc_number[: _LONGEST["number"]],
        "status": draft.status,
        "status_source": (draft.origin or draft.name)[:600] if draft.status else "",
        "level": _level(draft),
        "issuer_as_printed": " ".join(draft.issuers)[:400],
        "note": "\n".join(notes),
    }


def _level(draft: Draft) -> str:
    """Whose jurisdiction the type tells, and for local ones the issuer's name."""
    if draft.doc_type in CENTRAL_TYPES:
        return Level.CENTRAL
    if draft.doc_type in (DocumentType.FOREIGN_LAW, DocumentType.FOREIGN_RULE):
        return Level.FOREIGN
    if draft.doc_type in _LOCAL:
        for name in (*draft.issuers, draft.title):
            if _PROVINCE.search(name):
                return Level.PROVINCIAL
            if _CITY.search(name):
                return Level.MUNICIPAL
    return ""


def _capture(draft: Draft, access: Access, fetched: Fetched | None) -> Capture:
    """The bytes as they came: an upload, whatever address the text names.

    Only bytes that the archive fetched itself are a capture of an address.
    """
    capture = Capture(
        sha256=storage.store(draft.raw),
        origin=Origin.UPLOADED,
        access=access,
        media_type=draft.media_type,
        size=len(draft.raw),
        filename=draft.name[:300],
        fetched_at=timezone.now(),
    )
    if fetched:
        capture.origin = Origin.CAPTURED
        capture.url, capture.final_url = fetched.url, fetched.final_url
        capture.redirects = list(fetched.redirects)
        capture.http_status = fetched.status
        capture.fetched_at = fetched.fetched_at
    return capture


def _row(line: Line) -> list[Any]:
    """A line as it is stored: label, text, and whether a page's width broke it off."""
    row: list[Any] = [line.label.value, line.text]
    return [*row, True] if line.is_glued else row


def _address(draft: Draft) -> str:
    return draft.source_url if len(draft.source_url) <= 2000 else ""


def _text(document: Document, draft: Draft, access: Access) -> WorkingText:
    return WorkingText(
        document=document,
        language=draft.language,
        kind=TextKind.ORIGINAL,
        access=access,
        source=draft.origin[:600],
        source_url=_address(draft),
        body=draft.body_text(),
        lines=[_row(line) for line in draft.lines],
    )


def _dates(document: Document, draft: Draft) -> Iterator[DateFact]:
    for claim in draft.dates:
        if claim.role in DateRole.values:
            yield DateFact(
                entry=document,
                role=claim.role,
                edtf=claim.edtf,
                source=claim.evidence[:600],
                note=claim.note[:400],
                is_unverified=_is_guess(claim),
            )


def _is_guess(claim: DateClaim) -> bool:
    return claim.note.startswith("Role not stated")


def _flags(draft: Draft) -> list[tuple[str, str]]:
    """Facts that readers must be told nobody has confirmed."""
    flags = []
    if draft.status:
        flags.append(("status", "As the source of the file claims it."))
    if not draft.title:
        flags.append(("title", "Taken from the name of the file."))
    return flags


def _issuers(
    document: Document, names: Sequence[str], actors: Mapping[str, int]
) -> list[Link]:
    pks = dict.fromkeys(actors[_key(name)] for name in names if _key(name) in actors)
    return [
        Link(
            entry=document,
            role=Role.ISSUER,
            target_id=pk,
            order=order,
            is_lead=order == 0,
            note=_MATCHED,
            is_unverified=True,
        )
        for order, pk in enumerate(pks)
    ]
