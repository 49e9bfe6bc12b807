"""``manage.py import``: line M1, the same addresses, versions and hashes elsewhere."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from policyarchive.archive import storage
from policyarchive.archive.models import (
    Entry,
    Permalink,
    Publication,
    Text,
    Topic,
    Version,
)
from policyarchive.editorial.models import Step
from tests.archive.leaving import (
    DARK_BYTES,
    OPEN_WORDS,
    empty,
    export,
    files,
    fill,
    list_anew,
)
from tests.factories import make_published_document, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(settings, tmp_path):
    """An exported archive, and an empty one with an empty storage."""
    settings.ARCHIVE_STORAGE = tmp_path / "storage"
    fill()
    folder = export(tmp_path / "package")
    empty()
    settings.ARCHIVE_STORAGE = tmp_path / "other-storage"
    return folder


@pytest.fixture
def small(tmp_path):
    """A package of one document, to be spoilt."""
    make_published_document(text=OPEN_WORDS)
    folder = export(tmp_path / "package")
    empty()
    return folder


def bring_back(folder: Path) -> str:
    """Run the command; return what it says."""
    out = StringIO()
    call_command("import", str(folder), stdout=out)
    return out.getvalue()


def refusal(folder: Path) -> str:
    """Run the command, which must refuse and leave the archive empty."""
    with pytest.raises(CommandError) as refused:
        bring_back(folder)
    assert not Permalink.objects.exists()
    assert not Text.objects.exists()
    assert not Topic.objects.exists()
    assert not User.objects.exists()
    return str(refused.value)


def hire_the_archivist() -> None:
    """Give the account that came back its rights again, as an administrator would."""
    User.objects.filter(username="archivist").update(is_active=True, is_superuser=True)


class TestSameAgain:
    def test_m1_exporting_again_gives_the_same_package(self, package, tmp_path):
        bring_back(package)
        assert files(export(tmp_path / "again")) == files(package)

    def test_m1_a_version_answers_with_the_same_bytes(self, tmp_path, client):
        permalink = make_published_document(text=OPEN_WORDS).permalink
        address = f"/{permalink.ark}/v1.json"
        before = client.get(address).content
        folder = export(tmp_path / "package")
        empty()
        assert client.get(address).status_code == 404
        bring_back(folder)
        assert client.get(address).content == before

    def test_captured_bytes_are_stored_again(self, package):
        bring_back(package)
        assert storage.load(storage.sha256(DARK_BYTES)) == DARK_BYTES

    def test_what_came_back_is_what_it_says(self, package):
        bring_back(package)
        out = StringIO()
        call_command("verify", stdout=out)
        assert "are what they say" in out.getvalue()

    def test_lost_bytes_stay_lost_and_are_no_obstacle(self, tmp_path, settings):
        settings.ARCHIVE_STORAGE = tmp_path / "storage"
        fill()
        storage.path(storage.sha256(DARK_BYTES)).unlink()
        folder = export(tmp_path / "package", "--accept-losses")
        empty()
        bring_back(folder)
        again = export(tmp_path / "again", "--accept-losses")
        assert files(again) == files(folder)

    def test_an_empty_archive_comes_back_empty(self, tmp_path):
        folder = export(tmp_path / "package")
        assert "Imported 0 entries" in bring_back(folder)


class TestPeople:
    def test_who_published_comes_back_without_a_way_in(self, small):
        bring_back(small)
        user = User.objects.get(username="archivist")
        assert not user.is_active
        assert not user.has_usable_password()
        assert not user.is_superuser

    def test_an_account_that_is_here_stays_as_it_is(self, small):
        here = make_user("superuser", username="archivist")
        bring_back(small)
        user = User.objects.get(username="archivist")
        assert user.is_active
        assert user.password == here.password


class TestGoingOn:
    def test_the_next_version_follows_the_last(self, package):
        bring_back(package)
        hire_the_archivist()
        last = max(Publication.objects.values_list("sequence", flat=True))
        entry = Entry.objects.get(title_en="Test rules, renamed").concrete
        publish(entry, "Going on here.")
        before = entry.permalink.versions.get(number=2)
        newest = entry.permalink.versions.get(number=3)
        assert newest.publications.get().sequence == last + 1
        assert set(newest.texts.all()) == set(before.texts.all())

    def test_new_rows_do_not_collide_with_imported_ones(self, package):
        bring_back(package)
        hire_the_archivist()
        make_published_document(text="第一条 新的词句。")

    def test_the_history_of_an_entry_is_that_of_the_log(self, package):
        bring_back(package)
        entry = Entry.objects.get(title_en="Test rules, renamed")
        steps = Step.objects.filter(entry=entry, verb="publish").order_by("at", "pk")
        told = list(steps.values_list("version__number", "note"))
        assert told == [(1, "What this version changes."), (2, "Named in English.")]

    def test_an_archive_with_entries_is_refused(self, small):
        make_published_document(text="第一条 已在此处。")
        with pytest.raises(CommandError, match=r"permalinks already .*empty database"):
            bring_back(small)
        assert Version.objects.count() == 1


class TestLies:
    """Each is refused at the first, with the name of the file."""

    def spoil(self, folder: Path, pattern: str) -> Path:
        path = next(iter(sorted(folder.glob(pattern))))
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        return path

    @pytest.mark.parametrize(
        "pattern",
        [
            "data/records/*/*/v1.json",
            "data/texts/*/*.json",
            "data/permalinks.jsonl",
            "data/log.jsonl",
            "bag-info.txt",
            "README.txt",
            "manifest-sha256.txt",
        ],
    )
    def test_one_flipped_bit_is_found(self, pattern, small):
        path = self.spoil(small, pattern)
        assert path.relative_to(small).as_posix() in refusal(small)

    @pytest.mark.parametrize(
        "name", ["data/texts.jsonl", "bag-info.txt", "tagmanifest-sha256.txt"]
    )
    def test_a_file_that_is_gone_is_named(self, name, small):
        (small / name).unlink()
        assert f"{name} is missing" in refusal(small)

    def test_a_file_that_nobody_listed_is_named(self, small):
        (small / "data/texts/extra.json").write_text("{}")
        assert "data/texts/extra.json is in the folder but not in" in refusal(small)

    def test_a_listed_file_that_no_table_names_is_named(self, small):
        (small / "data/texts/extra.json").write_text("{}")
        list_anew(small)
        assert "data/texts/extra.json belongs to nothing" in refusal(small)

    def test_a_link_out_of_the_package_is_not_followed(self, small, tmp_path):
        path = next(small.glob("data/texts/*/*.json"))
        path.rename(tmp_path / "elsewhere.json")
        path.symlink_to(tmp_path / "elsewhere.json")
        assert f"{path.name} is missing" in refusal(small)

    @pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "data/../../x"])
    def test_a_path_that_leads_out_of_the_package_is_refused(self, path, small):
        manifest = small / "manifest-sha256.txt"
        manifest.write_text(f"{'0' * 64}  {path}\n{manifest.read_text()}")
        payload = manifest.read_bytes()
        list_anew(small)
        manifest.write_bytes(payload)
        tags = small / "tagmanifest-sha256.txt"
        lines = [
            f"{storage.sha256(payload)}  manifest-sha256.txt"
            if line.endswith("  manifest-sha256.txt")
            else line
            for line in tags.read_text().splitlines()
        ]
        tags.write_text("\n".join([*lines, ""]))
        assert "manifest-sha256.txt, line 1, is no new line" in refusal(small)

    @pytest.mark.parametrize(
        ("table", "changes", "sentence"),
        [
            ("permalinks", {"state": "withdrawn"}, "but the log says otherwise"),
            ("permalinks", {"state": "gone"}, "data/permalinks.jsonl, line 1: state"),
            ("permalinks", {"label_zh": "改过的名称"}, "states another label"),
            ("permalinks", {"current": 7}, "v7 is not in the package"),
            ("permalinks", {"ark": "ark:99999/../x"}, "permalinks.jsonl, line 1: ark"),
            ("permalinks", {"extra": 1}, "data/permalinks.jsonl, line 1: extra"),
            ("versions", {"change_note": "quietly"}, "another change note"),
            ("versions", {"sha256": "0" * 64}, "v1.json does not have the SHA-256"),
            ("versions", {"number": 2}, "v2.json is missing"),
            ("versions", {"published_by": "a\u0000b"}, "database refuses"),
            ("texts", {"language": "en"}, "another language"),
            ("log", {"number": None}, "does not name each of its versions once"),
            ("log", {"at": "2020-01-01T00:00:00Z"}, "another time of publication"),
            ("log", {"happening": "restricted"}, "does not name each of its versions"),
            ("log", {"ark": "ark:99999/t10000000"}, "is not in the package"),
        ],
    )
    def test_a_well_made_lie_is_found(self, table, changes, sentence, small):
        path = small / f"data/{table}.jsonl"
        row = json.loads(path.read_text("utf-8")) | changes
        text = json.dumps(
            row, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        path.write_text(f"{text}\n", "utf-8")
        list_anew(small)
        assert sentence in refusal(small)

    @pytest.mark.parametrize("table", ["permalinks", "versions"])
    def test_a_row_that_is_there_twice_is_found(self, table, small):
        path = small / f"data/{table}.jsonl"
        path.write_bytes(path.read_bytes() * 2)
        list_anew(small)
        assert f"{table}.jsonl, line 2: " in refusal(small)

    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            (b'{"ark"', b'{ "ark"', "line 1: it is not in canonical form"),
            (b"\n", b"", "ends within a line"),
            (b"archivist", b"\xff", "line 1: it is not UTF-8"),
        ],
    )
    def test_a_line_in_another_spelling_is_found(self, before, after, sentence, small):
        path = small / "data/versions.jsonl"
        path.write_bytes(path.read_bytes().replace(before, after))
        list_anew(small)
        assert sentence in refusal(small)

    def test_a_record_of_the_future_is_refused(self, small):
        path = next(small.glob("data/records/*/*/v1.json"))
        table = small / "data/versions.jsonl"
        before = storage.sha256(path.read_bytes())
        path.write_bytes(path.read_bytes().replace(b'{"', b'{"a_new_field":1,"', 1))
        after = storage.sha256(path.read_bytes())
        table.write_text(table.read_text("utf-8").replace(before, after), "utf-8")
        list_anew(small)
        assert f"{path.name} is no record that this program can read" in refusal(small)


class TestOtherThings:
    def test_the_open_part_is_refused(self, tmp_path):
        make_published_document(text=OPEN_WORDS)
        folder = export(tmp_path / "open", "--open")
        empty()
        assert "this is the open part of an archive" in refusal(folder)

    def test_a_package_of_another_format_is_refused(self, small):
        info = small / "bag-info.txt"
        info.write_text(info.read_text().replace("Format: 1", "Format: 2"))
        list_anew(small)
        assert "has the format 2; this program reads format 1" in refusal(small)

    def test_a_folder_that_is_no_package_is_refused(self, tmp_path):
        assert "is no package: there is no bagit.txt" in refusal(tmp_path)

    def test_addresses_of_another_authority_are_refused(self, small, settings):
        settings.ARCHIVE_NAAN = "12345"
        assert "set ARCHIVE_NAAN=99999 first" in refusal(small)
