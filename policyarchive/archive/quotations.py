"""Whether words stand in a text as quoted, and what stands there instead. Pure.

Compared are words: a Latin word or number, or one sign of any other script. Breadth of
signs, case, white space, sorts of quotation marks and of dashes make no difference.
Where an ellipsis leaves words out, what it joins must follow in order.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_WORD = re.compile(r"[A-Za-z0-9À-ɏ]+|[^\sA-Za-z0-9À-ɏ]")
_ELLIPSIS = re.compile(r"\[?\s*(?:…+|\.\s?\.\s?\.[\s.]*)\s*\]?")
_FOLDED = str.maketrans(
    dict.fromkeys("“”„«»「」『』〝〞", '"')
    | dict.fromkeys("‘’‚`´", "'")
    | dict.fromkeys("‐‑‒–—―－", "-")
    | {"。": "."}
)
_GAP = "\x1f"
# So many lines are compared closely, those that share most with the quotation.
_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands."""

    folded: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.folded[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands in a text; ``is_verbatim`` with its punctuation too."""

    start: int
    end: int
    is_verbatim: bool


@dataclass(frozen=True, slots=True)
class Near:
    """The wording nearest to a quotation: where, and how alike, from 0 to 1."""

    start: int
    end: int
    likeness: float


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text."""
    return tuple(
        Word(_fold(match.group()), match.start(), match.end())
        for match in _WORD.finditer(text)
    )


def find(quotation: str, text: str) -> Place | None:
    """Return where a text holds what is quoted, or None."""
    parts = [_trimmed(words(part)) for part in _ELLIPSIS.split(quotation)]
    parts = [part for part in parts if part]
    if not parts:
        return None
    held = words(text)
    for is_verbatim in (True, False):
        found = _in_order(
            [_chosen(part, is_verbatim) for part in parts], _chosen(held, is_verbatim)
        )
        if found is not None:
            return Place(found[0].start, found[1].end, is_verbatim)
    return None


def nearest(quotation: str, text: str) -> Near | None:
    """Return the wording of a text most like a quotation, or None when none is."""
    wanted = [word.folded for word in _chosen(words(quotation), False)]
    pairs = _pairs(wanted)
    ranked = sorted(
        _lines(text),
        key=lambda line: len(pairs & _pairs([word.folded for word in line])),
        reverse=True,
    )
    found = [_alike(wanted, line) for line in ranked[:_CANDIDATES] if line and wanted]
    return max(found, key=lambda near: near.likeness, default=None)


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word.translate(_FOLDED)).casefold()


def _trimmed(part: Sequence[Word]) -> Sequence[Word]:
    # Styles of citation put their own marks at the ends of a quotation.
    inner = [index for index, word in enumerate(part) if not word.is_mark]
    return part[inner[0] : inner[-1] + 1] if inner else ()


def _chosen(held: Iterable[Word], with_marks: bool) -> list[Word]:
    return [word for word in held if with_marks or not word.is_mark]


def _in_order(
    parts: Iterable[Sequence[Word]], held: Sequence[Word]
) -> tuple[Word, Word] | None:
    """Return the first and last word of what holds all parts one after another."""
    line = _GAP + "".join(f"{word.folded}{_GAP}" for word in held)
    at, ends = 0, []
    for part in parts:
        wanted = _GAP + "".join(f"{word.folded}{_GAP}" for word in part)
        at = line.find(wanted, at)
        if at < 0:
            return None
        first = line.count(_GAP, 0, at)
        ends += [first, first + len(part) - 1]
        at += len(wanted) - 1
    return held[ends[0]], held[ends[-1]]


def _lines(text: str) -> Iterator[tuple[Word, ...]]:
    start = 0
    for line in text.split("\n"):
        yield tuple(
            Word(word.folded, word.start + start, word.end + start)
            for word in _chosen(words(line), False)
        )
        start += len(line) + 1


def _pairs(folded: Sequence[str]) -> set[tuple[str, str]]:
    return set(pairwise(folded))


def _alike(wanted: Sequence[str], line: Sequence[Word]) -> Near:
    """Return the stretch of a line that is most like what is wanted."""
    folded = [word.folded for word in line]
    longest = SequenceMatcher(None, folded, wanted, autojunk=False).find_longest_match()
    # The stretch begins where the quotation would, were it the same before the match;
    # or earlier, where the line says something that the quotation leaves out.
    first, last = longest.a - longest.b, longest.a - longest.b + len(wanted)
    tries = [
        _stretch(wanted, line, (max(0, first - room), min(len(line), last + room)))
        for room in (len(wanted) // 8, len(wanted) // 2 + 1)
    ]
    return max(tries, key=lambda near: near.likeness)


def _stretch(
    wanted: Sequence[str], line: Sequence[Word], bounds: tuple[int, int]
) -> Near:
    """Return how alike the stretch is that begins and ends with what is shared."""
    within = line[slice(*bounds)]
    matcher = SequenceMatcher(None, [w.folded for w in within], wanted, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return Near(within[0].start, within[0].end, 0.0)
    begin = max(0, blocks[0].a - blocks[0].b)
    tail = len(wanted) - blocks[-1].b - blocks[-1].size
    found = within[begin : blocks[-1].a + blocks[-1].size + tail]
    matcher.set_seq1([word.folded for word in found])
    return Near(found[0].start, found[-1].end, matcher.ratio())
