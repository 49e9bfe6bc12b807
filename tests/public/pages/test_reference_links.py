"""References in the text of a document: links that leave its words alone."""

import re

import pytest

from policyarchive.public.reading import Link
from policyarchive.public.reading_room import linked
from policyarchive.search import follower
from tests.factories import (
    make_document,
    make_link,
    make_published_document,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db

_RULES = (
    "第一条　按照《星图管理法》第二条，制定本办法。\n"
    "第二条　依照本办法第一条办理，不适用《风暴预警条例》。"
)


def html(client, entry, query=""):
    """The page of an entry's newest version, found again by the index."""
    follower.follow()
    return client.get(f"/{entry.permalink.ark}{query}", follow=True).content.decode()


def law_with_text():
    """A law, and a document with its words."""
    law = make_published_law(title_zh="星图管理法")
    text = make_document(title_zh="星图管理法", text="第一条　甲。\n第二条　乙。")
    make_link(text, "text-of", law)
    return law, publish(text)


def words(page):
    """The words of the reader, without any markup."""
    body = page[page.index('<div class="reader ') : page.index('aria-labelledby="prov')]
    return re.sub(r"<[^>]*>", "", body)


def test_a_reference_leads_to_the_article_of_the_law(client):
    law, text = law_with_text()
    rules = make_published_document(title_zh="星图管理办法", text=_RULES)

    page = html(client, rules)

    ark = law.permalink.ark
    assert f'<a class="ref" href="/{ark}">《星图管理法》</a>' in page
    assert f'<a class="ref" href="/{ark}/art-2">第二条</a>' in page
    assert '<a class="ref" href="#art-1">本办法第一条</a>' in page
    assert "《风暴预警条例》" in page
    found = client.get(f"/{ark}/art-2")
    assert found["Location"] == f"/{text.permalink.ark}#art-2"


def test_an_article_of_a_law_without_texts_is_not_found(client):
    law = make_published_law(title_zh="星图管理法")
    assert client.get(f"/{law.permalink.ark}/art-2", follow=True).status_code == 404


def test_words_that_are_searched_for_are_marked_within_a_reference(client):
    law, _ = law_with_text()
    rules = make_published_document(title_zh="星图管理办法", text=_RULES)

    page = html(client, rules, "/v1?mark=管理法")

    ark = law.permalink.ark
    assert f'<a class="ref" href="/{ark}">《星图</a><mark id="mark-1">' in page
    assert f'<mark id="mark-1"><a class="ref" href="/{ark}">管理法</a></mark>' in page


def test_the_words_stay_what_they_were(client):
    rules = make_published_document(title_zh="星图管理办法", text=_RULES)
    before = re.sub(r"<[^>]*>", "", html(client, rules))
    law_with_text()
    after = re.sub(r"<[^>]*>", "", html(client, rules))
    assert "按照《星图管理法》第二条，制定本办法。" in before
    assert "按照《星图管理法》第二条，制定本办法。" in after


def test_a_text_says_how_often_it_and_its_articles_are_cited(client):
    law, text = law_with_text()
    make_published_document(title_zh="星图管理办法", text=_RULES)

    page = html(client, text)

    row = page[page.index('id="art-2"') :]
    assert row.index("cited 1") < row.index("乙。")
    assert (
        f"cites={law.permalink.ark}%2Fart-2".replace(":", "%3A").replace(
            "99999/", "99999%2F"
        )
        in row
    )
    section = page[page.index('id="cited-in"') :]
    assert "星图管理办法" in section
    assert "All 1" in section


def test_a_law_lists_what_cites_it_and_its_articles(client):
    law, _ = law_with_text()
    make_published_document(title_zh="星图管理办法", text=_RULES)

    page = html(client, law)

    assert "星图管理办法" in page[page.index('id="cited-in"') :]
    articles = page[page.index('id="cited-articles"') :]
    assert f'<a href="/{law.permalink.ark}/art-2">Article 2</a>' in articles


def test_links_count_signs_and_not_html():
    links = (Link(2, 5, "/a"),)
    assert linked("x&lt;A&amp;B.", links) == (
        'x&lt;<a class="ref" href="/a">A&amp;B</a>.'
    )
    assert linked("xyA<mark>BC</mark>D", links) == (
        'xy<a class="ref" href="/a">A</a><mark><a class="ref" href="/a">BC</a></mark>D'
    )
    assert linked("x", ()) == "x"


def test_addresses_of_links_are_escaped():
    assert 'href="/a&quot;b"' in linked("xy", (Link(0, 1, '/a"b'),))
