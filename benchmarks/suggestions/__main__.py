"""Print the figures: ``python -m benchmarks.suggestions [--part held-out]``."""

import argparse
from pathlib import Path

from benchmarks.references.names import Names
from benchmarks.suggestions.measure import PARTS, rows, score


def main() -> None:
    """Read the options, measure, print a table for each part and every miss."""
    parser = argparse.ArgumentParser(description="Measure suggestions.")
    parser.add_argument("--part", choices=PARTS, help="only one part")
    parser.add_argument("--quiet", action="store_true", help="do not list the misses")
    options = parser.parse_args()
    root = Path(__file__).resolve().parents[2]
    names = Names.of_fixtures(root / "fixtures")
    for part in [options.part] if options.part else PARTS:
        title = f"{part}, {len(rows(part))} texts"
        score(names, part).report(title, misses=not options.quiet)


if __name__ == "__main__":
    main()
