"""Dates in running text, seen from when it was written."""

import pytest
from hypothesis import given, strategies as st

from policyarchive.archive import dates
from policyarchive.archive.references import dates_in, recognise

NOVEMBER = "2021-11-18"  # a Thursday


def find(text, written=NOVEMBER, references=()):
    return dates_in.find(text, dates.parse(written), references)


def edtf(text, written=NOVEMBER):
    return [one.edtf for one in find(text, written)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021年6月10日", "2021-06-10"),
        ("2021 年 6 月 10 日", "2021-06-10"),
        ("二〇二一年六月十日", "2021-06-10"),
        ("二○二一年六月", "2021-06"),
        ("2021年", "2021"),
        ("2021-06-10", "2021-06-10"),
        ("2021/6/10", "2021-06-10"),
        ("on June 10, 2021", "2021-06-10"),
        ("on 10 June 2021", "2021-06-10"),
        ("on the 10th of June, 2021", "2021-06-10"),
        ("Sept. 1, 2021", "2021-09-01"),
        ("in June 2021", "2021-06"),
        ("in 2021", "2021"),
    ],
)
def test_a_full_date_is_read_in_every_form(text, date):
    assert edtf(text) == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("late August 2021", "2021-08"),
        ("the end of May 2023", "2023-05"),
        ("mid-June", "2021-06"),
        ("2021年底", "2021"),
        ("11月下旬", "2021-11"),
        ("今年上半年", "2021-01/2021-06"),
        ("第三季度", "2021-07/2021-09"),
        ("the first half of 2023", "2023-01/2023-06"),
        ("2021年至2025年", "2021/2025"),
        ("2021—2025年", "2021/2025"),
        ("last week", "2021-11-08/2021-11-14"),
        ("上周", "2021-11-08/2021-11-14"),
        ("last summer", "2021"),
    ],
)
def test_no_date_is_more_precise_than_its_words(text, date):
    assert edtf(text) == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The law took effect on September 1.", "2021-09-01"),
        ("今年9月1日起施行", "2021-09-01"),
        ("9月1日起施行", "2021-09-01"),
        ("It will take effect on March 1.", "2022-03-01"),
        ("将于3月1日施行", "2022-03-01"),
        ("It was adopted in December.", "2020-12"),
        ("approved in March", "2021-03"),
        ("去年12月", "2020-12"),
        ("明年3月", "2022-03"),
        ("next March", "2022-03"),
        ("last October", "2021-10"),
        ("last month", "2021-10"),
        ("上个月5日", "2021-10-05"),
        ("本月1日", "2021-11-01"),
        ("昨天", "2021-11-17"),
        ("yesterday", "2021-11-17"),
        ("said on Tuesday", "2021-11-16"),
        ("said on Thursday", "2021-11-18"),
        ("will meet on Tuesday", "2021-11-23"),
        ("周三", "2021-11-17"),
        ("本周五", "2021-11-19"),
        ("last Friday", "2021-11-12"),
        ("this Friday", "2021-11-19"),
        ("下周一", "2021-11-22"),
        ("公司17日回应", "2021-11-17"),
        ("公司21日回应", "2021-10-21"),
    ],
)
def test_what_is_not_said_follows_from_when_the_text_was_written(text, date):
    assert edtf(text) == [date]


def test_at_the_turn_of_the_year_the_nearer_year_is_meant():
    assert edtf("the comment period: January 31", "2024-12-06") == ["2025-01-31"]
    assert edtf("12月3日发布", "2024-01-06") == ["2023-12-03"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2018年3月通过，9月修改", ["2018-03", "2018-09"]),
        ("2019年11月1日至次年3月31日", ["2019-11-01", "2020-03-31"]),
        ("2019年11月1日至3月31日", ["2019-11-01", "2020-03-31"]),
        ("2019年3月1日至6月30日", ["2019-03-01", "2019-06-30"]),
        ("2020年2月。同年5月", ["2020-02", "2020-05"]),
        ("5月3日开会，7日发布", ["2021-05-03", "2021-05-07"]),
        (
            "It was released on November 4 and takes effect from Dec. 15",
            ["2021-11-04", "2021-12-15"],
        ),
    ],
)
def test_a_date_may_lean_on_the_one_before(text, found):
    assert edtf(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "三十日内",
        "应当在15日内答复",
        "不少于30日",
        "提前30日",
        "每年3月1日前",
        "每月7日前报送",
        "合同年、不同年龄",
        "以前年度和上年度",
        "注明日期",
        "6个月",
        "周期和周边",
        "同年5月",
        "the article may be read in march step",
        "in 2000 companies",
        "the 1990s",
        "2023年修订",
        "第21日",
        "February 30, 2021",
        "next Tuesday",
        "last Monday",
    ],
)
def test_what_is_no_date_is_not_found(text):
    assert edtf(text) == []


def test_relative_days_need_a_written_day():
    assert edtf("昨天、last month、周一、9月1日", "2021") == ["2021-09-01"]
    assert edtf("上个月", "2021-11") == ["2021-10"]
    assert edtf("今年、9月1日、last week", "2020/2022") == []


def test_dates_in_references_are_parts_of_them(gazetteer):
    text = "《规划（2021—2025年）》（国发〔2017〕35号）2021年3月公布"
    references = recognise.find(text, gazetteer)
    assert [one.edtf for one in find(text, references=references)] == ["2021-03"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("自2021年9月1日起施行", "effective"),
        ("2021年6月10日第二次会议通过", "adopted"),
        ("已经2030年3月5日科学技术部2030年第2次部务会议审议通过", "adopted"),
        ("自2030年6月1日起试行", "effective"),
        ("2021年6月10日公布", "promulgated"),
        ("于2021年6月10日印发", "published"),
        ("成文日期：2021-06-10", "signed"),
        ("有效期至2026年12月31日", "expires"),
        ("took effect on September 1, 2021", "effective"),
        ("ceases to apply on 28 February 2026", "expires"),
        ("adopted on June 10, 2021, and in force since September 1, 2021", "adopted"),
        ("suspended until November 10, 2026", "suspended-until"),
        ("which comes into effect on 1 December 2021", "effective"),
        ("valid until December 31, 2035", "expires"),
        ("unveiled on June 10, 2021", "published"),
        ("drafted in June 2021 came into effect on Monday", None),
        ("they met on June 10, 2021", None),
        ("关于公布2021年示范企业的通知", None),
    ],
)
def test_the_words_around_a_date_tell_its_role(text, role):
    found = find(text)[0].role
    assert (found.value if found else None) == role


@given(
    st.text(alphabet="2021年月日 今去明周三上半May 10,Junelastwk.-/至", max_size=50),
    st.sampled_from(["0001-01-01", "9999-12-31", "2021", "2021-02", "2020/2022"]),
)
def test_any_text_gives_dates_of_the_calendar_in_order(text, written):
    last = 0
    for one in find(text, written):
        assert dates.parse(one.edtf)
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.label
        last = one.end
