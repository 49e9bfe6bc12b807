"""What a text says of itself: numbers, dates, issuers, and the page around it."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from policyarchive.editorial.ingest import Draft, Label, dating, genre, numbers, read
from policyarchive.editorial.ingest.titles import clean
from policyarchive.editorial.takein import evidence


def draft(text: str) -> Draft:
    return read(text.encode(), "a.txt")


def claims(text: str) -> dict[str, str]:
    return {claim.role: claim.edtf for claim in draft(text).dates}


BODY = "第一条　为了规范茶具的摆放，制定本办法。\n第二条　茶杯应当放稳。\n"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2031年5月6日", "2031-05-06"),
        ("2031 年 5 月 6 日", "2031-05-06"),
        ("二〇三一年五月六日", "2031-05-06"),
        ("二○三一年十二月二十一日", "2031-12-21"),
        ("二O三一年五月", "2031-05"),
        ("１９３１年１０月１日", None),
        ("2031年05月06日 18:55", "2031-05-06"),
        ("2031-05-06", "2031-05-06"),
        ("2031/5/6", "2031-05-06"),
        ("May 6, 2031", "2031-05-06"),
        ("6 May 2031", "2031-05-06"),
        ("2031年13月6日", ""),
        ("2031年2月30日", ""),
        ("第2031号", ""),
    ],
)
def test_dates_are_read_in_every_form(text: str, edtf: str | None) -> None:
    assert dating.first(text) == ("1931-10-01" if edtf is None else edtf)


@given(st.dates())
def test_every_date_is_read_as_it_is_written(day: date) -> None:
    if day.year >= 1000 and day.year < 3000:
        text = f"（{day.year}年{day.month}月{day.day}日第一届会议通过）"
        assert list(dating.deeds(text)) == [("adopted", day.isoformat())]


def test_a_history_note_tells_adoption_promulgation_and_effect() -> None:
    note = "（2031年5月6日茶具部令第3号公布　自2031年7月1日起施行）"
    assert claims(f"茶具办法\n{note}\n{BODY}") == {
        "promulgated": "2031-05-06",
        "effective": "2031-07-01",
    }


def test_a_history_note_on_several_lines_is_read() -> None:
    text = (
        "# 茶具办法\n\n2031年5月6日 第一届茶会第二次会议通过\n\n"
        f"2031年7月1日 施行\n\n<!-- INFO END -->\n\n{BODY}"
    )
    assert claims(text) == {"adopted": "2031-05-06", "effective": "2031-07-01"}


def test_an_amended_text_is_dated_by_its_last_amendment() -> None:
    note = (
        "（2021年5月6日第一届茶会第二次会议通过\n"
        "根据2031年8月9日第三届茶会第四次会议《关于修改〈茶具法〉的决定》修正）"
    )
    read_draft = draft(f"茶具法\n{note}\n{BODY}第三条　本法自2021年9月1日起施行。")
    adopted = read_draft.dates[0]
    assert (adopted.role, adopted.edtf) == ("adopted", "2031-08-09")
    assert adopted.note == "Last amended; first adopted 2021-05-06."
    assert "effective" not in {claim.role for claim in read_draft.dates}
    assert any("when this version took effect" in doubt for doubt in read_draft.doubts)


def test_the_date_under_a_signature_is_the_date_of_signing() -> None:
    notice = "茶具部关于茶杯的通知\n各地茶叶局：\n请遵照执行。\n"
    text = f"{notice}茶具部\n2031年5月6日\n{BODY}"
    read_draft = draft(text)
    assert claims(text) == {"signed": "2031-05-06"}
    assert read_draft.issuers == ("茶具部",)
    assert read_draft.dates[0].evidence == "茶具部 2031年5月6日"


def test_issuers_on_one_line_are_told_apart_in_their_order() -> None:
    text = (
        "关于茶杯的通知\n各地茶叶局：\n请遵照执行。\n"
        "国家茶叶委员会 茶具部 水务总局\n2031年5月6日\n"
    )
    assert draft(text).issuers == ("国家茶叶委员会", "茶具部", "水务总局")


def test_effect_from_the_day_of_issue_needs_a_known_day() -> None:
    article = "第三条　本办法自公布之日起施行。"
    assert claims(f"茶具办法\n{BODY}{article}") == {}
    note = "（2031年5月6日茶具部令第3号公布）"
    assert claims(f"茶具办法\n{note}\n{BODY}{article}")["effective"] == "2031-05-06"


def test_a_text_without_dates_gets_none() -> None:
    assert claims(f"茶具办法\n{BODY}") == {}


@pytest.mark.parametrize(
    "printed",
    [
        "茶发〔2031〕11号", "茶发﹝2031﹞11号", "茶发[2031]11号", "茶发［2031］11号",
        "茶函〔2031〕 11 号", "茶具部令第11号", "主席令第八十四号", "国务院令第 700 号",
        "公告2031年第4号", "法茶〔2031〕2 号", "GB/T 12345-2031",
    ],
)  # fmt: skip
def test_a_document_number_is_kept_as_printed(printed: str) -> None:
    read_draft = draft(
        f"茶具部关于茶杯的通知\n（{printed}）\n各地茶叶局：\n请遵照执行。"
    )
    assert read_draft.doc_number == printed
    assert Label.NUMBER in [line.label for line in read_draft.lines]


def test_a_bare_order_number_takes_the_name_of_the_order() -> None:
    text = f"中华茶国主席令\n（第九十一号）\n现予公布。\n{BODY}"
    assert draft(text).doc_number == "中华茶国主席令第九十一号"


def test_a_number_inside_a_sentence_loses_what_stands_before_it() -> None:
    assert numbers.inside("（2031年3月14日茶部交发〔2031〕489号公布）") == (
        "茶部交发〔2031〕489号"
    )


def test_a_block_of_labelled_fields_is_read_and_kept_apart() -> None:
    text = (
        "首页\n>\n政务公开\n>\n通知\n发文机关：\n茶具部\n标　　题：\n"
        "茶具部关于茶杯的通知\n"
        "发文字号：\n茶发〔2031〕11号\n成文日期：\n2031-05-06\n发布日期：2031-05-09\n"
        "茶具部关于茶杯的通知\n各地茶叶局：\n请遵照执行，做好茶杯的摆放工作，不得有误。\n"
        "【返回顶部】\n【打印本页】\n"
    )
    read_draft = draft(text)
    assert read_draft.title == "茶具部关于茶杯的通知"
    assert read_draft.doc_number == "茶发〔2031〕11号"
    assert read_draft.issuers == ("茶具部",)
    assert claims(text) == {"signed": "2031-05-06", "published": "2031-05-09"}
    assert read_draft.body_text().splitlines() == [
        "各地茶叶局：",
        "请遵照执行，做好茶杯的摆放工作，不得有误。",
    ]


def test_a_field_left_empty_does_not_take_the_title_for_its_value() -> None:
    text = (
        "发文机关：\n茶具部\n主 题 词：\n茶具部关于茶杯的通知\n各地茶叶局：\n"
        "请遵照执行，做好茶杯的摆放工作。\n"
    )
    read_draft = draft(text)
    assert read_draft.title == "茶具部关于茶杯的通知"
    assert read_draft.body_text().startswith("各地茶叶局：")


def test_a_page_saved_as_one_endless_line_is_unfolded() -> None:
    articles = " ".join(
        f"第{n}条 茶具的摆放规则甲乙丙丁戊己庚辛壬癸。 另有规定的，依照其规定。"
        for n in range(1, 60)
    )
    text = (
        "茶杯办法_茶叶网 设为首页 加入收藏 当前位置： 首页 > 正文 茶杯办法 "
        f"2031年05月06日 18:55 来源： 茶叶网 【打印】 【纠错】 {articles} "
        "版权所有 茶叶网"
    )
    read_draft = draft(text)
    lines = read_draft.body_text().splitlines()
    assert "第59条 茶具的摆放规则甲乙丙丁戊己庚辛壬癸。" in lines
    assert lines[-1] == "另有规定的，依照其规定。"
    assert claims(text) == {"published": "2031-05-06"}


def test_a_host_named_in_the_text_is_not_taken_for_an_imprint() -> None:
    text = (
        "茶杯年度工作\n一、推动茶杯放稳\n年度目标：放稳茶杯三十万只，办理各类案件八万件。\n"
        "主办单位：茶具部，各州、市人民政府\n二、保持茶托干燥\n"
        "主办单位：水务总局，各州、市人民政府"
    )
    assert draft(text).body_text().count("主办单位") == 2


@pytest.mark.parametrize(
    ("found", "title"),
    [
        ("茶杯办法_茶叶网", "茶杯办法"),
        ("茶杯办法__2031年第25号茶院公报_中国茶叶网", "茶杯办法"),
        ("国家政策-茶杯办法", "茶杯办法"),
        ("《茶杯办法》", "茶杯办法"),
        ("茶杯办法(2031-04-23)", "茶杯办法"),
        ("《茶杯法》实施《茶托法》办法", "《茶杯法》实施《茶托法》办法"),
        ("茶杯办法（试行）", "茶杯办法（试行）"),
        ("关于茶杯_茶托的办法", "关于茶杯_茶托的办法"),
    ],
)
def test_a_title_loses_what_a_site_added(found: str, title: str) -> None:
    assert clean(found) == title


@pytest.mark.parametrize(
    ("stated", "title", "number", "code"),
    [
        ("地方性法规", "茶市茶具条例", "", "local-regulation"),
        ("法律", "全国人民代表大会常务委员会关于茶具的决定", "", "npc-decision"),
        ("部门规章/规范性文件", "茶具管理办法", "茶具部令第3号", "department-rule"),
        (
            "部门规章/规范性文件",
            "茶具管理办法",
            "茶发〔2031〕3号",
            "normative-document",
        ),
        ("", "茶具管理办法（征求意见稿）", "", "draft"),
        ("", "茶具部关于茶杯的通知", "", "notice"),
        ("", "茶杯办法答记者问", "", "news"),
        ("", "茶", "", ""),
    ],
)
def test_the_type_is_guessed_from_what_is_stated(
    stated: str, title: str, number: str, code: str
) -> None:
    assert genre.type_of(stated, title, number) == code


def test_traditional_and_english_texts_are_known_by_their_characters() -> None:
    assert draft("茶葉局關於茶杯擺放問題的通知\n各地要高度重視。").language == "zh-Hant"
    assert draft("Rules on the placing of cups\nCups shall stand.").language == "en"


def test_a_letterhead_is_no_title_and_a_day_alone_begins_a_line() -> None:
    long = "各地茶叶局应当核对茶杯的数量并且登记造册于每月末报送茶具部备案不得迟延"
    lines = [f"{long}，依照本通知办理之"] * 8
    text = "\n".join(
        (
            "茶具部文件", "茶发〔2031〕11号", "关于登记茶杯的通知", *lines,
            f"{long[:-2]}本通知自2031年8月", "1日起施行。", long + "茶具各地茶叶局部",
            "2031年7月10日",
        )
    )  # fmt: skip
    read_draft = draft(text)
    assert read_draft.title == "关于登记茶杯的通知"
    assert claims(text)["effective"] == "2031-08-01"
    day = read_draft.lines[-1]
    assert (day.text, day.is_glued) == ("2031年7月10日", False)


def test_a_sentence_in_english_is_read_across_the_width_of_a_page() -> None:
    long = "The keeper of the cups sets each of them on the lower shelf of its"
    end = "room. These Rules are for all who keep cups and they shall come into"
    text = "\n".join(["Rules on cups", *[long] * 9, end, "force on 1 June 2031."])
    assert claims(text) == {"effective": "2031-06-01"}
    read_draft = draft(text)
    (claim,) = read_draft.dates
    assert "for all who keep cups and they shall come into force on" in claim.evidence
    found = evidence.of_date(read_draft.lines, claim)
    assert (found.number, found.words) == (12, "1 June 2031")
