"""``manage.py prepare``: bring a machine up to date; a second run changes nothing."""

import hashlib
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from policyarchive.editorial.models import CheckCount
from policyarchive.search.follower import follow


class Command(BaseCommand):
    """Bring everything that is kept up to date, in order."""

    help = "Bring database, fixtures, index and static files up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Take every step in order; each one skips what is already done."""
        self.stdout.write("Database")
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("Fixtures")
        call_command("loadarchive")
        self.stdout.write("Sketches")
        call_command("sketch", stdout=self.stdout)
        self.stdout.write("Index")
        follow()
        self.stdout.write("Checks")
        if not CheckCount.objects.exists():
            call_command("checks", stdout=StringIO())
        self.stdout.write("Static files")
        stamp = settings.STATIC_ROOT / ".stamp"
        fingerprint = static_fingerprint()
        if not stamp.exists() or stamp.read_text(encoding="ascii") != fingerprint:
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(fingerprint, encoding="ascii")


def static_fingerprint() -> str:
    """Return a digest of every static file's name and bytes, and of what packs them."""
    digest = hashlib.sha256(version("whitenoise").encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(name.encode())
            digest.update(Path(storage.path(name)).read_bytes())
    return digest.hexdigest()
