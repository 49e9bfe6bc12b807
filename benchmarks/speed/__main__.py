"""``make bench``: this archive and its alternatives, side by side in one run.

On the real documents of a folder, or on generated ones. Everything is kept in the
variable folder that the settings name, which must be the benchmark's own.
"""

import argparse
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured

from benchmarks.speed.asks import TooFewPapers
from benchmarks.speed.corpora import read_corpora
from benchmarks.speed.generated import generate
from benchmarks.speed.measure import NotServed
from benchmarks.speed.options import Options
from benchmarks.speed.papers import CorpusFault
from benchmarks.speed.serving import DidNotStart
from policyarchive.postgres import ClusterError

_FAULTS = (
    *(ClusterError, CorpusFault, DidNotStart, ImproperlyConfigured),
    *(NotServed, TooFewPapers),
)


def read_options(arguments: list[str]) -> Options:
    """Return what is to be run; argparse ends the program where they make no sense."""
    parser = argparse.ArgumentParser("make bench BENCH=…", description=__doc__)
    add = parser.add_argument
    add("--corpora", type=Path, help="a folder with the three files of real documents")
    add("--count", type=int, default=10_000, help="generated papers")
    add("--words", type=int, default=300, help="median words in a generated paper")
    add("--seed", type=int, default=1, help="of papers and questions")
    add("--per-kind", type=int, default=25, help="questions of each kind, one client")
    add("--rounds", type=int, default=30, help="publishes until visible")
    add("--alone", action="store_true", help="without the alternatives")
    add("--keep", action="store_true", help="measure what an earlier run built")
    add("--rebuild", action="store_true", help="with --keep: build our index anew")
    add("--engine", action="store_true", help="the engine alone, for large sizes")
    given = parser.parse_args(arguments)
    if given.corpora:
        corpus = read_corpora(given.corpora)
    else:
        corpus = generate(given.count, given.words, given.seed)
    if given.engine:  # what is kept of one sort of run is of no use to the other
        corpus = replace(corpus, fingerprint=f"engine-{corpus.fingerprint}")
    # Where the corpora lie is nobody's business but this machine's.
    shown = ["FOLDER" if a == str(given.corpora) else a for a in arguments]
    return Options(
        corpus,
        shlex.join(shown),
        given.seed,
        given.per_kind,
        given.rounds,
        is_alone=given.alone,
        is_kept=given.keep,
        is_engine=given.engine,
        is_rebuilt=given.rebuild,
    )


def main() -> str | None:
    """Run, and return nothing, or one line that says what went wrong."""
    try:
        options = read_options(sys.argv[1:])
        django.setup()
        # Models can be read only from here on.
        from benchmarks.speed.running import run

        sys.stdout.write(run(options))
    except _FAULTS as fault:
        return str(fault)
    except KeyboardInterrupt:
        return "Stopped."
    return None


if __name__ == "__main__":
    sys.exit(main())
