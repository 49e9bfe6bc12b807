"""The lines of a source as the bench shows them. Pure."""

from policyarchive.editorial.ingest import Draft
from policyarchive.editorial.ingest.draft import KEPT
from policyarchive.editorial.labelling import ShownLine
from policyarchive.editorial.takein.arrivals import choice_of


def shown_lines(draft: Draft) -> list[ShownLine]:
    """Return all lines of a draft with the choice each stands at."""
    return [
        ShownLine(number, line.text, choice_of(line), line.label in KEPT)
        for number, line in enumerate(draft.lines, 1)
    ]
