"""``manage.py sketch``: what the search for duplicates looks at, for older rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from policyarchive.archive.management.progress import progress_on
from policyarchive.editorial import duplicates


class Command(BaseCommand):
    """Work out the keys and sketches of rows that have none yet."""

    help = (
        "Work out the keys and sketches that the search for duplicates uses, where "
        "they are missing. Saving does the same for what is saved."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to do all rows again."""
        parser.add_argument(
            "--all",
            action="store_true",
            help="do every row again, after the way of comparing has changed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill in and say how much."""
        progress = progress_on(self.stdout, "Rows sketched")
        done = duplicates.fill(progress, everything=options["all"])
        self.stdout.write(f"{done:,} rows written.")
