"""What a citation is made of, read once from a record. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policyarchive.archive import othernames, records
from policyarchive.archive.vocabulary import (
    ActorKind,
    DateRole,
    DocumentType,
    Language,
    Role,
    TextKind,
)

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
_PUBLIC_LAW = re.compile(r"(?:Public Law|Pub\. ?L\.) (?:No\. ?)?(?=\d)")


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body, author or publisher, whole in both languages."""

    zh: str
    en: str
    is_person: bool = False

    def best(self, language: str) -> str:
        """The name in a language, or in the other where it has none."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)

    @property
    def inverted(self) -> str:
        """The name with the family name of a Western person first.

        A person with a name in characters is written family name first already; no
        comma and no initials ever.
        """
        name = self.best("en")
        if not self.is_person or self.zh or " " not in name:
            return name
        given, _, family = name.rpartition(" ")
        return f"{family}, {given}"


@dataclass(frozen=True, slots=True)
class Translator:
    """Who translated a text, and into what; a program is said to be one."""

    name: str
    language: str
    is_machine: bool


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
    translated_by: tuple[Translator, ...]
    issued: str  # EDTF, '' when unknown
    adopted: str
    effective: str
    source_url: str
    url: str  # the permalink of the version, absolute
    version: int
    accessed: date
    article: str  # number of the article or section pinned, as in "21" or "21-1"
    type: str
    status: str
    is_english: bool  # it was written in English, or has no title in another language

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Whom the citation names first."""
        return self.authors or self.issuers or self.publishers

    @property
    def public_law(self) -> str:
        """The number of an Act of Congress, as in 117-167; such have sections."""
        return _public_law(self.family, self.number)

    def pinned(self, article: str, section: str) -> str:
        """The pin behind the word that a manual has for articles, or for sections."""
        word = section if self.public_law else article
        return f"{word} {self.article}" if self.article else ""

    @property
    def translators(self) -> tuple[str, ...]:
        """The names of all translators, each once."""
        return tuple(dict.fromkeys(one.name for one in self.translated_by))

    @property
    def number_beside(self) -> str:
        """The number, unless the title says it already."""
        titles = (self.title_zh, self.title_en)
        key = othernames.number(self.number)
        return "" if any(key in othernames.number(t) for t in titles) else self.number

    @property
    def tongue(self) -> str:
        """The language whose title a Chinese manual prints."""
        return "zh" if self.title_zh else "en"

    def translators_for(self, reader: str) -> tuple[str, ...]:
        """Return who translated the words that a manual of a language cites.

        A manual in English cites the words in English where there is a title in it, and
        one in Chinese those in Chinese: who cites the original names no translator.
        """
        cited = self.tongue if reader == "zh" else "en" if self.title_en else "zh"
        sign = "（机器）" if reader == cited == "zh" else " [machine]"
        names = (
            f"{one.name}{sign}" if one.is_machine else one.name
            for one in self.translated_by
            if one.language.startswith(cited)
        )
        return tuple(dict.fromkeys(names))

    @property
    def live_url(self) -> str:
        """Where it came out; an entry of the archive's own came out here."""
        return "" if self.family == "entry" else self.source_url


def read(
    record: records.Record, *, url: str, accessed: date, anchor: str = ""
) -> Facts:
    """Return the facts of a record; ``anchor`` pins the citation to an article."""
    shown = record.shown_date
    issuers = _bodies(record, Role.ISSUER)
    printed = getattr(record, "issuer_as_printed", "")
    if not issuers and printed:
        issuers = (Body(printed, ""),)
    family, number = _family(record), getattr(record, "number", "")
    is_act = bool(_public_law(family, number))
    return Facts(
        family=family,
        title_zh=record.title_zh,
        title_en=record.title_en,
        number=number,
        issuers=issuers,
        authors=_bodies(record, Role.AUTHOR),
        publishers=_bodies(record, Role.PUBLISHER),
        translated_by=_translators(record),
        issued=shown.edtf if shown else "",
        adopted=_date(record, DateRole.ADOPTED),
        effective=_date(record, DateRole.EFFECTIVE),
        source_url=next((s.url for s in record.sources if s.url), ""),
        url=url,
        version=record.version,
        accessed=accessed,
        article=_number_of(anchor, is_act=is_act),
        type=record.type_code,
        status=_status(record),
        is_english=_is_english(record),
    )


