"""Places in an entry as they are read, and as they are cited. Pure."""

import re

_UNITS = {
    "art": "Article",
    "ch": "Chapter",
    "sec": "Section",
    "div": "Division",
    "pt": "Part",
    "sub": "Subpart",
    "app": "Appendix",
    "p": "Paragraph",
}
_PLACE = re.compile(rf"({'|'.join(_UNITS)})-(\d+(?:-\d+)*)(?:-para-(\d+))?")


def read(anchor: str) -> str:
    """Return an anchor as it is read: ch-3.sec-2 is Chapter 3, Section 2."""
    parts = (_PLACE.fullmatch(part) for part in anchor.split("."))
    read = [f"{_UNITS[part[1]]} {part[2]}{_paragraph(part)}" for part in parts if part]
    return ", ".join(read) or anchor


def _paragraph(part: re.Match[str]) -> str:
    return f", paragraph {part[3]}" if part[3] else ""


def split(cited: str) -> tuple[str, str]:
    """Return the permalink and the anchor, or nothing, of a place that is cited."""
    parts = cited.split("/", 2)
    return "/".join(parts[:2]), parts[2] if len(parts) > 2 else ""
