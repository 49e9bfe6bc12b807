"""An outside tester reads the API's description, tries every door, finds no failure."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings as bounds
from pytest_django import Settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from policyarchive.editorial import workflow
from policyarchive.public.api import api
from policyarchive.search import follower
from tests.factories import (
    archivist,
    make_published_document,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db(transaction=True)
PATHS = sorted(api.get_openapi_schema(path_prefix="/api")["paths"])


@pytest.fixture
def schema(site: str, settings: Settings, tmp_path: Path) -> Any:
    """The description as served by an archive that holds something of everything."""
    settings.ARCHIVE_INDEX = tmp_path / "index"
    publish(make_published_document(text="第一条　风筝应当系线。"))
    gone = make_published_document(title_zh="已撤风筝")
    workflow.withdraw(gone, by=archivist(), reason="flagged", note="Wrong.")
    make_published_law(title_zh="风筝法")
    follower.follow()
    return schemathesis.openapi.from_url(f"{site}/api/openapi.json")


def checks():
    """Every check but one.

    No schema can say which dates there are, or which check character an ARK has, so a
    value that fits the schema may still be refused with 400.
    """
    load_all_checks()
    return [check for check in CHECKS.get_all()
            if check.__name__ != "positive_data_acceptance"]  # fmt: skip


def _nonsense(operation):
    return operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)


@pytest.mark.parametrize("path", PATHS)
def test_no_failure_is_found(schema, path):
    tried = set()

    @bounds(
        max_examples=25,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path]["GET"].as_strategy() | _nonsense(schema[path]["GET"]))
    def tries(case):
        tried.add(case.call_and_validate(checks=checks()).status_code)

    tries()
    assert tried
