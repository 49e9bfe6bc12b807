"""An archive for measuring: the project's own data set and made-up entries.

It lives in the test database and a temporary folder, and is gone afterwards.
"""

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import override_settings, setup_databases, teardown_databases

from benchmarks.cite import made
from policyarchive.search import follower

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@contextmanager
def standing() -> Iterator[dict[str, str]]:
    """Give the permalinks of all entries by their keys while the archive stands."""
    # A name of its own, so that tests can run meanwhile.
    connection.settings_dict["TEST"]["NAME"] = "bench_cite"
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            override_settings(
                ARCHIVE_INDEX=Path(folder) / "index",
                ARCHIVE_STORAGE=Path(folder) / "storage",
                ARCHIVE_BASE_URL="https://archive.example",
            ),
        ):
            yield _filled()
    finally:
        teardown_databases(databases, verbosity=0)


def _filled() -> dict[str, str]:
    call_command("loadarchive", verbosity=0)
    with transaction.atomic():
        arks = made.make()
    follower.follow()
    with (FIXTURES / "arks.csv").open(encoding="utf-8", newline="") as file:
        # Some events bear the key of the document about them, and stand behind it.
        rows = reversed(list(csv.DictReader(file)))
        own = {row["key"]: f"ark:{settings.ARCHIVE_NAAN}/{row['name']}" for row in rows}
    return own | arks
