"""Measure /cite on labelled footnotes, verdict by verdict.

    export DJANGO_SETTINGS_MODULE=policyarchive.settings
    python -m benchmarks.cite --set tuning     the set used while tuning
    python -m benchmarks.cite --set held-out   the set kept aside
    python -m benchmarks.cite                  both

Makes an archive of the data set and of made-up entries in a test database, checks
every footnote in it and prints precision and recall. README.md says how to read it.
"""

import argparse
import sys

import django


def main() -> int:
    """Measure and print; return 1 when anything failed."""
    parser = argparse.ArgumentParser("benchmarks.cite", description=__doc__)
    parser.add_argument(
        "--set",
        choices=("tuning", "held-out", "fresh", "scholar", "all"),
        default="all",
    )
    options = parser.parse_args()
    django.setup()
    # Models can be read only from here on.
    from benchmarks.cite import archive, marks, measure

    parts = marks.SETS if options.set == "all" else (options.set,)
    is_right = True
    with archive.standing() as arks:
        for part in parts:
            outcome = measure.measure(marks.read(part), arks)
            is_right = is_right and not outcome.failures
            title = f"{part}: {outcome.rows} footnotes"
            lines = (title, *measure.report(outcome), "", "")
            sys.stdout.write("\n".join(lines))
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
