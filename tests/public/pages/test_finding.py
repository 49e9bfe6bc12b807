"""Search and the lists: one page with facets, chips, passages and ways out."""

import re
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import given, settings, strategies as st

from policyarchive.search import weights
from policyarchive.search.language import LONGEST
from tests.factories import (
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db


def html(client, address, **headers):
    return client.get(address, headers=headers).content.decode()


def titles(page):
    """The English titles of the results, in order."""
    found = re.findall(
        r'<h2 class="result-title">.*?<span lang="en">(.*?)</span>\s*</a>',
        page,
        re.DOTALL,
    )
    return [re.sub("<[^>]+>", "", title) for title in found]


def text_of(page):
    """What a page says, without its markup."""
    return re.sub("<[^>]+>", "", page)


@pytest.fixture
def entries():
    """Two documents, a law, an actor and an event."""
    body = make_published_actor(title_zh="测试部", title_en="Ministry of Tests")
    make_published_document(
        title_en="Notice on Kites", type="notice", text="第一条　风筝应当系线。",
        dates={"signed": "2021-03-04"}, links=[("issuer", body)], topics=["kites"],
    )  # fmt: skip
    make_published_document(
        title_en="Plan for Kites", type="plan", text="第一条　风筝产业的规划。",
        dates={"signed": "2023-05-06"}, status="in-force",
    )  # fmt: skip
    make_published_law(title_en="Kite Law", type="law")
    make_published_event(title_en="Kite meeting", dates={"happened": "2022-01-01"})


def test_words_find_documents_with_their_passages_marked(client, entries):
    page = html(client, "/search?q=风筝")

    assert set(titles(page)) == {"Notice on Kites", "Plan for Kites"}
    assert "<mark>风筝</mark>应当系线" in page
    assert '<b>2</b> entries for <b><span lang="zh-Hans">风筝</span></b>' in page


def test_a_passage_leads_to_its_anchor_with_the_words(client, entries):
    page = html(client, "/search?q=风筝")

    assert re.search(r'href="/ark:[^"]+/v1\?mark=%E9%A3%8E%E7%AD%9D#art-1"', page)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/documents", {"Notice on Kites", "Plan for Kites"}),
        ("/laws", {"Kite Law"}),
        ("/actors", {"Ministry of Tests"}),
        ("/events", {"Kite meeting"}),
    ],
)
def test_each_list_holds_its_kind(client, entries, address, found):
    assert set(titles(html(client, address))) == found


def test_the_newest_come_first_in_a_list_and_can_be_turned(client, entries):
    assert titles(html(client, "/documents")) == ["Plan for Kites", "Notice on Kites"]
    assert titles(html(client, "/documents?sort=oldest")) == [
        "Notice on Kites",
        "Plan for Kites",
    ]


def test_a_filter_is_a_ticked_box_a_chip_and_a_shorter_list(client, entries):
    page = html(client, "/documents?type=plan")

    assert titles(page) == ["Plan for Kites"]
    assert re.search(r'value="plan" id="type-plan" checked', page)
    assert "Type is <b>Plan</b>" in page
    assert (
        'href="/documents">Clear all filters' in page.replace('rel="nofollow" ', "")
        or 'href="/documents"' in page
    )


def sent(page):
    """What the form of a list sends when it is submitted as it stands."""
    form = page[page.index('id="finding"') :]
    tags = [tag for tag in re.findall(r"<input ([^>]+)>", form) if "value=" in tag]
    found = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) | {"tag": tag} for tag in tags]
    return sorted(
        (one["name"], one["value"])
        for one in found
        if one["value"] and ("checkbox" not in one["tag"] or " checked" in one["tag"])
    )


@pytest.mark.parametrize(
    "asked",
    [
        "q=风筝&widen=no&sort=oldest",
        "cites=ark:99999/s1zzzzzzzz/art-2&unheld=-title:某法",
        "q=没有这个词&year=2021&type=plan&type=-notice",
        "year=1949&year=-2023&year=none",
        "month=2021-03&month=2023-05&month=-2022-01&month=none",
        "q=没有这个词&month=2021-03",
        "kind=document&from=2020&effective-from=2019&level=foreign&issuer=none",
    ],
)
def test_a_form_keeps_whatever_was_asked(client, entries, asked):
    page = html(client, f"/search?{asked}")
    assert sent(page) == sorted(tuple(pair.split("=")) for pair in asked.split("&"))


