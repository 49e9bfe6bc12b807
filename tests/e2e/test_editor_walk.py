"""The walk of somebody new: a noisy article, from paste to published and linked."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from policyarchive.archive.models import Document
from policyarchive.editorial.models import Arrival
from tests.e2e.accessibility import faults, faults_in_the_dark
from tests.e2e.test_desk import sign_in
from tests.factories import (
    make_published_actor,
    make_published_event,
    make_published_law,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOISY = """Skip to content
Menu
Sign in
We use cookies to make this site work and to show you advertisements. Accept all cookies
Technology
Kite makers told to keep flight data at home as new rules bite
Office says that exports of flight logs need its approval
By Jane Roe
Published: November 19, 2021, 6:31 PM
Listen to this article
Share
LOOMTOWN – The Kite Office told makers of connected kites on Thursday to keep their \
flight logs inside the country, according to two people who were in the room.
The Kite Data Law took effect on September 1, leaving companies little time to sort \
what they collect.
Advertisement
“We have not been told what counts as important data,” said an executive at Breezeworks.
02:17
Why every kite now needs a permit
Why every kite now needs a permit
An engineer checks a kite at a plant in Loomtown. Photo: Example Pictures
Breezeworks moved its test data out of the Loomtown plant in October, one person said.
Kite festival cancelled after string dispute
Lawyers expect detailed rules before the summer, when most of the kites are flown.
Related articles
Ten kites to watch this autumn
Most popular
© 2021 Morning Kettle Press. All rights reserved.
"""


@pytest.fixture
def known() -> dict[str, Any]:
    """What the archive knows of the article's world."""
    law = make_published_law(title_zh="风筝数据法", title_en="Kite Data Law")
    return {
        "law": law,
        "office": make_published_actor(title_zh="风筝局", title_en="Kite Office"),
        "maker": make_published_actor(title_zh="", title_en="Breezeworks"),
        "event": make_published_event(
            title_zh="《风筝数据法》施行",
            title_en="Kite Data Law takes effect",
            event_kind="entry-into-force",
            dates={"happened": "2021-09-01"},
            links=[("concerns", law)],
        ),
    }


def paste(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/")
    page.get_by_role("link", name="Take in a source").click()
    page.get_by_label("Paste a text or a page").fill(NOISY)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Check what was read")).to_be_visible()


def publish(page: Page, site: str, title: str) -> None:
    """Somebody else looks, and publishes."""
    sign_in(page, site, "publisher")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("link", name="Approve and publish").click()
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_text("Approved and published.")).to_be_visible()


def test_a_noisy_article_goes_from_paste_to_published_and_linked(
    page: Page, site: str, known: dict[str, Any]
) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, site, "contributor")
    paste(page, site)

    # The bench: what is the article, and what it says about itself, with the words.
    title = "Kite makers told to keep flight data at home as new rules bite"
    expect(page.get_by_label("Title (English)")).to_have_value(title)
    expect(page.get_by_label("Date:", exact=True).first).to_have_value("2021-11-19")
    expect(page.locator("mark", has_text="November 19, 2021")).to_be_visible()
    result = page.locator("[data-result]")
    expect(result).to_contain_text("The Kite Office told makers")
    expect(result).not_to_contain_text("Advertisement")
    page.get_by_label("Publication it comes from").fill("Morning Kettle")
    page.get_by_role("button", name="Make the draft").click()

    # The suggestions: all that is clear stands at accept.
    expect(page.get_by_role("heading", name="Link what it names")).to_be_visible()
    for name in ("Kite Office", "Breezeworks", "Kite Data Law (law)", "takes effect"):
        row = page.get_by_role("group", name=name)
        expect(row.get_by_label("Accept", exact=True)).to_be_checked()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("4 accepted, 0 rejected.")).to_be_visible()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("Submitted for review.")).to_be_visible()

    publish(page, site, title)
    page.get_by_role("link", name="What the public sees").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    for name in ("Kite Office", "Breezeworks", "Kite Data Law", "takes effect"):
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    expect(page.get_by_text("Advertisement")).to_have_count(0)

    linked = Document.objects.get().links.values_list("target_id", flat=True)
    assert set(linked) == {entry.pk for entry in known.values()}
    assert complaints == []


def test_labels_and_decisions_are_made_by_keyboard_with_effect_at_once(
    page: Page, site: str, known: dict[str, Any]
) -> None:
    sign_in(page, site, "contributor")
    paste(page, site)
    line = page.locator(".desk-line", has_text="Kite festival cancelled")
    label = line.get_by_role("combobox")
    label.focus()
    page.keyboard.press("1")
    expect(page.locator("[data-result]")).to_contain_text("Kite festival cancelled")
    page.keyboard.press("7")
    expect(page.locator("[data-result]")).not_to_contain_text("Kite festival cancelled")
    page.keyboard.press("Enter")
    following = page.locator(".desk-line", has_text="Lawyers expect")
    expect(following.get_by_role("combobox")).to_be_focused()
    page.get_by_role("button", name="Make the draft").press("Enter")
    first = page.get_by_role("group", name="Kite Office")
    first.get_by_label("Accept", exact=True).focus()
    page.keyboard.press("r")
    expect(first.get_by_label("Reject", exact=True)).to_be_checked()
    page.keyboard.press("j")
    second = page.get_by_role("group", name="Breezeworks")
    expect(second.get_by_label("Accept", exact=True)).to_be_focused()
    second.get_by_label("Accept", exact=True).press("Enter")
    expect(page.get_by_text("3 accepted, 1 rejected.")).to_be_visible()
    lines = Document.objects.get().texts.get().lines
    assert ["ui", "Kite festival cancelled after string dispute"] in lines


def test_the_pages_of_the_walk_can_be_heard_and_hit(
    page: Page, site: str, known: dict[str, Any]
) -> None:
    sign_in(page, site, "contributor")
    paste(page, site)
    assert faults(page) + faults_in_the_dark(page) == []
    bench = page.url
    page.get_by_label("Title (English)").fill("")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("The draft was not made")).to_be_visible()
    assert faults(page) + faults_in_the_dark(page) == []
    page.goto(f"{site}/admin/take-in/")
    assert faults(page) + faults_in_the_dark(page) == []
    page.goto(bench)
    page.get_by_label("Title (English)").fill("Kites")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_role("heading", name="Link what it names")).to_be_visible()
    page.locator("summary").first.click()
    assert faults(page) + faults_in_the_dark(page) == []
    assert not Arrival.objects.exists()


def test_the_walk_works_without_scripts(
    page: Page, site: str, known: dict[str, Any]
) -> None:
    page.route("**/*.js", lambda route: route.abort())
    sign_in(page, site, "contributor")
    paste(page, site)
    line = page.locator(".desk-line", has_text="Kite festival cancelled")
    line.get_by_role("combobox").select_option("body")
    page.get_by_role("button", name="Show the effect of the labels").click()
    expect(page.locator("[data-result]")).to_contain_text("Kite festival cancelled")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("4 accepted, 0 rejected.")).to_be_visible()
