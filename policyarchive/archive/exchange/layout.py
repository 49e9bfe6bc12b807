"""Where things lie in a package: the format's names. Pure."""

from enum import StrEnum

FORMAT = "1"

PERMALINKS = "data/permalinks.jsonl"
VERSIONS = "data/versions.jsonl"
TEXTS = "data/texts.jsonl"
CAPTURES = "data/captures.jsonl"
OTHER_NAMES = "data/other-names.jsonl"
TOPICS = "data/topics.jsonl"
TERMS = "data/terms.jsonl"
LOG = "data/log.jsonl"

# Labels in bag-info.txt.
INFO_FORMAT = "Policyarchive-Format"
INFO_PART = "Policyarchive-Part"
INFO_SEQUENCE = "Policyarchive-Log-Sequence"
INFO_DATE = "Policyarchive-Log-Date"


class Part(StrEnum):
    """How much of the archive a package holds."""

    WHOLE = "whole"
    OPEN = "open"


def record_path(ark: str, number: int) -> str:
    """Return where the record of a version lies: as in its address on the web."""
    naan, name = ark.removeprefix("ark:").split("/")
    return f"data/records/{naan}/{name}/v{number}.json"


def text_path(sha256: str) -> str:
    """Return where the words of a text lie."""
    return f"data/texts/{sha256[:2]}/{sha256}.json"


def capture_path(sha256: str) -> str:
    """Return where captured bytes lie."""
    return f"data/captures/{sha256[:2]}/{sha256}"
