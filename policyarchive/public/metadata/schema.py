"""JSON-LD in the vocabulary of schema.org. Pure."""

import json
from collections.abc import Sequence
from typing import Any

from policyarchive.archive import records
from policyarchive.archive.vocabulary import ActorKind, DocumentType, Role, Status
from policyarchive.search.results import Hit

_TYPES = {
    DocumentType.NEWS: "NewsArticle",
    DocumentType.OP_ED: "OpinionNewsArticle",
    DocumentType.PLAN: "Report",
    DocumentType.REPORT: "Report",
    DocumentType.GUIDELINE: "Report",
    DocumentType.NATIONAL_STANDARD: "TechArticle",
    DocumentType.SPEECH: "CreativeWork",
    DocumentType.READOUT: "CreativeWork",
    DocumentType.OTHER: "CreativeWork",
}
_FORCE = {
    Status.IN_FORCE: "InForce",
    Status.AMENDED: "InForce",
    Status.REPEALED: "NotInForce",
    Status.SUPERSEDED: "NotInForce",
    Status.LAPSED: "NotInForce",
    Status.NOT_YET: "NotInForce",
    Status.SUSPENDED_IN_PART: "PartiallyInForce",
}


def type_of(record: records.Record) -> str:
    """Return the schema.org type of what a record describes."""
    if isinstance(record, records.EventRecord):
        return "Event"
    if isinstance(record, records.ActorRecord):
        is_person = record.actor_kind == ActorKind.PERSON
        return "Person" if is_person else "Organization"
    return _TYPES.get(record.type_code, "Legislation")  # type: ignore[call-overload, no-any-return]


def json_ld(
    record: records.Record, url: str, status: str, translations: Sequence[Hit] = ()
) -> str:
    """Return the JSON-LD of a version, safe to stand inside a script element.

    ``status`` is the code of the legal status that its page shows, ``translations``
    are the entries that say to be one of it.
    """
    facts = _common(record, url)
    if isinstance(record, records.ActorRecord):
        facts |= _actor(record)
    elif isinstance(record, records.EventRecord):
        facts |= _event(record)
    else:
        facts |= _work(record, url)
        facts["workTranslation"] = [
            {"@id": f"{root(url)}/{hit.ark}", "name": hit.title_en or hit.title_zh}
            for hit in translations
        ]
        if facts["@type"] == "Legislation":
            facts |= _legislation(record, url, status)
    filled = {
        name: value for name, value in facts.items() if value not in ("", [], None)
    }
    return in_script(filled)


def in_script(facts: dict[str, Any]) -> str:
    """Return facts as JSON that is safe to stand inside a script element."""
    text = json.dumps(facts, ensure_ascii=False)
    # "</script>" inside a title must not end the element.
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _common(record: records.Record, url: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": type_of(record),
        "@id": url,
        "url": url,
        "name": record.title_en or record.title_zh,
        "alternateName": [
            name
            for name in (record.title_zh, *(alias.text for alias in record.aliases))
            if name and name != (record.title_en or record.title_zh)
        ],
        "description": record.summary_en or record.summary_zh,
        "identifier": record.ark,
        "version": record.version,
        "isBasedOn": [source.url for source in record.sources if source.url],
    }


def _actor(record: records.ActorRecord) -> dict[str, Any]:
    same = (
        f"https://www.wikidata.org/entity/{record.wikidata}" if record.wikidata else ""
    )
    dates = {"foundingDate": record.valid_from, "dissolutionDate": record.valid_to}
    is_person = record.actor_kind == ActorKind.PERSON
    return {"sameAs": same, "isBasedOn": [], "version": None} | (
        {} if is_person else dates
    )


def _event(record: records.EventRecord) -> dict[str, Any]:
    happened = record.happened
    start, _, end = (happened.edtf if happened else "").partition("/")
    place = record.place_en or record.place_zh
    return {
        "startDate": start,
        "endDate": end or start,
        "location": {"@type": "Place", "name": place} if place else None,
        "version": None,
        "isBasedOn": [],
    }


def _work(
    record: records.DocumentRecord | records.LawRecord, url: str
) -> dict[str, Any]:
    shown = record.shown_date
    texts: tuple[records.TextRef, ...] = getattr(record, "texts", ())
    return {
        "datePublished": shown.edtf if shown else "",
        "inLanguage": sorted({text.language for text in texts}),
        "author": [
            _named(link.ref)
            for link in record.linked(Role.AUTHOR, Role.ISSUER)
            if link.ref.en or link.ref.zh
        ],
        "publisher": next(
            (
                {"@type": "Organization", "name": link.ref.en or link.ref.zh}
                for link in record.linked(Role.PUBLISHER)
            ),
            None,
        ),
        "keywords": [topic.en for topic in record.topics],
        "translationOfWork": [
            {"@id": f"{root(url)}/{link.ref.ark}", "name": link.ref.zh or link.ref.en}
            for link in record.linked(Role.TRANSLATES)
            if link.ref.zh or link.ref.en
        ],
    }


def _named(ref: records.Ref) -> dict[str, str]:
    kind = "Person" if ref.type == ActorKind.PERSON else "Organization"
    return {"@type": kind, "name": ref.en or ref.zh}


def root(url: str) -> str:
    """Return the site that a permalink stands on."""
    return url.partition("/ark:")[0]


def _legislation(
    record: records.DocumentRecord | records.LawRecord, url: str, status: str
) -> dict[str, Any]:
    shown, effective = record.shown_date, record.date("effective")
    force = _FORCE.get(status)  # type: ignore[call-overload]
    bodies = [link.ref.en or link.ref.zh for link in record.linked(Role.ISSUER)]
    return {
        "legislationIdentifier": record.number,
        "legislationType": record.type,
        "legislationDate": shown.edtf if shown else "",
        "legislationDateVersion": effective.edtf if effective else "",
        "legislationPassedBy": [
            {"@type": "Organization", "name": name} for name in bodies if name
        ],
        "legislationJurisdiction": "" if "foreign" in record.type else "CN",
        "legislationLegalForce": f"https://schema.org/{force}" if force else "",
        "encoding": {
            "@type": "LegislationObject",
            "contentUrl": f"{url}.md",
            "encodingFormat": "text/markdown",
            # The archive's copy is never the authentic text.
            "legislationLegalValue": "https://schema.org/UnofficialLegalValue",
        },
    } | {
        name: [link.ref.ark for link in record.linked(role)]
        for name, role in (
            ("legislationAmends", Role.AMENDS),
            ("legislationRepeals", Role.REPEALS),
            ("legislationApplies", Role.IMPLEMENTS),
        )
    }
