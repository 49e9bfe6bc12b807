from collections import Counter
from pathlib import Path

import pytest

from policyarchive.editorial.ingest import Label, read

# Made up, with the shapes of a news page saved as plain text.
PAGE = (Path(__file__).parent / "samples" / "news.txt").read_text("utf-8")


def labels() -> Counter[str]:
    draft = read(PAGE.encode(), "saved.txt")
    return Counter(line.label.value for line in draft.lines)


def test_a_saved_news_page_is_told_apart_line_by_line() -> None:
    assert labels() == {
        "kicker": 1, "title": 1, "summary": 2, "body": 16, "print_note": 1,
        "ui": 6, "duration": 1, "video_title": 2, "caption": 1, "related_link?": 1,
    }  # fmt: skip


def test_nothing_of_the_page_is_dropped() -> None:
    draft = read(PAGE.encode(), "saved.txt")
    assert [line.text for line in draft.lines] == PAGE.splitlines()


def test_a_headline_between_paragraphs_is_left_to_a_person() -> None:
    draft = read(PAGE.encode(), "saved.txt")
    doubtful = [line for line in draft.lines if line.label is Label.RELATED_LINK]
    assert doubtful[0].text.startswith("Kettle maker's plan")
    assert any("headlines of other stories" in doubt for doubt in draft.doubts)


def test_the_kept_text_holds_the_story_and_not_the_page() -> None:
    body = read(PAGE.encode(), "saved.txt").body_text()
    assert "porcelain that covers five years" in body
    for word in ("Advertisement", "02:17", "Photo:", "Listen to", "spout exports"):
        assert word not in body


def test_no_author_date_or_address_is_invented() -> None:
    draft = read(PAGE.encode(), "saved.txt")
    assert (draft.dates, draft.issuers, draft.source_url) == ((), (), "")
    assert draft.doc_number == ""
    assert draft.doc_type == "news"
    assert draft.language == "en"


def test_the_title_is_the_headline() -> None:
    assert read(PAGE.encode(), "saved.txt").title.startswith("Teacup rivalry")


def test_a_byline_that_the_page_prints_is_labelled() -> None:
    page = PAGE.replace("Share\n", "Share\nBy Pekoe Leaf\n")
    draft = read(page.encode(), "saved.txt")
    assert [x.text for x in draft.lines if x.label is Label.BYLINE] == ["By Pekoe Leaf"]


def test_a_chinese_news_page_is_told_apart_too() -> None:
    page = """茶具新闻
茶杯之争：首席品茶师重申瓷器安全措施
首席品茶师在周四的会议上表示，全国各地都应当加快烧制茶杯，以保证每一户人家在来年春天都有茶可喝，有杯可用。
广告
01:30
茶壶为什么突然缺货
图为茶城的一名工人检查茶托。
业内人士说，这份声明的措辞比此前的计划更加严厉，各地茶具企业正在等待有关部门发布进一步的细则和配套的安排。
分享
"""
    found = Counter(x.label.value for x in read(page.encode("gbk"), "a.txt").lines)
    assert found == {
        "kicker": 1, "title": 1, "body": 2, "ui": 2, "duration": 1,
        "video_title": 1, "caption": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "We value your privacy. Accept all cookies",
        "We use cookies to make this site work and to show you advertisements.",
        "This site uses cookies to keep you signed in. Manage cookies",
        "We and our partners use cookies to measure how many people read a page",
        "Reject all",
        "We and our 41 partners use cookies to remember which kettle you liked best",
        "Subscribe today for the price of one cup of tea a month",
        "Sections",
        "4 min read",
    ],
)
def test_a_notice_about_cookies_or_an_offer_is_never_the_title(words: str) -> None:
    draft = read(f"{words}\n{PAGE}".encode(), "saved.txt")
    assert draft.lines[0].label is Label.UI
    assert draft.title.startswith("Teacup rivalry")


def test_a_story_about_cookies_is_a_story() -> None:
    headline = "Regulator fines kettle maker over hidden tracking by its cookies"
    told = "The maker uses cookies to follow its customers, the regulator told readers."
    page = PAGE.replace("Share\n", f"{headline}\nShare\n{told}\n", 1)
    draft = read(page.encode(), "saved.txt")
    found = {line.text: line.label for line in draft.lines}
    assert found[headline] is not Label.UI
    assert found[told] is Label.BODY


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Home World Tech Opinion Subscribe from $1", Label.UI),
        ("Share Tweet Print Save article", Label.UI),
        ("ADVERTISEMENT – CONTINUE READING BELOW", Label.UI),
        ("Please log in to comment", Label.UI),
        ("November 22, 2031 9:15 am", Label.BYLINE),
        ("Additional reporting by Min Seo", Label.BYLINE),
        ("A kettle on a hob. Photograph: Lio Hart/Kettle Pictures", Label.CAPTION),
    ],
)
def test_what_a_copied_page_prints_on_one_line_is_told_apart(
    words: str, label: Label
) -> None:
    draft = read(f"{words}\n{PAGE}".encode(), "saved.txt")
    assert draft.lines[0].label is label
    assert draft.title.startswith("Teacup rivalry")


def test_a_headline_made_of_such_words_is_a_headline() -> None:
    draft = read(PAGE.replace("Teacup", "World sports news: teacup").encode(), "a.txt")
    assert draft.title.startswith("World sports news")


def test_a_menu_in_chinese_is_no_title() -> None:
    head = (
        "首页 | 新闻 | 科技 登录 注册\n2031-11-05 08:12　来源：晨壶晚报　作者：林小舟\n"
    )
    text = "茶杯应当放稳，茶壶应当盖好，违者由茶具部依照有关规定处理。\n" * 3
    draft = read(f"{head}三家茶厂交出清单\n{text}".encode(), "a.txt")
    assert (draft.title, draft.origin) == ("三家茶厂交出清单", "晨壶晚报")
