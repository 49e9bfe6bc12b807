"""Two browsers at one entry: both are told, and the second to save sees both."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import faults
from tests.e2e.test_desk import PASSWORD
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(browser: Browser, site: str, name: str) -> Page:
    make_user("editor", username=name, password=PASSWORD)
    page = browser.new_context(locale="en-GB").new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Desk", exact=True)).to_be_visible()
    return page


def test_the_second_to_save_sees_what_both_changed(browser: Browser, site: str) -> None:
    document = make_document(
        title_en="Measures for Kites", text="第一条　风筝应当系线。"
    )
    url = f"{site}/admin/archive/document/{document.pk}/change/"
    ana, bo = signed_in(browser, site, "ana"), signed_in(browser, site, "bo")
    ana.goto(url)
    bo.goto(url)
    expect(bo.get_by_text("ana is editing this since")).to_be_visible()

    ana.get_by_label("Title (English)").fill("Measures for Paper Kites")
    ana.get_by_label("Document number").fill("1号")
    ana.get_by_role("button", name="Save", exact=True).click()
    expect(ana.get_by_text("was changed successfully")).to_be_visible()

    bo.get_by_label("Title (English)").fill("Measures for Silk Kites")
    bo.locator("#id_texts-0-body").fill("第一条　风筝必须系线。")
    bo.get_by_role("button", name="Save", exact=True).click()
    expect(bo.get_by_text("ana saved this entry at")).to_be_visible()
    expect(bo.locator("ins", has_text="Paper")).to_be_visible()
    expect(bo.locator("ins", has_text="Silk")).to_be_visible()
    assert faults(bo) == []
    bo.get_by_label("Keep what was saved").check()
    bo.get_by_role("button", name="Save with these choices").click()
    expect(bo.get_by_text("was changed successfully")).to_be_visible()

    document.refresh_from_db()
    assert document.title_en == "Measures for Paper Kites"
    assert document.number == "1号"
    assert document.texts.get().body == "第一条　风筝必须系线。"
    for page in (ana, bo):
        page.context.close()
