"""Reading a page saved as one MIME file (.mht), also where a DOCX holds one."""

import email
import email.policy
from email.message import EmailMessage

from policyarchive.editorial.ingest import encodings, html, trees
from policyarchive.editorial.ingest.draft import Line, Reading, Refusal
from policyarchive.editorial.ingest.sniff import MHT

_MOST_PARTS = 2_000


def page_of(data: bytes) -> str:
    """Return the HTML that a MIME file carries, decoded."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise Refusal("The MIME file cannot be read.")
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return _text(payload, part.get_content_charset())
    raise Refusal("The MIME file holds no HTML page.")


def _text(payload: bytes, charset: str | None) -> str:
    try:
        return payload.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return encodings.decode(payload).text


def lines_of(data: bytes) -> tuple[Line, ...]:
    """Return all visible lines of the page a MIME file carries."""
    tree = trees.parse(page_of(data))
    return tuple(Line(text) for text, _ in trees.blocks(tree))


def read(data: bytes) -> Reading:
    """Return the reading of a saved page."""
    page = html.read(page_of(data).encode())
    return Reading(
        MHT,
        page.lines,
        encoding=page.encoding,
        title=page.title,
        meta=page.meta,
        doubts=page.doubts,
    )
