"""The names kept beside the index of a large archive, and what is learnt on top."""

import sqlite3
from contextlib import closing

import pytest

from policyarchive.archive.references import Name, OtherName
from policyarchive.archive.references.recognise import find
from policyarchive.editorial import workflow
from policyarchive.search import follower, known, namebook, referring
from policyarchive.search.engine import Mark
from policyarchive.search.folder import the_folder
from policyarchive.search.meaning import Known, Said
from tests.factories import archivist, make_published_law

_MARK = Mark(7, "7 2026-11-24")
_TEXT = (
    "根据《中华人民共和国星图管理法》第三条、星部发〔2031〕7号、星图部令第5号和"
    "GB/T 99999制定。See Xingtu guanli fa and https://star.example/a."
)


def _named(ark, title, spelt, *others):
    names = (Name(title, "zh", ark, "law"), Name(spelt, "zh-Latn", ark, "law"))
    others = tuple(OtherName(scheme, value, ark) for scheme, value in others)
    return Said(names, others)


def _said():
    body = Said((Name("星图部", "zh", "ministry", "actor"),))
    law = _named(
        "law",
        "中华人民共和国星图管理法",
        "xingtu guanli fa",
        ("number", "星部发〔2031〕7号"),
        ("number", "星图部令第5号"),
        ("number", "GB/T 99999-2030"),
        ("url", "https://star.example/a/"),
    )
    return {"ministry": body, "law": law}


def _cited(known_now, text=_TEXT):
    return [(one.label, one.candidates) for one in find(text, known_now.gazetteer)]


@pytest.fixture
def kept(tmp_path):
    namebook.write(tmp_path, _MARK, Known(_said()))
    return tmp_path


def test_names_that_were_kept_mean_what_they_meant(kept):
    mark, read = namebook.read(kept)
    assert mark == _MARK
    assert _cited(read) == _cited(Known(_said()))
    assert {entry for _, entries in _cited(read) for entry in entries} == {"law"}
    assert dict(read.said) == _said()


def test_what_is_learnt_later_stands_on_top(kept):
    _, read = namebook.read(kept)
    new = _named("comets", "彗星条例", "huixing tiaoli", ("number", "彗发〔2032〕1号"))
    other = _named("law", "星象管理法", "xingxiang guanli fa")
    read.learn(("comets", "law"), {"comets": new, "law": other})
    text = "彗星条例，彗发〔2032〕1号，Huixing tiaoli；星象管理法；《星图管理法》"
    assert [entries for _, entries in _cited(read, text)] == [
        ("comets",),
        ("comets",),
        ("comets",),
        ("law",),
        (),
    ]
    read.learn(("comets", "law"), {})
    assert {entries for _, entries in _cited(read, text)} == {()}
    assert set(read.said) == {"ministry"}
    # The file itself stays as it was.
    assert dict(namebook.read(kept)[1].said) == _said()


def test_without_a_file_nothing_is_known(tmp_path):
    assert namebook.read(tmp_path) is None


def test_a_spoiled_file_is_passed_over(kept):
    (kept / "names.sqlite").write_bytes(b"no names" * 1000)
    assert namebook.read(kept) is None


@pytest.mark.django_db
def test_a_process_starts_with_the_names_beside_the_index(monkeypatch):
    monkeypatch.setattr(referring, "SMALL", 0)
    law = make_published_law(title_zh="星图管理法")
    gone = make_published_law(title_zh="彗星管理法")
    follower.rebuild()
    _, beside = namebook.read(the_folder().current())
    make_published_law(title_zh="流星管理法")
    workflow.withdraw(gone, by=archivist(), reason="takedown", note="Wrong.")
    monkeypatch.setattr(known, "_kept", None)
    monkeypatch.setattr(known, "_read_from", None)
    now = known.known()
    assert type(now.said) is type(beside.said)
    cited = _cited(now, "《星图管理法》《彗星管理法》《流星管理法》")
    assert cited[0] == ("《星图管理法》", (law.permalink.ark,))
    assert [len(entries) for _, entries in cited] == [1, 0, 1]


def _change(path):
    with closing(sqlite3.connect(path)) as database:
        database.executescript("UPDATE names SET value = 7")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"no names" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[:4096]),
        _change,
    ],
    ids=["overwritten", "cut short", "changed"],
)
def test_names_are_read_anew_when_the_file_is_spoiled_while_open(monkeypatch, spoil):
    monkeypatch.setattr(referring, "SMALL", 0)
    law = make_published_law(title_zh="星图管理法")
    follower.rebuild()
    monkeypatch.setattr(known, "_kept", None)
    monkeypatch.setattr(known, "_read_from", None)
    known.known()
    spoil(the_folder().current() / "names.sqlite")
    asked = []

    def cited(now):
        asked.append(now)
        return _cited(now, "《星图管理法》")

    for _ in range(2):
        assert known.with_known(cited) == [("《星图管理法》", (law.permalink.ark,))]
    assert len(asked) == 3  # the first could not be answered


@pytest.mark.django_db
def test_a_small_archive_keeps_no_file():
    make_published_law(title_zh="星图管理法")
    follower.rebuild()
    assert namebook.read(the_folder().current()) is None