def test_a_year_that_was_chosen_stays_in_sight_at_zero(client, entries):
    page = html(client, "/documents?year=1949&q=没有这个词")
    assert re.search(r'value="1949" id="year-1949" checked', page)


def test_a_value_can_be_left_out(client, entries):
    page = html(client, "/documents?type=-plan")

    assert titles(page) == ["Notice on Kites"]
    assert "Type is not <b>Plan</b>" in page


def test_a_facet_of_entries_says_their_names(client, entries):
    page = html(client, "/documents")

    assert "Ministry of Tests" in page[: page.index("results-head")]


def test_a_facet_value_can_be_looked_for(client):
    for number in range(15):
        make_published_document(
            links=[("issuer", make_published_actor(title_en=f"Ministry {number:02}"))]
        )

    page = html(client, "/documents?find-issuer=ministry+07")
    facet = page[page.index('id="find-issuer"') :].split("</fieldset>")[0]

    assert "Ministry 07" in facet
    assert "Ministry 08" not in facet
    # By its other names too, and in any script.
    make_published_document(
        links=[
            ("issuer", make_published_actor(title_zh="测试业务部", names=["测业部"]))
        ]
    )
    for typed in ("測業部", "ceyebu", "業務 部"):
        page = html(client, f"/documents?find-issuer={typed}")
        facet = page[page.index('id="find-issuer"') :].split("</fieldset>")[0]
        assert "测试业务部" in facet
        assert "Ministry 07" not in facet


def test_an_address_loses_what_the_form_left_empty(client, entries):
    response = client.get("/search?q=kite&from=&to=&type=law")

    assert response.status_code == 302
    assert response["Location"] == "/search?q=kite&type=law"


def test_htmx_gets_the_list_alone_and_the_clean_address(client, entries):
    response = client.get("/search?q=风筝&from=", headers={"HX-Request": "true"})

    assert b"<html" not in response.content
    assert b'id="finding"' in response.content
    assert response["HX-Push-Url"] == "/search?q=%E9%A3%8E%E7%AD%9D"
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("path", ["timeline", "not-held", "topics", "topics/kites"])
def test_other_lists_name_what_they_do_not_know(client, entries, path):
    page = html(client, f"/{path}?colour=red")
    assert "There is no parameter “colour” here: it was ignored." in page
    assert "was ignored" not in html(client, f"/{path}")


def test_pages_go_as_deep_as_the_results(client):
    for number in range(45):
        make_published_document(
            title_en=f"Notice {number:02}", dates={"signed": "2021"}
        )

    first, last = html(client, "/documents"), html(client, "/documents?page=3")

    assert "1 to 20 of 45" in first
    assert 'href="/documents?page=3"' in first
    assert "41 to 45 of 45" in last
    assert len(titles(last)) == 5
    assert "Beyond the last page" in html(client, "/documents?page=9")


def test_every_list_offers_its_feed_and_exports(client, entries):
    page = html(client, "/documents?type=plan&page=1")

    for form in ("atom", "csv", "json"):
        assert f"/search.{form}?type=plan&amp;kind=document" in page


def test_a_name_that_was_asked_stands_on_top(client, entries):
    page = html(client, "/search?q=测试部")

    assert page.index("record-small") < page.index("pager")
    assert "The query is the name of this entry" in page


def test_a_topic_that_was_asked_stands_on_top(client, entries):
    make_topic("kites")

    page = html(client, "/search?q=Topic+kites")

    assert 'href="/topics/kites"' in page


def test_nothing_found_says_how_it_was_read_and_what_to_drop(client, entries):
    page = html(client, "/search?q=风筝&type=notice&year=1999")

    assert "Nothing found" in page
    assert "What would be found" in page
    assert 'href="/search?q=%E9%A3%8E%E7%AD%9D&amp;type=notice"' in page


def test_nothing_found_offers_only_ways_on_which_something_is_found(client, entries):
    page = html(client, "/search?q=风筝+没有这个词")

    assert "Without the word 没有这个词" in text_of(page)
    assert "Without the word 风筝" not in text_of(page)


