"""What fields have to say together, or by their own grammar: asked by ``clean``."""

import re

from django.core.exceptions import ValidationError

from policyarchive.archive.dates import BadDate, parse

_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
# As passages are numbered: art-21-1, app-2.p-3, preamble.
_PIECE = r"(?:preamble|history|[a-z]{1,12}(?:-[0-9a-z]{1,12})+)"
_ANCHOR = re.compile(rf"{_PIECE}(?:\.{_PIECE})*")


def refuse_backward_span(valid_from: str, valid_to: str) -> None:
    """Refuse a time that is over before it begins; one end may be open."""
    try:
        is_backward = valid_from and valid_to and _is_after(valid_from, valid_to)
    except BadDate:
        return  # the fields say so themselves
    if is_backward:
        raise ValidationError(
            {"valid_to": f"It ends ({valid_to}) before it begins ({valid_from})."}
        )


def _is_after(one: str, other: str) -> bool:
    return parse(one).lower > parse(other).upper


def refuse_strange_item(wikidata: str) -> None:
    """Refuse what is no identifier of an item at Wikidata."""
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        raise ValidationError(
            {
                "wikidata": f"“{wikidata}” is no item of Wikidata: write its number, "
                "such as Q148."
            }
        )


def refuse_strange_anchors(**anchors: str) -> None:
    """Refuse what no passage of any text has for its anchor, by the name of a field."""
    faults = {
        field: f"“{text}” is no place in a text: write an anchor such as art-21, ch-3, "
        "sec-2, app-1 or p-12."
        for field, text in anchors.items()
        if text and not _ANCHOR.fullmatch(text)
    }
    if faults:
        raise ValidationError(faults)
