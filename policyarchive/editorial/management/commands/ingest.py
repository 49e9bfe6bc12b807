"""``manage.py ingest PATH…``: take in files, folders and rows."""

from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from policyarchive.archive.vocabulary import Access
from policyarchive.editorial import bulk

_WIDTH = 30
_NEEDED = ("submit_entry", "approve_entry", "publish_entry")


class Command(BaseCommand):
    """Take in documents; whatever is refused is listed with the reason."""

    help = (
        "Take in documents: .txt .html .md .docx .pdf .xml files, folders of them, and "
        ".jsonl or .jsonl.gz files of one document a line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The sources, who may see them, and who vouches for them, if anybody."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--access",
            choices=Access.values,
            default="",
            help="the most that readers may see of text and file: open (all), snippet "
            "(search and short extracts) or dark (nothing). Without it official texts "
            "are open, news is snippet, everything else dark. News is never more.",
        )
        parser.add_argument(
            "--publish-as",
            metavar="USER",
            help="submit, approve and publish each document in this user's name",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take everything in, then say what became of it."""
        tally = bulk.load(
            options["paths"],
            access=options["access"],
            publisher=_publisher(options["publish_as"]),
            progress=self._progress,
        )
        self._end_progress(tally.done)
        for refused in tally.refused:
            self.stderr.write(f"Refused: {refused.name}: {refused.reason}")
        for one in tally.alike:
            ark = one.match.entry.permalink.ark
            self.stdout.write(
                f"Compare: {one.name} with {ark} “{one.match.entry}”: {one.match.words}"
            )
        self.stdout.write(
            f"{tally.new} documents taken in, {tally.known} were there already, "
            f"{tally.published} published, {len(tally.refused)} refused."
        )
        if tally.refused:
            raise CommandError("Not everything went in: see the reasons above.")

    def _progress(self, done: int, total: int) -> None:
        """Keep one line of a terminal up to date; a log file gets none."""
        if self.stderr.isatty() and (done % 10 == 0 or done == total):
            filled = _WIDTH * done // max(total, 1)
            bar = f"{'█' * filled}{'░' * (_WIDTH - filled)}"
            self.stderr.write(f"\r{bar} {done} of {total}", ending="")
            self.stderr.flush()

    def _end_progress(self, done: int) -> None:
        if done and self.stderr.isatty():
            self.stderr.write("")


def _publisher(name: str | None) -> User | None:
    if name is None:
        return None
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active user “{name}”.")
    lacking = [right for right in _NEEDED if not user.has_perm(f"archive.{right}")]
    if lacking:
        raise CommandError(
            f"“{name}” may not publish: add the user to the group publisher."
        )
    return user
