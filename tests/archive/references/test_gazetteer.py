"""Where the names of entries stand in a text, and where they only seem to."""

import pytest

from policyarchive.archive.references import Gazetteer, Name, titles


def entries(gazetteer, text):
    return [match.entries for match in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("科技部发布通知", [("most",)]),
        ("记者从中国科技部获悉", [("most",)]),
        ("國家互聯網信息辦公室", [("cac",)]),
        ("国⽹信办", [("cac",)]),
        ("国务院办公厅转发", [("sc-go",)]),
        ("国家发展改革委、财政部", [("ndrc",), ("mof",)]),
        ("公 安 部 和商务部 海关总署", [("mps",), ("mofcom",), ("gacc",)]),
        ("商务部部长、财政部长出席", [("mofcom",), ("mof",)]),
        ("中国科学院工程院、国家保密局", [("cae",), ("secrecy",)]),
        ("某市、国家保密局、基金委", [("secrecy",), ("nsfc",)]),
        ("人行征信中心以外，人行、央行", [("pboc",), ("pboc",)]),
    ],
)
def test_names_are_found_in_all_spellings_the_longest_first(gazetteer, text, found):
    assert entries(gazetteer, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "财政部门和教育部门",
        "教育部署会议",
        "应当通知网络运营者",
        "个人行为与单位行为",
        "中央行政机关",
        "最高法定刑",
        "数据安全法律责任",
        "数据安全法治",
        "专利法规汇编",
    ],
)
def test_a_name_is_not_found_across_the_borders_of_words(gazetteer, text):
    assert entries(gazetteer, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "国务院办公厅秘书局",
        "教育部法工委",
        "国务院关税税则委员会",
        "教育部考试中心",
        "公安部第三研究所",
        "上海市网信办",
        "市委网信办",
        "某某市保密局",
        "北京市国家保密局",
        "江苏省工程院",
        "华东工程院",
        "广东省自然科学基金委",
        "全国社会科学基金委",
        "某某大学工程院",
        "某某有限公司财政部",
        "德国教育部",
        "美国国务院发言人",
        "越南专利法",
        "海关总署编码",
        "数据安全法解读",
        "数据安全法修正草案",
        "专利法学会",
        "State Council Tariff Commission",
        "Indian Ministry of Commerce",
        "the Ministry of Commerce of Japan",
        "Patent Law Review",
        "Implementing Rules of the Patent Law",
        "the Draft Data Security Law",
        "Japan's Patent Law",
        "14th Five-Year Plan for National Informatization",
    ],
)
def test_a_name_is_not_found_inside_a_longer_one_that_nobody_knows(gazetteer, text):
    assert entries(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MOST said, and most agreed. Most of them left.", [("most",)]),
        ("the CAC, not the cac", [("cac",)]),
        ("Intel shares; good intel; INTEL", [("intel",), ("intel",)]),
        ("a micron of dust at Micron", [("micron",)]),
        ("Nvidia and NVIDIA and nvidia", [("nvidia",), ("nvidia",)]),
        ("the state council of a student union", []),
        ("the STATE COUNCIL met", [("sc",)]),
        ("CACs, SCAC and CAC's office", [("cac",)]),
        ("signed an NDA with the buyer", []),
        ("an NDA official", [("nda",)]),
        ("the NDA agreed", [("nda",)]),
    ],
)
def test_latin_names_keep_their_capitals_and_borders(gazetteer, text, found):
    assert entries(gazetteer, text) == found


def test_an_acronym_that_the_text_defines_otherwise_is_not_found(gazetteer):
    text = "A new drug application (NDA) was filed. The NDA is under review."
    assert entries(gazetteer, text) == []
    same = "The Cyberspace Administration of China (CAC) met. The CAC agreed."
    assert entries(gazetteer, same) == [("cac",)] * 3


def test_an_ambiguous_name_gives_all_it_may_mean(gazetteer):
    assert entries(gazetteer, "广电总局") == [("old-tv", "new-tv")]


def test_pinyin_is_found_however_its_syllables_are_joined(gazetteer):
    for spelling in (
        "Zhonghua Renmin Gongheguo Shuju Anquan Fa",
        "zhonghua renmin gongheguo shujuanquanfa",
        "Zhōnghuá Rénmín Gònghéguó shùjù ānquán fǎ",
    ):
        found = gazetteer.find_pinyin(f"see {spelling}, art. 3")
        assert [match.entries for match in found] == [("dsl",)]


ISSUED = Name("全国数据发展规划", "zh", "notice", "document", is_issued=True)


