"""The examples on the page about the API run as they stand."""

import re
import shlex
from html import unescape
from urllib.request import urlopen

import pytest

from policyarchive.search import follower
from tests.factories import make_published_document

pytestmark = pytest.mark.django_db(transaction=True)
_COMMAND = re.compile(r"<pre[^>]*><code>(.*?)</code></pre>", re.DOTALL)


def commands(site):
    with urlopen(f"{site}/about/api") as page:  # noqa: S310
        return [unescape(found) for found in _COMMAND.findall(page.read().decode())]


def test_every_example_answers(site, settings, tmp_path):
    settings.ARCHIVE_INDEX = tmp_path / "index"
    for year in ("2031", "2032"):
        make_published_document(title_en="Kites", dates={"signed": year})
    follower.follow()
    shown = commands(site)
    assert len(shown) >= 9
    assert any("cursor=" in command for command in shown)
    assert any("/cite.json?" in command for command in shown)
    for command in shown:
        curl, silent, address = shlex.split(command)
        assert (curl, silent) == ("curl", "-s")
        with urlopen(address) as answer:  # noqa: S310
            assert answer.status == 200
            assert answer.headers["Content-Type"].startswith("application/json")


def test_an_empty_archive_shows_only_what_can_be_answered(site, settings, tmp_path):
    settings.ARCHIVE_INDEX = tmp_path / "index"
    assert 1 <= len(commands(site)) < 8
