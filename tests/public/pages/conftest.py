"""An index of its own for every test of a page."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_index(settings: Settings, tmp_path: Path, _own_folders: None) -> None:
    """Rows are rolled back after each test, so what was indexed must go as well."""
    settings.ARCHIVE_INDEX = tmp_path / "index"
