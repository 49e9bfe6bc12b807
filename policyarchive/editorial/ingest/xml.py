"""Reading XML: structured Chinese laws and documents of the Federal Register."""

import re
from collections.abc import Iterator

from lxml import etree

from policyarchive.editorial.ingest.draft import Label, Line, Reading, Refusal
from policyarchive.editorial.ingest.sniff import XML

_MOST = 60 * 1024 * 1024
_LAW_TITLES = frozenset(
    ("PartTitle", "SubpartTitle", "SubPartTitle", "ChapterTitle", "SectionTitle",
     "SubsectionTitle",
     "DivisionTitle", "PreambleLabel", "AppdxTitle")
)  # fmt: skip
_FR_LINES = frozenset(
    ("TITLE3", "PRES", "EXECORDR", "HD", "FP", "P", "FTNT", "GPOTABLE", "PSIG", "PLACE",
     "DATE", "FRDOC", "FILED", "BILCOD", "PROCLA", "DETERM", "NOTICE", "MEMO")
)  # fmt: skip
_FR_HOLDERS = frozenset(("HD", "FP", "P", "FTNT"))
_FR_FRAME = frozenset(("TITLE3", "PRES", "FRDOC", "FILED", "BILCOD"))
_INDENT = re.compile(r"\s*\n\s*")
_SPACE = re.compile(r"\s+")


def read(data: bytes) -> Reading:
    """Return the lines of a law or of a document of the Federal Register."""
    if len(data) > _MOST:
        raise Refusal("The XML file is too large to be one document.")
    root = _parse(data)
    name = etree.QName(root).localname
    if name == "Law":
        return _law(root)
    if root.find(".//EXECORD") is not None or root.find(".//HD") is not None:
        return _federal(root)
    raise Refusal(
        f"It is XML with the root element <{name}>, which is no format known here."
    )


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal(f"It is not well-formed XML (line {error.lineno}).") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("The XML file declares entities; remove its document type.")
    return root


def _law(root: etree._Element) -> Reading:
    title = _text(root.find(".//LawTitle"))
    return Reading(XML, tuple(_law_lines(root)), encoding="UTF-8", title=title)


def _law_lines(root: etree._Element) -> Iterator[Line]:
    """One line a paragraph; an article's number goes before its first one."""
    number = ""
    for node in root.iter():
        name = etree.QName(node).localname
        if name in ("LawTitle", "LawNum"):
            yield Line(_text(node), Label.TITLE if name == "LawTitle" else Label.BODY)
        elif name in _LAW_TITLES:
            yield Line(_text(node))
        elif name == "ArticleTitle":
            if number:
                yield Line(number)
            number = _text(node)
        elif name in ("ParagraphSentence", "ItemSentence", "SubitemSentence"):
            label = _label_of(node)
            words = f"{label}{_text(node)}"
            yield Line(f"{number}　{words}" if number else words)
            number = ""
    if number:
        yield Line(number)


def _label_of(node: etree._Element) -> str:
    """（一） before an item's sentence stands in a sibling of its own."""
    before = node.getprevious()
    return "" if before is None else _text(before)


def _text(node: etree._Element | None) -> str:
    """The words of an element; the line breaks are those of the file's indentation."""
    return "" if node is None else _INDENT.sub("", _raw(node)).strip()


def _federal(root: etree._Element) -> Reading:
    lines = tuple(_federal_lines(root))
    title = next((line.text for line in lines if line.label is Label.TITLE), "")
    return Reading(XML, lines, encoding="UTF-8", title=title)


def _federal_lines(root: etree._Element) -> Iterator[Line]:
    has_title = False
    is_order = root.find(".//EXECORDR") is not None
    for node in root.iter(*_FR_LINES):
        name = etree.QName(node).localname
        parent = node.getparent()
        if parent is not None and parent.tag in _FR_HOLDERS:
            continue
        text = _words(node)
        if not text:
            continue
        label = Label.HEADER if name in _FR_FRAME else Label.BODY
        if name == "EXECORDR":
            label = Label.NUMBER
        elif name == "HD" and not has_title and not is_order:
            label, has_title = Label.TITLE, True
        yield Line(text, label)


def _words(node: etree._Element) -> str:
    """The words of an element without the page marks inside it."""
    pieces = [node.text or ""]
    for child in node:
        if etree.QName(child).localname != "PRTPAGE":
            pieces.append(_raw(child))
        pieces.append(child.tail or "")
    return _SPACE.sub(" ", "".join(pieces)).strip()


def _raw(node: etree._Element) -> str:
    return "".join(str(text) for text in node.itertext())
