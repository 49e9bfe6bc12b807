"""Names, numbers and files of citations; the forms: test_citation_forms."""

import io

import pytest
import rispy
from pybtex.database import parse_string

from policyarchive.archive import citations, records
from tests.archive.citation_examples import TODAY, URL, body, make_document, translated

LAW = make_document(
    type="law",
    title_zh="中华人民共和国数据安全法",
    title_en="Data Security Law of the People's Republic of China",
    number="主席令第八十四号",
    links=(
        body(
            "issuer",
            "全国人民代表大会常务委员会",
            "Standing Committee of the National People's Congress",
        ),
    ),
    dates=(
        records.DateFact(role="adopted", edtf="2021-06-10"),
        records.DateFact(role="effective", edtf="2021-09-01"),
    ),
    sources=(records.Source(url="http://www.npc.gov.cn/x"),),
)
PLAN = make_document(
    type="notice",
    title_zh="国务院关于印发新一代人工智能发展规划的通知",
    title_en="Notice on the New Generation AI Development Plan",
    number="国发〔2017〕35号",
    links=(body("issuer", "国务院", "State Council"),),
    dates=(records.DateFact(role="signed", edtf="2017-07-08"),),
)
REPORT = make_document(
    type="news",
    title_en="An invented headline & its 100% doubt",
    links=(body("publisher", "", "Example Post"),),
    dates=(records.DateFact(role="published", edtf="2021-11"),),
)


def plain(record, key, anchor=""):
    forms = citations.forms(record, url=URL, accessed=TODAY, anchor=anchor)
    return next(form.plain for form in forms if form.key == key)


def test_a_report_is_dated_no_finer_than_it_is_known():
    assert plain(REPORT, "chicago") == (
        "“An invented headline & its 100% doubt,” Example Post, November 2021, "
        f"accessed November 24, 2026, {URL}."
    )


def test_a_western_author_is_inverted_in_a_bibliography_and_a_chinese_one_never():
    western = body("author", "", "Jane Example Writer", "person")
    chinese = body("author", "张三丰", "Zhang Sanfeng", "person")
    for author, name in ((western, "Writer, Jane Example"), (chinese, "Zhang Sanfeng")):
        record = REPORT.model_copy(update={"links": (*REPORT.links, author)})
        assert plain(record, "chicago-bibliography").startswith(f"{name}. ")
        assert plain(record, "apa").startswith(f"{name}. ")


def test_a_repealed_law_says_so_in_the_legal_manual():
    status = records.StatusFact(code="repealed")
    record = LAW.model_copy(update={"status": status})
    assert plain(record, "legal-manual").startswith("《数据安全法》（已废止），")


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("主席令第八十四号", "Presidential Order no. 84"),
        ("中华人民共和国主席令第九十一号", "Presidential Order no. 91"),
        ("国务院令第790号", "State Council Decree no. 790"),
        ("国发〔2017〕35号", "Guofa [2017] no. 35"),
        ("GB/T 35273-2020", "GB/T 35273-2020"),
        ("商务部令2020年第4号", "Order no. 4 of 2020"),
        ("中国人民银行令〔2025〕第7号", "Order no. 7 of 2025"),
        ("国家互联网信息办公室令第11号", "Order no. 11"),
    ],
)
def test_numbers_are_romanised_where_they_have_a_known_shape(printed, english):
    record = PLAN.model_copy(update={"number": printed})
    assert f", {english}, July 8, 2017" in plain(record, "chicago")


@pytest.mark.parametrize(
    ("title", "pinyin"),
    [
        ("第四次人口普查", "Di-si ci renkou pucha"),
        ("第十三届会议", "Di-shisan jie huiyi"),
        ("第三百四十四条", "Di-sanbai sishisi tiao"),
        ("第三方支付", "Disanfang zhifu"),
        ("两用物项", "Liangyong wuxiang"),
        ("降低碳排放", "Jiangdi tan paifang"),
        ("互联网信息", "Hulianwang xinxi"),
        ("《风筝法》答记者问", "“Fengzheng fa” da jizhe wen"),
        ("战略（2021－2025年）", "Zhanlüe (2021–2025 nian)"),
        ("最高人民法院", "Zuigao renmin fayuan"),
        ("全国人民代表大会", "Quanguo renmin daibiao dahui"),
        ("中华人民共和国刑事诉讼法", "Zhonghua renmin gongheguo xingshi susong fa"),
    ],
)
def test_titles_are_romanised_word_by_word(title, pinyin):
    record = LAW.model_copy(update={"title_zh": title})
    assert plain(record, "chicago").startswith(f"{pinyin} {title} ")


