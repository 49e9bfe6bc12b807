"""Is exact exact? Random Chinese substrings of what is published, against a plain scan.

    DJANGO_SETTINGS_MODULE=policyarchive.settings python -m benchmarks.exactness

Reads the archive that the settings name and changes nothing.
"""

import argparse
import sys

import django


def main() -> int:
    """Compare, print, and return 1 when anything differs."""
    parser = argparse.ArgumentParser("benchmarks.exactness", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="substrings")
    parser.add_argument("--seed", type=int, default=1, help="of the choice")
    options = parser.parse_args()
    django.setup()
    # Models can be read only from here on.
    from benchmarks.exactness.comparing import compare
    from policyarchive.search.query import SearchQuery

    if SearchQuery().run().is_building:
        raise SystemExit("There is no index of this archive: run manage.py reindex.")
    lines, differences = compare(options.count, options.seed)
    sys.stdout.write("\n".join((*lines, "")))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
