"""A real browser: Debian's Chromium, driven by Playwright."""

from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import CHROMIUM, NO_CHROMIUM

# Where Django's test runner keeps the rows that migrations made.
ROWS = "_test_serialized_contents"

# Quiet and offline: nothing but the page under test may speak to a network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    if CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    made_by_migrations = getattr(connection, ROWS, None)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; Django would refuse queries.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # And under that loop Django has another connection, which has to know as well
        # what to put back after a test.
        if made_by_migrations is not None:
            setattr(connection, ROWS, made_by_migrations)
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in a context of its own, as a reader's first visit."""
    with browser.new_context(locale="en-GB") as context:
        yield context.new_page()
