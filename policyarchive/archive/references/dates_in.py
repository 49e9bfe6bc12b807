"""Dates in running text, resolved from when the text was written.

"Took effect on September 1" in an article of November 2021 is 2021-09-01, and so is
今年9月1日起施行. Nothing is made more precise than the words are: "late August" is the
month, 年底 the year, "last week" an interval. Pure: no clock.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from policyarchive.archive.dates import PartialDate
from policyarchive.archive.references import daterole, datewords_en, datewords_zh
from policyarchive.archive.references.datewhen import Before, Viewpoint
from policyarchive.archive.references.folding import fold
from policyarchive.archive.references.reference import Reference
from policyarchive.archive.references.spans import longest
from policyarchive.archive.vocabulary import DateRole


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that say a date, the EDTF date they mean, and a guess at its role."""

    start: int
    end: int
    label: str
    edtf: str
    role: DateRole | None


def find(
    text: str, written: PartialDate, references: Sequence[Reference] = ()
) -> tuple[DateMention, ...]:
    """Return the dates in a text outside the references, in order.

    ``written`` is when the text was written; relative dates that need more than it says
    are left out.
    """
    folded = fold(text)
    said = longest([*datewords_zh.find(folded.text), *datewords_en.find(folded)])
    found: list[DateMention] = []
    before: Before | None = None
    for spoken in said:
        start, end = folded.span(spoken.start, spoken.end)
        edtf = Viewpoint(folded, written, before).edtf(spoken)
        if edtf is None or _is_inside(start, end, references):
            continue
        # A year alone is seldom when a text was adopted; 2016年复核通过的企业 is not.
        is_point = len(edtf) > len("2021") and "/" not in edtf
        span = (spoken.start, spoken.end)
        role = daterole.guess(folded.text, *span) if is_point else None
        found.append(DateMention(start, end, text[start:end], edtf, role))
        before = Before(edtf, spoken.end)
    return tuple(found)


def _is_inside(start: int, end: int, references: Sequence[Reference]) -> bool:
    found = bisect_left(references, end, key=lambda reference: reference.start)
    return found > 0 and references[found - 1].end > start
