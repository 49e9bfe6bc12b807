"""What a citation is made of, read once from a record. Pure."""

from dataclasses import dataclass
from datetime import date

from policyarchive.archive import records
from policyarchive.archive.dates import BadDate, parse
from policyarchive.archive.vocabulary import DateRole, DocumentType, Role

_STATUTES = frozenset(
    (
        DocumentType.LAW,
        DocumentType.NPC_DECISION,
        DocumentType.LOCAL_REGULATION,
        DocumentType.ADMINISTRATIVE_REGULATION,
        DocumentType.SUPERVISION_REGULATION,
        DocumentType.DEPARTMENT_RULE,
        DocumentType.LOCAL_RULE,
        DocumentType.JUDICIAL_INTERPRETATION,
    )
)
_PRESS = frozenset((DocumentType.NEWS, DocumentType.OP_ED))
_FOREIGN = frozenset((DocumentType.FOREIGN_LAW, DocumentType.FOREIGN_RULE))


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body, author or publisher, whole in both languages."""

    zh: str
    en: str

    def best(self, language: str) -> str:
        """The name in a language, or in the other where it has none."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a record that citation forms draw on."""

    family: str  # "statute", "document", "press", "foreign" or "entry"
    title_zh: str
    title_en: str
    number: str
    issuers: tuple[Body, ...]
    authors: tuple[Body, ...]
    publishers: tuple[Body, ...]
    issued: str  # EDTF, '' when unknown
    adopted: str
    effective: str
    source_url: str
    url: str  # the permalink of the version, absolute
    version: int
    accessed: date
    article: str  # number of the article pinned, as in "21" or "21-1"
    type: str

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Whom the citation names first."""
        return self.authors or self.issuers or self.publishers


def read(
    record: records.Record, *, url: str, accessed: date, anchor: str = ""
) -> Facts:
    """Return the facts of a record; ``anchor`` pins the citation to an article."""
    shown = record.shown_date
    issuers = _bodies(record, Role.ISSUER)
    printed = getattr(record, "issuer_as_printed", "")
    if not issuers and printed:
        issuers = (Body(printed, ""),)
    return Facts(
        family=_family(record),
        title_zh=record.title_zh,
        title_en=record.title_en,
        number=getattr(record, "number", ""),
        issuers=issuers,
        authors=_bodies(record, Role.AUTHOR),
        publishers=_bodies(record, Role.PUBLISHER),
        issued=shown.edtf if shown else "",
        adopted=_date(record, DateRole.ADOPTED),
        effective=_date(record, DateRole.EFFECTIVE),
        source_url=next((s.url for s in record.sources if s.url), ""),
        url=url,
        version=record.version,
        accessed=accessed,
        article=anchor.removeprefix("art-") if anchor.startswith("art-") else "",
        type=record.type_code,
    )


def _family(record: records.Record) -> str:
    if isinstance(record, records.ActorRecord | records.EventRecord):
        return "entry"
    families = (("statute", _STATUTES), ("press", _PRESS), ("foreign", _FOREIGN))
    return next((name for name, types in families if record.type in types), "document")


def _bodies(record: records.Record, role: Role) -> tuple[Body, ...]:
    links = sorted(record.linked(role), key=lambda link: not link.is_lead)
    return tuple(
        Body(link.ref.zh, link.ref.en) for link in links if link.ref.zh or link.ref.en
    )


def _date(record: records.Record, role: DateRole) -> str:
    fact = record.date(role)
    return fact.edtf if fact else ""


_MONTHS = (
    "January February March April May June July August September October November "
    "December"
).split()
_SHORT_MONTHS = (
    "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec."
).split()  # Bluebook T12


def english_date(edtf: str, *, short: bool = False) -> str:
    """Return a date as American manuals print it: June 10, 2021; June 2021; 2021."""
    point = edtf.split("/")[0].rstrip("?~%")
    try:
        lower = parse(point).lower
    except BadDate:
        return edtf
    months = _SHORT_MONTHS if short else _MONTHS
    month = months[lower.month - 1]
    precision = point.count("-")
    forms = (f"{lower.year}", f"{month} {lower.year}")
    return f"{month} {lower.day}, {lower.year}" if precision == 2 else forms[precision]


def parts(edtf: str) -> list[int]:
    """Return year, month and day of the start of a date, as far as they are known."""
    point = edtf.split("/")[0].rstrip("?~%")
    return [int(part) for part in point.split("-") if part.isdigit()]
