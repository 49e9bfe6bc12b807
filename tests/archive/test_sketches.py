import random

import pytest
from hypothesis import given, strategies as st

from policyarchive.archive import sketches

_RULE = "风筝飞行应当遵守下列规定并且及时报告"
LAW = "\n".join(
    f"第{number}条　{_RULE[number % 7 :]}，第{number}号风筝由{number * 7}人看管。"
    for number in range(1, 120)
)


def share_a_band(one: str, other: str) -> bool:
    return bool(set(sketches.sketch(one)) & set(sketches.sketch(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一条　为了规范风筝", "第一条 为了规范风筝。"),
        ("風箏應當繫線", "风筝应当系线"),
        ("Ａ Kite flies.", "a kite FLIES"),
        ("⼈⼯智能", "人工智能"),
    ],
)
def test_spaces_signs_script_and_width_do_not_tell_two_texts_apart(
    one: str, other: str
) -> None:
    assert sketches.words(one) == sketches.words(other)
    assert sketches.digest(one * 20) == sketches.digest(other * 20)


def test_a_mere_line_has_neither_digest_nor_sketch() -> None:
    assert sketches.digest("（略）") == ""
    assert sketches.sketch("（略）") == []


@pytest.mark.parametrize("seed", range(5))
def test_near_copies_share_a_band_and_most_of_their_shingles(seed: int) -> None:
    chance = random.Random(seed)
    lines = [line for line in LAW.split("\n") if chance.random() > 0.08]
    copy = "当前位置：首页\n" + "\n".join(lines)
    assert share_a_band(LAW, copy)
    one, other = (sketches.shingles(sketches.words(text)) for text in (LAW, copy))
    assert sketches.likeness(one, other) > 0.8


def test_other_texts_share_no_band() -> None:
    other = "".join(chr(0x4E00 + number * 3) for number in range(2000))
    assert not share_a_band(LAW, other)


@given(st.text(max_size=300))
def test_a_sketch_is_a_function_of_the_words_alone(text: str) -> None:
    spaced = "  ".join(text.split())
    assert sketches.sketch(text) == sketches.sketch(spaced) or sketches.words(
        text
    ) != sketches.words(spaced)
    assert all(-(1 << 31) <= band < 1 << 31 for band in sketches.sketch(text))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("风筝管理暂行规定实施细则附则", "风筝管理暂行规定实施细则附", True),
        ("风筝管理暂行规定实施细则附则", "风筝管理暂行规定实旋细则附则", True),
        ("二〇二四年风筝工作要点的通知", "二〇二五年风筝工作要点的通知", False),
        ("2024风筝工作要点的通知", "2025风筝工作要点的通知", False),
        ("风筝法", "凤筝法", False),
        ("风筝管理暂行规定实施细则附则", "风筝管理暂行规定实施细则附则", False),
    ],
)
def test_near_titles_differ_by_a_slip_but_by_no_number(
    one: str, other: str, near: bool
) -> None:
    assert sketches.are_near(one, other) is near


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("《中华人民共和国风筝法》", "风筝法"),
        ("风筝管理办法（试行）", "风筝管理办法"),
        ("中华人民共和国", "中华人民共和国"),
        ("Kite Law of 2021", "kitelawof2021"),
    ],
)
def test_a_title_is_compared_without_what_merely_varies(title: str, key: str) -> None:
    assert sketches.title_key(title) == key


LONG = "Notice of the Office of Kites on the Orderly Flying of Kites of the"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Kite Office Loomtown", "Kite Office of Loomtown", True),
        ("The Kite Office, Loomtown", "LOOMTOWN KITE OFFICE", True),
        (
            "Ministry of Kite & String Industry",
            "Ministry of Kite and String Industry",
            True,
        ),
        ("Kite People’s Court", "Kite Peoples' Court", False),  # one title already
        ("Kite People’s Court of Loomtown", "Loomtown Kite People's Court", True),
        ("风筝和灯笼局", "风筝与灯笼局", True),
        ("风筝法的实施办法", "风筝法实施办法", True),
        ("Ministry of Kites", "Ministry of Lanterns", False),
        ("Kite Law, Batch 1 of 2", "Kite Law, Batch 2 of 1", False),
        ("Kite Bureau No. 1", "The Kite Bureau No. 2", False),
        ("Kite Law of 2021", "Kite Law (2022)", False),
        ("Kite Law", "Kite Law of 2022", False),
        (f"{LONG} Second Batch", f"{LONG} Third Batch", False),
        (f"{LONG} Part I", f"{LONG} Part II", False),
        (f"{LONG} Second Batch", f"{LONG} Second Bach", True),
        (f"{LONG} Shanghai Branch", f"{LONG} Shenzhen Branch", False),
        ("河南省风筝和灯笼管理委员会", "湖南省风筝和灯笼管理委员会", False),
        ("河南省风筝和灯笼管理委员会", "河南省风筝和灯龙管理委员会", True),
        ("风筝和灯笼第一局", "风筝与灯笼第二局", False),
        ("Of the", "And", False),
        ("", "The", False),
    ],
)
def test_small_words_and_their_order_tell_no_names_apart_but_numbers_do(
    one: str, other: str, alike: bool
) -> None:
    assert sketches.are_named_alike(one, other) is alike
    assert sketches.are_named_alike(other, one) is alike
    if alike:
        shared = {*sketches.title_sketch([one])} & {*sketches.title_sketch([other])}
        assert len(shared) >= 2


def test_titles_with_a_slip_share_a_band() -> None:
    one, other = "kitesandlanternsmeasures", "kitesandlantersmeasures"
    assert set(sketches.title_sketch([one])) & set(sketches.title_sketch([other]))
