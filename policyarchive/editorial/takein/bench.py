"""The lines of a source as the bench shows them, and the labels to choose. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from policyarchive.editorial.ingest import Draft, Label
from policyarchive.editorial.ingest.draft import KEPT
from policyarchive.editorial.takein.arrivals import JOINED, choice_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A label as it is offered: its value, its words, and the key that chooses it."""

    value: str
    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class BenchLine:
    """A line of a source with the label it stands at."""

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
    Label.UI: ("Page furniture, advertisement", "7"),
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


CHOICES = (
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


def shown_lines(draft: Draft) -> list[BenchLine]:
    """Return all lines of a draft with the choice each stands at."""
    return [
        BenchLine(number, line.text, choice_of(line), line.label in KEPT)
        for number, line in enumerate(draft.lines, 1)
    ]
