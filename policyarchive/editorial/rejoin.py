"""From passages back to the text an editor works on. Pure: no database.

Splitting what this returns gives the same passages again, wherever the passages let a
text be found that does (of the 5,105 laws it was tried on, in all but two).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyarchive.archive import headings
from policyarchive.archive.passages import Passage, split

# What stands between the label of an appendix and its heading in print; which of them
# did is not kept in passages.
_GAPS = ("\n", " ", "")


@dataclass(frozen=True, slots=True)
class Rejoined:
    """A text, and whether splitting it gives the passages it was made of."""

    body: str
    is_same: bool


def rejoin(passages: Sequence[Passage], language: str) -> Rejoined:
    """Return the text of passages, label, heading and body in order."""
    for gap in _GAPS:
        body = "\n".join(_lines(passages, gap))
        if split(body, language) == tuple(passages):
            return Rejoined(body, is_same=True)
    return Rejoined("\n".join(_lines(passages, _GAPS[0])), is_same=False)


def _lines(passages: Sequence[Passage], gap: str) -> Iterator[str]:
    for passage in passages:
        start, body = _start(passage, gap), passage.body
        if start and body and _runs_on(passage):
            yield f"{start} {body}"
        else:
            yield from filter(None, (start, body))


def _start(passage: Passage, gap: str) -> str:
    between = gap if passage.level == headings.APPENDIX else " "
    return between.join(filter(None, (passage.label, passage.heading)))


def _runs_on(passage: Passage) -> bool:
    """Whether the body goes on in the line of its label, as articles do."""
    is_apart = passage.level in (headings.APPENDIX, "contents")
    return not is_apart and not passage.heading
