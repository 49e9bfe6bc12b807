"""Checking citations: a footnote goes in, entries and verdicts come out."""

import re
from datetime import date

import pytest
from django.test import Client
from hypothesis import given, settings as trying, strategies

from policyarchive.archive import citations
from policyarchive.archive.models import Name
from policyarchive.archive.vocabulary import AliasKind
from policyarchive.editorial import workflow
from policyarchive.public import checking
from policyarchive.public.checking import LONGEST, check
from policyarchive.search import follower
from tests.factories import (
    archivist,
    make_document,
    make_law,
    make_published_document,
    make_published_law,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db
IN_FORCE = {
    "status": "in-force",
    "status_as_of": "2024-01-01",
    "status_source": "https://kites.example/status",
}
NO_ENTRY = "No entry has this permalink: never assigned, or erased on its first day."
WORDS = "第一条　风筝应当系线，放飞前应当检查。\n第二条　五级以上大风时不得放飞。"
ENGLISH = (
    "Article 1 Kites are tied and looked over.\nArticle 2 No kite flies in a gale."
)


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path, _own_folders):
    """Rows are rolled back after each test, so what was indexed must go as well."""
    settings.ARCHIVE_INDEX = tmp_path / "index"


@pytest.fixture
def kites():
    """A law that is known by five names, with its text in two languages."""
    law = make_law(
        title_zh="中华人民共和国风筝安全法",
        title_en="Kite Safety Law of the People's Republic of China",
        number="主席令第九十一号",
        dates={"effective": "2021-09-01"},
        status="in-force",
        status_as_of="2024-01-01",
        status_source="https://kites.example/status",
    )
    Name.objects.create(
        entry=law, text="KSL", language="en", kind=AliasKind.ABBREVIATION
    )
    publish(law)
    law.text = make_published_document(
        title_zh="中华人民共和国风筝安全法（2021年）",
        dates={"effective": "2021-09-01"},
        sources=["https://kites.example/law/2021.html"],
        texts=[
            {"body": WORDS},
            {"body": ENGLISH, "language": "en", "kind": "unofficial-translation"},
        ],
        links=[("text-of", law)],
    )
    follower.follow()
    return law


def only(text, **more):
    (checked,) = check(text, **more).citations
    return checked


@pytest.mark.parametrize(
    "footnote",
    [
        "参见《中华人民共和国风筝安全法》第二条。",
        "《风筝安全法》第2条。",
        "根据风筝安全法第二条的规定",
        "Kite Safety Law of the People's Republic of China, art. 2.",
        "Kite Safety Law (PRC), Article 2.",
        "KSL art. 2",
        "See Zhonghua Renmin Gongheguo Fengzheng Anquan Fa [Kite Safety Law], art. 2.",
    ],
)
def test_a_footnote_in_any_style_leads_to_the_law_and_its_article(kites, footnote):
    checked = only(footnote)
    assert [work.ark for work in checked.works] == [kites.permalink.ark]
    assert checked.verdict == "found"
    (place,) = checked.places
    assert place.url == f"/{kites.text.permalink.ark}/v1/art-2"


def test_a_permalink_and_a_source_address_are_recognised(kites):
    text = kites.text.permalink.ark
    checked = only(f"https://archive.example/{text}/v1/art-1")
    assert (checked.works[0].ark, checked.verdict) == (text, "found")
    assert checked.places[0].url == f"/{text}/v1/art-1"
    by_address = only("Available at https://kites.example/law/2021.html.")
    assert by_address.works[0].ark == text


def test_what_the_archive_prints_as_a_citation_is_recognised_without_its_address(kites):
    for entry in (kites, kites.text):
        version = version_of(entry)
        forms = citations.forms(
            version.record, url="https://nowhere.example/", accessed=date(2030, 1, 1)
        )
        assert len(forms) >= 6
        for form in forms:
            words = re.sub(r"https?://\S+", "", form.plain)
            found = {work.ark for one in check(words).citations for work in one.works}
            assert found & {kites.permalink.ark, kites.text.permalink.ark}, form.key


