"""What a footnote says about one work."""

import pytest

from policyarchive.archive.references import gathering, recognise

TEXT_OF = {"dsl-2021": "dsl", "cel-2014": "cel", "cel-2023": "cel"}


def gather(gazetteer, text):
    references = recognise.find(text, gazetteer)
    return gathering.gather(text, references, lambda entry: TEXT_OF.get(entry, entry))


def test_all_names_of_one_law_are_one_citation(gazetteer):
    (one,) = gather(
        gazetteer,
        "Zhonghua Renmin Gongheguo Shuju Anquan Fa (中华人民共和国数据安全法) "
        "[Data Security Law] (promulgated June 10, 2021), art. 21, "
        "Presidential Order No. 84 (China).",
    )
    assert len(one.references) == 5
    assert set(one.entries) == {"dsl", "dsl-2021"}
    assert [article.anchor for article in one.articles] == ["art-21"]


def test_two_laws_are_two_citations_with_their_own_articles(gazetteer):
    first, second = gather(gazetteer, "《数据安全法》第21条、PIPL第24条、第25条。")
    assert (first.entries, second.entries) == (("dsl",), ("pipl",))
    assert [one.anchor for one in second.articles] == ["art-24", "art-25"]


def test_an_edition_narrows_what_a_citation_means(gazetteer):
    (one,) = gather(gazetteer, "《反间谍法》（2023年修订）第4条")
    assert one.entries[0] == "cel-2023"


def test_a_number_beside_an_unknown_title_belongs_to_it(gazetteer):
    (one,) = gather(gazetteer, "《某省规定》（浙政发〔2020〕7号）第3条")
    assert len(one.references) == 3
    assert one.entries == ()


def test_two_unknown_titles_stay_two(gazetteer):
    assert len(gather(gazetteer, "《甲规定》《乙规定》")) == 2


def test_a_new_sentence_or_line_begins_a_new_citation(gazetteer):
    text = "《数据安全法》第3条。\n《数据安全法》；国发〔2017〕35号"
    assert len(gather(gazetteer, text)) == 3


def test_articles_of_the_text_itself_cite_nothing(gazetteer):
    assert gather(gazetteer, "依照本法第三条和前款") == ()


@pytest.mark.parametrize(
    "text",
    [
        "《数据安全法》第21条；同上，第36条。",
        "1. Data Security Law, art. 21.\n2. Id. art. 36.",
        "Data Security Law art 21. Ibid art 36",
    ],
)
def test_id_and_its_like_cite_the_work_before_once_more(gazetteer, text):
    first, again = gather(gazetteer, text)
    assert (first.is_again, again.is_again) == (False, True)
    assert again.entries == first.entries
    assert [one.anchor for one in again.articles] == ["art-36"]


@pytest.mark.parametrize(
    "text", ["Ibid., art. 5.", "《数据安全法》。\n某书，2020年。\n同上，第36条。"]
)
def test_id_behind_something_unread_cites_nothing(gazetteer, text):
    assert not any(one.is_again for one in gather(gazetteer, text))


def test_an_unknown_title_and_its_article_before_it_are_one(gazetteer):
    (one,) = gather(gazetteer, "By article 4 of the Standard Kite Measures, none may")
    assert [article.anchor for article in one.articles] == ["art-4"]


def test_the_page_of_a_gazette_belongs_to_the_long_title_before_it(gazetteer):
    title = "Data Security Law of the People’s Republic of China"
    (one,) = gather(gazetteer, f"{title}; Certain Further Items, 87 Fed. Reg. 62,186")
    assert one.entries == ("dsl",)
    short = "Data Security Law, Other Rule, 87 Fed. Reg. 62,186"
    assert [bool(one.entries) for one in gather(gazetteer, short)] == [True, False]


def test_the_address_of_a_whole_site_is_no_work(gazetteer):
    assert len(gather(gazetteer, "《数据安全法》. http://www.npc.example/.")) == 1


def test_a_number_behind_a_full_stop_is_of_the_title_it_numbers(gazetteer):
    (one,) = gather(gazetteer, "国务院关于印发智能规划的通知；某地. 国发〔2017〕35号")
    assert one.entries == ("plan",)


def test_a_clause_of_eight_signs_is_quoted_where_it_is_said_to_be(gazetteer):
    said = "《数据安全法》第三条规定：“茶杯应当有柄并编号”"
    assert [said[a:b] for a, b in gather(gazetteer, said)[0].quotes] == [
        "茶杯应当有柄并编号"
    ]
    for term in ("《数据安全法》的“茶杯有柄原则与编号”", "《数据安全法》规定：“茶杯”"):
        assert gather(gazetteer, term)[0].quotes == ()


def test_single_marks_quote_behind_a_colon_and_hold_apostrophes(gazetteer):
    text = "Data Security Law art 3: ‘No one’s cup shall be without a handle.’"
    (one,) = gather(gazetteer, text)
    assert [text[a:b] for a, b in one.quotes] == [
        "No one’s cup shall be without a handle."
    ]


def test_quoted_words_beside_a_citation_are_kept_to_be_looked_up(gazetteer):
    text = (
        "《数据安全法》第三条规定“茶杯是指任何有柄而能盛茶水的器物”。"
        "另有“不相干的一段引文在后面一句”。"
    )
    (one,) = gather(gazetteer, text)
    assert [text[start:end] for start, end in one.quotes] == [
        "茶杯是指任何有柄而能盛茶水的器物"
    ]


def test_a_citation_knows_where_it_stands(gazetteer):
    text = "参见DSL art. 3, 国发〔2017〕35号"
    first, second = gather(gazetteer, text)
    assert text[first.start : first.end] == "DSL art. 3"
    assert text[second.start : second.end] == "国发〔2017〕35号"
