"""Does what was meant come first? Labelled queries asked of the running archive.

    python -m benchmarks.relevance

Reads the archive that the settings name and changes nothing.
"""

import argparse
import os
import sys
from collections.abc import Iterator

import django


def main() -> int:
    """Ask both sets and print a table, and what failed of the set used for tuning."""
    parser = argparse.ArgumentParser("benchmarks.relevance", description=__doc__)
    parser.add_argument(
        "--held-out",
        action="store_true",
        help="list the failures of the held-out set too; do not tune by them",
    )
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyarchive.settings")
    django.setup()
    sys.stdout.writelines(f"{line}\n" for line in _lines(options.held_out))
    return 0


def _lines(lists_held_out: bool) -> Iterator[str]:
    # Models can be read only from here on.
    from benchmarks.relevance import labels, report, scoring
    from policyarchive.search.query import SearchQuery

    if SearchQuery().run().is_building:
        raise SystemExit("There is no index of this archive: run manage.py reindex.")
    entries = labels.entries()
    scores = {name: scoring.by_kind(labels.read(name), entries) for name in labels.SETS}
    yield from report.table(scores)
    for name in labels.SETS if lists_held_out else labels.SETS[:1]:
        yield from report.failures(name, scores[name])


if __name__ == "__main__":
    sys.exit(main())
