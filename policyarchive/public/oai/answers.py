"""The answers as XML: envelope, headers, Dublin Core."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from policyarchive.archive import records
from policyarchive.archive.models.published import Publication
from policyarchive.archive.vocabulary import Role, State
from policyarchive.public import linking

_OAI = "http://www.openarchives.org/OAI/2.0/"
_DC = "http://purl.org/dc/elements/1.1/"
_OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA = f"{{{_XSI}}}schemaLocation"

# XML 1.0 has no way to write these at all.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

for _prefix, _uri in (("", _OAI), ("dc", _DC), ("oai_dc", _OAI_DC), ("xsi", _XSI)):
    register_namespace(_prefix, _uri)


def envelope(base_url: str, now: datetime, attributes: Mapping[str, str]) -> Element:
    """Return the root with the response date and the echo of the request."""
    root = Element(f"{{{_OAI}}}OAI-PMH", {_SCHEMA: f"{_OAI} {_OAI[:-1]}/OAI-PMH.xsd"})
    add(root, "responseDate", stamp(now))
    add(root, "request", base_url, attributes)
    return root


def add(
    parent: Element, name: str, text: str = "", attributes: Mapping[str, str] = {}
) -> Element:
    """Append an element of the protocol's namespace."""
    child = SubElement(parent, f"{{{_OAI}}}{name}", dict(attributes))
    child.text = _ILLEGAL.sub("", text)
    return child


def xml(root: Element) -> bytes:
    """Return the document as bytes."""
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def stamp(moment: datetime) -> str:
    """Return a moment at the granularity of this repository: seconds, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def add_header(parent: Element, row: Publication) -> None:
    """Append the header; an entry withdrawn or merged is told to be deleted."""
    gone = {} if _is_there(row) else {"status": "deleted"}
    header = add(parent, "header", attributes=gone)
    add(header, "identifier", row.permalink.ark)
    add(header, "datestamp", stamp(row.at))
    add(header, "setSpec", row.permalink.kind)


def add_record(parent: Element, row: Publication) -> None:
    """Append a record: the header, and Dublin Core unless it is deleted."""
    record = add(parent, "record")
    add_header(record, row)
    if not _is_there(row):
        return
    version = linking.newest(row.permalink)
    metadata = add(record, "metadata")
    schema = f"{_OAI_DC} {_OAI[:-1]}/oai_dc.xsd"
    dc = SubElement(metadata, f"{{{_OAI_DC}}}dc", {_SCHEMA: schema})
    url = linking.absolute(row.permalink.get_absolute_url())
    for name, text, language in _elements(version.record, url):
        element = SubElement(
            dc, f"{{{_DC}}}{name}", {_LANG: language} if language else {}
        )
        element.text = _ILLEGAL.sub("", text)


def _is_there(row: Publication) -> bool:
    return row.permalink.state == State.PUBLISHED


def _elements(record: records.Record, url: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, text and language of each Dublin Core element."""
    yield "identifier", url, ""
    yield from _both("title", record.title_zh, record.title_en)
    yield from _linked("creator", record.linked(Role.ISSUER, Role.AUTHOR))
    yield from _linked("publisher", record.linked(Role.PUBLISHER))
    if record.shown_date:
        yield "date", record.shown_date.edtf, ""
    yield "type", record.type_code, ""
    for topic in record.topics:
        yield from _both("subject", topic.zh, topic.en)
    yield from _both("description", record.summary_zh, record.summary_en)
    for source in record.sources:
        yield "source", source.url or source.label, ""
    for language in sorted({text.language for text in getattr(record, "texts", ())}):
        yield "language", language, ""


def _both(name: str, zh: str, en: str) -> Iterator[tuple[str, str, str]]:
    for text, language in ((zh, "zh"), (en, "en")):
        if text:
            yield name, text, language


def _linked(name: str, links: Iterable[records.Link]) -> Iterator[tuple[str, str, str]]:
    for link in links:
        if link.ref.en or link.ref.zh:
            yield name, link.ref.en or link.ref.zh, ""
