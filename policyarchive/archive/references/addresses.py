"""Permalinks and web addresses in running text. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyarchive.archive import othernames, permalinks
from policyarchive.archive.references.folding import Folded
from policyarchive.archive.references.reference import Kind

# Chinese signs belong to an address only in a segment that they begin, a year before
# them apart, as a name of a page: elsewhere they are the sentence that goes on.
_ADDRESS = re.compile(
    r"(?<![\w@])(?:https?://|www\.)[!#-;=?-~]+"
    r"(?:(?:(?<=[\w-]/)|(?<=[\w-]/\d{4})年)[\u3400-\u9fff]+[!#-;=?-~]*)?"
    r"|(?<![\w/])ark:/?\d{5}/[\w./-]+",
    re.IGNORECASE | re.ASCII,
)
_TRAILING = ".,;:!?'\"*_"
_SUFFIX = re.compile(r"^(?:/v(?P<version>\d+))?(?:[/#](?P<anchor>[a-z]+-[\w.-]+))?")


@dataclass(frozen=True, slots=True)
class Hit:
    """An address, where it stands in the original text, and what it says."""

    start: int
    end: int
    kind: Kind
    label: str
    key: str
    anchor: str = ""
    version: int | None = None


def find(text: Folded) -> Iterator[Hit]:
    """Yield the addresses in the original of a text."""
    if "/" not in text.original:
        return
    for match in _ADDRESS.finditer(text.original):
        address = _trimmed(match.group())
        end = match.start() + len(address)
        ark = permalinks.read(address) if "ark:" in address.lower() else None
        if ark is None:
            if key := _key(address):
                yield Hit(match.start(), end, Kind.URL, address, key)
            continue
        suffix = _SUFFIX.match(ark.suffix)
        version = suffix["version"] if suffix else None
        yield Hit(
            match.start(),
            end,
            Kind.ARK,
            address,
            f"ark:{ark.naan}/{ark.name}",
            (suffix["anchor"] if suffix else None) or "",
            int(version) if version else None,
        )


def _trimmed(address: str) -> str:
    """Return an address without the punctuation of the sentence around it."""
    while True:
        shorter = address.rstrip(_TRAILING)
        for opening, closing in ("()", "[]", "{}"):
            if shorter.endswith(closing) and opening not in shorter:
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def _key(address: str) -> str:
    try:
        return othernames.url(address)
    except ValueError:  # an unclosed bracket, a port that is no number
        return ""
