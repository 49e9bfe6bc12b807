"""Acronyms that a text uses for something else: "new drug application (NDA)". Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

from policyarchive.archive.references.folding import Folded
from policyarchive.archive.references.names import Match

_WORD = re.compile(r"[a-z][a-z'&]*")
_SMALL = frozenset(
    ("a", "an", "and", "for", "in", "of", "on", "the", "to", "with", "&")
)
_REACH = 100


def without_redefined(text: Folded, matches: Sequence[Match]) -> Iterator[Match]:
    """Yield matches, but not of acronyms to which the text gives another meaning."""
    other = set(_redefined(text.text, matches))
    for match in matches:
        if text.text[match.start : match.end] not in other:
            yield match


def _redefined(folded: str, matches: Iterable[Match]) -> Iterator[str]:
    before: Match | None = None
    for match in matches:
        acronym = folded[match.start : match.end]
        is_definition = (
            folded[match.start - 1 : match.start] == "("
            and folded[match.end : match.end + 1] == ")"
            and acronym.isascii()
        )
        if is_definition and not _says_the_same(before, match):
            words = _WORD.findall(folded, max(0, match.start - _REACH), match.start)
            if _initials(words, len(acronym)) == acronym:
                yield acronym
        before = match


def _says_the_same(before: Match | None, match: Match) -> bool:
    if before is None or match.start - before.end > len(" ("):
        return False
    return bool(set(before.entries) & set(match.entries))


def _initials(words: Sequence[str], size: int) -> str:
    large = [word for word in words if word not in _SMALL]
    return "".join(word[0] for word in large[-size:])