def test_every_entry_of_a_bibliography_gets_its_own_verdict(kites):
    found = check("1. 《风筝安全法》。\n2. 《橡皮鸭子管理办法》。").citations
    assert [one.verdict for one in found] == ["found", "not-held"]
    assert found[1].works == ()


def test_a_title_that_nobody_bears_brings_the_nearest_names(kites):
    checked = only("《风筝保安全法》")
    assert checked.verdict == "not-held"
    assert checked.works == ()
    assert kites.permalink.ark in [hit.ark for hit in checked.near]


def test_lines_in_which_nothing_was_recognised_are_listed(client, kites):
    text = "KSL art. 1\nA Law on the Safety of Kites in Windy Weather, 2021.\n\nKSL"
    (line,) = check(text).unread
    assert line.words == "A Law on the Safety of Kites in Windy Weather, 2021."
    page = client.post("/cite", {"text": text}).content.decode()
    assert "Lines in which nothing was recognised" in page
    assert "Windy Weather" in page


def test_a_bracket_that_belongs_to_the_reference_is_closed(kites):
    assert only("See the law (《风筝安全法》(KSL)).").words.endswith(")")


def test_an_article_that_the_law_does_not_have_is_told(kites):
    checked = only("《风筝安全法》第七十条")
    assert checked.verdict == "no-such-place"
    assert checked.places[0].url == ""


def test_without_a_text_no_article_is_called_missing():
    make_published_law(title_zh="石材管理法")
    follower.follow()
    checked = only("《石材管理法》第七十条")
    assert checked.verdict == "found"
    assert not checked.places[0].is_known


@pytest.mark.parametrize(
    "footnote",
    [
        "《风筝安全法》第一条：“风筝应当系线，放飞前应当检查。”",
        "法律要求：“风筝应当系线，放飞前应当检查。”（《风筝安全法》第一条）",
        "KSL art. 1 (“Kites are tied and looked over”).",
    ],
)
def test_right_words_in_quotation_marks_are_confirmed(kites, footnote):
    checked = only(footnote)
    assert checked.verdict == "found"
    assert [quote.verdict for quote in checked.quotes] == ["found"]


def test_a_wrong_quotation_is_shown_with_the_nearest_wording(kites):
    checked = only("《风筝安全法》第一条：“风筝应当系绳，放飞前应当仔细检查。”")
    assert checked.verdict == "misquoted"
    (quote,) = checked.quotes
    assert quote.stands[0].words.startswith("风筝应当系线，放飞前应当检查")


def test_the_title_of_an_article_is_no_quotation_from_the_law(kites):
    checked = check(
        "A. Author, “Flying Kites Under Harsh Rules,” KSL art. 1."
    ).citations
    assert [one.verdict for one in checked] == ["found"]
    assert checked[0].quotes == ()


def test_words_are_not_missed_in_the_other_law_of_the_same_line(kites):
    make_published_law(title_zh="石材管理法")
    other = make_published_document(title_zh="石材通告", text="第一条　石材应当编号。")
    follower.follow()
    line = "《风筝安全法》第一条、《石材通告》第一条：“风筝应当系线，放飞前应当检查”"
    found = {one.works[0].ark: one for one in check(line).citations}
    assert found[kites.permalink.ark].quotes[0].verdict == "found"
    assert found[other.permalink.ark].quotes == ()
    assert found[other.permalink.ark].verdict == "found"


def test_a_repealed_law_is_told_with_what_repealed_it(client):
    law = make_published_law(
        title_zh="旧石材法",
        status="repealed",
        status_as_of="2024-01-01",
        status_source="https://kites.example/status",
    )
    make_published_document(title_zh="废止石材法的决定", links=[("repeals", law)])
    follower.follow()
    checked = only("《旧石材法》")
    assert checked.verdict == "changed"
    page = client.get("/cite", {"text": "《旧石材法》"}).content.decode()
    assert "repealed or amended since" in page
    assert "废止石材法的决定" in page


