"""Normal forms of other names, so that every spelling of one name is found. Pure."""

import re
import unicodedata
from urllib.parse import urlsplit

from policyarchive.archive.lookalikes import mend

# Escaped bytes beyond ASCII; those within may be escaped to mean something else.
_ESCAPED_SIGNS = re.compile(r"(?:%[89a-f][0-9a-f])+", re.IGNORECASE)
_NOT_IN_NUMBERS = re.compile(r"[\s〔〕﹝﹞\[\]［］()（）【】《》〈〉号第]")


def normal(scheme: str, value: str) -> str:
    """Return the normal form of a name in its scheme."""
    forms = {"number": number, "url": url}
    return forms.get(scheme, str.strip)(value)


def number(text: str) -> str:
    """Return a document number (文号) without brackets, spaces, 第 and 号."""
    folded = unicodedata.normalize("NFKC", mend(text))
    return _NOT_IN_NUMBERS.sub("", folded).lower()


def url(text: str) -> str:
    """Return an address without scheme, ``www.``, fragment and trailing slash.

    The query is kept whole: on many official sites it is the document. Chinese signs
    stand as they are read: /wiki/%E6%B3%95 and /wiki/法 are one address (RFC 3987).
    """
    text = text.strip()
    # A path segment that carried the address may have had its double slash collapsed.
    text = re.sub(r"^(https?):/+", r"\1://", text, flags=re.IGNORECASE)
    parts = urlsplit(text if "://" in text else f"http://{text}")
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    path = f"{parts.path.rstrip('/')}{query}"
    return f"{host}{port}{_ESCAPED_SIGNS.sub(_signs, path)}"


def _signs(escaped: re.Match[str]) -> str:
    try:
        return bytes.fromhex(escaped[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return escaped[0]  # of an older encoding, which the address does not name
