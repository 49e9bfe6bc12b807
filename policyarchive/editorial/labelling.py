"""The labels of a source's lines as they are offered: in words, with keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from policyarchive.editorial.ingest.draft import KEPT, Label

JOINED = "joined"
"""The choice of a line that goes on the line above it; it is no label."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A label as it is offered: its value, its words, and the key that chooses it."""

    value: str
    words: str
    key: str = ""


type Choices = tuple[tuple[str, tuple[Choice, ...]], ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a source with the choice it stands at."""

    number: int
    text: str
    choice: str
    is_kept: bool


_WORDS = {
    Label.BODY: ("Text", "1"),
    Label.HEADING: ("Heading", "2"),
    Label.TITLE: ("Title", "4"),
    Label.BYLINE: ("Author or date line", "5"),
    Label.CAPTION: ("Caption of a picture", "6"),
    Label.UI: ("Menu, advertisement", "7"),
    Label.RELATED_LINK: ("Link to another story?", "8"),
    Label.METADATA: ("Fact about the source", "9"),
    Label.PRINT_NOTE: ("Note on the print edition", ""),
    Label.NUMBER: ("Document number", ""),
    Label.HISTORY: ("How it was adopted", ""),
    Label.CONTENTS: ("List of contents", ""),
}


def _choice(label: Label) -> Choice:
    words, key = _WORDS.get(label, (label.value.replace("_", " ").capitalize(), ""))
    return Choice(label.value, words, key)


def _ordered(labels: Sequence[Label]) -> list[Label]:
    """Those most often wanted first."""
    order = list(_WORDS)
    return sorted(labels, key=lambda x: order.index(x) if x in _WORDS else len(order))


CHOICES: Choices = (
    (
        "Kept in the text",
        (
            *(_choice(label) for label in _ordered([x for x in Label if x in KEPT])),
            Choice(JOINED, "Goes on the line above", "3"),
        ),
    ),
    (
        "Left out of the text",
        tuple(
            _choice(label) for label in _ordered([x for x in Label if x not in KEPT])
        ),
    ),
)
"""The labels, grouped by what they do."""


def line_list(
    lines: Sequence[ShownLine],
    language: str,
    *,
    choices: Choices = CHOICES,
    may_change: bool = True,
) -> SafeString:
    """Draw the lines of a page, each with its label to change.

    By Jinja: hundreds of lines of a dozen choices take Django's engine half a second.
    """
    given = {
        "lines": lines,
        "language": language,
        "choices": choices,
        "may_change": may_change,
    }
    drawn = render_to_string("admin/desk/line_list.jinja", given, using="jinja2")
    return SafeString(drawn)  # Jinja escaped what the source wrote
