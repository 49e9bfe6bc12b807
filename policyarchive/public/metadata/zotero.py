"""A version as Zotero understands it: item type, fields and creators. Pure.

Zotero takes the right item from unAPI with its own RDF, and second best from ``z:``
meta tags; Highwire and Dublin Core alone make every law a journal article. The archive
fields exist on some item types only; elsewhere they go to ``extra``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from policyarchive.archive import citations, records
from policyarchive.archive.vocabulary import AliasKind, DocumentType, Kind, Role

ARCHIVE = "Policy Archive"

_TYPES = {
    DocumentType.LAW: "statute",
    DocumentType.NPC_DECISION: "statute",
    DocumentType.ADMINISTRATIVE_REGULATION: "statute",
    DocumentType.SUPERVISION_REGULATION: "statute",
    DocumentType.DEPARTMENT_RULE: "statute",
    DocumentType.LOCAL_RULE: "statute",
    DocumentType.LOCAL_REGULATION: "statute",
    DocumentType.JUDICIAL_INTERPRETATION: "statute",
    DocumentType.FOREIGN_LAW: "statute",
    DocumentType.FOREIGN_RULE: "statute",
    DocumentType.NATIONAL_STANDARD: "standard",
    DocumentType.NEWS: "newspaperArticle",
    DocumentType.OP_ED: "newspaperArticle",
    DocumentType.SPEECH: "document",
    DocumentType.READOUT: "document",
    DocumentType.CASE: "document",
}
_HAVE_ARCHIVE = ("report", "standard", "document", "newspaperArticle")
_NUMBER_FIELD = {
    "statute": "publicLawNumber",
    "report": "reportNumber",
    "standard": "number",
}
_BODY_FIELD = {
    "report": "institution",
    "standard": "organization",
    "document": "publisher",
    "newspaperArticle": "publicationTitle",
}


@dataclass(frozen=True, slots=True)
class Creator:
    """Someone who made it: a whole name, or a person's in two parts."""

    role: str  # author or translator
    family: str  # a body's whole name stands here alone
    given: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What Zotero should store."""

    type: str
    fields: dict[str, str]
    creators: tuple[Creator, ...]


def item(record: records.Record, url: str) -> Item:
    """Return the item for a version with this absolute permalink."""
    kind = item_type(record.kind, record.type_code)
    fields = dict(_fields(record, kind, url))
    return Item(
        kind, {k: v for k, v in fields.items() if k and v}, _creators(record, kind)
    )


def item_type(kind: str, type_code: str) -> str:
    """Return the item type for an entry of a kind and a type."""
    if kind not in (Kind.DOCUMENT, Kind.LAW):
        return "webpage"
    return _TYPES.get(type_code, "report")  # type: ignore[call-overload, no-any-return]


def _fields(record: records.Record, kind: str, url: str) -> Iterator[tuple[str, str]]:
    shown = record.shown_date
    is_statute = kind == "statute"
    yield "nameOfAct" if is_statute else "title", record.title_en or record.title_zh
    yield "dateEnacted" if is_statute else "date", shown.edtf if shown else ""
    yield _NUMBER_FIELD.get(kind, ""), getattr(record, "number", "")
    yield "shortTitle", _short(record)
    yield _BODY_FIELD.get(kind, ""), _body(record)
    yield "language", "zh-CN" if record.title_zh else "en"
    yield "url", url
    yield "libraryCatalog", ARCHIVE
    yield "abstractNote", record.summary_en or record.summary_zh
    if kind in _HAVE_ARCHIVE:
        yield "archive", ARCHIVE
        yield "archiveLocation", record.ark
    yield "extra", "\n".join(_extra(record, kind))


def _extra(record: records.Record, kind: str) -> Iterator[str]:
    if record.title_zh and record.title_en:
        yield f"original-title: {record.title_zh}"
    if kind not in _HAVE_ARCHIVE:
        yield f"archive: {ARCHIVE}"
        yield f"archive_location: {record.ark}"
        for translator in citations.translators(record):
            yield f"translator: {translator}"
    yield f"version: {record.version}"


def _short(record: records.Record) -> str:
    wanted = [a for a in record.aliases if a.kind == AliasKind.SHORT]
    english = [a.text for a in wanted if a.language == "en"]
    return next(iter(english or [a.text for a in wanted]), "")


def _body(record: records.Record) -> str:
    links = record.linked(Role.PUBLISHER) or record.linked(Role.ISSUER)
    return next((link.ref.en or link.ref.zh for link in links), "")


def _creators(record: records.Record, kind: str) -> tuple[Creator, ...]:
    links = record.linked(Role.AUTHOR) or record.linked(Role.ISSUER)
    made = [_creator(link.ref) for link in links if link.ref.en or link.ref.zh]
    if kind in _HAVE_ARCHIVE:
        made += [Creator("translator", name) for name in citations.translators(record)]
    return tuple(made)


def _creator(ref: records.Ref) -> Creator:
    # Only a Western person's name is cut in two; a Chinese name stays whole.
    if ref.type == "person" and not ref.zh and " " in ref.en:
        given, _, family = ref.en.rpartition(" ")
        return Creator("author", family, given)
    return Creator("author", ref.en or ref.zh)
