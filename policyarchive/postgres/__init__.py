"""The embedded PostgreSQL: found, started once, shared, stopped.

The lowest layer: it knows nothing of the archive. ``base`` makes it a Django
database engine that starts the server on the first connection, so no command
has to think of it; ``python -m policyarchive.postgres stop`` ends it.
"""

from policyarchive.postgres.place import ClusterError, Place
from policyarchive.postgres.server import ensure_running, release, stop

__all__ = ["ClusterError", "Place", "ensure_running", "release", "stop"]
