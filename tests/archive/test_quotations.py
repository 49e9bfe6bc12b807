"""Whether words stand in a text as quoted."""

import pytest
from hypothesis import given, strategies as st

from policyarchive.archive.quotations import find, nearest

ENGLISH = "Article 1 Kites — large or small — shall be tied.\nArticle 2 No kite flies."
CHINESE = "第一条　风筝应当系线，放飞前应当检查。\n第二条　大风时不得放飞。"


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("Kites — large or small — shall be tied", True),
        ("KITES - large or small - shall be tied.", True),
        ("“kites … shall be tied”", True),
        ("kites [...] no kite flies", True),
        ("no kite flies … kites", False),
        ("shall be tied. Article 2 No kite", True),
        ("kites shall be tied", False),
        ("ites — large", False),
        ("shall be tie", False),
        ("", False),
        ("…", False),
    ],
)
def test_english_words_are_found_as_whole_words(quotation, found):
    assert (find(quotation, ENGLISH) is not None) is found


@pytest.mark.parametrize(
    ("quotation", "verbatim"),
    [
        ("风筝应当系线，放飞前应当检查", True),
        ("風筝应当系线", None),
        ("风筝应当系线,放飞前应当检查。", True),
        ("风筝应当系线 放飞前应当检查", False),
        ("放飞前应当检查……大风时不得放飞", True),
        ("「风筝应当系线」", True),
    ],
)
def test_chinese_signs_are_found(quotation, verbatim):
    place = find(quotation, CHINESE)
    assert (place.is_verbatim if place else None) is verbatim


def test_the_place_is_that_of_the_text_itself():
    place = find("“LARGE or small”", ENGLISH)
    assert ENGLISH[place.start : place.end] == "large or small"


@given(st.data())
def test_every_stretch_of_whole_words_is_found(data):
    text = data.draw(st.sampled_from([ENGLISH.replace("\n", " "), CHINESE]))
    pieces = text.split(" ") if text.isascii() or " " in text else list(text)
    start = data.draw(st.integers(0, len(pieces) - 1))
    end = data.draw(st.integers(start + 1, len(pieces)))
    stretch = (" " if " " in text else "").join(pieces[start:end])
    if any(sign.isalnum() for sign in stretch):
        assert find(stretch, text).is_verbatim


def test_the_nearest_wording_is_that_of_the_line_most_alike():
    near = nearest("kites large and small should be tied", ENGLISH)
    assert ENGLISH[near.start : near.end].startswith("Kites — large or small")
    assert 0.4 < near.likeness < 1
    near = nearest("大风时应当放飞", CHINESE)
    assert CHINESE[near.start : near.end] == "大风时不得放飞"
    assert near.likeness > 0.7


@given(st.text(max_size=40), st.text(max_size=80))
def test_nothing_breaks_it(quotation, text):
    find(quotation, text)
    near = nearest(quotation, text)
    assert near is None or 0 <= near.start <= near.end <= len(text)
