"""How much there is to mend, counted and kept until it is counted again."""

from collections.abc import Iterator

from django.utils import timezone

from policyarchive.editorial.checks.asking import CHECKS, Check
from policyarchive.editorial.models import CheckCount


def count_all() -> Iterator[tuple[Check, int]]:
    """Count and keep what each check finds; yield each as it is counted."""
    for check in CHECKS:
        began = timezone.now()
        count = check.count()
        CheckCount.objects.update_or_create(
            slug=check.slug, defaults={"count": count, "at": began}
        )
        yield check, count
