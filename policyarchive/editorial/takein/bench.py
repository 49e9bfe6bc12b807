"""The lines of a source as the bench shows them. Pure."""

from dataclasses import dataclass

from policyarchive.editorial.ingest import Draft
from policyarchive.editorial.ingest.draft import KEPT
from policyarchive.editorial.takein.arrivals import choice_of


@dataclass(frozen=True, slots=True)
class BenchLine:
    """A line of a source with the label it stands at."""

    number: int
    text: str
    choice: str
    is_kept: bool


def shown_lines(draft: Draft) -> list[BenchLine]:
    """Return all lines of a draft with the choice each stands at."""
    return [
        BenchLine(number, line.text, choice_of(line), line.label in KEPT)
        for number, line in enumerate(draft.lines, 1)
    ]
