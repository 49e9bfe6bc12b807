"""Run by the tests of recovery in a process of its own, which they kill or outlive.

Arguments: database, index folder, "publish N" or "rebuild". Publishes entries one by
one and follows, or rebuilds for ever, saying a line for each.
"""

import itertools
import sys
from datetime import UTC, datetime

import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.ARCHIVE_INDEX = sys.argv[2]
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import transaction  # noqa: E402

from policyarchive.archive import records  # noqa: E402
from policyarchive.archive.models import Permalink  # noqa: E402
from policyarchive.archive.publishing import append_version, lock_log  # noqa: E402
from policyarchive.search import follower  # noqa: E402


def publish(number):
    at = datetime.now(UTC).replace(microsecond=0)
    with transaction.atomic():
        lock_log()
        permalink = Permalink.objects.mint("event")
        record = records.EventRecord(
            ark=permalink.ark,
            version=1,
            published_at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            title_zh=f"事件{number}",
            event_kind="meeting",
        )
        by = User.objects.get()
        append_version(permalink, record, (), (), at=at, by=by)
        transaction.on_commit(follower.follow)


def main(verb, times=None):
    rounds = range(int(times)) if times else itertools.count()
    for number in rounds:
        if verb == "publish":
            publish(number)
        else:
            follower.rebuild()
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


main(*sys.argv[3:])
