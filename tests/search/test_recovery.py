"""Recovery: processes are killed or work at once, and the index comes out whole."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from policyarchive.archive.models import Permalink
from policyarchive.search import follower, log
from policyarchive.search.folder import the_folder
from policyarchive.search.query import SearchQuery
from policyarchive.search.reader import reader_of
from tests.factories import make_published_law, make_user, publish

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = Path(__file__).with_name("follow_forever.py")


@pytest.fixture(autouse=True)
def _index(settings, tmp_path):
    settings.ARCHIVE_INDEX = tmp_path / "index"
    make_user()


def start(*arguments):
    """Start the script in a process of its own; it has begun when this returns."""
    process = subprocess.Popen(  # noqa: S603
        [
            sys.executable,
            str(SCRIPT),
            str(connection.settings_dict["NAME"]),
            str(django_settings.ARCHIVE_INDEX),
            *arguments,
        ],
        cwd=django_settings.BASE_DIR,
        stdout=subprocess.PIPE,
        env={
            "DJANGO_SETTINGS_MODULE": "policyarchive.settings",
            "ARCHIVE_VAR": str(django_settings.ARCHIVE_VAR),
            "PYTHONPATH": str(django_settings.BASE_DIR),
        },
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "0\n"
    return process


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def assert_whole():
    """The index holds exactly what is public, at the end of the log."""
    follower.follow()
    found = {
        hit.ark
        for number in range(1, 100)
        for hit in SearchQuery().at_page(number, 500).run().hits
    }
    public = {p.ark for p in Permalink.objects.filter(state="published")}
    assert found == public
    assert SearchQuery().count() == len(public) > 0
    assert reader_of(the_folder()).snapshot().mark == log.last_mark()


@pytest.mark.parametrize("seed", range(4))
def test_killed_in_the_middle_of_publishing_it_recovers(seed):
    process = start("publish")
    time.sleep(random.Random(seed).uniform(0.05, 0.8))
    kill(process)
    assert_whole()


@pytest.mark.parametrize("is_managed", [True, False])
def test_files_that_a_killed_writer_left_do_not_stop_the_next(is_managed):
    laws = [make_published_law() for _ in range(3)]
    follower.follow()
    folder = the_folder().current()
    meta = json.loads((folder / "meta.json").read_text())
    managed = json.loads((folder / ".managed.json").read_text())
    for segment in meta["segments"]:
        for opstamp in range(meta["opstamp"], meta["opstamp"] + 50):
            left = f"{segment['segment_id'].replace('-', '')}.{opstamp}.del"
            (folder / left).touch()
            managed.append(left)
    if is_managed:
        (folder / ".managed.json").write_text(json.dumps(managed))
    publish(laws[0])
    assert_whole()


def test_killed_in_the_middle_of_rebuilding_it_recovers():
    publishing = start("publish", "40")
    publishing.communicate()
    for seed in range(3):
        process = start("rebuild")
        time.sleep(random.Random(seed).uniform(0, 0.3))
        kill(process)
        assert_whole()
    follower.rebuild()
    assert_whole()
    generations = list(the_folder().root.glob("index-*"))
    assert generations == [the_folder().current()]


def test_two_processes_publish_at_once():
    first, second = start("publish", "15"), start("publish", "15")
    rebuilding = start("rebuild", "3")
    ends = [process.communicate() for process in (first, second, rebuilding)]
    assert [process.returncode for process in (first, second, rebuilding)] == [0, 0, 0]
    assert all(end[0] for end in ends)
    assert SearchQuery().count() == 30
    assert_whole()
