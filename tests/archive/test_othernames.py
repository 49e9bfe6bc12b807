"""Normal forms of document numbers and source addresses."""

import pytest

from policyarchive.archive import othernames


@pytest.mark.parametrize(
    "spelling",
    [
        "国发〔2017〕35号",
        "国发［2017］35号",
        "国发[2017] 35 号",
        "国发（2017）35号",
        "国发﹝2017﹞第35号",
    ],
)
def test_all_spellings_of_a_number_have_one_normal_form(spelling):
    assert othernames.number(spelling) == "国发201735"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://www.gov.cn/a/b.htm",
        "http://gov.cn/a/b.htm/",
        "https://www.gov.cn/a/b.htm#top",
        "https:/www.gov.cn/a/b.htm",
        "gov.cn/a/b.htm",
    ],
)
def test_all_spellings_of_an_address_have_one_normal_form(spelling):
    assert othernames.url(spelling) == "gov.cn/a/b.htm"


def test_an_address_is_one_whether_its_chinese_signs_are_escaped_or_not():
    assert othernames.url("https://zh.example/法/?问=1") == othernames.url(
        "zh.example/%E6%B3%95/?%E9%97%AE=1"
    )


def test_the_query_of_an_address_is_kept():
    assert othernames.url("http://www.moj.gov.cn/d?ID=1&b=c") == "moj.gov.cn/d?ID=1&b=c"