def _public_law(family: str, number: str) -> str:
    match = _PUBLIC_LAW.match(number) if family == "foreign" else None
    return number[match.end() :] if match else ""


def _number_of(anchor: str, *, is_act: bool) -> str:
    """Return the number of an article, or of a section of an Act of Congress.

    The section of another law (节) is a heading, and no place that is cited.
    """
    kind, _, number = anchor.partition("-")
    return number if kind == "art" or (is_act and kind == "sec") else ""


def _family(record: records.Record) -> str:
    if isinstance(record, records.ActorRecord | records.EventRecord):
        return "entry"
    families = (("statute", _STATUTES), ("press", _PRESS), ("foreign", _FOREIGN))
    return next((name for name, types in families if record.type in types), "document")


def _bodies(record: records.Record, role: Role) -> tuple[Body, ...]:
    links = sorted(record.linked(role), key=lambda link: not link.is_lead)
    return tuple(
        Body(link.ref.zh, link.ref.en, link.ref.type == ActorKind.PERSON)
        for link in links
        if link.ref.zh or link.ref.en
    )


def _translators(record: records.Record) -> tuple[Translator, ...]:
    texts: tuple[records.TextRef, ...] = getattr(record, "texts", ())
    return tuple(
        Translator(text.translator, text.language, text.kind == TextKind.MACHINE)
        for text in texts
        if text.translator
    )


def _is_english(record: records.Record) -> bool:
    texts: tuple[records.TextRef, ...] = getattr(record, "texts", ())
    originals = {text.language for text in texts if text.kind == TextKind.ORIGINAL}
    if not record.title_zh or not record.title_en:
        return not record.title_zh
    return originals == {Language.EN}


def _status(record: records.Record) -> str:
    status = getattr(record, "status", None)
    return status.code if status else ""


def _date(record: records.Record, role: DateRole) -> str:
    fact = record.date(role)
    return fact.edtf if fact else ""


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHORT_MONTHS = [
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
]  # Bluebook T12, and MLA's


def english_date(edtf: str, *, short: bool = False) -> str:
    """Return a date as American manuals print it: June 10, 2021; June 2021; 2021."""
    year, month, day = _named(edtf, _SHORT_MONTHS if short else _MONTHS)
    return f"{month} {day}, {year}" if day else f"{month} {year}".strip()


def british_date(edtf: str, *, short: bool = False) -> str:
    """Return a date with the day first: 10 June 2021; with MLA's short months."""
    year, month, day = _named(edtf, _SHORT_MONTHS if short else _MONTHS)
    return f"{day} {month} {year}".strip()


def apa_date(edtf: str, *, year_last: bool = False) -> str:
    """Return a date as APA prints it: 2021, June 10; in running text June 10, 2021."""
    if year_last:
        return english_date(edtf)
    year, month, day = _named(edtf, _MONTHS)
    return f"{year}, {month} {day}".rstrip(" ,")


def chinese_date(edtf: str) -> str:
    """Return a date in Chinese: 2021年6月10日, as far as it is known."""
    signs = zip(parts(edtf), "年月日", strict=False)
    return "".join(f"{number}{sign}" for number, sign in signs)


def iso_date(edtf: str) -> str:
    """Return a date as GB/T 7714 prints it, 2021-06-10, as far as it is known."""
    return "-".join(f"{number:02}" for number in parts(edtf))


def _named(edtf: str, months: Sequence[str]) -> tuple[str, str, str]:
    known = parts(edtf)
    if not known:
        return edtf, "", ""
    month = months[known[1] - 1] if len(known) > 1 else ""
    return str(known[0]), month, str(known[2]) if len(known) > 2 else ""


def parts(edtf: str) -> list[int]:
    """Return year, month and day of the start of a date, as far as they are known."""
    point = edtf.split("/")[0].rstrip("?~%")
    return [int(part) for part in point.split("-") if part.isdigit()]
