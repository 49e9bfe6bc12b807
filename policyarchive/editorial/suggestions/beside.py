"""Which instrument a date is said of. Pure."""

import re
from collections.abc import Sequence

from policyarchive.editorial.suggestions.finding import Found, Reading, Sort

_SENTENCE_END = re.compile(r"[。！？!?]|\.\s")


def laws_beside(reading: Reading, found: Sequence[Found]) -> dict[Found, Found]:
    """Return the dates that a sentence gives to an instrument it names, with that.

    The instrument that stands before the date in its clause counts, else the nearest
    before it in the sentence, else the first behind.
    """
    instruments = [one for one in found if one.sort in (Sort.INSTRUMENT, Sort.TITLE)]
    beside: dict[Found, Found] = {}
    for date in found:
        if date.sort is not Sort.DATE:
            continue
        text = reading.pieces[date.piece].text
        here = [
            one
            for one in instruments
            if one.piece == date.piece and _is_one_sentence(text, one, date)
        ]
        if here:
            before = [one for one in here if one.end <= date.start]
            beside[date] = before[-1] if before else here[0]
    return beside


def _is_one_sentence(text: str, one: Found, other: Found) -> bool:
    first, last = sorted((one, other), key=lambda found: found.start)
    return not _SENTENCE_END.search(text, first.end, last.start)
