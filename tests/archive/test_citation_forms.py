"""Every form of every sort of entry, and the manuals' lines that they follow."""

import pytest

from policyarchive.archive import citations, records
from policyarchive.archive.vocabulary import ActorKind, DocumentType, EventKind
from tests.archive.citation_examples import (
    ACTOR,
    DOCUMENT,
    EVENT,
    EXAMPLES,
    GOLDEN,
    PRESS,
    STATUTE,
    TODAY,
    TRANSLATED,
    URL,
    all_written,
    body,
    dated,
    in_language,
    translated,
    written,
)

_STATUTES = {
    "law",
    "npc-decision",
    "administrative-regulation",
    "supervision-regulation",
    "department-rule",
    "local-rule",
    "local-regulation",
    "judicial-interpretation",
}
_OF_TYPES = {
    **dict.fromkeys(_STATUTES, "statute"),
    **dict.fromkeys(("news", "op-ed"), "press"),
    **dict.fromkeys(("foreign-law", "foreign-rule"), "foreign"),
}


def test_a_national_standard_has_the_mark_of_standards():
    update = {"type": "national-standard"}
    standard = EXAMPLES["document"].model_copy(update=update)
    for key in ("gbt", "gbt-2015"):
        assert "[S/OL]. " in plain(standard, key)


def test_an_act_of_congress_is_cited_by_its_number_and_section():
    number = {"number": "Public Law 123-45", "title_zh": ""}
    act = plain(EXAMPLES["foreign"].model_copy(update=number), "bluebook", "art-21")
    assert act.startswith(
        "Kite Act of Ruritania, Pub. L. No. 123-45, § 21 (May 2020), https://"
    )


@pytest.mark.parametrize(
    ("key", "pin"),
    [
        ("chicago", ", sec. 21, "),
        ("apa", ", § 21. "),
        ("mla", ", sec. 21, "),
        ("oscola", ", s 21 <"),
        ("gbt", "：sec. 21["),
    ],
)
def test_a_section_of_an_act_of_congress_is_no_article(key, pin):
    number = {"number": "Pub. L. No. 123-45", "title_zh": ""}
    act = EXAMPLES["foreign"].model_copy(update=number)
    for anchor in ("sec-21", "art-21"):
        assert pin in plain(act, key, anchor)


def test_the_edition_of_2025_has_the_number_of_a_standard_before_its_title():
    update = {"type": "national-standard", "number": "GB/T 12345—2020"}
    standard = EXAMPLES["document"].model_copy(update=update)
    title = standard.title_zh
    assert plain(standard, "gbt").startswith(f"GB/T 12345—2020 {title}[S/OL]. （")
    assert f"{title}: GB/T 12345—2020[S/OL]. (" in plain(standard, "gbt-2015")


def test_a_title_in_quotation_marks_has_single_ones_within():
    update = {"title_zh": "关于印发《风筝办法》的通知"}
    notice = EXAMPLES["document"].model_copy(update=update)
    assert (
        plain(notice, "chicago")
        .split("”")[0]
        .endswith("“Guanyu yinfa ‘fengzheng banfa’ de tongzhi")
    )


def plain(record, key, anchor=""):
    forms = citations.forms(record, url=URL, accessed=TODAY, anchor=anchor)
    return next(form.plain for form in forms if form.key == key)


def test_every_form_reads_as_the_golden_file():
    assert all_written() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "type_code", sorted(set(DocumentType.values) - {"national-standard"})
)
def test_a_type_of_document_is_cited_as_its_sort_in_the_golden_file(type_code):
    sort = _OF_TYPES.get(type_code, "document")
    record = EXAMPLES[sort].model_copy(update={"type": type_code})
    anchor = "" if sort == "press" else "art-21"
    for language in ("zh+en", "zh", "en"):
        forms = written(in_language(record, language), anchor)
        assert f"[{sort}, {language}]\n{forms}" in GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("record", "field", "codes"),
    [(ACTOR, "actor_kind", ActorKind), (EVENT, "event_kind", EventKind)],
)
def test_an_actor_or_event_is_cited_alike_whatever_its_kind(record, field, codes):
    for code in codes.values:
        assert written(record.model_copy(update={field: code})) == written(record)


ENGLISH = ("chicago", "chicago-bibliography", "bluebook", "oscola", "apa", "mla")
CHINESE = ("gbt", "gbt-2015", "legal-manual")


@pytest.mark.parametrize("name", TRANSLATED)
def test_manuals_of_the_language_translated_into_name_the_translator(name):
    record = TRANSLATED[name]
    (text,) = record.texts
    naming = {
        form.key
        for form in citations.forms(record, url=URL, accessed=TODAY)
        if text.translator in form.plain
    }
    assert naming == set(ENGLISH if text.language == "en" else CHINESE)


