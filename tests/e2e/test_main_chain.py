"""The main job in a browser: from a source file to a footnote that holds."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from policyarchive.archive.models import Document
from policyarchive.search import follower
from tests.e2e.test_desk import sign_in
from tests.factories import make_term

pytestmark = pytest.mark.django_db(transaction=True)

SOURCE = """# 风筝数据管理办法

（2031年5月6日国家风筝局第三次会议通过，自2031年9月1日起施行）

## 第一章　总　　则

第一条　为了规范风筝数据的出境活动，制定本办法。

第二条　放飞风筝产生的数据，应当存储在线轴所在地。

## 第二章　附　　则

第三条　本办法自2031年9月1日起施行。
"""


def take_in(folder: Path) -> Document:
    """Take the source in twice, which makes one document."""
    source = folder / "风筝数据管理办法.md"
    source.write_text(SOURCE, encoding="utf-8")
    for _ in range(2):
        call_command("ingest", source, "--access", "open", verbosity=0)
    return Document.objects.get()


def describe_and_submit(page: Page, change: str) -> None:
    page.goto(change)
    page.get_by_label("Title (English)").fill("Measures for Kite Data")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("button", name="Submit for review").click()


def approve_and_publish(page: Page) -> None:
    page.get_by_role("link", name="风筝数据管理办法").click()
    page.get_by_role("link", name="Approve and publish").click()
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_text("Approved and published.")).to_be_visible()


def find(page: Page, site: str, words: str) -> None:
    page.goto(f"{site}/search")
    page.locator("main input[name=q]").fill(words)
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("1 ")
    expect(page.get_by_role("link", name="风筝数据管理办法").first).to_be_visible()


def test_a_source_file_becomes_a_footnote_that_holds(
    page: Page, site: str, tmp_path: Path
) -> None:
    document = take_in(tmp_path)
    change = f"{site}/admin/archive/document/{document.pk}/change/"
    make_term("风筝", "kite")

    sign_in(page, site, "editor")
    describe_and_submit(page, change)
    sign_in(page, site, "publisher")
    approve_and_publish(page)
    follower.follow()

    # A researcher finds it: in Chinese, in traditional characters, in English, exactly.
    page.context.clear_cookies()
    for words in ("线轴所在地", "線軸所在地", "kite data", '"数据的出境"'):
        find(page, site, words)

    # A citing author takes the permalink of an article, and can verify the version.
    page.goto(f"{site}/{document.permalink.ark}")
    version = f"{site}/{document.permalink.ark}/v1"
    expect(page).to_have_url(version)
    record = page.request.get(f"{version}.json").body()
    digest = hashlib.sha256(record).hexdigest()
    assert digest in page.content().replace("<wbr>", "")
    page.goto(f"{version}/art-2")
    expect(page).to_have_url(f"{version}#art-2")
    expect(page.locator("#art-2")).to_be_in_viewport()
    expect(page.locator("#art-2")).to_contain_text("线轴所在地")

    # The entry goes on; the footnote does not move.
    sign_in(page, site, "superuser")
    page.goto(change)
    page.get_by_label("Title (English)").fill("Measures for Kite Data (2032)")
    page.get_by_role("button", name="Save and continue editing").click()
    assert page.request.get(f"{version}.json").body() == record
    page.context.clear_cookies()
    page.goto(version)
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("2032")
