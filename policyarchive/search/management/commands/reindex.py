"""``manage.py reindex``: build the search index of this machine anew."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from policyarchive.search import follower


class Command(BaseCommand):
    """Build the search index of this machine anew, beside the one in use."""

    help = (
        "Build the search index of this machine anew from what is published. "
        "The site goes on with the old one until the new one is complete."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--follow",
            action="store_true",
            help="only catch up with the publication log",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, or catch up, and say how long it took."""
        start = time.monotonic()
        try:
            if options["follow"]:
                follower.catch_up()
                self.stdout.write("The index is at the end of the publication log.")
                return
            count = follower.rebuild(self._progress)
        except BlockingIOError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"The index cannot be written: {error}.") from None
        seconds = time.monotonic() - start
        entries = "1 entry" if count == 1 else f"{count:,} entries"
        self.stdout.write(f"Indexed {entries} in {seconds:.1f} s.")

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty() and (done % 50 == 0 or done == total):
            end = "\n" if done == total else ""
            self.stderr.write(f"\r{done:,} of {total:,} entries", ending=end)
            self.stderr.flush()
