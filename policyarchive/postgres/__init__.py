"""The embedded PostgreSQL: found, started once, shared, stopped.

The lowest layer: it knows nothing of the archive. ``base`` makes it a Django
database engine that starts the server on the first connection, so no command
has to think of it; ``python -m policyarchive.postgres stop FOLDER`` ends it.
"""

from policyarchive.postgres.place import ClusterError, Place
from policyarchive.postgres.server import answers, ensure_running, erase, release, stop

__all__ = [
    "ClusterError",
    "Place",
    "answers",
    "ensure_running",
    "erase",
    "release",
    "stop",
]
