"""Tokens: what stands in the index for a folded text, and how a phrase asks for it.

A run of Chinese characters becomes one token for each character: it and the next one,
the last alone (``国家法`` is ``国家 家法 法``). So a token's place is its character's
place, any part of a run is a phrase of tokens, and the end of a run can be asked for.
Punctuation between Chinese characters, where no space could, parts the runs and is a
token of its own; between words of other scripts it makes no difference. Words are
indexed as they are and, in a second field, by their English stem. Pure: no database.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from policyarchive.search.folding import HAN

BREAK = "|"  # punctuation, or the end of a line
PASSAGE = "¶"  # no phrase goes from one passage to the next

_SIGNS = "%‰§$€£¥"  # read as words
WORD = (
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)+|"
    rf"[^\W_{HAN}]+|[{_SIGNS}]"
)
_MARK = rf"[^\w{_SIGNS} ](?:[^\w{_SIGNS}]|_)*|_+"
_PIECE = re.compile(f"([{HAN}]+)|({WORD})|({_MARK})")
_IS_RUN, _IS_WORD, _IS_BREAK = 1, 2, 3
_RUN = re.compile(f"[{HAN}]")
_LETTER = re.compile(rf"[^\W\d_{HAN}]")


def pieces(folded: str) -> Iterator[tuple[int, str]]:
    """Yield the runs, words and breaks of a folded text in order, each with its sort.

    Punctuation on one line between two words is no break.
    """
    last, waiting = _IS_WORD, ""
    for run, word, mark in _PIECE.findall(folded):
        if mark:
            waiting = mark
            continue
        sort = _IS_RUN if run else _IS_WORD
        if waiting:
            if not last == sort == _IS_WORD or "\n" in waiting:
                yield _IS_BREAK, BREAK
            waiting = ""
        yield sort, run or word.replace(",", "")
        last = sort


def index_tokens(folded: str) -> str:
    """Return the tokens of one passage, joined by spaces."""
    out: list[str] = []
    for sort, text in pieces(folded):
        if sort == _IS_RUN:
            out += [text[at : at + 2] for at in range(len(text))]
        else:
            out.append(text)
    return " ".join(out)


def stem_tokens(folded: str) -> str:
    """Return the words of one passage by their stems; runs stand as breaks."""
    if not _LETTER.search(folded):
        return ""
    return " ".join(
        stem(text) if sort == _IS_WORD else BREAK for sort, text in pieces(folded)
    )


def characters(folded: Iterable[str]) -> str:
    """Return each Chinese character that some of the texts hold, joined by spaces."""
    return " ".join(sorted(filter(_RUN.match, set("".join(folded)))))


@dataclass(frozen=True, slots=True)
class Phrase:
    """The tokens of a phrase that is asked for.

    ``is_open``: the last token is a character after which any other may follow in the
    text, so that it stands for every token it begins.
    """

    tokens: tuple[str, ...]
    is_open: bool = False

    @property
    def is_character(self) -> bool:
        """Whether a single Chinese character is asked for."""
        return self.is_open and len(self.tokens) == 1

    @property
    def has_han(self) -> bool:
        """Whether any token is Chinese."""
        return any(_RUN.match(token) for token in self.tokens)

    def stemmed(self) -> "Phrase":
        """Return the phrase of the stems, for words only."""
        return Phrase(tuple(map(stem, self.tokens)))


def phrase(folded: str) -> Phrase:
    """Return the tokens by which a folded text is asked for, exactly so."""
    found = list(pieces(folded))
    if found and found[0][0] == _IS_BREAK:
        found.pop(0)
    tokens: list[str] = []
    for number, (sort, text) in enumerate(found, start=1):
        if sort == _IS_RUN:
            # What follows the last run is not known, so its last character asks for
            # nothing by itself, unless it is all there is.
            is_last = number == len(found) and len(text) > 1
            tokens += [text[at : at + 2] for at in range(len(text) - is_last)]
        else:
            tokens.append(text)
    is_open = bool(found) and found[-1][0] == _IS_RUN and len(found[-1][1]) == 1
    return Phrase(tuple(tokens), is_open)


_stemmers = threading.local()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the English stem (Porter 2) of a folded word."""
    # A stemmer keeps its word in itself, so threads may not share one.
    if not hasattr(_stemmers, "english"):
        _stemmers.english = snowballstemmer.stemmer("english")
    return str(_stemmers.english.stemWord(word))
