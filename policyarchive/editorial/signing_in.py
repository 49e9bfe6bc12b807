"""Signing in to the desk: whoever guesses passwords is made to wait.

Failures are counted in the database, which all web nodes share. A wait ends by itself:
nobody is locked out for good, and whoever is signed in already is not touched.
"""

import math
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from policyarchive.editorial.models import FailedLogin

WINDOW = timedelta(minutes=15)
# Failures within the window after which one waits. An office shares one address, and
# somebody else's guesses at an account should not keep its owner out at once.
PER_ACCOUNT_AND_ADDRESS = 5
PER_ACCOUNT = 20
PER_ADDRESS = 50
_KEPT = timedelta(days=1)


def address_of(request: HttpRequest) -> str | None:
    """Return the network address a request came from, None if it has none.

    Behind the trusted web server it is the one that server put last.
    """
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.ARCHIVE_BEHIND_PROXY:
        told = request.headers.get("X-Forwarded-For", told).split(",")[-1].strip()
    try:
        return str(ip_address(told))
    except ValueError:
        return None


def wait(account: str, address: str | None) -> timedelta:
    """Return how long somebody has to wait before the next attempt; zero if not."""
    now = timezone.now()
    recent = FailedLogin.objects.filter(at__gt=now - WINDOW).order_by("-at")
    of_account = recent.filter(account=account)
    ends = [
        _end(of_account.filter(address=address), PER_ACCOUNT_AND_ADDRESS),
        _end(of_account, PER_ACCOUNT),
        _end(recent.filter(address=address), PER_ADDRESS) if address else None,
    ]
    return max([end - now for end in ends if end], default=timedelta())


def _end(failures: QuerySet[FailedLogin], most: int) -> datetime | None:
    last = list(failures.values_list("at", flat=True)[most - 1 : most])
    return last[0] + WINDOW if last else None


class DeskLoginForm(AdminAuthenticationForm):
    """The form of the sign-in page, with a wait after too many failures."""

    def clean(self) -> dict[str, Any]:
        """Refuse an attempt that comes too soon; note one that fails."""
        given = str(self.cleaned_data.get("username") or "")
        account = User.normalize_username(given).casefold()[:150]
        address = address_of(self.request) if self.request else None
        if pause := wait(account, address):
            minutes = math.ceil(pause.total_seconds() / 60)
            raise ValidationError(
                f"Too many failed attempts. Wait {minutes} "
                f"minute{'' if minutes == 1 else 's'}, then try again."
            )
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            _note(account, address)
            raise
        FailedLogin.objects.filter(account=account, address=address).delete()
        return cleaned


def _note(account: str, address: str | None) -> None:
    now = timezone.now()
    FailedLogin.objects.filter(at__lt=now - _KEPT).delete()
    FailedLogin.objects.create(account=account, address=address, at=now)
