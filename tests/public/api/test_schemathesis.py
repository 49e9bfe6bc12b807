"""An outside tester reads the API's description, tries every door, finds no failure."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings as bounds
from pytest_django import Settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from policyarchive.archive.models import Version
from policyarchive.editorial import workflow
from policyarchive.public.api import api
from policyarchive.search import follower
from tests.factories import (
    archivist,
    make_capture,
    make_published_document,
    make_published_law,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
PATHS = sorted(api.get_openapi_schema(path_prefix="/api")["paths"])


@pytest.fixture
def held(site: str, settings: Settings, tmp_path: Path) -> Version:
    """A version in an archive that holds something of everything."""
    settings.ARCHIVE_INDEX = tmp_path / "index"
    law = make_published_law(title_zh="风筝法")
    document = make_published_document(
        text="第一条　风筝应当系线。",
        dates={"signed": "2031-05-06"},
        number="筝发〔2031〕7号",
        sources=["https://kites.example/law"],
        links=[("text-of", law)],
        captures=[make_capture()],
    )
    gone = make_published_document(title_zh="已撤风筝")
    workflow.withdraw(gone, by=archivist(), reason="flagged", note="Wrong.")
    follower.follow()
    return version_of(publish(document))


@pytest.fixture
def schema(site: str, held: Version) -> Any:
    """The description as served."""
    return schemathesis.openapi.from_url(f"{site}/api/openapi.json")


def checks() -> list[Any]:
    """Every check but one.

    No schema can say which dates there are, or which check character an ARK has, so a
    value that fits the schema may still be refused with 400.
    """
    load_all_checks()
    but = "positive_data_acceptance"
    return [check for check in CHECKS.get_all() if check.__name__ != but]


def what_is_held(version: Version, path: str) -> dict[str, dict[str, Any]]:
    """Parameters that lead to something, by where they stand."""
    (text,) = version.texts.all()
    named = {"name": version.permalink.name, "number": 1, "sha256": text.sha256}
    ark = version.permalink.ark
    asked: dict[str, dict[str, Any]] = {
        "/api/entries": {"q": "系线", "type": ["notice"]},
        "/api/resolve": {"id": f"{ark}/v2"},
        "/api/quote": {"ark": ark, "text": "风筝应当系绳"},
    }
    return {
        "path_parameters": {k: v for k, v in named.items() if f"{{{k}}}" in path},
        "query": asked.get(path, {}),
    }


@pytest.mark.parametrize("path", PATHS)
def test_no_failure_is_found(schema: Any, held: Version, path: str) -> None:
    operation, seen = schema[path]["GET"], set()
    cases = (
        operation.as_strategy()
        | operation.as_strategy(**what_is_held(held, path))
        | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    )

    @bounds(
        max_examples=30,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def tried(case: Any) -> None:
        seen.add(case.call_and_validate(checks=checks()).status_code)

    tried()
    assert 200 in seen
    assert seen & {400, 404} or path == "/api/"  # which takes nothing
