"""``manage.py verify``: recompute every hash in the database and the storage.

Meant to run every night: it exits with 1 when anything is not what it says.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from policyarchive.archive import exchange, fixity
from policyarchive.archive.management.progress import progress_on


class Command(BaseCommand):
    """Check versions, texts, captures, addresses and the log, and list every fault."""

    help = "Recompute every hash in the database and the storage; list every fault."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to go on after a fault."""
        parser.add_argument(
            "--fail-fast", action="store_true", help="Stop at the first fault."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """List the faults as they are found; fail at the end when there are any."""
        found = checked = 0
        progress = progress_on(self.stdout, "Verified")

        def tell(done: int, total: int) -> None:
            nonlocal checked
            checked = done
            progress(done, total)

        with exchange.snapshot():
            for fault in fixity.faults(tell):
                self.stderr.write(str(fault))
                found += 1
                if options["fail_fast"]:
                    break
        if found:
            faults = "1 fault" if found == 1 else f"{found:,} faults"
            raise CommandError(f"{faults} found. Restore from a copy.")
        self.stdout.write(
            f"{checked:,} versions, texts, addresses and captures are what they say."
        )
