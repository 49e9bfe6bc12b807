from collections import Counter

from policyarchive.editorial.ingest import Label, read

# Made up, with the shapes of a news page saved as plain text.
PAGE = """Tea Wars
Teacup rivalry: head taster doubles down on 'porcelain security' measures as part of five-year brew
Taster vows to speed up the making of home-grown saucers, state agency says
The meeting of the kettle council came a week after rivals met in Potsdam
Why you can trust our tea desk
Listen to this article
Follow our tea coverage
Share
The head taster has told the kettle council that the country must pour faster, according to the agency.
The council met on a Thursday and approved a plan for porcelain that covers five years of brewing.
Advertisement
“We must keep our own cups full,” the statement said, without naming any other country or any brand.
02:17
Why every household is suddenly short of teaspoons
Why every household is suddenly short of teaspoons
The plan follows a year in which saucers were hard to find, from the smallest shops to the largest halls.
A worker inspects a saucer at a plant in the city of Cha. Photo: Reuters
Analysts said that the wording of the statement was stronger than that of the plan it replaces.
Kettle maker's plan to expand in Cha runs into trouble over spout exports
The kettle maker told its investors that it had not yet heard whether the spouts may be delivered at all.
“It is a matter for the authorities,” said a person who knows the company and asked not to be named.
Another maker dropped a plan to pour more cups in the west of the country after officials asked about it.
Two laws on leaves came into force in the autumn and ask companies to keep what they brew at home.
The first law sorts leaves by how much harm a spill would do to the country and to its drinkers.
The second law limits what a company may know about the people who drink from its cups each day.
Neither law says what a company has to do when the rules of two countries contradict each other.
The newspaper of the leaf ministry called the two laws a milestone in a comment on its front page.
Officials have not said when the next plan will be made public, nor who will have to carry it out.
A congress in the coming autumn is expected to choose a new council and a new head of the kettle.
Until then, the statement said, everyone should drink calmly and hold the cup with both hands.
This article appeared in the Morning Kettle print edition as: Porcelain security to be stepped up
Print
"""


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
