"""What sort of body a document or law comes from, and for whom it speaks. Pure.

Nobody types this in: it follows from the kinds of the actors that the record names,
then from the issuer as printed, then from the type, whose issuer the Legislation Law
of the People's Republic fixes. What follows from none of these is not stated.
"""

import re
from collections.abc import Iterator

from policyarchive.archive import records
from policyarchive.archive.vocabulary import (
    CENTRAL_TYPES,
    ActorKind,
    DocumentType,
    Level,
    Role,
    SourceKind,
)

_BY_ACTOR = {
    ActorKind.PARTY_ORGAN: SourceKind.PARTY,
    ActorKind.STATE_ORGAN: SourceKind.MINISTRY,
    ActorKind.LEGISLATURE: SourceKind.LEGISLATURE,
    ActorKind.COURT: SourceKind.COURT,
    ActorKind.PROCURATORATE: SourceKind.COURT,
    ActorKind.STANDARDS_BODY: SourceKind.STANDARDS,
    ActorKind.LOCAL_GOVERNMENT: SourceKind.LOCAL,
    ActorKind.COMPANY: SourceKind.COMPANY,
    ActorKind.MEDIA: SourceKind.MEDIA,
    ActorKind.PERSON: SourceKind.PERSON,
    ActorKind.UNIVERSITY: SourceKind.RESEARCH,
    ActorKind.THINK_TANK: SourceKind.RESEARCH,
    ActorKind.INDUSTRY_BODY: SourceKind.ASSOCIATION,
    ActorKind.FOREIGN_GOVERNMENT: SourceKind.FOREIGN,
    ActorKind.INTERNATIONAL: SourceKind.INTERNATIONAL,
}
_BY_TYPE = {
    DocumentType.LAW: SourceKind.LEGISLATURE,
    DocumentType.NPC_DECISION: SourceKind.LEGISLATURE,
    DocumentType.LOCAL_REGULATION: SourceKind.LEGISLATURE,
    DocumentType.ADMINISTRATIVE_REGULATION: SourceKind.STATE_COUNCIL,
    DocumentType.DEPARTMENT_RULE: SourceKind.MINISTRY,
    DocumentType.LOCAL_RULE: SourceKind.LOCAL,
    DocumentType.JUDICIAL_INTERPRETATION: SourceKind.COURT,
    DocumentType.PARTY_DOCUMENT: SourceKind.PARTY,
    DocumentType.FOREIGN_LAW: SourceKind.FOREIGN,
    DocumentType.FOREIGN_RULE: SourceKind.FOREIGN,
}
_PRESS = frozenset((DocumentType.NEWS, DocumentType.OP_ED))
_CENTRAL = CENTRAL_TYPES | {DocumentType.NATIONAL_STANDARD}
# Names as printed on documents, whole; the first form that fits says the kind.
_NAMES = (
    (
        r"(?:中华人民共和国)?国务院(?:办公厅)?"
        r"|(?:General Office of (?:the )?)?State Council(?: of .+)?",
        SourceKind.STATE_COUNCIL,
    ),
    (
        r"中共.+|中国共产党.+|中央(?:办公厅|宣传|组织|网信|政法|网络).*",
        SourceKind.PARTY,
    ),
    (
        r".*人民代表大会(?:常务委员会)?|.*人大常委会|.*People.s Congress(?: .+)?",
        SourceKind.LEGISLATURE,
    ),
    (r".*人民(?:法院|检察院)|Supreme People.s .+", SourceKind.COURT),
    (
        r"(?!国家).+[省市州县区盟旗](?:人民政府.*|.{2,}[厅局委室])"
        r"|.+ (?:Provincial|Municipal) (?:People.s Government|Department .+)",
        SourceKind.LOCAL,
    ),
    (r"国家.+|.{2,}(?:部|总局|总署|司)(?:办公厅)?|Ministry of .+", SourceKind.MINISTRY),
)
_FORMS = tuple((re.compile(form), kind) for form, kind in _NAMES)
_BETWEEN = re.compile(r"[、,，;；]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_AND_OTHERS = re.compile("等.{0,4}部门$")


def of(record: records.Record) -> tuple[str, ...]:
    """Return the kinds of source of a document or law; none where none can be told."""
    if not isinstance(record, records.DocumentRecord | records.LawRecord):
        return ()
    found = [kind.value for kind in _kinds(record)]
    if record.type in _PRESS:
        # What a ministry prints as news is still news to those who want none.
        found.append(SourceKind.MEDIA.value)
    return tuple(dict.fromkeys(found))


def level(record: records.Record) -> str:
    """Return the level that the type or the actors imply where the record has none."""
    if not isinstance(record, records.DocumentRecord | records.LawRecord):
        return ""
    if record.type in _CENTRAL:
        return Level.CENTRAL.value
    kinds = of(record)
    for kind, implied in (
        (SourceKind.FOREIGN, Level.FOREIGN),
        (SourceKind.INTERNATIONAL, Level.INTERNATIONAL),
        (SourceKind.STATE_COUNCIL, Level.CENTRAL),
    ):
        if kind.value in kinds:
            return implied.value
    return ""


def _kinds(record: records.DocumentRecord | records.LawRecord) -> Iterator[SourceKind]:
    """Yield the kinds of the first that is known: issuers, publishers, authors."""
    for role in (Role.ISSUER, Role.PUBLISHER, Role.AUTHOR):
        kinds = [kind for link in record.linked(role) if (kind := _of_actor(link.ref))]
        if kinds:
            yield from kinds
            return
    printed = _AND_OTHERS.sub("", getattr(record, "issuer_as_printed", ""))
    names = map(str.strip, _BETWEEN.split(printed))
    kinds = [kind for name in names if (kind := _of_name(name))]
    by_type = _BY_TYPE.get(DocumentType.find(record.type) or DocumentType.OTHER)
    yield from kinds or ([by_type] if by_type else [])


def _of_actor(ref: records.Ref) -> SourceKind | None:
    named = _of_name(ref.zh)
    kind = ActorKind.find(ref.type)
    if named == SourceKind.STATE_COUNCIL or kind is None:
        return named
    return _BY_ACTOR[ActorKind(kind)]


def _of_name(name: str) -> SourceKind | None:
    return next((kind for form, kind in _FORMS if form.fullmatch(name)), None)
