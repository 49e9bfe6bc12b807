"""``manage.py loadtable FILE``: entries and relations from a table, dry run first."""

from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from policyarchive.archive.management.progress import progress_on
from policyarchive.editorial import tables, workflow
from policyarchive.editorial.models import Load
from policyarchive.editorial.tables import Level


class Command(BaseCommand):
    """Check a table and say what is wrong with it; with --commit make drafts of it."""

    help = (
        "Check a table of documents, laws, actors, events and relations (.csv, .xlsx, "
        ".jsonl) and say what there is to mend. With --commit, make drafts of all its "
        "rows or, if there is an error in any, of none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, in whose name, and whether to load it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="user", required=True, metavar="USER")
        parser.add_argument(
            "--commit", action="store_true", help="load it, if there is no error"
        )
        parser.add_argument(
            "--looked-at",
            action="store_true",
            help="load it though rows may be there already: somebody has compared them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the whole table, print every note, and load it if that is asked."""
        load = self._bring_in(options["file"], _user(options["user"]))
        self._check(load)
        notes = self._print(load)
        if any(note.level is Level.ERROR for note in notes):
            load.delete()
            raise CommandError("Nothing was loaded: mend the errors above.")
        if not options["commit"]:
            load.delete()
            self.stdout.write(f"{load.total:,} rows without error; nothing was loaded.")
            return
        if notes and not options["looked_at"]:
            load.delete()
            raise CommandError(
                "Nothing was loaded: look at the rows above, then add --looked-at."
            )
        self._load(load)

    def _bring_in(self, path: Path, user: User) -> Load:
        try:
            return tables.bring_in(path.name, path.read_bytes(), by=user)
        except tables.BadTable as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from None

    def _check(self, load: Load) -> None:
        tell = progress_on(self.stdout, "Rows checked")
        while load.state == Load.State.CHECKING:
            tables.step(load)
            tell(load.done, load.total)

    def _print(self, load: Load) -> list[tables.Note]:
        places = {row.line: row.place for row in tables.rows_of(load)}
        notes = tables.notes_of(load)
        for note in notes:
            column = f", {note.column}" if note.column else ""
            said = "Error" if note.level is Level.ERROR else "Look"
            self.stdout.write(f"{said}: {places[note.line]}{column}: {note.words}")
        return notes

    def _load(self, load: Load) -> None:
        tell = progress_on(self.stdout, "Rows loaded")
        try:
            entries = tables.load_all(load, by=load.by, progress=tell)
        except (tables.BadTable, workflow.Refused) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{len(entries):,} drafts made.")


def _user(name: str) -> User:
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active user “{name}”.")
    return user
