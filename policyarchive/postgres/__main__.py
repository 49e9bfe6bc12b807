"""``python -m policyarchive.postgres stop``: stop the embedded PostgreSQL."""

import sys

from policyarchive.postgres import ClusterError, stop
from policyarchive.settings import ARCHIVE_VAR

USAGE = "Usage: python -m policyarchive.postgres stop"


def main(arguments: list[str]) -> str | None:
    """Return None when done, else one line for the error output."""
    if arguments != ["stop"]:
        return USAGE
    try:
        stopped = stop(ARCHIVE_VAR)
    except ClusterError as error:
        return str(error)
    sys.stdout.write("Stopped.\n" if stopped else "Nothing to stop, or in use.\n")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
