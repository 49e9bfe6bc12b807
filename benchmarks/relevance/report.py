"""The figures of the labelled queries as a table, and what failed as a list."""

from collections.abc import Iterator, Mapping

from benchmarks.relevance.scoring import Answer, Score

Scores = Mapping[str, Score]  # by kind


def table(sets: Mapping[str, Scores]) -> Iterator[str]:
    """Yield a Markdown table: a row for each kind, two columns for each set."""
    yield "| kind | " + " | ".join(f"{n}: n | MRR@10 | recall@20" for n in sets) + " |"
    yield "| --- |" + " --- | --- | --- |" * len(sets)
    kinds = dict.fromkeys(kind for scores in sets.values() for kind in scores)
    for kind in kinds:
        cells = (_cells(scores.get(kind, Score(()))) for scores in sets.values())
        yield f"| {kind} | {' | '.join(cells)} |"
    yield f"| **all** | {' | '.join(_cells(_all(s)) for s in sets.values())} |"


def _all(scores: Scores) -> Score:
    return Score(
        tuple(answer for score in scores.values() for answer in score.answers),
        sum(score.not_loaded for score in scores.values()),
    )


def _cells(score: Score) -> str:
    asked = f"{len(score.answers)}"
    if score.not_loaded:
        asked += f" ({score.not_loaded} not loaded)"
    if not score.answers:
        return f"{asked} | |"
    return f"{asked} | {score.mrr:.3f} | {score.recall:.3f}"


def failures(name: str, scores: Scores) -> Iterator[str]:
    """Yield a line for each answer of a set that is not whole, kind by kind."""
    for kind, score in scores.items():
        if score.failures:
            yield f"\n{name}, {kind}"
            yield from map(_failure, score.failures)


def _failure(answer: Answer) -> str:
    query = answer.asked.query
    if answer.is_negative:
        return f"  {query}: {answer.found} found where nothing should be"
    ranks = ", ".join(
        f"{targets[0]} {f'at {rank}' if rank else 'missing'}"
        for targets, rank in zip(answer.asked.targets, answer.ranks, strict=True)
    )
    return f"  {query}: {ranks}"