def test_the_status_is_that_of_today_as_on_the_page(client):
    law = make_published_law(
        title_zh="旧石材法", dates={"effective": "2020-01-01"}, **IN_FORCE
    )
    make_published_document(
        title_zh="废止石材法的决定",
        dates={"effective": "2024-01-01"},
        links=[("repeals", law)],
    )
    follower.follow()
    (work,) = only("《旧石材法》").works
    assert work.status_code == "repealed"
    page = client.get("/cite", {"text": "《旧石材法》"}).content.decode()
    words = re.sub(r"<[^>]*>", "", page)
    assert "Repealed, effective 2024-01-01, by 废止石材法的决定." in words
    (said,) = client.get("/cite.json", {"text": "《旧石材法》"}).json()["citations"]
    assert said["entries"][0]["status"] == "repealed"


def test_what_is_still_to_come_has_changed_nothing(client):
    law = make_published_law(
        title_zh="旧石材法", dates={"effective": "2020-01-01"}, **IN_FORCE
    )
    make_published_document(
        title_zh="新石材法",
        dates={"effective": "2999-01-01"},
        links=[("replaces", law)],
    )
    follower.follow()
    assert only("《旧石材法》").verdict == "found"


def test_a_law_as_it_stood_in_a_year_is_the_text_of_then(kites):
    newer = make_published_document(
        title_zh="中华人民共和国风筝安全法（2024年修订）",
        dates={"effective": "2024-01-01"},
        text="第一条　风筝应当编号。",
        links=[("text-of", kites)],
    )
    follower.follow()
    assert only("《风筝安全法》").works[0].editions[0].permalink == newer.permalink
    checked = only("Kite Safety Law of the PRC, art. 1, as it stood in 2022.")
    assert checked.verdict == "changed"
    (work,) = checked.works
    assert work.then.permalink == kites.text.permalink


def test_a_title_in_pinyin_is_no_quotation(kites):
    note = "“Fengzheng anquan guanli fa de tongzhi 2021,” 中华人民共和国风筝安全法"
    assert only(note).quotes == ()


def test_of_two_entries_with_one_name_none_is_chosen():
    for number in ("甲〔2031〕1号", "乙〔2031〕2号"):
        make_published_document(title_zh="石材管理办法", number=number)
    follower.follow()
    checked = only("《石材管理办法》")
    assert checked.verdict == "ambiguous"
    assert len(checked.works) == 2


def test_a_law_in_several_entries_is_read_as_one(kites):
    """No relation says that these are editions; their name and type do."""
    for year, grade in (("2018", "五"), ("2018", "五"), ("2024", "六")):
        make_published_document(
            type="law",
            title_zh="中华人民共和国石材法",
            title_en="",
            dates={"adopted": f"{year}-03-01", "effective": f"{year}-07-01"},
            text=f"第一条　{grade}级石材应当编号，并由保管人登记。",
        )
    follower.follow()
    now = only("《石材法》第一条：“六级石材应当编号，并由保管人登记。”")
    assert (now.verdict, len(now.works)) == ("found", 1)
    assert "3 entries of this name are read as one law." in now.notes
    old = only("《石材法》（2018年）第一条：“五级石材应当编号，并由保管人登记。”")
    assert (old.verdict, old.quotes[0].verdict) == ("changed", "found")
    mixed = only("《石材法》第一条：“五级石材应当编号，并由保管人登记。”")
    assert (mixed.verdict, mixed.quotes[0].verdict) == ("misquoted", "elsewhere")
    assert only("《石材法》第一条", on=date(2020, 1, 1)).verdict == "changed"
    assert only("《石材法》第九条").verdict == "no-such-place"


def test_an_old_version_is_told_apart_from_the_newest():
    document = make_published_document(title_zh="石材通告", text="第一条　编号。")
    document.texts.update(body="第一条　重新编号。")
    publish(document)
    follower.follow()
    ark = document.permalink.ark
    checked = only(f"{ark}/v1/art-1")
    assert checked.verdict == "changed"
    assert checked.works[0].compare == f"/{ark}/v1/diff/v2"
    assert only(f"{ark}/v2/art-1").verdict == "found"
    assert only(f"{ark}/v9").verdict == "no-such-place"


@pytest.mark.parametrize(
    ("ark", "sentence"),
    [
        ("ark:99999/t1zzzzzzzz", "mistyped"),
        ("ark:12345/t1zzzzzzzz", "another archive"),
    ],
)
def test_a_permalink_that_leads_nowhere_says_why(ark, sentence):
    checked = only(f"See https://archive.example/{ark}.")
    assert checked.verdict == "not-held"
    assert sentence in checked.notes[0]