def test_where_several_filters_are_to_blame_none_of_them_is_a_way(client):
    make_published_document(title_en="Kite notice", type="notice")
    page = html(client, "/search?q=kite&type=plan&level=municipal")
    assert '<a href="/search?q=kite">Without any filter ' in page
    one = html(client, "/search?q=kite&type=plan")
    assert "Without any filter" not in one


def test_where_no_one_word_is_to_blame_each_is_counted(client, entries):
    page = text_of(html(client, "/search?q=风筝+没有这个词+也没有那个"))

    assert re.search(r"By itself: 风筝\s*\d+ entr", page)
    assert re.search(r"By itself: 没有这个词\s*0 entries", page)


def test_what_is_found_by_name_alone_is_not_called_nothing(client, entries):
    make_published_law(title_zh="示例风筝管理法", title_en="")
    page = text_of(html(client, "/search?q=shilifengzheng"))

    assert "1 found by name for shilifengzheng" in page
    assert "A title that circulates" not in page


def test_a_cited_article_is_one_click_away(client):
    rules = make_published_document(title_zh="示例风筝办法", text="第一条　甲。")
    page = html(client, "/search?q=示例风筝办法第一条")
    assert "The query cites Art. 1 of this entry" in page
    assert f'<h2><a href="/{rules.permalink.ark}/art-1">' in page


def test_what_was_typed_is_shown_as_text(client, entries):
    page = html(client, "/search?q=<script>alert(1)</script>")

    assert "<script>alert" not in page


def test_years_are_drawn_with_those_between(client, entries):
    page = html(client, "/documents")

    assert "’21" in page
    assert "’22" in page
    assert "2021: 1, 2023: 1" in page


def test_a_renamed_issuer_is_listed_by_its_new_name_at_once(client):
    body = make_published_actor(title_en="Ministry of Tests")
    make_published_document(links=[("issuer", body)])
    assert "Ministry of Tests" in html(client, "/documents")

    body.title_en = "Ministry of Trials"
    body.save()
    publish(body)

    page = html(client, "/documents")
    assert "Ministry of Trials" in page
    assert "Ministry of Tests" not in page


def test_it_asks_few_questions(client, entries, django_assert_num_queries):
    client.get("/search?q=风筝")  # the index catches up here

    with django_assert_num_queries(1):
        client.get("/search?q=风筝")


def test_no_news_is_one_click(client, entries):
    make_published_document(title_en="Kite news", type="news")
    page = html(client, "/documents?type=notice&type=news")
    assert "Kite news" in titles(page)
    (address,) = re.findall(r'href="([^"]+)" rel="nofollow">No news', page)
    without = html(client, address.replace("&amp;", "&"))
    assert titles(without) == ["Notice on Kites"]
    assert "Kind of source is not <b>Media</b>" in without
    assert ">No news<" not in without


def test_a_bar_of_a_year_leads_to_its_months_and_back(client, entries):
    page = html(client, "/documents?from=2020")
    assert '<a href="/documents?year=2021"' in page
    year = html(client, "/documents?year=2021")
    assert titles(year) == ["Notice on Kites"]
    assert "Months of 2021" in year
    assert '<a href="/documents?month=2021-03"' in year
    assert '<a href="/documents" rel="nofollow" tabindex="-1" aria-current' in year
    month = html(client, "/documents?month=2021-03")
    assert titles(month) == ["Notice on Kites"]
    assert "Month is <b>March 2021</b>" in month
    assert '<a href="/documents?year=2021" rel="nofollow" tabindex="-1"' in month


def test_each_date_has_its_range_and_its_chip(client, entries):
    make_published_document(title_en="Rules on Kites", dates={"effective": "2024-02"})
    page = html(client, "/documents?effective-from=2024&effective-to=2024-06")
    assert titles(page) == ["Rules on Kites"]
    assert "Effective from <b>2024</b>" in page
    assert "Effective up to <b>2024-06</b>" in page
    assert (
        'name="effective-from" inputmode="numeric" placeholder="from" value="2024"'
        in page
    )
    nothing = html(client, "/documents?effective-from=2030")
    assert "Without the range of dates Effective" in nothing


