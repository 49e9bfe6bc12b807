"""Telling the index that the publication log has grown."""

from importlib import import_module

from django.db import connection, transaction


def follow_on_commit() -> None:
    """Let the index catch up once the transaction is committed; once for a batch.

    Robust: a version is published whether or not the index could follow at once, and
    readers make it catch up.
    """
    waiting = (hook[1] for hook in connection.run_on_commit)
    if _follow not in waiting:
        transaction.on_commit(_follow, robust=True)


def _follow() -> None:
    import_module("policyarchive.search.follower").follow()
