"""``manage.py loadtable``: the dry run in a terminal, and a load that is killed."""

import io
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from policyarchive.archive.models import Document, Entry, Link
from policyarchive.editorial import tables
from policyarchive.editorial.models import Load
from tests.factories import make_actor, make_user

ROWS = 400


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(tables.template("csv"))
    return path


def run(file: Path, *options: str) -> str:
    make_user("editor", username="ana")
    out = io.StringIO()
    call_command("loadtable", str(file), "--as", "ana", *options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_without_commit_nothing_is_made(file: Path) -> None:
    assert run(file) == "6 rows without error; nothing was loaded.\n"
    assert Entry.objects.count() == Load.objects.count() == 0


@pytest.mark.django_db
def test_with_commit_all_of_it_is_made(file: Path) -> None:
    assert "4 drafts made." in run(file, "--commit")
    assert Entry.objects.count() == 4
    assert Load.objects.get().entries.count() == 4


@pytest.mark.django_db
def test_every_error_is_printed_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("kind,title_en,adopted\ndocument,Kites,soon\nlaw,,\n")
    out = io.StringIO()
    make_user("editor", username="ana")
    with pytest.raises(CommandError, match="mend the errors"):
        call_command("loadtable", str(path), "--as", "ana", "--commit", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("Error: line 2, adopted: “soon” is not a date")
    assert lines[1].startswith("Error: line 3: Give a title")
    assert Load.objects.count() == 0


@pytest.mark.django_db
def test_what_may_be_there_has_to_be_looked_at(file: Path) -> None:
    make_actor(title_en="Kite Office")
    with pytest.raises(CommandError, match="--looked-at"):
        run(file, "--commit")
    assert Document.objects.count() == 0
    out = io.StringIO()
    options = ("--as", "ana", "--commit", "--looked-at")
    call_command("loadtable", str(file), *options, stdout=out)
    assert Document.objects.count() == 1


@pytest.mark.django_db
def test_a_stranger_or_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no active user"):
        call_command("loadtable", "x.csv", "--as", "nobody")
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "missing.csv")


# The child says when it is in the middle of the transaction, and is killed there.
_CHILD = """
import os, sys, time
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "policyarchive.settings"
django.setup()
from django.conf import settings
settings.DATABASES["default"].update(NAME={name!r})
from policyarchive.editorial import tables
from policyarchive.editorial.models import Load
load = Load.objects.get(pk={pk})
def tell(done, total):
    if done == total:
        print("in the middle", flush=True)
        time.sleep(60)
tables.load_all(load, by=load.by, progress=tell)
"""


@pytest.mark.django_db(transaction=True)
def test_a_load_that_is_killed_leaves_nothing_and_can_be_done_again() -> None:
    rows = "".join(f"document,Kite number {n}\n" for n in range(ROWS))
    by = make_user("editor")
    load = tables.bring_in("t.csv", f"kind,title_en\n{rows}".encode(), by=by)
    while load.state == Load.State.CHECKING:
        tables.step(load)
    name = connection.settings_dict["NAME"]
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _CHILD.format(name=name, pk=load.pk)],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"in the middle\n"
        child.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while Entry.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.1)  # until the server has noticed
    assert Entry.objects.count() == Link.objects.count() == 0
    load.refresh_from_db()
    assert load.state == Load.State.CHECKED
    tables.load_all(load, by=by)
    assert Entry.objects.count() == ROWS
