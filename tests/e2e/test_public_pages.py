"""The public pages in a real browser: policy, accessibility, width, keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django import Settings

from policyarchive.archive.models import Document
from policyarchive.editorial import workflow
from tests.e2e.accessibility import WITH_ADVICE, faults, too_wide
from tests.factories import (
    archivist,
    make_capture,
    make_link,
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

TEXT_ZH = "\n".join(
    [
        "第一章　总则",
        *(f"第{n}条　风筝应当系线，放飞前应当检查。" for n in "一二三四五"),
    ]
)
_RULE_EN = "Kites are tied, and looked over before they fly."
TEXT_EN = "\n".join(
    ["Chapter 1 General provisions", *(f"Article {n} {_RULE_EN}" for n in range(1, 6))]
)


@pytest.fixture(autouse=True)
def _own_index(settings: Settings, tmp_path: Path, _own_folders: None) -> None:
    settings.ARCHIVE_INDEX = tmp_path / "index"


@pytest.fixture
def kites(site: str) -> Document:
    """One law as adopted, in both languages, and a rule: enough to search and read."""
    make_published_document(title_en="Measures for Kites", type="department-rule")
    return make_published_document(
        title_zh="中华人民共和国风筝法（通过文本）",
        title_en="Kite Law as adopted",
        type="law",
        number="主席令第八十四号",
        dates={"adopted": "2021-06-10"},
        status="in-force",
        status_as_of="2026-11",
        topics=["kites"],
        texts=[
            {"body": TEXT_ZH},
            {"body": TEXT_EN, "language": "en", "kind": "unofficial-translation"},
        ],
        captures=[
            make_capture(url="https://kites.example/law"),
            make_capture(b"x", origin="uploaded", filename="风筝.docx"),
        ],
        sources=["https://kites.example/law"],
        summary_zh="法律的通过文本。",
        summary_en="The law as adopted.",
    )


@pytest.fixture
def addresses(site: str, kites: Document) -> dict[str, str]:
    """One address for every template, with everything on it that a page can show."""
    body = make_published_actor(
        title_zh="风筝管理局", title_en="Kite Office", names=["KO"], topics=["kites"],
        valid_from="2011-05",
    )  # fmt: skip
    make_published_actor(title_zh="风筝办", links=[("same-body", body)])
    make_published_actor(title_en="Old Office", links=[("successor", body)])
    law = make_published_law(
        title_zh="中华人民共和国风筝法", title_en="Kite Law", type="law",
        dates={"adopted": "2021-06-10", "effective": "2021-09-01"},
        status="in-force", status_as_of="2026-11", links=[("issuer", body)],
        summary_zh="关于风筝的法律。", summary_en="A law on kites.", topics=["kites"],
        flags=["number"],
    )  # fmt: skip
    rule = make_published_document(
        title_zh="风筝办法", title_en="Measures for the Tying of Kites",
        dates={"signed": "2022-02-03", "effective": "2022-05-01"}, type="notice",
        text=f"第一条　风筝识别{'.' * 150}8",  # a contents line, with nowhere to break
    )  # fmt: skip
    make_link(rule, "implements", law, here="art-1", there="art-2")
    make_link(rule, "implements", kites, there="art-2")
    publish(rule)
    news = make_published_document(
        title_en="A report on kites", type="news", text="第一条　只供检索。",
        access="snippet", links=[("mentions", body), ("mentions", law)],
    )  # fmt: skip
    (closed,) = version_of(news).texts.all()
    event = make_published_event(
        title_zh="风筝会议", title_en="Kite meeting", place_en="Weifang",
        dates={"happened": "2021-06-10"}, topics=["kites"],
        links=[("host", body), ("concerns", law)],
    )  # fmt: skip
    make_published_event(title_en="Kite day", dates={"happened": "2021-06-20"})
    for number in (1, 2):
        make_published_document(title_zh=f"通知{number}", text="依照《气球法》执行。")
    gone = make_published_document(title_en="Described twice")
    workflow.withdraw(
        gone, by=archivist(), reason="duplicate", note="Twice.", replaced_by=rule
    )
    make_link(kites, "issuer", body)
    make_link(kites, "text-of", law)
    kites.texts.filter(language="en").update(body=TEXT_EN.replace("tied", "held"))
    publish(kites)
    ark = f"{site}/{kites.permalink.ark}"
    return {
        "home": f"{site}/",
        "search": f"{site}/search?q=风筝&type=-news",
        "nothing": f"{site}/search?q=风筝&type=plan&from=2030",
        "documents": f"{site}/documents",
        "laws": f"{site}/laws",
        "actors": f"{site}/actors",
        "events": f"{site}/events",
        "topics": f"{site}/topics",
        "topic": f"{site}/topics/kites",
        "timeline": f"{site}/timeline",
        "not-held": f"{site}/not-held",
        "coverage": f"{site}/about/coverage",
        "citing": f"{site}/about/citing",
        "api": f"{site}/about/api",
        "takedown": f"{site}/about/takedown?received=0123456789",
        "quote": f"{site}/quote?ark={kites.permalink.ark}&text=风筝应当系绳",
        "document": f"{ark}/v2?mark=检查#art-2",
        "older": f"{ark}/v1",
        "diff": f"{ark}/v1/diff/v2",
        "closed": f"{site}/{news.permalink.ark}",
        "why-closed": f"{site}/{news.permalink.ark}/v1/text/{closed.sha256}",
        "law": f"{site}/{law.permalink.ark}",
        "actor": f"{site}/{body.permalink.ark}",
        "event": f"{site}/{event.permalink.ark}",
        "tombstone": f"{site}/{gone.permalink.ark}",
        "missing": f"{site}/nowhere",
        "mistyped": f"{site}/ark:99999/t1zzzzzzzz",
    }


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complained about; a page that answers 4xx is no complaint."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "the server responded with a status of 4" not in message.text:
            said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_every_page_keeps_the_policy_and_can_be_used_by_everyone(
    page: Page, addresses: dict[str, str], complaints: list[str]
) -> None:
    found = []
    for name, address in addresses.items():
        page.set_viewport_size({"width": 1400, "height": 800})
        page.emulate_media(color_scheme="light")
        page.goto(address)
        found += [f"{name}: {fault}" for fault in faults(page, WITH_ADVICE)]
        found += [f"{name} is wider than a desk"] * too_wide(page)
        page.set_viewport_size({"width": 360, "height": 800})
        page.emulate_media(color_scheme="dark")
        found += [f"{name} at 360: {fault}" for fault in faults(page, WITH_ADVICE)]
        found += [f"{name} is wider than a phone"] * too_wide(page)
    assert found == []
    assert complaints == []


def test_a_filter_is_set_by_keyboard_and_keeps_the_focus(
    page: Page, site: str, kites: Document, complaints: list[str]
) -> None:
    page.goto(f"{site}/documents")
    box = page.locator("#type-department-rule")
    box.focus()
    page.keyboard.press("Space")

    expect(page).to_have_url(f"{site}/documents?type=department-rule")
    expect(page.get_by_role("status")).to_have_text("1 document")
    chip = page.get_by_role("link", name="Type is Department rule")
    expect(chip).to_be_visible()
    expect(box).to_be_focused()
    expect(box).to_be_checked()

    page.get_by_label("Exclude Department rule").check()  # the newer tick wins

    expect(page).to_have_url(f"{site}/documents?type=-department-rule")
    expect(box).not_to_be_checked()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("1 document")
    expect(box).to_be_checked()
    assert complaints == []


def test_without_a_script_the_same_can_be_done(
    browser: Browser, site: str, kites: Document
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 1400, "height": 800})
        page.goto(f"{site}/documents")
        page.locator("#type-law").check()
        page.get_by_role("button", name="Apply filters").click()

        expect(page).to_have_url(f"{site}/documents?type=law")
        expect(page.get_by_role("status")).to_have_text("1 document")
        page.goto(f"{site}/{kites.permalink.ark}")
        expect(page.locator(".cite-text-chicago")).to_be_visible()
        page.get_by_label("Bluebook").check()
        expect(page.locator(".cite-text-bluebook")).to_be_visible()
        expect(page.locator(".cite-text-chicago")).to_be_hidden()
        expect(page.get_by_text("Copy", exact=True)).to_be_hidden()


def test_filters_fold_on_a_phone_and_stay_open_while_they_are_used(
    page: Page, site: str, kites: Document
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/documents")
    box = page.locator("#type-law")
    expect(box).to_be_hidden()

    page.get_by_text("Filters", exact=True).click()
    box.check()

    expect(page).to_have_url(f"{site}/documents?type=law")
    expect(box).to_be_visible()


def test_from_a_result_to_the_passage_to_one_language_to_paper(
    page: Page, site: str, kites: Document
) -> None:
    page.set_viewport_size({"width": 1400, "height": 800})
    page.goto(f"{site}/search?q=放飞前")
    page.get_by_role("link", name="第二条", exact=True).first.click()

    article = page.locator("#art-2")
    expect(article).to_be_in_viewport()
    expect(article.locator("mark").first).to_have_text("放飞前")
    # How many places there are is in sight, and the address is one to cite.
    expect(page.locator("#marks")).to_be_in_viewport(ratio=1)
    assert page.url == f"{site}/{kites.permalink.ark}/v1#art-2"
    page.get_by_role("link", name="First", exact=True).click()
    expect(page.locator("#mark-1")).to_be_in_viewport()
    expect(page).to_have_url(f"{site}/{kites.permalink.ark}/v1#art-1")
    page.get_by_role("link", name="Without marks").click()
    expect(page.locator("mark")).to_have_count(0)

    chinese, english = article.locator(".reader-text").all()
    page.get_by_label("English", exact=True).check()
    expect(chinese).to_be_hidden()
    expect(english).to_be_visible()

    page.emulate_media(media="print")
    expect(page.locator(".masthead-nav")).to_be_hidden()
    expect(page.locator(".cite-acts")).to_be_hidden()
    expect(page.locator(".cite-text-chicago")).to_be_visible()
    expect(page.locator(".cite-text-gbt")).to_be_visible()
    expect(page.locator(".cite-text-bluebook")).to_be_hidden()
    expect(page.get_by_text("It never changes")).to_be_visible()


def test_names_are_offered_while_typing_and_chosen_by_keyboard(
    page: Page, site: str, kites: Document, complaints: list[str]
) -> None:
    page.goto(f"{site}/")
    box = page.get_by_role("combobox")
    box.press_sequentially("kite")

    option = page.get_by_role("option").first
    expect(option).to_contain_text("Kite Law as adopted")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert faults(page, WITH_ADVICE) == []
    box.press("Escape")
    expect(option).to_be_hidden()
    box.press_sequentially(" l")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Enter")

    expect(page).to_have_url(f"{site}/{kites.permalink.ark}/v1")
    page.go_back()
    box.fill("kite")
    box.press("Enter")  # nothing chosen: a search like any other
    expect(page).to_have_url(f"{site}/search?q=kite")
    assert complaints == []


def test_names_are_offered_at_the_head_of_every_page(
    page: Page, site: str, kites: Document, complaints: list[str]
) -> None:
    page.goto(f"{site}/topics")
    page.get_by_role("combobox").press_sequentially("kite")
    expect(page.get_by_role("option").first).to_contain_text("Kite Law as adopted")
    expect(page.get_by_role("option").first).to_be_in_viewport(ratio=1)
    assert faults(page, WITH_ADVICE) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/{kites.permalink.ark}/v1")
    assert complaints == []


def test_marked_places_lead_to_one_another_without_a_script(
    browser: Browser, site: str, kites: Document
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        address = f"{site}/{kites.permalink.ark}/v1?mark=检查"
        page.goto(address)
        expect(page.locator("#marks")).to_contain_text("5 places in the text")
        page.get_by_role("link", name="First", exact=True).click()
        page.get_by_role("link", name="Next place, 2 of 5").click()
        page.get_by_role("link", name="Next place, 3 of 5").click()
        page.get_by_role("link", name="Previous place, 2 of 5").click()
        assert page.url.endswith("#mark-2")
        expect(page.locator("#mark-2")).to_be_in_viewport()
        page.get_by_role("link", name="Without marks").click()
        expect(page.locator("mark")).to_have_count(0)
