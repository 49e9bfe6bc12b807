"""Filling in a form of the desk as a browser would: what it holds, and changes."""

from typing import Any

from django.test import Client
from lxml import html


def filled(client: Client, url: str, form_id: str = "document_form") -> dict[str, Any]:
    """Return what a browser would send if nothing were changed on the page."""
    page: Any = html.fromstring(client.get(url).content.decode())
    form = next(form for form in page.forms if form.get("id") == form_id)
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        # As browsers do: the first line feed of a text area is not its own, the others
        # are sent in two characters.
        value = value.removeprefix("\n").replace("\n", "\r\n")
        sent[name] = [*sent[name], value] if name in sent else [value]
    return sent


def add_row(sent: dict[str, Any], prefix: str, **fields: Any) -> dict[str, Any]:
    """Return the form with one more row of an inline, as its button adds it."""
    number = int(sent[f"{prefix}-TOTAL_FORMS"][0])
    row = {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return sent | row | {f"{prefix}-TOTAL_FORMS": number + 1}