def test_a_draft_answers_like_a_permalink_that_was_never_assigned(client):
    draft = make_document(title_zh="秘密石材通告", text="第一条　秘密。")
    make_published_law()
    follower.follow()
    checked = only(draft.permalink.ark)
    assert checked.verdict == "not-held"
    assert checked.notes == (NO_ENTRY,)
    assert only("《秘密石材通告》").works == ()


def test_a_withdrawn_entry_is_no_longer_known_by_name():
    document = make_published_document(title_zh="石材通告", text="第一条　编号。")
    follower.follow()
    assert only("《石材通告》").verdict == "found"
    workflow.withdraw(document, by=archivist(), reason="flagged", note="Wrong.")
    assert only("《石材通告》").works == ()
    assert only(document.permalink.ark).verdict == "withdrawn"


def test_an_erased_entry_is_not_said_to_have_never_been_assigned():
    document = make_published_document(title_zh="石材通告")
    ark = document.permalink.ark
    workflow.erase(document, by=archivist(), note="Published by mistake.")
    checked = only(ark)
    assert (checked.verdict, checked.notes) == ("not-held", (NO_ENTRY,))


def test_on_a_day_the_law_was_in_force_or_not_yet(kites):
    before = only("《风筝安全法》", on=date(2020, 1, 1)).works[0]
    assert before.force.startswith("Not yet in force on 2020-01-01")
    assert before.then is None
    after = only("《风筝安全法》", on=date(2022, 1, 1)).works[0]
    assert after.force == "In force on 2022-01-01, since 2021-09-01."
    assert after.then.permalink == kites.text.permalink


def test_on_a_day_the_older_text_is_the_one_that_counts(kites):
    newer = make_published_document(
        title_zh="中华人民共和国风筝安全法（2023年修订）",
        dates={"effective": "2023-01-01"},
        text="第一条　风筝应当系绳，放飞前应当登记。",
        links=[("text-of", kites)],
    )
    follower.follow()
    old = "《风筝安全法》第一条：“风筝应当系线，放飞前应当检查”"
    now = only(old)
    assert now.quotes[0].verdict == "elsewhere"
    assert now.places[0].url.startswith(f"/{newer.permalink.ark}/")
    then = only(old, on=date(2022, 1, 1))
    assert then.quotes[0].verdict == "found"
    assert then.places[0].url.startswith(f"/{kites.text.permalink.ark}/")


@pytest.fixture
def revised(kites):
    """A revision of the law of the kites, under another wording."""
    revised = make_published_document(
        title_zh="中华人民共和国风筝安全法（2023年修订）",
        dates={"adopted": "2023-08-20", "effective": "2024-01-01"},
        text="第一条　风筝应当系绳，放飞前应当登记。",
        links=[("text-of", kites)],
    )
    follower.follow()
    return revised


@pytest.mark.parametrize(
    "footnote",
    [
        "《风筝安全法》（2021年）第二条",
        "Kite Safety Law (2021), art. 2",
        "Kite Safety Law 2021 (PRC), art 2",
        "Kite Safety Law (promulgated Aug. 1, 2021, effective Sept. 1, 2021), art. 2",
        "中华人民共和国风筝安全法第二条[A/OL]. (2021-09-01)[2026-11-24].",
    ],
)
def test_an_edition_named_by_its_year_or_day_is_the_one_read(kites, revised, footnote):
    checked = only(footnote)
    assert checked.verdict == "changed"
    assert checked.places[0].url == f"/{kites.text.permalink.ark}/v1/art-2"
    (work,) = checked.works
    assert work.newer is not None
    assert work.newer.permalink == revised.permalink


def test_an_edition_that_nobody_knows_is_told(kites, revised):
    checked = only("《风筝安全法》（1999年）第一条")
    assert checked.notes == ("No edition of 1999 is known here.",)
    assert only("《风筝安全法》（2021年）第二条").notes == ()


def test_an_undated_citation_means_the_law_as_it_stands(kites, revised):
    checked = only("《风筝安全法》第一条，2020年1月1日访问")
    assert checked.verdict == "found"
    assert checked.places[0].url == f"/{revised.permalink.ark}/v1/art-1"
    assert only("《风筝安全法》第二条").verdict == "no-such-place"


