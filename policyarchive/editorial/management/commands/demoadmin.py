"""``manage.py demoadmin``: give a new archive its first administrator, once."""

import secrets
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

NAME = "admin"


class Command(BaseCommand):
    """Create the first administrator with a random password, and print it once."""

    help = "Create the first administrator unless there is one, and print the password."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do nothing where any administrator exists already."""
        if User.objects.filter(is_superuser=True).exists():
            return
        # Twelve random bytes: 96 bits, far beyond guessing, short enough to copy.
        password = secrets.token_urlsafe(12)
        User.objects.create_superuser(NAME, password=password)
        self.stdout.write(
            f"\n  Admin login, shown only this once:  {NAME}  {password}\n"
            "  (another one: manage.py changepassword admin)\n"
        )
