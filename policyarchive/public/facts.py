"""The facts on a record card: a label in two languages over values with sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from policyarchive.archive import records
from policyarchive.archive.records import Link
from policyarchive.archive.standing import Standing
from policyarchive.archive.vocabulary import (
    ActorKind,
    DateRole,
    DocumentType,
    EventKind,
    Level,
    Role,
    Terms,
)
from policyarchive.public.labels import Label, Labels


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact was read: one of the record's sources, an address, or words."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a fact. Exactly one of text, status, label and url says it."""

    text: str = ""
    language: str = ""
    status: str = ""
    label: Label | None = None
    url: str = ""
    note: str = ""
    as_of: str = ""
    origin: Origin | None = None
    is_unverified: bool = False
    is_date: bool = False
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact of an entry."""

    en: str
    zh: str
    items: tuple[Item, ...]
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something of the record that nobody confirmed at its source."""

    field: str
    note: str


# How the fields that editors flag are called on the page.
_FIELDS = {
    "title": "the title",
    "title_zh": "the Chinese title",
    "title_en": "the English title",
    "name": "the name",
    "names": "the names",
    "date": "the date",
    "dates": "the dates",
    "number": "the number",
    "status": "the status",
    "issuer": "the issuer",
    "issuers": "the issuers",
    "url": "the address",
    "record": "the whole record",
    "valid_from": "the beginning",
    "valid_to": "the end",
}


def of(
    record: records.Record, labels: Labels, standing: Standing | None = None
) -> tuple[Fact, ...]:
    """Return the facts of an entry in the order of its card.

    ``standing`` is the legal status where it is another by now than the one stated.
    """
    return tuple(fact for fact in _facts(record, labels, standing) if fact.items)


def doubts(record: records.Record) -> tuple[Doubt, ...]:
    """Return what of the record is flagged as unverified, in words."""
    return tuple(
        Doubt(_FIELDS.get(flag.field, f"the {flag.field.replace('_', ' ')}"), flag.note)
        for flag in record.unverified
    )


def origin(source: str, record: records.Record) -> Origin | None:
    """Return how to point at the source of a claim."""
    if not source:
        return None
    rest, numbers = source, []
    for number, known in enumerate(record.sources, start=1):
        for said in (known.label, known.url):
            if said and said in rest:
                rest = rest.replace(said, "")
                numbers.append(str(number))
    if numbers and not rest.strip(" +;,."):
        # The whole statement names sources that stand below in full.
        word = "sources" if len(numbers) > 1 else "source"
        return Origin(f"{word} {' and '.join(numbers)}", f"#source-{numbers[0]}")
    is_address = source.startswith(("http://", "https://"))
    return Origin(source, source if is_address else "")


def kind_of(record: records.Record) -> tuple[str, str]:
    """Return what the entry is, in English and Chinese."""
    if isinstance(record, records.ActorRecord):
        return _called(ActorKind.find(record.actor_kind), "Actor", "主体")
    if isinstance(record, records.EventRecord):
        return _within("Event", "事件", EventKind.find(record.event_kind))
    kind = DocumentType.find(record.type)
    if isinstance(record, records.LawRecord):
        return _within("Law", "法规", None if kind == DocumentType.LAW else kind)
    return _called(kind, "Document", "文献")


def _called(term: Terms | None, en: str, zh: str) -> tuple[str, str]:
    return (term.en, term.zh) if term else (en, zh)


def _within(en: str, zh: str, term: Terms | None) -> tuple[str, str]:
    return (f"{en}, {term.en.lower()}", f"{zh}·{term.zh}") if term else (en, zh)


def _facts(
    record: records.Record, labels: Labels, standing: Standing | None
) -> Iterator[Fact]:
    if isinstance(record, records.ActorRecord):
        yield from _life(record)
        yield Fact("Part of", "隶属", _linked(record, labels, Role.PARENT))
    elif isinstance(record, records.EventRecord):
        yield from _dates(record)
        yield Fact("Place", "地点", _place(record))
        for role in (Role.HOST, Role.ISSUER):
            yield Fact(role.en, role.zh, _linked(record, labels, role))
    else:
        yield Fact("Status", "效力", (*_found(standing), *_status(record, standing)))
        yield from _dates(record)
        yield Fact("Number", "文号", _number(record))
        yield from _makers(record, labels)
        level = Level.find(record.level)
        yield Fact("Level", "层级", (Item(level.en, note=level.zh),) if level else ())
    yield Fact(
        "Topics",
        "主题",
        tuple(
            Item(topic.en, url=f"/topics/{topic.key}", note=topic.zh)
            for topic in record.topics
        ),
        is_wide=True,
    )


def _life(record: records.ActorRecord) -> Iterator[Fact]:
    for en, zh, edtf in (
        ("Since", "始于", record.valid_from),
        ("Until", "止于", record.valid_to),
    ):
        yield Fact(en, zh, (Item(edtf, is_date=True),) if edtf else ())
    yield Fact(
        "Wikidata",
        "维基数据",
        (Item(record.wikidata, url=f"https://www.wikidata.org/wiki/{record.wikidata}"),)
        if record.wikidata
        else (),
    )


def _place(record: records.EventRecord) -> tuple[Item, ...]:
    if record.place_en:
        return (Item(record.place_en, note=record.place_zh),)
    return (Item(record.place_zh, language="zh-Hans"),) if record.place_zh else ()


def _found(standing: Standing | None) -> tuple[Item, ...]:
    return (Item(status=standing.code, standing=standing),) if standing else ()


def _status(
    record: records.DocumentRecord | records.LawRecord, standing: Standing | None
) -> tuple[Item, ...]:
    status = record.status
    if status is None:
        return ()
    return (
        Item(
            status=status.code,
            as_of=status.as_of,
            origin=origin(status.source, record),
            is_unverified=status.is_unverified,
            note="as it was stated" if standing else "",
        ),
    )


def _dates(record: records.Record) -> Iterator[Fact]:
    order = list(DateRole.values)
    for role in order:
        term = DateRole(role)
        items = tuple(
            Item(
                fact.edtf,
                is_date=True,
                note=fact.note,
                origin=origin(fact.source, record),
                is_unverified=fact.is_unverified,
            )
            for fact in record.dates
            if fact.role == role
        )
        yield Fact(term.en, term.zh, items)


def _number(
    record: records.DocumentRecord | records.LawRecord,
) -> tuple[Item, ...]:
    return (Item(record.number),) if record.number else ()


def _makers(
    record: records.DocumentRecord | records.LawRecord, labels: Labels
) -> Iterator[Fact]:
    issuers = _linked(record, labels, Role.ISSUER)
    printed = getattr(record, "issuer_as_printed", "")
    if not issuers and printed:
        issuers = (Item(printed, note="as printed"),)
    yield Fact("Issuers" if len(issuers) > 1 else "Issuer", "发文机关", issuers)
    for role in (Role.AUTHOR, Role.PUBLISHER):
        yield Fact(role.en, role.zh, _linked(record, labels, role))


def _linked(record: records.Record, labels: Labels, role: Role) -> tuple[Item, ...]:
    links = sorted(record.linked(role), key=lambda link: not link.is_lead)
    found = ((link, labels.ref(link.ref)) for link in links)
    return tuple(
        Item(label=label, note=_when(link), is_unverified=link.is_unverified)
        for link, label in found
        if label
    )


def _when(link: Link) -> str:
    if link.valid_from and link.valid_to:
        return f"{link.valid_from} to {link.valid_to}"
    if link.valid_from:
        return f"since {link.valid_from}"
    return f"until {link.valid_to}" if link.valid_to else ""
