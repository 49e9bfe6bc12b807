"""``manage.py export TARGET [--open]``: write all that was published, to keep or move.

The folder is complete, verifies with ``sha256sum -c`` and explains itself. With
``--public`` in place of a target the open part is put where readers can download it.
"""

import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from policyarchive.archive import exchange, offers
from policyarchive.archive.management.progress import progress_on
from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Stage, State


class Command(BaseCommand):
    """Write a package of everything published, or of its open part."""

    help = (
        "Write every version, text, capture and the publication log into a new folder "
        "(or one .zip file with its checksum)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The place, and how much of the archive."""
        parser.add_argument(
            "target",
            type=Path,
            nargs="?",
            help="A new or empty folder, or a new file .zip.",
        )
        parser.add_argument(
            "--public",
            action="store_true",
            help="Write the open part anew for the download page (ARCHIVE_DOWNLOADS).",
        )
        parser.add_argument(
            "--open",
            action="store_const",
            const=exchange.Part.OPEN,
            default=exchange.Part.WHOLE,
            dest="part",
            help="Only what anyone may have: for a public download.",
        )
        parser.add_argument(
            "--accept-losses",
            action="store_true",
            help="Go on where captured bytes are missing or damaged, and say so.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, or say in one line why not; there is never half a package."""
        target: Path | None = options["target"]
        if (target is None) is not options["public"]:
            raise CommandError("Name a folder or a file to write to, or use --public.")
        try:
            if target is None:
                self._offer(options)
            else:
                self._write(target, options)
        except (exchange.Occupied, exchange.CannotExport) as error:
            raise CommandError(f"Nothing was exported. {error}") from None
        except OSError as error:
            raise CommandError(
                f"Nothing was exported: {error.strerror} ({error.filename or target})."
            ) from None

    def _offer(self, options: dict[str, Any]) -> None:
        progress = progress_on(self.stdout, "Exported")
        done = offers.make(progress, accept_losses=options["accept_losses"])
        self._tell(done.path, done.counts, done.date)
        self.stdout.write(f"SHA-256 of {done.name}: {done.sha256}")
        self.stdout.write("Offered at /about/download until something in it is closed.")

    def _write(self, target: Path, options: dict[str, Any]) -> None:
        done, checksum, of = self._export(target, options)
        self._tell(target, done.counts, done.date)
        self.stdout.write(f"SHA-256 of {of}: {checksum}")
        if options["part"] is exchange.Part.WHOLE:
            self._tell_what_stays()

    def _tell(self, place: Path, found: dict[str, int], date: str) -> None:
        counts = ", ".join(f"{number:,} {name}" for name, number in found.items())
        self.stdout.write(f"Exported to {place}: {counts}.")
        self.stdout.write(f"State of the archive: {date or 'nothing published'}.")

    def _export(
        self, target: Path, options: dict[str, Any]
    ) -> tuple[exchange.Exported, str, str]:
        progress = progress_on(self.stdout, "Exported")
        part, losses = options["part"], options["accept_losses"]
        if target.suffix != ".zip":
            done = exchange.export(target, part, progress, accept_losses=losses)
            return done, done.checksum, "tagmanifest-sha256.txt"
        exchange.refuse_occupied(target)
        parent = target.resolve().parent
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent, suffix=".partial") as beside:
            folder = Path(beside) / "package"
            done = exchange.export(folder, part, progress, accept_losses=losses)
            return done, exchange.pack(folder, target), target.name

    def _tell_what_stays(self) -> None:
        """Say what the package does not hold: nothing is left behind unsaid."""
        unpublished = (
            Entry.objects.exclude(stage=Stage.PUBLISHED)
            .exclude(permalink__state__in=(State.WITHDRAWN, State.MERGED))
            .count()
        )
        if unpublished:
            self.stdout.write(
                f"Not in it: drafts, and changes since the last version "
                f"({unpublished:,} entries). Only a dump of the database keeps those."
            )
