"""Reading Word documents, also those whose whole body is one embedded web page.

Opened as a ZIP archive from a stranger: sizes and ratios are checked before anything is
inflated, XML is parsed without network, entities or a document type.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from policyarchive.editorial.ingest import mht, plain, trees
from policyarchive.editorial.ingest.draft import Label, Line, Reading, Refusal
from policyarchive.editorial.ingest.encodings import decode
from policyarchive.editorial.ingest.sniff import DOCX

MOST_INFLATED = 200 * 1024 * 1024
MOST_PART = 60 * 1024 * 1024
MOST_RATIO = 300
"""How many times larger a part may get: text in real files stays below about 50."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_BODY = "word/document.xml"
_BREAKS = frozenset((f"{_W}br", f"{_W}cr"))
_SKIPPED = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"))


def read(data: bytes) -> Reading:
    """Return the paragraphs of a Word document, header and footer lines labelled."""
    archive = _open(data)
    body = _parse(_part(archive, _BODY))
    lines: list[Line] = []
    for line in _lines(body, archive):
        lines.append(line)
    lines += _margins(archive)
    if sum(len(line.text) for line in lines) > plain.MOST_CHARACTERS:
        raise Refusal("The document is too long to be one text.")
    if not any(line.text.strip() for line in lines):
        raise Refusal("The Word document holds no text (perhaps only pictures).")
    return Reading(DOCX, tuple(lines), encoding="UTF-8")


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refusal("The ZIP archive is broken; save the document again.") from None
    names = set(archive.namelist())
    if _BODY not in names:
        raise Refusal(_other_kind(names))
    for info in archive.infolist():
        if info.flag_bits & 1:
            raise Refusal("The document is protected by a password.")
        if info.file_size > MOST_PART * 2 or (
            info.file_size > 1_000_000
            and info.file_size > max(info.compress_size, 1) * MOST_RATIO
        ):
            raise Refusal("A part of the document inflates beyond measure (zip bomb).")
    if sum(info.file_size for info in archive.infolist()) > MOST_INFLATED:
        raise Refusal("The document inflates beyond measure (zip bomb).")
    return archive


def _other_kind(names: set[str]) -> str:
    for prefix, what in (
        ("xl/", "an Excel workbook; save the sheet as text"),
        ("ppt/", "a PowerPoint file; save it as PDF"),
        ("archive/", "a web archive (WACZ); bring the page itself"),
        ("OEBPS/", "an e-book; bring its pages as HTML"),
        ("content.xml", "an OpenDocument file; save it as .docx"),
        ("OFD.xml", "an OFD file; save it as PDF"),
    ):
        if any(name.startswith(prefix) for name in names):
            return f"This is {what}."
    return "This is a ZIP archive; unpack it first."


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, never more of it than the archive's own table promised."""
    try:
        with archive.open(name) as part:
            content = part.read(MOST_PART + 1)
    except (KeyError, zipfile.BadZipFile, EOFError, OSError, NotImplementedError):
        raise Refusal("The document is damaged; save it again.") from None
    if len(content) > MOST_PART:
        raise Refusal("A part of the document inflates beyond measure (zip bomb).")
    return content


def _parse(content: bytes) -> etree._Element:
    # Documents saved as strict OOXML use other names for the same elements.
    if _STRICT in content[:4096]:
        content = content.replace(
            _STRICT + b"wordprocessingml/main", _W[1:-1].encode()
        ).replace(_STRICT + b"officeDocument/relationships", _R[1:-1].encode())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Refusal("The document is damaged; save it again.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("The document declares a document type, which Word never does.")
    return root


def _lines(root: etree._Element, archive: zipfile.ZipFile) -> Iterator[Line]:
    for node in root.iter(f"{_W}p", f"{_W}altChunk"):
        if node.tag == f"{_W}altChunk":
            yield from _chunk(node, archive)
        else:
            for text in _paragraph(node).split("\n"):
                yield Line(text)


def _paragraph(node: etree._Element) -> str:
    """The words of one paragraph; paragraphs nested in text boxes come on their own."""
    words: list[str] = []
    stack = list(reversed(node))
    while stack:
        child = stack.pop()
        if child.tag in _SKIPPED or child.tag == f"{_W}p":
            continue
        if child.tag == f"{_W}t":
            words.append(child.text or "")
        elif child.tag == f"{_W}tab":
            words.append(" ")
        elif child.tag in _BREAKS:
            words.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            words.append("-")
        elif isinstance(child.tag, str):
            stack.extend(reversed(child))
    return "".join(words)


def _chunk(node: etree._Element, archive: zipfile.ZipFile) -> Iterator[Line]:
    """The lines of an embedded file (altChunk): a saved page or plain text."""
    target = _relations(archive).get(node.get(f"{_R}id", ""), "")
    if not target:
        raise Refusal("The document refers to a part that is not in it.")
    content = _part(archive, target)
    suffix = posixpath.splitext(target)[1].lower()
    if suffix in (".mht", ".mhtml", ".eml"):
        yield from mht.lines_of(content)
    elif suffix in (".htm", ".html", ".xhtml"):
        tree = trees.parse(decode(content).text)
        yield from (Line(text) for text, _ in trees.blocks(tree))
    elif suffix == ".txt":
        yield from plain.lines_of(decode(content).text)
    else:
        raise Refusal(f"The document embeds a {suffix or 'nameless'} part as its text.")


def _relations(archive: zipfile.ZipFile) -> dict[str, str]:
    root = _parse(_part(archive, "word/_rels/document.xml.rels"))
    return {
        node.get("Id", ""): posixpath.normpath(
            posixpath.join("word", node.get("Target", ""))
        ).lstrip("/")
        for node in root
        if node.get("TargetMode") != "External"
    }


def _margins(archive: zipfile.ZipFile) -> list[Line]:
    """The words of headers and footers, kept beside the text."""
    names = [
        name
        for name in archive.namelist()
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml")
    ]
    return [
        Line(text, Label.HEADER)
        for name in sorted(names)
        for node in _parse(_part(archive, name)).iter(f"{_W}p")
        if (text := _paragraph(node).strip())
    ]