def test_an_edition_to_come_changes_nothing_yet(kites):
    make_published_document(
        title_zh="中华人民共和国风筝安全法（2130年修订）",
        dates={"effective": "2130-01-01"},
        text="第一条　风筝由机器放飞。",
        links=[("text-of", kites)],
    )
    follower.follow()
    checked = only("《风筝安全法》第二条")
    assert checked.verdict == "found"
    assert checked.places[0].url == f"/{kites.text.permalink.ark}/v1/art-2"


def test_an_edition_without_a_text_lends_no_other_edition_s_articles(kites):
    make_published_document(
        title_zh="中华人民共和国风筝安全法（2023年修订）",
        dates={"effective": "2023-01-01"},
        links=[("text-of", kites)],
    )
    follower.follow()
    named = only("《风筝安全法》（2023年修订）第九条")
    assert (named.verdict, named.places[0].is_known) == ("found", False)
    undated = only("《风筝安全法》第一条")
    assert undated.verdict == "changed"  # only the text before the revision is held
    assert undated.places[0].url == f"/{kites.text.permalink.ark}/v1/art-1"


def test_the_nearest_wording_is_that_of_the_edition_read(kites, revised):
    checked = only("《风筝安全法》第一条：“风筝应当系绳，放飞前应当检查。”")
    (quote,) = checked.quotes
    assert quote.stands[0].words.startswith("风筝应当系绳，放飞前应当登记")


def test_an_amendment_is_in_the_text_that_was_adopted_with_it(kites, revised):
    make_published_document(
        title_zh="关于修改风筝安全法的决定",
        dates={"adopted": "2023-08-20"},
        links=[("amends", kites)],
    )
    follower.follow()
    assert only("《风筝安全法》第一条").verdict == "found"
    make_published_document(
        title_zh="关于再次修改风筝安全法的决定",
        dates={"adopted": "2025-08-20"},
        links=[("amends", kites)],
    )
    follower.follow()
    assert only("《风筝安全法》第一条").verdict == "changed"


@pytest.mark.parametrize(
    "footnote",
    [
        "Maobi Baohu Tiaoli (毛笔保护条例) [Brush Regulations] (China).",
        "毛笔保护条例 [Brush Regulations] (State Council, 2019)",
        "[1] 国务院. 毛笔保护条例：国务院令第1号[A/OL]. (2019-01-01).",
    ],
)
def test_a_title_that_stands_in_the_place_of_one_is_not_held(kites, footnote):
    assert [one.verdict for one in check(footnote).citations] == ["not-held"]


def test_the_page_answers_without_a_script_and_may_be_posted(client, kites):
    form = client.get("/cite").content.decode()
    assert '<form action="/cite" method="post">' in form
    # The only script offers names in the masthead.
    assert re.findall("<script[^>]*>", form) == [
        '<script src="/static/js/suggest.js" defer>'
    ]
    asked = {"text": "《风筝安全法》第二条", "on": "2022-01-01"}
    for response in (client.get("/cite", asked), client.post("/cite", asked)):
        page = response.content.decode()
        assert response.status_code == 200
        assert f'href="/{kites.text.permalink.ark}/v1/art-2"' in page
        assert "In force on 2022-01-01" in page


def test_programs_get_the_same_as_json(client, kites):
    asked = {"text": "《风筝安全法》第一条：“风筝应当系绳，放飞前应当检查”"}
    for response in (client.get("/cite.json", asked), client.post("/cite.json", asked)):
        (found,) = response.json()["citations"]
        assert found["verdict"] == "misquoted"
        assert found["entries"][0]["ark"] == kites.permalink.ark
        assert found["articles"][0]["url"].endswith("/v1/art-1")
        assert found["quotations"][0]["stands"][0]["words"].startswith("风筝应当系线")
    assert client.get("/cite.json").json()["citations"] == []
    refused = client.get("/cite.json", {"text": "KSL", "on": "soon"})
    assert (refused.status_code, refused.json()["status"]) == (400, 400)


