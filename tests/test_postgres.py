"""The embedded PostgreSQL, on real servers in throw-away folders."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from django.db import connections

from policyarchive.postgres import (
    ClusterError,
    Place,
    answers,
    ensure_running,
    erase,
    release,
    stop,
)
from policyarchive.postgres.__main__ import main
from policyarchive.postgres.base import DatabaseWrapper
from policyarchive.postgres.place import LONGEST_SOCKET, PORT, SOCKET_NAME, find_place
from policyarchive.postgres.server import PATIENCE, _explain

# Not the suite's own server: these are killed and broken on purpose.


@contextmanager
def throw_away_folder() -> Iterator[Path]:
    """A folder that other accounts may enter, unlike pytest's, and a name to quote."""
    with TemporaryDirectory(prefix="cluster with 'a space'-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """The variable folder that most tests share, for speed."""
    with throw_away_folder() as folder:
        yield folder / "var"
        erase(folder / "var")


@pytest.fixture
def new_var() -> Iterator[Path]:
    """A variable folder that no test has used yet."""
    with throw_away_folder() as folder:
        yield folder / "var"
        if (folder / "var").is_dir():
            erase(folder / "var")


@pytest.fixture
def place(var: Path) -> Iterator[Place]:
    """A running server of this module."""
    yield ensure_running(var)
    release(var)


def ask(place: Place, query: str, database: str = "policyarchive") -> object:
    with psycopg.connect(
        host=str(place.sockets),
        port=PORT,
        dbname=database,
        user="archive",
        autocommit=True,
    ) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def postmaster(place: Place) -> int:
    return int((place.data / "postmaster.pid").read_text().splitlines()[0])


def await_death(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        if state == "Z":
            return
        time.sleep(0.01)


class TestTheServer:
    def test_it_speaks_unicode_in_the_same_way_everywhere(self, place):
        assert ask(place, "SHOW server_encoding") == "UTF8"
        assert ask(place, "SELECT upper('é')") == "É"
        assert ask(place, "SELECT '法' ~ '\\w'") is True
        query = (
            "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = "
        )
        assert ask(place, f"{query}current_database()") == "bC.UTF-8"

    def test_it_listens_on_no_network(self, place):
        assert ask(place, "SHOW listen_addresses") == ""

    def test_only_its_owner_may_enter(self, place):
        for folder in (place.root, place.sockets, place.data):
            assert folder.stat().st_mode & 0o077 == 0
            assert folder.stat().st_uid == place.owner.uid

    def test_a_port_meant_for_another_server_does_not_reach_it(
        self, place, monkeypatch
    ):
        monkeypatch.setenv("PGPORT", "1")
        assert answers(place)

    def test_it_never_runs_as_root(self, place):
        assert Path(f"/proc/{postmaster(place)}").stat().st_uid == place.owner.uid
        assert place.owner.uid != 0

    def test_the_role_of_the_site_is_no_superuser(self, place):
        query = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        assert ask(place, query) is False

    def test_it_writes_to_disk_before_it_says_done(self, place):
        assert ask(place, "SHOW fsync") == "on"
        assert ask(place, "SHOW synchronous_commit") == "on"


class TestStartingAndStopping:
    def test_a_second_start_uses_the_first_server(self, var, place):
        before = postmaster(place)
        assert ensure_running(var) == place
        assert postmaster(place) == before

    def test_starters_at_the_same_time_make_one_server(self, var, place):
        assert stop(var)
        with multiprocessing.get_context("spawn").Pool(3) as pool:
            places = pool.map(ensure_running, [var] * 6)
        assert set(places) == {place}
        assert answers(place)

    def test_a_server_that_another_process_uses_is_not_stopped(self, var, place):
        script = (
            "import sys, pathlib; from policyarchive.postgres import ensure_running;"
            "ensure_running(pathlib.Path(sys.argv[1]));"
            "print('up', flush=True); input()"
        )
        with subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", script, str(var)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"up\n"
            assert not stop(var)
            assert answers(place)
            other.kill()
        assert stop(var)
        assert not answers(place)

    def test_stopping_what_does_not_run_is_no_error(self, var, place):
        assert stop(var)
        assert stop(var)

    def test_stopping_makes_no_cluster(self, tmp_path):
        assert stop(tmp_path / "var")
        assert not (tmp_path / "var").exists()

    def test_the_shell_command_stops_it(self, var, place):
        release(var)
        assert main(["stop", str(var)]) is None
        assert not answers(place)

    def test_the_shell_command_refuses_other_words(self, var):
        assert "Usage" in str(main(["restart", str(var)]))
        assert "Usage" in str(main(["stop"]))


class TestAfterAnAccident:
    def test_it_starts_again_after_its_postmaster_was_killed(self, var, place):
        ask(place, "SELECT 1")
        with psycopg.connect(
            host=str(place.sockets), port=PORT, dbname="policyarchive", user="archive"
        ) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('here')")
        killed = postmaster(place)
        os.kill(killed, signal.SIGKILL)
        await_death(killed)
        ensure_running(var)
        assert ask(place, "SELECT word FROM kept") == "here"
        assert postmaster(place) != killed

    @pytest.mark.parametrize(
        "left_behind",
        ["", "1", "not a number\n", "{pid}\n{data}\n1\n5432\n"],
        ids=["empty", "truncated", "garbage", "number of a stranger"],
    )
    def test_a_stale_pid_file_does_not_matter(self, var, place, left_behind):
        assert stop(var)
        text = left_behind.format(pid=os.getpid(), data=place.data)
        pid_file = place.data / "postmaster.pid"
        pid_file.write_text(text)
        os.chown(pid_file, place.owner.uid, place.owner.gid)
        ensure_running(var)
        assert answers(place)

    def test_a_pid_file_with_the_number_of_a_zombie_does_not_matter(self, var, place):
        assert stop(var)
        zombie = subprocess.Popen(["/bin/true"])
        await_death(zombie.pid)
        (place.data / "postmaster.pid").write_text(f"{zombie.pid}\n{place.data}\n")
        ensure_running(var)
        assert answers(place)
        zombie.wait()

    def test_a_dead_socket_does_not_matter(self, var, place):
        assert stop(var)
        (place.sockets / SOCKET_NAME).touch()
        (place.sockets / f"{SOCKET_NAME}.lock").write_text("1\n")
        ensure_running(var)
        assert answers(place)

    def test_a_half_made_cluster_is_not_taken_for_one(self, new_var):
        place = find_place(new_var)
        draft = place.root / "data.1"
        draft.mkdir()
        (draft / "PG_VERSION").write_text("18\n")
        assert answers(ensure_running(new_var))
        assert not draft.exists()

    def test_a_broken_cluster_is_one_sentence_and_is_kept(self, new_var):
        place = find_place(new_var)
        place.data.mkdir()
        os.chown(place.data, place.owner.uid, place.owner.gid)
        with pytest.raises(ClusterError, match="did not do as told") as refusal:
            ensure_running(new_var)
        assert "\n" not in str(refusal.value)
        assert place.data.exists()

    def test_a_full_disk_is_told_as_such(self, new_var):
        place = find_place(new_var)
        said = 'FATAL: could not write "base/1": No space left on device\nmore'
        assert _explain(place, said).endswith("is full: make room, then try again.")


class TestThePlace:
    def test_a_long_path_gets_a_socket_elsewhere(self, new_var):
        deep = new_var / ("deep" * 20)
        place = ensure_running(deep)
        assert answers(place)
        assert len(os.fsencode(place.sockets / SOCKET_NAME)) <= LONGEST_SOCKET
        assert place.root not in place.sockets.parents
        assert find_place(deep).sockets == place.sockets
        erase(deep)
        assert not place.sockets.exists()

    def test_a_socket_folder_that_is_somebody_elses_is_refused(self, new_var):
        place = find_place(new_var / ("deep" * 20))
        place.sockets.symlink_to(new_var)
        try:
            with pytest.raises(ClusterError, match="is not a folder of the account"):
                ensure_running(new_var / ("deep" * 20))
        finally:
            place.sockets.unlink()

    def test_a_file_in_its_way_is_one_sentence(self, tmp_path):
        (tmp_path / "var").touch()
        with pytest.raises(ClusterError, match="Cannot use"):
            find_place(tmp_path / "var")

    def test_erasing_leaves_nothing(self, new_var):
        ensure_running(new_var)
        erase(new_var)
        assert list(new_var.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can lend another account")
class TestAsRoot:
    def test_a_folder_that_others_may_not_enter_stays_closed(self, tmp_path):
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        var = closed / "var"
        try:
            place = ensure_running(var)
            assert answers(place)
            assert closed.stat().st_mode & 0o777 == 0o700
            assert closed not in place.root.parents
            assert find_place(var) == place
        finally:
            erase(var)
        assert not place.root.exists()
        assert not (var / "postgres.place").exists()

    def test_the_folders_own_account_runs_its_server(self, new_var):
        new_var.mkdir()
        os.chown(new_var, 1, -1)
        assert find_place(new_var).owner.uid == 1


def test_django_starts_a_server_that_died(var, place, django_db_blocker):
    own = {"NAME": "policyarchive", "VAR": var}
    django = DatabaseWrapper(connections["default"].settings_dict | own, "default")
    with django_db_blocker.unblock():
        check_that_it_recovers(django, place)


def check_that_it_recovers(django: DatabaseWrapper, place: Place) -> None:
    with django.cursor() as cursor:
        cursor.execute("SELECT 1")
    django.close()
    killed = postmaster(place)
    os.kill(killed, signal.SIGKILL)
    await_death(killed)
    with django.cursor() as cursor:
        cursor.execute("SELECT 1")
    django.close()
    assert postmaster(place) != killed
