"""``manage.py checks``: what there is to mend; run it nightly."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from policyarchive.editorial import checks

_LISTED = 20


class Command(BaseCommand):
    """Count what each check finds, for the desk; list what one of them finds."""

    help = (
        "Count what there is to mend (missing issuers, impossible dates, repealed laws "
        "in force, cited and not held, unseen addresses, unconfirmed facts). The desk "
        "shows the counts. With the name of a check, list what it finds."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which check to list, if any, and how much of it."""
        parser.add_argument("check", nargs="?", default="")
        parser.add_argument("--most", type=int, default=_LISTED, metavar="NUMBER")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count all, or list one."""
        if not options["check"]:
            for check, count in checks.count_all():
                self.stdout.write(f"{count:>8,}  {check.slug}: {check.name}")
            return
        found = checks.find(options["check"])
        if found is None:
            slugs = ", ".join(check.slug for check in checks.CHECKS)
            raise CommandError(f"There is no such check. There are: {slugs}.")
        self.stdout.write(found.explains)
        for finding in found.some(0, options["most"]):
            self.stdout.write(f"{finding.name}  {finding.url}  {finding.note}".rstrip())
