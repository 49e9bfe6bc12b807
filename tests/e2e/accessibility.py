"""What a checker (axe-core) finds wrong with the page that a browser shows."""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WITH_ADVICE = (*WCAG, "best-practice")


def faults(page: Page, tags: tuple[str, ...] = WCAG) -> list[str]:
    """Return a line for each place that breaks a rule with one of these tags."""
    return _run(page, {"type": "tag", "values": tags})


def faults_in_the_dark(page: Page) -> list[str]:
    """Return what the dark scheme breaks: its colours are all that it changes."""
    _show(page, "dark")
    found = _run(page, {"type": "rule", "values": ["color-contrast"]})
    _show(page, "light")
    return found


def too_wide(page: Page) -> bool:
    """Tell whether the page has to be scrolled sideways."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    )


def _show(page: Page, scheme: Literal["dark", "light"]) -> None:
    page.emulate_media(color_scheme=scheme)
    # Colours that fade into one another are to be read where they end.
    page.evaluate("document.getAnimations().forEach(one => one.finish())")


def _run(page: Page, only: dict[str, Any]) -> list[str]:
    # Only violations come back in full: the list of what passed is long and unread.
    options = {"runOnly": only, "resultTypes": ["violations"]}
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)  # half a megabyte: once for a page
    found = page.evaluate("options => axe.run(options)", options)
    return [
        f"{fault['id']}: {node['html']:.200}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
