"""The stock admin, in a browser that enforces our content security policy."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import ConsoleMessage, Page, expect

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "Quiet-Harbour-7"  # noqa: S105


def test_it_works_without_anything_inline(page: Page, site: str) -> None:
    User.objects.create_superuser("mei", password=PASSWORD)
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if not message.location["url"].endswith("/favicon.ico"):  # the browser's idea
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill("mei")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Desk", exact=True)).to_be_visible()

    page.get_by_role("link", name="Users", exact=True).first.click()
    expect(page.get_by_role("link", name="mei")).to_be_visible()
    page.get_by_role("link", name="mei").click()
    # The clock beside a time field is drawn by the admin's own script.
    expect(page.get_by_role("button", name="Now").first).to_be_visible()
    assert complaints == []
