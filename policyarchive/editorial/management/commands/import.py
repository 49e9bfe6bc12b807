"""``manage.py import FOLDER``: bring an archive back from a package.

Into an empty database, all of it or nothing: the same addresses, versions, hashes and
log. A working copy is made anew of each entry, so that editors can go on.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from policyarchive.archive import exchange, fixity
from policyarchive.archive.management.progress import progress_on
from policyarchive.editorial import thaw
from policyarchive.search import follower


class Command(BaseCommand):
    """Verify a package, fill the empty archive from it, and build the index."""

    help = "Import a package that manage.py export wrote, into an empty archive."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder of the package."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, or say in one line what is wrong with the package or the place."""
        try:
            exchange.refuse_no_place()
            package = exchange.open_package(options["folder"])
            package.bag.check(progress_on(self.stdout, "Files verified"))
            with transaction.atomic():
                thawed = self._restore(package)
        except (exchange.BadBag, exchange.NoPlace) as error:
            raise CommandError(f"Nothing was imported. {error}") from None
        except OSError as error:
            raise CommandError(
                f"Nothing was imported: {error.strerror} ({error.filename})."
            ) from None
        self.stdout.write(
            f"Imported {thawed.entries:,} entries; the SHA-256 of the package's "
            f"tagmanifest-sha256.txt is {package.bag.checksum}"
        )
        for sentence in thawed.remarks:
            self.stdout.write(sentence)
        self._index()

    def _index(self) -> None:
        try:
            follower.rebuild(progress_on(self.stdout, "Indexed"))
        except OSError as error:
            raise CommandError(
                f"All is imported, but the index could not be built ({error}): run "
                "manage.py reindex."
            ) from None

    def _restore(self, package: exchange.Package) -> thaw.Thawed:
        exchange.restore(package, progress_on(self.stdout, "Files imported"))
        progress = progress_on(self.stdout, "Verified")
        for fault in fixity.faults(progress, with_storage=False):
            raise exchange.BadPackage(str(fault))
        return thaw.thaw_all(progress_on(self.stdout, "Working copies made"))
