"""Walk every page of the desk in a large archive and time each.

    make bench-desk                   in the archive that ``make bench`` has published
    make bench-desk BENCH="--rounds 9 --only search"

Working copies of all that is published are made first, with actors, laws, events,
drafts and comments beside them: once, which takes a while. Then each address is asked
for in this process, as the server would, and p50, p95 and the count of queries are
printed. Milliseconds are those of a whole answer; beside them stands what the process
itself used of the processor, and what the database used for it: together they are what
an answer takes where nothing else is at work. What is done is taken back.
"""

import argparse
import sys

import django
from django.core.exceptions import ImproperlyConfigured


def main() -> str | None:
    """Run, and return nothing, or one line that says what went wrong."""
    parser = argparse.ArgumentParser("make bench-desk BENCH=…", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="times each is asked for")
    parser.add_argument("--actors", type=int, default=5_000, help="how many there are")
    parser.add_argument("--only", default="", help="addresses whose name holds this")
    given = parser.parse_args()
    try:
        django.setup()
        # Models can be read only from here on.
        from benchmarks.desk import filling, walking

        filling.fill(given.actors)
        sys.stdout.write(walking.table(given.rounds, given.only))
    except (ImproperlyConfigured, filling.NotForBenchmarks) as fault:
        return str(fault)
    return None


if __name__ == "__main__":
    sys.exit(main())
