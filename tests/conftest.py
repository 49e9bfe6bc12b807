"""What every test stands on: throw-away folders and plain static files."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import HealthCheck, settings as hypothesis_settings
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.browser import NO_CHROMIUM

_GROUPS = [
    import_module(f"policyarchive.editorial.migrations.{name}")
    for name in ("0002_groups_and_their_rights", "0008_rights_to_assign")
]


def pytest_configure() -> None:
    # Slow is the machine, not the test; and an example may share what a test was given.
    hypothesis_settings.register_profile(
        "archive",
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.function_scoped_fixture,
        ],
    )
    hypothesis_settings.load_profile("archive")
    # Hashed names need collectstatic first; tests take the files as they are.
    django_settings.STORAGES = django_settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
    }
    django_settings.WHITENOISE_USE_FINDERS = True
    django_settings.WHITENOISE_AUTOREFRESH = True
    django_settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"  # quick, for made-up users
    ]


@pytest.fixture(scope="session")
def archive_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index, storage and media of this worker."""
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(autouse=True)
def _own_folders(archive_folders: Path, settings: Settings) -> None:
    """Keep every test away from the real index and the real captures."""
    settings.ARCHIVE_INDEX = archive_folders / "index"
    settings.ARCHIVE_STORAGE = archive_folders / "storage"
    settings.MEDIA_ROOT = archive_folders / "media"


@pytest.fixture(autouse=True)
def _groups(request: pytest.FixtureRequest) -> None:
    """Make the groups anew for a test with real transactions.

    Such a test empties all tables when it ends, and with them what a migration put
    there. Content types and permissions come back by themselves; groups do not.
    """
    marker = request.node.get_closest_marker("django_db")
    is_real = marker is not None and marker.kwargs.get("transaction")
    if is_real or "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        for migration in _GROUPS:
            migration.establish(apps, None)


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    """The running site's address, which is also what its permalinks begin with."""
    settings.ARCHIVE_BASE_URL = live_server.url
    return live_server.url


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that the browser tests said nothing, where they were skipped."""
    skipped = terminalreporter.getreports("skipped")
    unseen = [report for report in skipped if NO_CHROMIUM in str(report.longrepr)]
    if unseen:
        terminalreporter.section("BROWSER TESTS SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(unseen)} tests did not run: {NO_CHROMIUM}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let tests with real transactions empty the tables between them.

    Only TRUNCATE: the triggers against UPDATE and DELETE stay, and are tested.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'not_emptied'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER not_emptied")
