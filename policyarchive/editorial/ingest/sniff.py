"""Telling what a file is by its content; the name is only a hint."""

import codecs
import json
import re
from pathlib import PurePath

from policyarchive.editorial.ingest.draft import Refusal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
HTML = "text/html"
MHT = "multipart/related"
XML = "application/xml"
JSONL = "application/x-ndjson"
GZIP = "application/gzip"
MARKDOWN = "text/markdown"
TEXT = "text/plain"

# First bytes, and what to tell the person who brought such a file.
_REFUSED = (
    (b"\x89PNG", "an image (PNG); run OCR first and bring the text"),
    (b"\xff\xd8\xff", "an image (JPEG); run OCR first and bring the text"),
    (b"GIF8", "an image (GIF); run OCR first and bring the text"),
    (b"II*\x00", "an image (TIFF); run OCR first and bring the text"),
    (b"MM\x00*", "an image (TIFF); run OCR first and bring the text"),
    (b"RIFF", "a media file"),
    (b"\xd0\xcf\x11\xe0", "an old binary Office file; save it as .docx"),
    (b"{\\rtf", "a rich text file (RTF); save it as .docx"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"Rar!", "an archive (RAR); unpack it first"),
    (b"7z\xbc\xaf", "an archive (7z); unpack it first"),
    (b"SQLite format 3", "a database"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"OFD", "an OFD file; save it as PDF"),
)
_HTML = re.compile(
    rb"<!doctype\s+html|<html|<body|<head|<h[1-6][ >]|<div[ >]|<p[ >]|<table[ >]"
    rb"|<span[ >]|<td[ >]",
    re.IGNORECASE,
)
_XML = re.compile(rb"\s*(?:<\?xml|<[A-Z][A-Za-z]+(?:\s[^<>]*)?>\s*<)")
_DRAWING = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_MIME = re.compile(rb"[A-Za-z][\w-]*:")
_MARKDOWN = re.compile(rb"(?m)^(?:#{1,6} \S|---\s*$|\*\*[^*\n]+\*\*)")


# Files of text that are no documents.
_TABLES = frozenset((".csv", ".tsv"))
_CODE = frozenset((".py", ".js", ".css", ".json", ".yaml", ".yml", ".toml", ".log"))


def media_type(data: bytes, name: str) -> str:
    """Return the media type of a file's content; Refusal for what cannot be read."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("The file is empty.")
    for magic, what in _REFUSED:
        if data.startswith(magic):
            raise Refusal(f"This is {what}.")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return DOCX
    if data.startswith(b"PK"):
        raise Refusal("This is an empty or broken ZIP archive.")
    if data.startswith(b"\x1f\x8b"):
        return GZIP
    return _text_type(data, PurePath(name).suffix.lower())


def _text_type(data: bytes, suffix: str) -> str:
    head = _readable(data[:16_384])
    if _DRAWING.match(head):
        raise Refusal("This is an image (SVG); bring the document it is taken from.")
    if _MIME.match(head) and b"mime-version:" in head[:4096].lower():
        return MHT
    if _is_json_lines(head, suffix):
        return JSONL
    markup = _markup_type(head, suffix)
    if markup:
        return markup
    if suffix in _TABLES:
        raise Refusal(f"A table ({suffix}) is no document; bring its rows as .jsonl.")
    if suffix in _CODE:
        raise Refusal(f"A {suffix} file is no document.")
    if suffix in (".md", ".markdown") or _looks_like_markdown(head):
        return MARKDOWN
    return TEXT


def _readable(head: bytes) -> bytes:
    """The first bytes as ASCII would show them, also where the text is UTF-16."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")


def _markup_type(head: bytes, suffix: str) -> str:
    is_page = re.search(rb"<html|<!doctype\s+html", head, re.IGNORECASE)
    if (_XML.match(head) or suffix == ".xml") and not is_page:
        return XML
    is_named = suffix in (".html", ".htm")
    if _HTML.match(head) or len(_HTML.findall(head)) > (0 if is_named else 10):
        return HTML
    return ""


def _is_json_lines(head: bytes, suffix: str) -> bool:
    if not head.startswith(b"{"):
        if suffix in (".jsonl", ".ndjson"):
            raise Refusal("It is named .jsonl but its first line is no JSON object.")
        return False
    if suffix in (".jsonl", ".ndjson"):
        return True
    first = head.split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False


def _looks_like_markdown(head: bytes) -> bool:
    return bool(head.startswith((b"# ", b"---\n", b"---\r\n"))) or (
        len(_MARKDOWN.findall(head)) >= 3
    )