def test_a_post_needs_no_token(kites):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/cite", {"text": "KSL"}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    [
        ({"text": "石" * (LONGEST + 1)}, 413, "at most 200,000 characters"),
        ({"text": "石材", "on": "yesterday"}, 400, "such as 2021-11-01"),
        ({"text": "Nothing is cited here."}, 200, "No reference was recognised"),
        ({"text": "\0"}, 200, "recognised"),
    ],
)
def test_bad_input_gets_one_clear_sentence(client, asked, status, sentence):
    response = client.post("/cite", asked)
    assert response.status_code == status
    assert sentence in response.content.decode()


def test_what_is_too_much_for_one_answer_is_said_and_not_cut(
    client, kites, monkeypatch
):
    monkeypatch.setattr(checking, "MOST_WORKS", 2)
    monkeypatch.setattr(checking, "MOST_NEARBY", 1)
    monkeypatch.setattr(checking, "MOST_QUOTES", 1)
    quoted = "".join(
        f"《风筝安全法》：“第{n}只风筝应当系绳并且登记。”\n" for n in (1, 2, 3)
    )
    answer = check(f"一只橡皮鸭子在水上游。\n{quoted}两只橡皮鸭子在水上游。")
    assert len(answer.citations) == 2
    assert (answer.works_left, answer.rest) == (1, "《风筝安全法》")
    assert answer.quotes_left == 1
    assert [line.words for line in answer.unread] == ["一只橡皮鸭子在水上游。"]
    page = client.post("/cite", {"text": f"{quoted}"}).content.decode()
    assert "1 more work was recognised but not checked" in page
    assert "1 more quotation could not be looked up" in page
    found = client.post("/cite.json", {"text": f"{quoted}《甲乙丙法》"}).json()
    assert (found["works_left"], found["quotations_left"]) == (2, 1)


@pytest.mark.parametrize("marks", ["“{}”", "「{}」", '"{}"'])
def test_a_quotation_too_long_to_be_looked_up_is_counted(client, kites, marks):
    pasted = {"text": f"《风筝安全法》：{marks.format('石' * 1001)}"}
    page = client.post("/cite", pasted).content.decode()
    assert "1 quotation of more than 1,000 characters was not looked up" in page
    assert client.post("/cite.json", pasted).json()["quotations_too_long"] == 1
    short = {"text": f"《风筝安全法》：{marks.format('石' * 1000)}"}
    assert client.post("/cite.json", short).json()["quotations_too_long"] == 0


def test_what_stands_between_two_short_quotations_is_no_long_one():
    between = "words " * 300
    assert check(f'KSL says "kites fly" and {between} "kites land".').long_quotes == 0


def test_titles_beyond_those_whose_near_names_are_sought_are_counted(
    client, kites, monkeypatch
):
    monkeypatch.setattr(checking, "MOST_NEARBY", 1)
    text = "《甲乙丙丁法》\n《戊己庚辛法》\n《壬癸子丑法》"
    assert check(text).names_left == 2
    page = client.post("/cite", {"text": text}).content.decode()
    assert "names that are near were not looked for" in page


def test_of_many_entries_with_one_name_the_rest_are_counted(client):
    for number in range(8):
        make_published_document(title_zh="石材管理办法", number=f"甲〔2031〕{number}号")
    follower.follow()
    checked = only("《石材管理办法》")
    assert (len(checked.works), checked.more_works) == (6, 2)
    page = client.get("/cite", {"text": "《石材管理办法》"}).content.decode()
    assert "And 2 more entries of this name" in page


_PIECE = ["《风筝安全法》", "KSL", "第二条", "art. 1", "“风筝应当系线，放飞前应当”"]
_PIECE += [
    "\n",
    "；",
    "ark:99999/",
    "/v0",
    "https://",
    "〔2031〕1号",
    "\0",
    "<b>",
    "𠀀",
]
_PIECES = strategies.lists(
    strategies.sampled_from(_PIECE) | strategies.text(max_size=8), max_size=12
)


@given(_PIECES)
@trying(
    max_examples=25,
)
def test_any_text_gets_an_answer(client, kites, pieces):
    response = client.post("/cite", {"text": "".join(pieces)})
    assert response.status_code == 200