def test_what_a_notice_issues_means_the_notice_in_brackets_alone():
    gazetteer = Gazetteer([ISSUED])
    title = titles.read(ISSUED.text)
    assert gazetteer.titled(title) == ("notice",)
    assert gazetteer.find("落实全国数据发展规划") == ()
    itself = Name(ISSUED.text, "zh", "plan", "document")
    assert Gazetteer([ISSUED, itself]).titled(title) == ("plan",)


@pytest.mark.parametrize(
    ("title", "issued"),
    [
        ("国务院关于印发《全国数据发展规划》的通知", "全国数据发展规划"),
        ("国务院关于印发全国数据发展规划的通知", "全国数据发展规划"),
        ("甲部 乙部关于发布《数据目录(第一版)》的公告", "数据目录(第一版)"),
        ("国务院关于印发《甲规划》等三个规划的通知", ""),
        ("国务院办公厅转发《全国数据发展规划》的通知", ""),
        ("国务院关于修改《数据发展规划》的决定", ""),
        ("全国数据发展规划", ""),
    ],
)
def test_a_notice_says_what_it_issues(title, issued):
    assert titles.issued(title) == issued


def test_a_headline_is_no_name_of_the_law_it_speaks_of():
    gazetteer = Gazetteer(
        [
            Name("某某部公布《数据安全法》", "zh", "news", "document"),
            Name("全国人大关于修改《数据安全法》的决定", "zh", "decision", "document"),
            Name("数据安全法", "zh", "dsl", "law"),
        ]
    )
    assert entries(gazetteer, "近日,某某部公布《数据安全法》。") == [("dsl",)]
    decision = "依照全国人大关于修改《数据安全法》的决定"
    assert entries(gazetteer, decision) == [("decision",)]


def test_one_of_a_series_is_meant_only_with_its_year():
    report = Name("政府工作报告(2025年)", "zh", "report-2025", "document")
    english = Name("Report on the Work (2025)", "en", "report-2025", "document")
    gazetteer = Gazetteer([report, english])
    assert gazetteer.find("省长作政府工作报告") == ()
    assert gazetteer.find("the Report on the Work of the year") == ()
    assert entries(gazetteer, "政府工作报告(2025年)") == [("report-2025",)]
    assert gazetteer.titled(titles.read("政府工作报告")) == ()
    assert gazetteer.titled(titles.read("政府工作报告(2025年)")) == ("report-2025",)


def test_a_draft_is_not_meant_by_the_title_of_the_instrument():
    draft = Name("数据条例(征求意见稿)", "zh", "draft", "document")
    assert Gazetteer([draft]).titled(titles.read("数据条例")) == ()
    assert Gazetteer([draft]).titled(titles.read("数据条例(征求意见稿)")) == ("draft",)


def test_half_a_word_is_not_found_in_a_text():
    plus = Name("互联网+", "zh", "plan", "document")
    assert Gazetteer([plus]).find("推进互联网+医疗") == ()


def test_an_empty_gazetteer_finds_nothing():
    empty = Gazetteer([])
    assert empty.find("国务院 State Council") == ()
    assert empty.find_pinyin("guowuyuan") == ()
    assert empty.other("number", "国发20171") == ()


def test_a_name_of_one_sign_is_not_a_name():
    assert Gazetteer([Name("法", "zh", "law", "law")]).find("法") == ()


def test_names_put_in_later_are_found_as_the_first_ones():
    gazetteer = Gazetteer([Name("风筝法", "zh", "kites", "law")])
    lanterns = (
        Name("灯笼管理条例", "zh", "lanterns", "law"),
        Name("denglong guanli tiaoli", "zh-Latn", "lanterns", "law"),
    )
    gazetteer.replace(((), ()), (lanterns, ()))
    assert entries(gazetteer, "风筝法、灯笼管理条例") == [("kites",), ("lanterns",)]
    (spelt,) = gazetteer.find_pinyin("Denglong Guanli Tiaoli")
    assert spelt.entries == ("lanterns",)
    gazetteer.replace((lanterns, ()), ((), ()))
    assert gazetteer.find_pinyin("Denglong Guanli Tiaoli") == ()


def test_names_that_begin_alike_are_told_apart():
    titles = ["关于星图管理工作的通知", "关于星图管理工作的意见", "关于星图管理工作"]
    gazetteer = Gazetteer(Name(t, "zh", t, "document") for t in titles)
    text = "；".join((*titles, "关于星图管理工作的决定"))
    assert entries(gazetteer, text)[:2] == [(title,) for title in titles[:2]]
    assert entries(gazetteer, "关于星图管理的事") == []
