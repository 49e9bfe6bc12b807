"""Needles: finding in a folded text what the query asked for.

They follow the rules by which the index finds: Chinese characters anywhere, other words
whole, breaks where the query has breaks. Pure: no database.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policyarchive.search.folding import HAN, Span
from policyarchive.search.texts import END
from policyarchive.search.tokens import BREAK, WORD, Phrase, pieces, stem

_LATIN = rf"[^\W_{HAN}]"
_HAN = re.compile(f"[{HAN}]")
_BREAK = rf"[^\w {END}](?:[^\w{END}]|_)*"
_BETWEEN_WORDS = rf"(?:[^\w{END}]|_)*"


@dataclass(frozen=True, slots=True)
class Needle:
    """What is marked in a hit: a phrase as it is, or English words by their stems.

    Needles of one ``group`` stand for the same part of the query.
    """

    group: int
    phrase: Phrase
    text: str  # folded
    is_stemmed: bool = False
    is_title_only: bool = False

    def spans(self, folded: str) -> Iterator[Span]:
        """Yield where it stands in a folded text, from the left."""
        at = 0
        while (span := self.find(folded, at)) is not None:
            yield span
            at = span[1]

    def find(self, folded: str, at: int) -> Span | None:
        """Return where it stands first in a folded text, from a place on."""
        if self.is_stemmed:
            return _find_stems(self.phrase.tokens, folded, at)
        pattern = _pattern(self.text)
        while match := pattern.search(folded, at):
            if _stands_alone(match, folded):
                return match.span()
            at = match.start() + 1
        return None


@lru_cache(maxsize=512)
def _pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of a folded phrase."""
    found = [piece for _, piece in pieces(text)]
    while found and found[0] == BREAK:
        found.pop(0)
    pattern, before = "", ""
    for piece in found:
        if piece == BREAK:
            pattern += _BREAK
        elif _HAN.match(piece):
            pattern += f" *{re.escape(piece)}" if pattern else re.escape(piece)
        else:
            joint = _BETWEEN_WORDS if before == "word" else " *" if pattern else ""
            pattern += joint + _whole_word(piece)
        before = "word" if piece != BREAK and not _HAN.match(piece) else "other"
    return re.compile(pattern or "(?!)")


def _whole_word(word: str) -> str:
    if not _SIGN.match(word):
        return re.escape(word)  # a sign such as % stands wherever it stands
    # Thousands are indexed without their commas.
    letters = ",?".join(word) if word.isdecimal() else re.escape(word)
    return f"({letters})"


def _stands_alone(match: re.Match[str], folded: str) -> bool:
    """Say whether every word of a match begins and ends where a word does.

    A pattern that says so itself takes milliseconds to compile, for every query.
    """
    return not any(
        (start and _SIGN.match(folded, start - 1))
        or _SIGN.match(folded, end)
        or _is_part_of_number(folded, start, end)
        for start, end in match.regs[1:]
    )


def _is_part_of_number(folded: str, start: int, end: int) -> bool:
    """Say whether a word is only a part of one such as 1,000 or 2.5."""
    is_near_one = _NUMBER_BEFORE.search(folded, max(0, start - 2), start) or (
        _NUMBER_BEHIND.match(folded, end)
    )
    if not is_near_one:
        return False
    first = start
    while first and (folded[first - 1] in ",." or _SIGN.match(folded, first - 1)):
        first -= 1
    for match in _INDEXED_WORD.finditer(folded, first):
        if match.start() >= start:
            return match.span() != (start, end)
    return True


def _find_stems(stems: Sequence[str], folded: str, at: int) -> Span | None:
    first, *others = stems
    # A stem begins like its words but for its last letter (happi, happy), a short one
    # at least with one letter (dying, die). Stemming a word costs a hundred times this.
    start = first[:-1] if len(first) > _SHORT_STEM else first[:1]
    while (at := folded.find(start, at)) >= 0:
        word = None if at and _SIGN.match(folded, at - 1) else _WORD.match(folded, at)
        if word and stem(word.group()) == first:
            end = _follow(others, folded, word.end())
            if end is not None:
                return at, end
        at = word.end() if word else at + 1
    return None


_SHORT_STEM = 4  # letters
_SIGN = re.compile(_LATIN)
_INDEXED_WORD = re.compile(WORD)
_NUMBER_BEFORE = re.compile(r"\d[.,]$")
_NUMBER_BEHIND = re.compile(r"[.,]\d")
_WORD = re.compile(f"{_LATIN}+")
_NEXT_WORD = re.compile(f"{_BETWEEN_WORDS}({_LATIN}+)")


def _follow(stems: Sequence[str], folded: str, at: int) -> int | None:
    """Return where the last of the words that must follow ends, if all do."""
    for part in stems:
        match = _NEXT_WORD.match(folded, at)
        if match is None or stem(match[1]) != part:
            return None
        at = match.end()
    return at
