"""The quotation check, as page and API (line K4 of the design)."""

import re
import runpy
from urllib.parse import urlencode

import pytest
from django.conf import settings

from policyarchive.public import quoting
from policyarchive.public.quoting import text_fragment
from tests.factories import make_published_document, make_published_law, publish

pytestmark = pytest.mark.django_db
FIRST = "第一条　风筝应当系线，放飞前应当检查。\n第二条　大风时不得放飞。"
ENGLISH = "Article 1 Kites are tied - and looked over.\nArticle 2 No kite in a gale."


@pytest.fixture
def kites():
    """A document whose second article changed in version 2."""
    document = make_published_document(
        title_en="Kites",
        texts=[
            {"body": FIRST},
            {"body": ENGLISH, "language": "en", "kind": "unofficial-translation"},
        ],
    )
    document.texts.filter(language="zh-Hans").update(
        body=FIRST.replace("大风时", "五级以上大风时")
    )
    return publish(document)


def ask(client, ark, text):
    return client.get("/api/quote", {"ark": ark, "text": text}).json()


def test_k4_words_that_stand_there_are_found_with_their_place(client, kites):
    ark = kites.permalink.ark
    found = ask(client, ark, "「放飞前应当检查」")
    assert (found["verdict"], found["version"]) == ("found", 2)
    (place,) = found["found"]
    assert (place["anchor"], place["label"]) == ("art-1", "第一条")
    assert place["words"] == "放飞前应当检查"
    assert f"/{ark}/v2#art-1:~:text=%E6%94%BE" in place["url"]
    assert found["nearest"] == []


def test_k4_it_says_in_which_version_they_changed(client, kites):
    ark = kites.permalink.ark
    old = "大风时不得放飞"
    assert ask(client, f"{ark}/v1", old)["verdict"] == "found"
    # The new wording ends with the old one, so the article's number is quoted too.
    now = ask(client, ark, f"第二条　{old}")
    assert now["verdict"] == "elsewhere"
    assert [edition["holds"] for edition in now["versions"]] == [True, False]
    (near,) = [stands for stands in now["nearest"] if stands["language"] != "en"]
    assert near["anchor"] == "art-2"
    assert "五级以上" in near["words"]


def test_k4_what_is_nowhere_is_told_with_the_nearest_wording(client, kites):
    found = ask(client, kites.permalink.ark, "Kites are never tied and looked over")
    assert found["verdict"] == "not-found"
    (near,) = found["nearest"]
    assert (near["anchor"], near["language"]) == ("art-1", "en")
    assert near["words"] == "Kites are tied - and looked over"
    assert near["likeness"] > 0.8
    assert not any(edition["holds"] for edition in found["versions"])


def test_k4_what_is_quite_different_has_no_nearest_wording(client, kites):
    assert ask(client, kites.permalink.ark, "橡皮鸭子浮在水面")["nearest"] == []


def test_k4_of_extracts_only_no_more_is_shown_than_was_nearly_known(client):
    body = "第一条　风筝应当系线，放飞前应当检查，大风时不得放飞，归还时应当清洁。"
    ark = make_published_document(text=body, access="snippet").permalink.ark
    found = ask(client, ark, "风筝应当系线……归还时应当清洁")
    assert found["verdict"] == "found"
    assert "不得放飞" not in str(found)
    near = ask(client, ark, "风筝应当系线，放飞时应当检查")
    assert near["verdict"] == "not-found"
    assert near["nearest"][0]["words"] == "风筝应当系线，放飞前应当检查"
    assert ask(client, ark, "风筝可以不必系线")["nearest"] == []


def test_k4_of_what_is_dark_nothing_is_said(client):
    ark = make_published_document(text=FIRST, access="dark").permalink.ark
    right = ask(client, ark, "放飞前应当检查")
    assert (
        right["verdict"] == ask(client, ark, "放飞后应当检查")["verdict"] == "no-text"
    )
    assert right["found"] == right["nearest"] == []


def test_k4_an_entry_without_texts_says_so(client):
    law = make_published_law()
    assert ask(client, law.permalink.ark, "放飞前应当检查")["verdict"] == "no-text"


def test_k4_the_page_answers_the_same_without_a_script(client, kites):
    ark = kites.permalink.ark
    form = client.get("/quote").content.decode()
    assert '<form action="/quote">' in form
    page = client.get("/quote", {"ark": ark, "text": "放飞前应当检查"}).content.decode()
    assert "Yes: version 2 holds these words." in page
    assert f"/{ark}/v2#art-1:~:text=" in page
    page = client.get("/quote", {"ark": ark, "text": "放飞后应当检查"}).content.decode()
    assert "No text of version 2 that can be searched" in page
    assert "The nearest wording" in page
    # The only script offers names in the masthead.
    assert re.findall("<script[^>]*>", page) == [
        '<script src="/static/js/suggest.js" defer>'
    ]


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    [
        ({"ark": "nonsense", "text": "放飞前应当检查"}, 404, "Give an identifier"),
        ({"ark": "ark:99999/t1zzzzzzzz", "text": "放飞前应当"}, 404, "mistyped"),
        ({"ark": "", "text": "放"}, 400, "these are 1"),
        ({"ark": "x", "text": "放" * 801}, 400, "these are 801"),
        ({"ark": "x\0", "text": "放飞前应当检查"}, 400, "NUL"),
    ],
)
def test_k4_nonsense_gets_one_clear_sentence(client, asked, status, sentence):
    response = client.get("/quote", asked)
    assert response.status_code == status
    assert sentence in response.content.decode()


def test_k2_fragments_are_escaped():
    assert text_fragment("art-1", "a-b, c & d") == (
        "#art-1:~:text=a%2Db%2C%20c%20%26%20d"
    )


def test_k2_of_several_lines_a_fragment_names_both_ends():
    words = "A first line of a long passage\nand at last, the end of it all"
    assert text_fragment("art-1", words) == (
        "#art-1:~:text=A%20first%20line%20of%20a%20long,last%2C%20the%20end%20of%20it%20all"
    )


def test_k4_words_in_english_are_no_wrong_quotation_of_what_is_held_in_chinese(client):
    ark = make_published_document(text=FIRST).permalink.ark
    assert ask(client, ark, "Kites shall be tied")["verdict"] == "no-text"


def test_k4_the_longest_quotation_fits_in_an_address_that_the_server_reads():
    server = runpy.run_path(str(settings.BASE_DIR / "deploy/gunicorn.conf.py"))
    asked = {"ark": "ark:99999/t1zzzzzzzz/v999", "text": "放" * quoting.LONGEST_ASKED}
    line = f"GET /api/quote?{urlencode(asked)} HTTP/1.1\r\n"
    assert len(line) <= server["limit_request_line"]
