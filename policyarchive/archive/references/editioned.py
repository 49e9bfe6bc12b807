"""Which edition of a law a citation names: by its days, or the year behind its title.

A day is that of the adoption or effect of an edition, or it means nothing here; so the
dates of access that many manuals ask for do no harm. A year is one only directly behind
the title: Kite Safety Law (2016), 《风筝安全法》（2016年）, Kite Safety Law 2016 (PRC);
or directly before it, as APA has it: Congress. (2016). Kite Safety Law. Pure.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from policyarchive.archive.dates import parse
from policyarchive.archive.references import dates_in
from policyarchive.archive.references.gathering import Citation
from policyarchive.archive.references.reference import Kind, Reference

_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_BEHIND = re.compile(
    rf"[》”\"’'\])）]*\s*(?:[(（\[〔]\s*{_YEAR}|,?\s+{_YEAR.replace('year', 'bare')}"
    r"(?=\s*[(（,;.]|\s+(?:version|edition|revision|text)\b))"
)
_BEFORE = re.compile(rf"\(\s*{_YEAR}(?:, [A-Z][a-z]+ \d\d?)?\)\.\s*[“\"]?\Z")
_STOOD = re.compile(rf"\bas (?:(?:it|they) stood|in (?:force|effect)) in {_YEAR}")
_HEAD = 40  # signs before a title in which APA's date stands
_YEARS = re.compile(r"(?:19|20)\d\d(?!\d)")
_CITED_ON = parse(
    "2000-01-01"
)  # no relative date is read: "last year" names no edition
_WHOLE_DAY = len("2016-03-05")


class Editions:
    """What the citations of one text say of editions."""

    def __init__(self, text: str, citations: Sequence[Citation]) -> None:
        self._text = text
        self._starts = [one.start for one in citations]
        self._days: list[tuple[int, str]] | None = None

    def of(
        self, citation: Citation
    ) -> tuple[frozenset[str], frozenset[str], date | None]:
        """Return the days beside a citation, and the years behind its title.

        Last, the day on which the law is meant as it stood then: the end of a year.
        """
        stood = _STOOD.search(self._text, citation.end, self._end(citation))
        then = date(int(stood["year"]), 12, 31) if stood else None
        return self._days_of(citation), frozenset(_years(citation, self._text)), then

    def _days_of(self, citation: Citation) -> frozenset[str]:
        if self._days is None:
            found = dates_in.find(self._text, _CITED_ON)
            self._days = [
                (day.start, day.edtf)
                for day in found
                if len(day.edtf) == _WHOLE_DAY and "/" not in day.edtf
            ]
        end = self._end(citation)
        first = bisect_left(self._days, (citation.start, ""))
        last = bisect_left(self._days, (end, ""))
        return frozenset(edtf for _, edtf in self._days[first:last])

    def _end(self, citation: Citation) -> int:
        """Return where the next citation or the next line begins."""
        line = self._text.find("\n", citation.end)
        after = bisect_left(self._starts, citation.end)
        line = line if line >= 0 else len(self._text)
        return min(line, *self._starts[after : after + 1], line)


def _years(citation: Citation, text: str) -> Iterator[str]:
    for reference in citation.references:
        for words in reference.qualifiers:
            yield from _YEARS.findall(words)
        if reference.kind is Kind.TITLE:
            yield from _beside(reference, text)


def _beside(reference: Reference, text: str) -> Iterator[str]:
    match = _BEHIND.match(text, reference.end)
    if match:
        yield match["year"] or match["bare"]
        return
    before = text[max(0, reference.start - _HEAD) : reference.start]
    match = _BEFORE.search(before)
    if match:
        yield match["year"]
