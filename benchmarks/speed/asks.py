"""What is asked: the query mix, drawn from the papers themselves by a seed.

Kinds are kept apart. Nothing is chosen for being fast: words are drawn by how often
they occur in a sample of the papers, phrases from where they stand, filters from what a
paper has. A product is asked each question once, so that no cache of answers is
measured.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import opencc
import pypinyin
import rjieba

from benchmarks.speed.papers import Paper

SAMPLE = 4_000  # papers
PAGE = 20  # hits on a page
FACETS = ("type", "level", "status", "language", "year", "issuer", "topic")
ORDERS = ("newest", "oldest")
_BROAD = ("type", "level", "status", "language")

_READ = 2_000  # characters of a body that are looked at
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]{3,}")
_SHORT_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z0-9]{1,9}(?![A-Za-z])")
_PLAIN_EN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){1,3}")
# Words in more of the sample than this share are common, in fewer than that rare.
_COMMON, _RARE = 0.02, 0.001
_MOST_TRIES = 400  # for each question, before the papers are said to hold too few


@dataclass(frozen=True, slots=True)
class Word:
    """One part of a question: a word, or a phrase to be found as it stands."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: words that must all occur, filters, order and page."""

    kind: str
    words: tuple[Word, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()  # facet, value; issuers by name
    page: int = 1
    order: str = ""  # one of ORDERS; by relevance otherwise


class TooFewPapers(Exception):
    """The papers hold no further questions of a kind; the message says which."""


class Sampler:
    """Draws questions from a sample of papers; the same seed, the same questions."""

    def __init__(self, sample: Sequence[Paper], total: int, seed: int) -> None:
        self._papers = sample
        self._total = total
        self._rng = random.Random(f"questions {seed}")  # noqa: S311
        self._to_traditional = opencc.OpenCC("s2t")

    def draw(self, per_kind: int) -> tuple[Ask, ...]:
        """Return so many different questions of every kind, kinds in turn."""
        drawn = [tuple(self._draw(kind, per_kind)) for kind in self.makers]
        return tuple(ask for turn in zip(*drawn, strict=True) for ask in turn)

    @property
    def makers(self) -> dict[str, Callable[[], Ask | None]]:
        """The kinds, in the order of the report, and who makes a question of each."""
        return {
            "rare": self._rare,
            "common": self._common,
            "AND": self._and,
            "phrase zh": self._phrase_zh,
            "phrase en": self._phrase_en,
            "mixed": self._mixed,
            "filter only": self._filter_only,
            "filter + text": self._filter_and_text,
            "browse": self._browse,
            "deep page": self._deep_page,
            "nothing found": self._nothing,
            "traditional": self._traditional,
            "pinyin, letters": self._pinyin,
        }

    def _draw(self, kind: str, count: int) -> Iterator[Ask]:
        known: set[Ask] = set()
        for _ in range(count * _MOST_TRIES):
            if len(known) == count:
                return
            try:
                made = self.makers[kind]()
            except (IndexError, ValueError):
                break  # there is nothing to draw from
            if made is None or (ask := replace(made, kind=kind)) in known:
                continue
            known.add(ask)
            yield ask
        if len(known) < count:
            raise TooFewPapers(
                f"These papers hold only {len(known)} questions of the kind “{kind}”: "
                "take more papers, or fewer questions."
            )

    def broad(self, steps: int, asked: Iterable[Ask]) -> tuple[Ask, ...]:
        """Return pairs of filters, each step finding about half of the one before.

        They are of facets with few values, none the filters of what was ``asked``; and
        fewer where the papers do not go so far down.
        """
        known = {ask.filters for ask in asked}
        pairs: Counter[tuple[tuple[str, str], ...]] = Counter()
        for paper in self._papers:
            values = [(f, v) for f in _BROAD if (v := self._value(paper, f))]
            pairs.update(p for p in combinations(sorted(values), 2) if p not in known)
        most = max(pairs.values(), default=0)
        near = (
            min(pairs, key=lambda pair: (abs(pairs[pair] - most / 2**step), pair))
            for step in range(steps if pairs else 0)
        )
        return tuple(
            Ask("broad", filters=pair, order="newest") for pair in dict.fromkeys(near)
        )

    # Words

    @cached_property
    def _frequencies(self) -> Counter[str]:
        """In how many papers of the sample each word occurs."""
        found: Counter[str] = Counter()
        for paper in self._papers:
            found.update(set(_words(paper)))
        return found

    @cached_property
    def _bands(self) -> tuple[list[str], list[str], list[str]]:
        """The rare, the middling and the common words."""
        size = len(self._papers)
        rare: list[str] = []
        middling: list[str] = []
        common: list[str] = []
        for word, count in sorted(self._frequencies.items()):
            share = count / size
            is_rare = share <= _RARE or count == 1
            band = common if share >= _COMMON else rare if is_rare else middling
            band.append(word)
        return rare, middling, common

    def _paper(self) -> Paper:
        return self._rng.choice(self._papers)

    def _in(self, paper: Paper) -> list[str]:
        """Return the middling words of a paper, else all it has."""
        size = len(self._papers)
        words = sorted(set(_words(paper)))
        return [
            w for w in words if _RARE < self._frequencies[w] / size < _COMMON
        ] or words

    # Kinds

    def _rare(self) -> Ask:
        return Ask("", (Word(self._rng.choice(self._bands[0])),))

    def _common(self) -> Ask:
        return Ask("", (Word(self._rng.choice(self._bands[2])),))

    def _and(self) -> Ask | None:
        words = self._in(self._paper())
        if len(words) < 2:
            return None
        return Ask("", tuple(map(Word, self._rng.sample(words, 2))))

    def _phrase_zh(self) -> Ask | None:
        paper = self._rng.choice(self._chinese_texts)
        runs = [run for run in _HAN.findall(paper.body) if len(run) >= 4]
        if not runs:
            return None
        run = self._rng.choice(runs)
        length = self._rng.randint(4, min(8, len(run)))
        at = self._rng.randint(0, len(run) - length)
        return Ask("", (Word(run[at : at + length], is_phrase=True),))

    @cached_property
    def _chinese_texts(self) -> list[Paper]:
        return [paper for paper in self._papers if paper.title_zh and paper.body]

    def _phrase_en(self) -> Ask | None:
        found = _PLAIN_EN.findall(_text(self._paper()))
        if not found:
            return None
        return Ask("", (Word(self._rng.choice(found), is_phrase=True),))

    def _mixed(self) -> Ask | None:
        """A Chinese word and a Latin one of the same Chinese text: 5G, AI, PPP."""
        paper = self._rng.choice(self._both_scripts)
        latin = self._rng.choice(_SHORT_LATIN.findall(_text(paper)))
        chinese = [word for word in self._in(paper) if _HAN.match(word)]
        if not chinese:
            return None
        return Ask("", (Word(self._rng.choice(chinese)), Word(latin)))

    @cached_property
    def _both_scripts(self) -> list[Paper]:
        chinese = [paper for paper in self._papers if paper.title_zh]
        return [p for p in chinese if _SHORT_LATIN.search(_text(p))]

    def _filter_only(self) -> Ask | None:
        paper = self._paper()
        values = [(f, v) for f in FACETS if (v := self._value(paper, f))]
        if len(values) < 2:
            return None
        count = self._rng.randint(1, 2)
        chosen = tuple(sorted(self._rng.sample(values, count)))
        return Ask("", filters=chosen, order="newest")

    def _filter_and_text(self) -> Ask | None:
        paper = self._paper()
        facet = self._rng.choice(FACETS)
        value, words = self._value(paper, facet), _words(paper)
        if not value or not words:
            return None
        return Ask("", (Word(self._rng.choice(words)),), ((facet, value),))

    def _value(self, paper: Paper, facet: str) -> str:
        if facet == "issuer":
            return paper.issuers[0] if paper.issuers else ""
        if facet == "topic":
            return self._rng.choice(paper.topics) if paper.topics else ""
        return str(getattr(paper, facet))

    def _browse(self) -> Ask:
        page = self._rng.randint(1, max(1, min(100, self._total // PAGE)))
        return Ask("", page=page, order=self._rng.choice(ORDERS))

    def _deep_page(self) -> Ask:
        word = self._rng.choice(self._bands[2])
        share = self._frequencies[word] / len(self._papers)
        pages = max(2, int(share * self._total * 0.7) // PAGE)
        return Ask("", (Word(word),), page=self._rng.randint(pages // 2, pages))

    def _nothing(self) -> Ask:
        """A slip of the keyboard, alone or beside words that do occur."""
        slip = "".join(self._rng.choices("bcdfghjkmnpqvwxz", k=8))
        rare, middling, common = self._bands
        beside: tuple[str, ...] = self._rng.choice(
            (
                (),
                (self._rng.choice(common),),
                (self._rng.choice(middling), self._rng.choice(common)),
            )
        )
        if self._rng.random() < 0.5:
            chinese = [word for word in rare + middling if _HAN.match(word)]
            characters = "".join(self._rng.sample(chinese, 4))
            slip = "".join(self._rng.sample(characters, 6))
        return Ask("", (*map(Word, beside), Word(slip)))

    def _traditional(self) -> Ask | None:
        words = [word for word in self._in(self._paper()) if _HAN.match(word)]
        if not words:
            return None
        word = self._rng.choice(words)
        written = self._to_traditional.convert(word)
        return Ask("", (Word(written),)) if written != word else None

    def _pinyin(self) -> Ask | None:
        """The letters of another name, or a title as it is pronounced."""
        paper = self._paper()
        letters = [name for name in paper.aliases if name.isascii()]
        if letters:
            return Ask("", (Word(letters[0]),))
        runs = _HAN.findall(paper.title_zh)
        if not runs or len(runs[0]) < 3:
            return None
        said = pypinyin.lazy_pinyin(runs[0][:8])
        written = said if self._rng.random() < 0.5 else ["".join(said)]
        return Ask("", tuple(map(Word, written)))


def sample_of(papers: Iterator[Paper], size: int = SAMPLE) -> tuple[list[Paper], int]:
    """Return papers taken evenly from all, their texts cut short; and the total."""
    kept: list[Paper] = []
    step, total = 1, 0
    for total, paper in enumerate(papers, start=1):
        if (total - 1) % step == 0:
            kept.append(replace(paper, body=paper.body[:_READ]))
            if len(kept) == 2 * size:
                kept, step = kept[::2], step * 2
    return kept, total


def _text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.body[:_READ]}"


def _words(paper: Paper) -> list[str]:
    """Return the words of a paper that somebody may type."""
    text = _text(paper)
    if not paper.title_zh:
        return [word.lower() for word in _LATIN.findall(text)]
    return [w for w in rjieba.cut(text) if len(w) > 1 and _HAN.fullmatch(w)]
