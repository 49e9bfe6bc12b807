"""Telling a person at a terminal how far a long command has come."""

from collections.abc import Callable

from django.core.management.base import OutputWrapper

_STEP = 50  # things between two signs of life


def progress_on(stdout: OutputWrapper, words: str) -> Callable[[int, int], None]:
    """Return what keeps one line of a terminal up to date; a log file gets none."""
    if not stdout.isatty():
        return lambda done, total: None

    def tell(done: int, total: int) -> None:
        if done % _STEP == 0 or done == total:
            stdout.write(f"\r{words}: {done:,} of {total:,}", ending="")
        if done == total:
            stdout.write("")

    return tell
