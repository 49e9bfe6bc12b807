"""What is to be run."""

from dataclasses import dataclass

from benchmarks.speed.papers import Corpus


@dataclass(frozen=True, slots=True)
class Options:
    """One run as it was asked for; ``command`` are the arguments, for the report."""

    corpus: Corpus
    command: str
    seed: int
    per_kind: int
    rounds: int
    is_alone: bool = False
    is_kept: bool = False
    is_engine: bool = False
    is_rebuilt: bool = False  # our index, also where the rest is kept
