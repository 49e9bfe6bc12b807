"""Keys: names and numbers are found whatever way they are typed."""

import pytest

from policyarchive.search import keys


@pytest.mark.parametrize(
    "spelling",
    [
        "中华人民共和国数据保障法",
        "數據保障法",
        "《数据保障法》",
        " 数据 保障法 ",
    ],
)
def test_a_chinese_title_has_one_key(spelling):
    assert keys.name_key(spelling) == "数据保障法"


@pytest.mark.parametrize(
    "spelling",
    [
        "Data Protection Law",
        "data-protection law",
        "The Data Protection Law",
        "PRC Data Protection Law",
        "Data Protection Law of the People’s Republic of China",
    ],
)
def test_an_english_title_has_one_key(spelling):
    assert keys.name_key(spelling) == "dataprotectionlaw"


def test_the_name_of_the_state_alone_stays():
    assert keys.name_key("中华人民共和国") == "中华人民共和国"
    assert keys.name_key("The Party") == "theparty"


def test_a_title_is_found_without_its_edition():
    assert keys.name_keys("测试办法（2023年修订）") == (
        "测试办法2023年修订",
        "测试办法",
    )


def test_pinyin_is_typed_with_or_without_the_name_of_the_state():
    assert keys.name_key("Zhonghua Renmin Gongheguo Shuju Anquan Fa") == "shujuanquanfa"


def test_a_name_without_letters_has_no_key():
    assert keys.name_keys("——") == ()


def test_pinyin_is_spelt_with_v_and_with_u():
    assert keys.pinyin_keys("女律师法") == ("nvlvshifa", "nulushifa")
    assert keys.pinyin_keys("Data law") == ()


@pytest.mark.parametrize(
    "spelling",
    [
        "国发〔2017〕35号",
        "国发﹝2017﹞35号",
        "国发［2017］35 号",
        "国发[2017]35号",
        "國發(2017)35號",
        "国发 2017 35",
        "国发201735",
    ],
)
def test_a_number_has_the_same_parts_in_all_bracket_forms(spelling):
    assert keys.number_parts(spelling) == ("国发", "2017", "35")


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("主席令第八十四号", ("主席令", "84")),
        ("GB/T 35273-2020", ("gbt", "35273", "2020")),
        ("gbt35273", ("gbt", "35273")),
        ("公告2025年第4号", ("公告", "2025", "4")),
        ("GB/T 20984—2007", ("gbt", "20984", "2007")),
        ("发20251846", ("发", "2025", "1846")),
    ],
)
def test_a_number_is_read_in_parts(number, parts):
    assert keys.number_parts(number) == parts


@pytest.mark.parametrize("slip", ["chpisact", "chipact", "chipsaact", "chapsact"])
def test_a_short_word_is_near_by_one_slip(slip):
    assert keys.likeness(slip, "chipsact") > 0.8
    assert keys.likeness(slip, "chinaact") < 0.6


def test_two_slips_are_not_one():
    assert not keys.are_one_slip_apart("chpiact", "chipsact")
    assert keys.are_one_slip_apart("chips", "chips")


def test_part_of_a_name_in_pinyin_is_a_phrase_of_its_letters():
    (spelt,) = keys.spelling("女律师法")
    assert spelt.startswith("^nu nul ulu")
    assert " ".join(keys.letters("lushi")) in spelt
    assert keys.spelling("Data law") == ()


def test_a_misspelt_name_is_more_like_its_name_than_another():
    right, wrong = "personalinformationprotectionlaw", "foreigninvestmentlaw"
    misspelt = "personalinfomationprotecionlaw"
    assert keys.likeness(misspelt, right) > 0.7 > 0.4 > keys.likeness(misspelt, wrong)
    assert keys.likeness(right, right) == 1.0
