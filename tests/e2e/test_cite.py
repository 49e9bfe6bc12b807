"""Checking a footnote in a real browser: paste, read the verdicts, follow one."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from policyarchive.archive.models import Document
from tests.e2e.accessibility import WITH_ADVICE, faults, too_wide
from tests.factories import make_published_document, make_published_law

pytestmark = pytest.mark.django_db(transaction=True)

FOOTNOTES = (
    "1. 《风筝安全法》（2016年）第三条：“五级以上大风时不得放飞风筝。”\n"
    "2. 《风筝安全法》第三条：“七级以上大风时不得放飞风筝。”\n"
    "3. 《毛笔保护条例》第二条。\n"
    "4. A bare remark in which nothing is cited at all."
)


@pytest.fixture
def old(site: str, settings: Settings, tmp_path: Path) -> Document:
    """The first of two editions of a law; the second is in force."""
    settings.ARCHIVE_INDEX = tmp_path / "index"
    law = make_published_law(title_zh="中华人民共和国风筝安全法", title_en="")
    for year, force in (("2016", "五"), ("2023", "六")):
        articles = [f"第{n}条　风筝应当系线。" for n in "一二"]
        articles.append(f"第三条　{force}级以上大风时不得放飞风筝。")
        edition = make_published_document(
            title_zh=f"中华人民共和国风筝安全法（{year}年）",
            title_en="",
            dates={"effective": f"{year}-07-01"},
            text="\n".join(articles),
            links=[("text-of", law)],
        )
        if year == "2016":
            first = edition
    return first


def check(page: Page, site: str) -> None:
    """Paste the footnotes and ask."""
    page.goto(f"{site}/cite")
    page.get_by_label("Footnotes or bibliography").fill(FOOTNOTES)
    page.get_by_role("button", name="Check", exact=True).click()


def test_a_footnote_is_pasted_judged_and_followed_without_a_script(
    site: str, browser: Browser, old: Document
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        check(page, site)
        cards = page.get_by_role("list", name="Citations").locator("> li")
        expect(cards).to_have_count(3)
        expect(cards.nth(0)).to_contain_text("Found; repealed or amended since")
        expect(cards.nth(0)).to_contain_text("these words stand there")
        expect(cards.nth(0)).to_contain_text("A newer text")
        expect(cards.nth(1)).to_contain_text("Quoted words not in that version")
        expect(cards.nth(1)).to_contain_text("六级以上大风时不得放飞风筝")
        expect(cards.nth(2)).to_contain_text("Not held")
        expect(page.get_by_text("A bare remark").last).to_be_visible()
        cards.nth(0).locator(".index-list a").first.click()
        assert page.url == f"{site}/{old.permalink.ark}/v1#art-3"
        expect(page.get_by_text("五级以上大风时不得放飞风筝")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1400, "dark")])
def test_the_answer_is_accessible_and_no_wider_than_the_window(
    site: str, page: Page, old: Document, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    check(page, site)
    expect(page.get_by_role("list", name="Citations")).to_be_visible()
    assert faults(page, WITH_ADVICE) == []
    assert not too_wide(page)
