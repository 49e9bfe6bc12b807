"""The desk in a browser: from an empty form to a public page; by keyboard, by ear."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from policyarchive.archive.models import Document
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Change, NeverMeant
from tests.e2e.accessibility import faults, faults_in_the_dark
from tests.factories import (
    make_capture,
    make_document,
    make_published_actor,
    make_published_document,
    make_text,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "Quiet-Harbour-7"  # noqa: S105


def sign_in(page: Page, site: str, role: str) -> None:
    make_user(role, username=role, password=PASSWORD)
    page.context.clear_cookies()
    page.set_default_timeout(10_000)
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username").fill(role)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Desk", exact=True)).to_be_visible()


def test_a_document_goes_from_an_empty_form_to_its_public_page(
    page: Page, site: str
) -> None:
    make_published_actor(title_zh="国家网信办", title_en="Cyberspace Administration")
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if not message.location["url"].endswith("/favicon.ico"):  # the browser's idea
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    sign_in(page, site, "contributor")
    page.goto(f"{site}/admin/archive/document/add/")
    page.get_by_label("Title (English)").fill("Measures for Kites")
    page.get_by_text("Add another Relation").click()
    page.locator("#id_links-0-role").select_option("issuer")
    page.get_by_role("combobox", name="Target").click()
    page.locator(".select2-search__field").fill("Cyberspace")
    page.get_by_role("option", name="国家网信办").click()
    page.get_by_text("Add another Text").click()
    page.locator("#id_texts-0-body").fill(
        "第一条　风筝应当系线。\n第二条　线不得过长。"
    )
    page.locator("#id_texts-0-access").select_option("open")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("Submitted for review.")).to_be_visible()

    sign_in(page, site, "publisher")
    page.get_by_role("link", name="Measures for Kites").click()
    page.get_by_role("link", name="Approve and publish").click()
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_text("Approved and published.")).to_be_visible()
    page.get_by_role("link", name="What the public sees").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Measures for Kites")
    expect(page.get_by_text("风筝应当系线。").first).to_be_visible()
    assert complaints == []


def test_every_page_of_the_desk_can_be_heard_and_hit(page: Page, site: str) -> None:
    actor = make_published_actor(names=["CAC"])
    document = make_published_document(
        text="第一条　风筝应当系线。",
        dates={"adopted": "2021"},
        sources=["https://example.cn/a"],
        flags=["status"],
        topics=["kites"],
        links=[("issuer", actor)],
        captures=[make_capture()],
    )
    draft = make_document()
    lines = [["title", "Kites"], ["body", "A kite flies."], ["ui", "Menu"]]
    text = make_text(draft, "A kite flies.", language="en", lines=lines)
    merged, survivor = make_published_document(), make_published_document()
    workflow.merge(merged, survivor, by=make_user("publisher"), note="Twins.")
    waiting = make_document()
    workflow.submit(waiting, by=make_user("contributor"))
    lesson = NeverMeant.objects.create(words="kite", entry=actor)
    change = Change.objects.filter(entry=document.pk)[0]
    sign_in(page, site, "publisher")
    entries = "/admin/archive/document"
    for path in (
        f"/admin/editorial/nevermeant/{lesson.pk}/change/",
        "/admin/",
        f"{entries}/",
        f"{entries}/add/",
        f"{entries}/{document.pk}/change/",
        f"{entries}/{waiting.pk}/change/",
        f"{entries}/{waiting.pk}/do/release/",
        f"{entries}/{document.pk}/do/withdraw/",
        f"{entries}/{document.pk}/do/merge/",
        f"{entries}/{merged.pk}/do/unmerge/",
        f"{entries}/{draft.pk}/texts/{text.pk}/lines/",
        f"/admin/archive/actor/{actor.pk}/change/",
        f"/admin/archive/actor/{actor.pk}/relate/?find=a&other={draft.pk}",
        "/admin/archive/version/",
        "/admin/editorial/step/",
        "/admin/checks/",
        "/admin/checks/missing-issuer/",
        "/admin/editorial/load/",
        "/admin/editorial/load/add/",
        "/admin/editorial/nevermeant/",
        "/admin/editorial/nevermeant/add/",
        "/admin/reading-list/",
        "/admin/queue/to-review/",
        f"{entries}/{document.pk}/changes/",
        f"{entries}/{document.pk}/changes/{change.pk}/",
        f"{entries}/{draft.pk}/upcoming/",
        f"{entries}/{waiting.pk}/do/return/",
        "/admin/archive/topic/",
        "/admin/archive/term/add/",
        "/admin/archive/permalink/",
        "/admin/archive/publication/",
        f"/admin/suggestions/{draft.pk}/",
        "/admin/take-in/",
        "/admin/password_change/",
        f"{entries}/many/submit/?pk={draft.pk}&pk={waiting.pk}",
    ):
        page.goto(f"{site}{path}")
        assert faults(page) + faults_in_the_dark(page) == [], path


def test_labels_are_changed_by_keyboard_alone_and_without_scripts(
    page: Page, site: str
) -> None:
    draft = make_document()
    lines = [["body", "A kite flies."], ["body", "Advertisement"]]
    body = "A kite flies.\nAdvertisement"
    text = make_text(draft, body, language="en", lines=lines)
    sign_in(page, site, "contributor")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{site}/admin/archive/document/{draft.pk}/texts/{text.pk}/lines/")
    page.get_by_label("Label of line 2").focus()
    page.keyboard.type("Page f")
    page.keyboard.press("Tab")  # to the text that results, which can be scrolled
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save labels")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The labels were saved.")).to_be_visible()
    assert Document.objects.get().texts.get().body == "A kite flies."


def test_labels_of_a_text_show_their_effect_at_once(page: Page, site: str) -> None:
    draft = make_document()
    lines = [["title", "Kites"], ["body", "A kite flies."], ["body", "Advertisement"]]
    text = make_text(draft, "A kite flies.\nAdvertisement", language="en", lines=lines)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, site, "contributor")
    page.goto(f"{site}/admin/archive/document/{draft.pk}/texts/{text.pk}/lines/")
    result = page.locator("[data-result]")
    expect(result).to_contain_text("Advertisement")
    page.get_by_label("Label of line 3").focus()
    page.keyboard.press("4")
    expect(result).to_contain_text("1 of 3 lines")
    page.keyboard.press("7")
    expect(result).not_to_contain_text("Advertisement")
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_label("Label of line 2")).to_be_focused()
    page.get_by_role("button", name="Save labels").click()
    expect(page.get_by_text("The labels were saved.")).to_be_visible()
    assert Document.objects.get().texts.get().body == "A kite flies."
    assert complaints == []
