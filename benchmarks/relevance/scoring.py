"""Asking the labelled queries and counting what came where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.relevance.labels import Entries, Labelled
from policyarchive.search.query import SearchQuery
from policyarchive.search.results import SearchPage

FIRST, PAGE = 10, 20  # ranks that count for the reciprocal rank, and for recall


@dataclass(frozen=True, slots=True)
class Answer:
    """How one query was answered.

    ``ranks`` has the best rank of each thing that should be found, 0 where it is not on
    the first page. A query that should find nothing has none, and is right or wrong.
    """

    asked: Labelled
    ranks: tuple[int, ...]
    found: int

    @property
    def is_negative(self) -> bool:
        """Whether nothing should be found."""
        return not self.asked.targets

    @property
    def reciprocal(self) -> float:
        """One over the rank of the first thing, nothing beyond the tenth."""
        if self.is_negative:
            return float(not self.found)
        best = min(filter(None, self.ranks), default=0)
        return 1 / best if 0 < best <= FIRST else 0.0

    @property
    def recall(self) -> float:
        """Which share of the things stands on the first page."""
        if self.is_negative:
            return float(not self.found)
        return sum(map(bool, self.ranks)) / len(self.ranks)


@dataclass(frozen=True, slots=True)
class Score:
    """The answers to the queries of one kind, and those whose target is not loaded."""

    answers: tuple[Answer, ...]
    not_loaded: int = 0

    @property
    def mrr(self) -> float:
        """The mean of the reciprocal ranks (MRR@10)."""
        return _mean([answer.reciprocal for answer in self.answers])

    @property
    def recall(self) -> float:
        """The mean recall among the first twenty."""
        return _mean([answer.recall for answer in self.answers])

    @property
    def failures(self) -> tuple[Answer, ...]:
        """The answers where something is missing, or does not stand first."""
        return tuple(a for a in self.answers if min(a.reciprocal, a.recall) < 1)


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def by_kind(queries: Iterable[Labelled], entries: Entries) -> dict[str, Score]:
    """Ask every query and return the scores by kind, in the order of the set."""
    scores: dict[str, Score] = {}
    for asked in queries:
        score = scores.setdefault(asked.kind, Score(()))
        wanted = [
            frozenset[str]().union(*(entries.get(label, ()) for label in labels))
            for labels in asked.targets
        ]
        if all(wanted):
            answer = ask(asked, wanted)
            score = Score((*score.answers, answer), score.not_loaded)
        else:
            score = Score(score.answers, score.not_loaded + 1)
        scores[asked.kind] = score
    return scores


def ask(asked: Labelled, wanted: Sequence[frozenset[str]]) -> Answer:
    """Ask one query as the search page does, and find its targets among the answers."""
    page = SearchQuery().matching(asked.query).run()
    listed = _listed(page)
    ranks = tuple(
        next((rank for rank, ark in enumerate(listed, start=1) if ark in arks), 0)
        for arks in wanted
    )
    return Answer(asked, ranks, _claimed(page))


def _listed(page: SearchPage) -> list[str]:
    """Return what the first page shows, in order: names, then hits, each once."""
    shown = dict.fromkeys(hit.ark for hit in (*page.names, *page.hits))
    return list(shown)[:PAGE]


def _claimed(page: SearchPage) -> int:
    """Return how many the page claims to have found; a near name is only offered."""
    return page.count + page.by_name
