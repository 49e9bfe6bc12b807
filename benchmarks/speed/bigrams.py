"""Chinese as overlapping pairs of characters, for engines that have no tokens for it.

Neither SQLite nor PostgreSQL finds a Chinese word inside a sentence by itself. The
alternatives are given the best that is known: every run of Chinese characters is
written as its pairs, parted by spaces, when texts are stored and when they are asked
for; a word is then a phrase of pairs, found exactly.
"""

import re

from benchmarks.speed.asks import Ask

_RUN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"\w+")


def spaced(text: str) -> str:
    """Return a text whose Chinese is written as pairs of characters."""
    return _RUN.sub(lambda run: f" {' '.join(pairs(run.group()))} ", text)


def pairs(run: str) -> list[str]:
    """Return the overlapping pairs of a run of characters; a lone one stands alone."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def phrases(ask: Ask) -> list[str]:
    """Return what must be found: each word as the tokens that stand in a row."""
    found = (" ".join(_WORD.findall(spaced(word.text))) for word in ask.words)
    return [words for words in found if words]