@pytest.mark.parametrize("key", [*ENGLISH, *CHINESE])
def test_a_program_that_translated_is_said_to_be_one(key):
    language, sign = ("zh-Hans", "译机（机器）") if key in CHINESE else ("en", None)
    record = translated(PRESS, language, "译机", "machine-translation")
    assert (sign or "译机 [machine]") in plain(record, key)


@pytest.mark.parametrize("key", ["chicago", "bluebook", "oscola", "apa", "mla", "gbt"])
def test_a_translation_into_chinese_alone_names_its_translator_everywhere(key):
    record = translated(in_language(EXAMPLES["foreign"], "zh"), "zh-Hans", "王五", "")
    assert "王五" in plain(record, key)


# Line by line: the manual and what is cited, the form, and what it must print.
LINES = {
    "GB/T 7714-2025, law": (
        STATUTE,
        "gbt",
        "全国人大常委会. 中华人民共和国数据安全法：中华人民共和国主席令第八十四号"
        "[EB/OL]. （2021-06-10）[2026-11-24]. http://www.npc.example/dsl.",
    ),
    "GB/T 7714-2025, State Council document": (
        DOCUMENT,
        "gbt",
        "国务院. 国务院关于印发新一代人工智能发展规划的通知：国发〔2017〕35号[EB/OL]. "
        "（2017-07-08）[2026-11-24]. https://www.gov.example/35.htm.",
    ),
    "GB/T 7714-2015, law: half-width punctuation": (
        STATUTE,
        "gbt-2015",
        "数据安全法: 中华人民共和国主席令第八十四号[EB/OL]. (2021-06-10)[2026-11-24]. ",
    ),
    "GB/T 7714-2015, State Council document": (
        DOCUMENT,
        "gbt-2015",
        "的通知: 国发〔2017〕35号[A/OL]. (2017-07-08)[2026-11-24]. https://www.gov.exa",
    ),
    "GB/T 7714-2015, news report: the paper and its date": (
        PRESS,
        "gbt-2015",
        "李四. 甲乙会议审议纸鸢战略[N/OL]. 新华网, 2021-11-18[2026-11-24]. http://",
    ),
    "法学引注手册, law": (STATUTE, "legal-manual", "《数据安全法》，"),
    "法学引注手册, State Council document": (
        DOCUMENT,
        "legal-manual",
        "《国务院关于印发新一代人工智能发展规划的通知》，国发〔2017〕35号，",
    ),
    "法学引注手册, news report": (
        PRESS,
        "legal-manual",
        "《甲乙会议审议纸鸢战略》，载新华网2021年11月18日，http://www.news.example/",
    ),
    "Bluebook 20.2.4, law": (
        STATUTE,
        "bluebook",
        "Zhonghua Renmin Gongheguo Shuju Anquan Fa (中华人民共和国数据安全法) [Data "
        "Security Law] (promulgated by the Standing Comm. Nat’l People’s Cong., "
        "June 10, 2021, effective Sept. 1, 2021",
    ),
    "Bluebook 20.2.4, State Council document: syllables apart": (
        DOCUMENT,
        "bluebook",
        "St. Council, July 8, 2017, Guo Fa [2017] No. 35) (China), ",
    ),
    "Bluebook, Chinese news report": (
        PRESS,
        "bluebook",
        "Zhanlüe (甲乙会议审议纸鸢战略) [A meeting weighs the kite strategy], "
        "Xinhua Net (Nov. 18, 2021), http://www.news.example/1.htm",
    ),
    "OSCOLA 4, law": (
        STATUTE,
        "oscola",
        "中华人民共和国数据安全法 [Data Security Law] (People’s Republic of China) "
        "10 June 2021",
    ),
    "OSCOLA 4, State Council document": (
        DOCUMENT,
        "oscola",
        "(State Council, 8 July 2017) 国发〔2017〕35号 <https://www.gov.example/35.htm>",
    ),
    "OSCOLA 4, news report: address, then the day it was accessed": (
        PRESS,
        "oscola",
        "(Xinhua Net, 18 November 2021) <http://www.news.example/1.htm> accessed",
    ),
    "Chicago note, law": (
        STATUTE,
        "chicago",
        "Zhonghua renmin gongheguo shuju anquan fa 中华人民共和国数据安全法 [Data "
        "Security Law], adopted by the Standing Committee of the National People's "
        "Congress June 10, 2021, ",
    ),
    "Chicago note, State Council document": (
        DOCUMENT,
        "chicago",
        "State Council, “Guowuyuan guanyu yinfa xinyidai rengong zhineng fazhan guihua "
        "de tongzhi” 国务院关于印发新一代人工智能发展规划的通知 [Notice on the New "
        "Generation AI Development Plan], Guofa [2017] no. 35, July 8, 2017, ",
    ),
    "Chicago note, a translation: behind the title": (
        TRANSLATED["document"],
        "chicago",
        "Development Plan], translated by Ann Other, Guofa [2017] no. 35",
    ),
    "Bluebook 15.2, a translation": (
        TRANSLATED["statute"],
        "bluebook",
        " (China) (Ann Other trans.), http://www.npc.example/dsl",
    ),
    "OSCOLA 4, a translation": (
        TRANSLATED["press"],
        "oscola",
        "’ (Ann Other tr, Xinhua Net, 18 November 2021) <",
    ),
    "APA 7, a translation": (
        TRANSLATED["document"],
        "apa",
        " (Guofa [2017] no. 35; Ann Other, Trans.). Retrieved",
    ),
    "MLA 9, a translation: the contributor behind the container": (
        TRANSLATED["press"],
        "mla",
        ". Xinhua Net, translated by Ann Other, 18 Nov. 2021, ",
    ),
    "GB/T 7714-2025, a translation: other responsibility behind the title": (
        TRANSLATED["foreign"],
        "gbt",
        "[EB/OL]. 王五，译. （2020-05）[2026-11-24]",
    ),
    "GB/T 7714-2015, a translation": (
        TRANSLATED["foreign"],
        "gbt-2015",
        "[EB/OL]. 王五, 译. (2020-05)[2026-11-24]",
    ),
    "法学引注手册, a translation": (
        TRANSLATED["foreign"],
        "legal-manual",
        "《甲国纸鸢法》，王五译，Act 12 of 2020，",
    ),
    "Chicago note, news report in English": (
        in_language(PRESS, "en"),
        "chicago",
        "“A meeting weighs the kite strategy,” Xinhua Net, November 18, 2021, ",
    ),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_the_manuals(line):
    record, key, printed = LINES[line]
    assert printed in plain(record, key)


@pytest.mark.parametrize("name", ["statute", "document", "press", "foreign"])
def test_every_form_carries_source_archive_address_version_and_day_of_access(name):
    record = EXAMPLES[name]
    for form in citations.forms(record, url=URL, accessed=TODAY):
        assert record.sources[0].url.partition("://")[2] in form.plain
        assert "archive.example/ark:99999/t1bcd2345/v2" in form.plain
        assert "2026" in form.plain, form.key


def test_a_pin_cite_is_in_every_form_but_a_bibliography():
    for form in citations.forms(STATUTE, url=URL, accessed=TODAY, anchor="art-21"):
        is_pinned = "art. 21" in form.plain or "art 21" in form.plain
        is_pinned |= "第21条" in form.plain
        assert is_pinned is (form.key != "chicago-bibliography")


def test_an_inserted_article_is_numbered_as_chinese_law_numbers_it():
    assert "：第21条之1[" in plain(STATUTE, "gbt", "art-21-1")
    assert "》第21条之1，" in plain(STATUTE, "legal-manual", "art-21-1")


def test_the_edition_stands_behind_the_title_marks_of_the_legal_manual():
    title = "中华人民共和国公司法（2013年修正）"
    record = STATUTE.model_copy(update={"title_zh": title})
    printed = plain(record, "legal-manual", "art-36")
    assert printed.startswith("《公司法》（2013年修正）第36条，")


def test_a_party_decision_without_a_number_names_the_plenum_that_adopted_it():
    plenum = "中国共产党第十八届中央委员会第四次全体会议"
    record = DOCUMENT.model_copy(
        update={
            "type": "party-central-document",
            "number": "",
            "links": (body("issuer", plenum, "Fourth Plenum"),),
            "dates": dated(adopted="2014-10-23"),
        }
    )
    assert f"》，2014年10月23日{plenum}通过，" in plain(record, "legal-manual")


def test_an_english_original_with_a_chinese_title_is_cited_by_its_english_one():
    text = records.TextRef(sha256="", language="en", kind="original", access="open")
    record = PRESS.model_copy(update={"texts": (text,)})
    assert "“A meeting weighs the kite strategy,” Xinhua Net" in plain(
        record, "chicago"
    )
    assert "甲乙会议" in plain(PRESS, "chicago")


def test_further_authors_are_cut_in_the_language_of_the_title():
    links = tuple(body("issuer", f"机构{n}", f"Body {n}") for n in range(5))
    record = in_language(DOCUMENT, "en").model_copy(update={"links": links})
    assert plain(record, "gbt-2015").startswith("Body 0, Body 1, Body 2, et al. ")


def test_an_entry_of_the_archive_is_cited_without_the_sources_of_its_facts():
    record = ACTOR.model_copy(
        update={"sources": (records.Source(url="https://facts.example/1"),)}
    )
    assert "facts.example" not in written(record)