def test_a_text_says_of_which_law_it_is(client):
    law = make_published_law(title_en="Kite Law", type="law")
    make_published_document(title_en="Kite Law", links=[("text-of", law)])
    page = html(client, "/search?q=kite+law")
    said = f'text of <a class="quiet" href="/{law.permalink.ark}">Kite Law</a>'
    # Once among the names and once among the results.
    assert page.count(said) == 2
    assert "Law, with all its texts" in page


def test_a_body_stands_indented_under_its_parent(client):
    ministry = make_published_actor(title_en="Ministry of Kites")
    bureau = make_published_actor(
        title_en="Bureau of Strings", links=[("parent", ministry)]
    )
    make_published_document(title_en="Notice", links=[("issuer", bureau)])
    page = html(client, "/documents")
    parent = page.index(f'value="{ministry.permalink.ark}" id="issuer')
    child = page.index(f'value="{bureau.permalink.ark}" id="issuer')
    assert parent < child
    assert "facet-depth-1" in page[parent:child]
    found = html(client, f"/documents?issuer={ministry.permalink.ark}")
    assert titles(found) == ["Notice"]
    found = html(client, "/search?q=issuer:“Ministry of Kites”")
    assert titles(found) == ["Notice"]


def test_a_folded_body_says_what_it_stands_under(client):
    ministry = make_published_actor(title_en="Ministry of Kites")
    others = [make_published_actor(title_en=f"Office {n}") for n in range(6)]
    bureau = make_published_actor(
        title_en="Bureau of Strings", links=[("parent", ministry)]
    )
    # The ministry leads by one, so that it is above the fold and its bureau below.
    for issuer in (ministry, ministry, *others, *others, bureau):
        make_published_document(title_en="Notice", links=[("issuer", issuer)])
    page = html(client, "/documents")
    folded = page[page.index('<details class="facet-rest">') :]
    row = folded.index("Under Ministry of Kites")
    child = folded.index(f'value="{bureau.permalink.ark}" id="issuer')
    assert row < child
    assert "facet-depth-1" in folded[row:child]


@given(asked=st.binary(max_size=40), path=st.sampled_from(("search", "laws")))
@settings(
    max_examples=60,
)
def test_any_bytes_as_a_query_get_an_answer(client, entries, asked, path):
    response = client.get(f"/{path}?q={quote_from_bytes(asked)}", follow=True)
    assert response.status_code == 200


def test_no_query_is_too_long_for_a_short_answer(client, entries):
    response = client.get("/search", {"q": "风筝 " * 200_000})
    assert response.status_code == 200
    page = response.content.decode()
    assert "There are more than 600 characters: the rest was ignored." in page
    assert len(page) < 500_000
    twin = client.get("/search.json", {"q": "风" * 601})
    assert twin.status_code == 400
    assert twin.json()["error"] == "q: There are more than 600 characters."
    # What a box takes is a little more, so that the page can say that it is too much.
    (most,) = set(re.findall(r'name="q" type="search" maxlength="(\d+)"', page))
    assert LONGEST < int(most) < 8190 / len(quote("风"))


UNQUOTED = "&=?+;%/"


@given(query=st.text(st.characters(max_codepoint=0x7F), max_size=40))
@settings(
    max_examples=60,
)
def test_any_query_string_gets_an_answer(client, entries, query):
    response = client.get(f"/search?{quote(query, safe=UNQUOTED)}", follow=True)
    assert response.status_code == 200


def test_counts_that_were_spared_are_named(client, entries, monkeypatch):
    monkeypatch.setattr(weights, "MOST_RECOUNTING", 0.0)
    words = client.get("/search?type=law&origin=-media").content.decode()
    assert "type, kind of source are counted only among what was found" in words
    twin = client.get("/search.json?type=law&origin=-media").json()
    assert twin["narrowed"] == ["type", "origin"]
    one = client.get("/search?type=-law").content.decode()
    assert "type is counted only among what was found" in one


def test_an_unknown_parameter_is_named_and_ignored(client, entries):
    page = html(client, "/search?q=风筝&colour=red")

    assert "There is no filter “colour”: it was ignored." in page
    assert len(titles(page)) == 2