def test_a_number_that_the_title_says_is_not_said_again():
    title = "商务部公告2024年第33号 关于茶杯的公告"
    record = PLAN.model_copy(
        update={"title_zh": title, "number": "商务部公告2024年第33号"}
    )
    assert "no. 33" not in plain(record, "chicago")
    assert plain(record, "gbt-2015").count("第33号") == 1


@pytest.mark.parametrize("key", ["gbt", "gbt-2015"])
def test_nor_is_one_that_an_english_title_says(key):
    rule = PLAN.model_copy(
        update={"title_zh": "", "title_en": "Kite Rule R-7", "number": "R-7"}
    )
    assert plain(rule, key).count("R-7") == 1


def test_brackets_of_a_title_within_another_are_single():
    record = PLAN.model_copy(update={"title_zh": "关于印发《茶杯办法》的通知"})
    assert "《关于印发〈茶杯办法〉的通知》" in plain(record, "legal-manual")


def test_many_issuers_are_cut_to_the_first():
    links = tuple(body("issuer", f"机构{n}", f"Body {n}") for n in range(5))
    record = PLAN.model_copy(update={"links": links})
    assert plain(record, "chicago").startswith("Body 0 et al., ")
    assert plain(record, "gbt").startswith("机构0，机构1，机构2，等. ")


@pytest.mark.parametrize(
    ("record", "kind"), [(LAW, "STAT"), (PLAN, "RPRT"), (REPORT, "NEWS")]
)
def test_ris_is_read_by_a_reference_manager(record, kind):
    text = citations.ris(record, url=URL, accessed=TODAY)
    (entry,) = rispy.load(io.StringIO(text))
    assert entry["type_of_reference"] == kind
    assert entry["urls"] == [URL]
    assert text.splitlines()[1].endswith(",")  # a corporate name stays whole


def test_ris_gives_the_title_as_issued_and_its_translation_apart():
    (law,) = rispy.load(io.StringIO(citations.ris(LAW, url=URL, accessed=TODAY)))
    assert law["title"] == LAW.title_zh
    assert law["translated_title"] == LAW.title_en
    assert law["authors"] == ["Standing Committee of the National People's Congress,"]
    (report,) = rispy.load(io.StringIO(citations.ris(REPORT, url=URL, accessed=TODAY)))
    assert report["title"] == REPORT.title_en
    assert "translated_title" not in report


@pytest.mark.parametrize("record", [LAW, PLAN, REPORT])
def test_bibtex_is_read_and_special_signs_are_escaped(record):
    text = citations.bibtex(record, url=URL, accessed=TODAY)
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert entry.fields["url"] == URL
    assert entry.persons["author"]
    assert "note" not in entry.fields  # Zotero would make a loose note of it
    if record is REPORT:
        assert entry.fields["title"] == r"An invented headline \& its 100\% doubt"


def test_csl_carries_whole_bodies_and_the_number():
    item = citations.csl(LAW, url=URL, accessed=TODAY)
    assert item["type"] == "legislation"
    assert item["author"] == [
        {"literal": "Standing Committee of the National People's Congress"}
    ]
    assert item["number"] == "主席令第八十四号"
    assert item["issued"] == {"date-parts": [[2021, 6, 10]]}


def missing(record):
    parts = citations.parts(record, url=URL, accessed=TODAY)
    return [part.name for part in parts if not part.words]


def test_what_a_citation_leaves_out_as_unknown_is_named():
    assert missing(LAW) == []
    assert missing(PLAN) == ["Address of the source"]
    assert missing(REPORT) == ["Title in Chinese", "Address of the source"]


def test_each_part_of_a_citation_names_its_field():
    parts = citations.parts(LAW, url=URL, accessed=TODAY, anchor="art-21")
    fields = {part.name: (part.words, part.field) for part in parts}
    assert fields["Its date"] == ("2021-06-10", "date: adopted")
    assert fields["Article"] == ("21", "the article you pinned")
    assert fields["Archived copy"] == (URL, "permalink of version 2")
    assert fields["Day of access"] == ("2026-11-24", "today")
    assert fields["Who issued it"][1] == "issuers"


def test_the_translator_is_a_part_where_one_is_stated():
    part = citations.Part("Who translated it", "Ann Other", "translators")
    for record in (LAW, PLAN):
        known = translated(record, "en", "Ann Other", "official-translation")
        assert part in citations.parts(known, url=URL, accessed=TODAY)
        assert "Who translated it" not in {
            one.name for one in citations.parts(record, url=URL, accessed=TODAY)
        }


def test_every_fact_of_a_citation_is_printed_by_some_form():
    forms = citations.forms(LAW, url=URL, accessed=TODAY, anchor="art-21")
    printed = "".join(form.plain for form in forms)
    for part in citations.parts(LAW, url=URL, accessed=TODAY, anchor="art-21"):
        if part.name not in ("Who issued it", "The date it took effect"):
            assert part.words in printed
