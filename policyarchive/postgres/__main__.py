"""Stop or erase the embedded PostgreSQL of a folder, from a shell.

``python -m policyarchive.postgres stop|erase FOLDER``
"""

import sys
from pathlib import Path

from policyarchive.postgres.place import ClusterError
from policyarchive.postgres.server import erase, stop

USAGE = "Usage: python -m policyarchive.postgres stop|erase FOLDER (see ARCHIVE_VAR)"
VERBS = {"stop": stop, "erase": erase}


def main(arguments: list[str]) -> str | None:
    """Return None when there is nothing to complain of, else one line that says what.

    A server that other processes use is left to them: the last one stops it.
    """
    if len(arguments) != 2 or arguments[0] not in VERBS:
        return USAGE
    try:
        VERBS[arguments[0]](Path(arguments[1]).resolve())
    except ClusterError as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
