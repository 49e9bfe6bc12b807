"""``manage.py loadarchive [FOLDER]``: load the data set; twice is once."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DataError

from policyarchive.editorial import fixtures, workflow


class Command(BaseCommand):
    """Publish the entries of a data set that the archive does not have yet."""

    help = "Load a data set (documents, laws, actors, events) and publish it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder; the archive's own one unless given."""
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many entries were new."""
        try:
            loaded = fixtures.load(options["folder"], progress=self._progress)
        except (fixtures.BadFixtures, workflow.Refused, DataError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from None
        self.stdout.write(
            f"{loaded.new} entries loaded and published, {loaded.known} were there."
        )

    def _progress(self, done: int, total: int) -> None:
        """Keep one line of a terminal up to date; a log file gets none."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{done} of {total} published", ending="")
            if done == total:
                self.stdout.write("")
