"""A link to a selected passage leads back to it (line K2 of the design)."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from tests.factories import make_published_document

pytestmark = pytest.mark.django_db(transaction=True)

_RULE_ZH = "条　风筝应当系线，放飞前应当检查。第{n}类风筝另有规定，其他风筝从其规定。"
_RULE_EN = "Kites of class {n} are tied - always, and tightly - before flight."
NUMBERS = "一二三四五六七八九"
TEXT_ZH = "\n".join(f"第{n}{_RULE_ZH.format(n=n)}" for n in NUMBERS)
TEXT_EN = "\n".join(f"Article {n} {_RULE_EN.format(n=n)}" for n in range(1, 10))

# Selects words of an article, as a reader would.
_SELECT = """([article, language, words]) => {
  const p = document.querySelector(`#${article} .reader-text[lang="${language}"] p`);
  const node = p.firstChild, at = node.data.indexOf(words);
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + words.length);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


@pytest.fixture
def address(site: str, settings: Settings, tmp_path: Path) -> str:
    """The page of a version in two languages, longer than a window."""
    settings.ARCHIVE_INDEX = tmp_path / "index"
    document = make_published_document(
        title_en="Kites",
        texts=[
            {"body": TEXT_ZH},
            {"body": TEXT_EN, "language": "en", "kind": "unofficial-translation"},
        ],
    )
    return f"{site}/{document.permalink.ark}/v1"


def copied(page: Page, article: str, language: str, words: str) -> str:
    """The link that is copied when these words are selected."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(_SELECT, [article, language, words])
    button = page.get_by_role("button", name="Copy link to this passage")
    expect(button).to_be_visible()
    button.click()
    expect(page.locator("[data-passage-told]")).to_have_text(
        "Link to this passage copied."
    )
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize(
    ("language", "words", "escaped"),
    [
        ("en", "ites of class 8 are tied - always, and", "Kites%20of%20class%208"),
        ("zh-Hans", "第八类风筝另有规定，其他", "%E7%AC%AC%E5%85%AB%E7%B1%BB"),
    ],
)
def test_k2_the_copied_link_scrolls_to_the_words(
    page: Page, browser: Browser, address: str, language: str, words: str, escaped: str
) -> None:
    page.goto(address)
    expect(page.locator(".passage-link")).to_be_hidden()

    link = copied(page, "art-8", language, words)

    start, _, fragment = link.partition("#art-8:~:text=")
    assert start == address
    assert escaped in fragment
    assert "," not in fragment
    assert "-" not in fragment
    with browser.new_context(viewport={"width": 1200, "height": 300}) as context:
        reader = context.new_page()
        # Without the anchor, so that nothing but the words can scroll there.
        reader.goto(f"{address}#:~:text={fragment}")
        expect(reader.locator("#art-8")).to_be_in_viewport()
        assert reader.evaluate("window.scrollY") > 0


def test_k2_words_that_stand_often_get_what_stands_before_them_or_the_article(
    page: Page, address: str
) -> None:
    page.goto(address)
    link = copied(page, "art-8", "zh-Hans", "另有规定")
    assert "#art-8:~:text=" in link
    assert "-," in link
    link = copied(page, "art-8", "zh-Hans", "放飞前应当")
    assert link == f"{address}#art-8"


def test_k2_without_a_script_the_number_of_an_article_is_its_link(
    browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.locator(".passage-link")).to_be_hidden()
        page.locator("#art-8 .reader-number").click()
        assert page.url == f"{address}#art-8"


def test_k1_the_notice_that_a_passage_is_gone_is_in_sight_beside_the_nearest(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/art-9-para-7")
    expect(page.locator("#art-9")).to_be_in_viewport()
    expect(page.get_by_text("There is no passage “art-9-para-7”")).to_be_in_viewport()
