"""Texts in the index: access is enforced, and passages are read back."""

import pytest

from policyarchive.search.texts import load
from tests.search.made import row_of

TEXT = "第一章 总则\n第一条 甲方应当保密。\n第二条 乙方應當報告。"


def test_passages_are_read_back_with_anchors_labels_and_words():
    (text,) = load(row_of(TEXT).texts)
    assert (text.language, text.kind, text.access) == ("zh-Hans", "original", "open")
    places = [text.passage(n) for n in range(3)]
    assert [p.anchor for p in places] == ["ch-1", "art-1", "art-2"]
    assert [p.label for p in places] == ["第一章", "第一条", "第二条"]
    assert places[2].words == "第二条 乙方應當報告。"
    assert places[2].folded == "第二条乙方应当报告。"


def test_a_place_in_the_folded_text_leads_to_its_passage():
    (text,) = load(row_of(TEXT).texts)
    number, end = text.locate(text.folded.index("保密"))
    assert text.passage(number).anchor == "art-1"
    assert text.folded[end:].startswith("第二条")


def test_anchors_are_found_with_what_stands_below_them():
    (text,) = load(row_of("第一章 总则\n第一节 目的\n第一条 甲。").texts)
    anchors = [text.passage(n).anchor for n in sorted(text.find_anchors(["ch-1"]))]
    assert anchors == ["ch-1", "ch-1.sec-1"]


@pytest.mark.parametrize(
    ("access", "kept_access", "kept"),
    [
        ("open", "open", "open"),
        ("open", "snippet", "snippet"),
        ("snippet", "open", "snippet"),
        ("dark", "open", None),
        ("open", "dark", None),
        ("open", "nonsense", None),
    ],
)
def test_the_stricter_access_counts_and_dark_leaves_nothing(access, kept_access, kept):
    row = row_of("第一条 秘密的词。", access=access, kept_access=kept_access)
    if kept is None:
        assert row.texts == b""
        assert not any("秘密" in body for body in row.bodies)
        assert row.anchors == ()
        assert row.facets["language"] == ("none",)
        assert row.card["access"] == ""
    else:
        assert [text.access for text in load(row.texts)] == [kept]
        assert row.card["access"] == kept
