"""Telling the index that the publication log has grown."""

from django.db import connection, transaction

from policyarchive.search.follower import follow


def follow_on_commit() -> None:
    """Let the index catch up once the transaction is committed; once for a batch.

    Robust: a version is published whether or not the index could follow at once, and
    readers make it catch up.
    """
    if not any(hook[1] is _catch_up for hook in connection.run_on_commit):
        transaction.on_commit(_catch_up, robust=True)


def _catch_up() -> None:
    follow()
