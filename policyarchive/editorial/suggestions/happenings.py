"""Events that a dated sentence about a law speaks of.

"The Data Security Law took effect on September 1" in a report is not a date of the
report: it is an event of the law, which may be in the archive, or may be made.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import (
    DateRole,
    EventKind,
    Kind,
    Role,
)
from policyarchive.editorial.suggestions.finding import Found, Reading, Sort

_KINDS: dict[str, tuple[EventKind, str, str]] = {
    DateRole.EFFECTIVE: (EventKind.ENTRY_INTO_FORCE, "takes effect", "施行"),
    DateRole.ADOPTED: (EventKind.ADOPTION, "adopted", "通过"),
    DateRole.PROMULGATED: (EventKind.PUBLICATION, "promulgated", "公布"),
    DateRole.PUBLISHED: (EventKind.PUBLICATION, "published", "发布"),
}
_SENTENCE_END = re.compile(r"[。！？!?]|\.\s")


@dataclass(frozen=True, slots=True)
class Happening:
    """What an event would be: of which law, on which date, where."""

    law: Entry
    role: str
    edtf: str
    place: str = ""

    @property
    def kind(self) -> EventKind:
        """The kind of event that the role of the date tells."""
        return _KINDS[self.role][0]

    @property
    def title_en(self) -> str:
        """A title in English, if the law has one."""
        name = self.law.title_en
        return f"{name}: {_KINDS[self.role][1]}" if name else ""

    @property
    def title_zh(self) -> str:
        """A title in Chinese, if the law has one."""
        name = self.law.title_zh
        return f"《{name}》{_KINDS[self.role][2]}" if name else ""

    @property
    def value(self) -> str:
        """What tells it from other events."""
        return f"{self.law.pk} {self.role} {self.edtf}"

    def known(self) -> list[Entry]:
        """Return the events that it is already, of the same law, kind and date."""
        return list(
            Entry.objects.filter(
                event__event_kind=self.kind,
                links__target=self.law,
                links__role=Role.CONCERNS,
                dates__edtf__startswith=self.edtf[:7],
            )
            .select_related("permalink")
            .distinct()
            .order_by("pk")
        )


def of_dates(
    reading: Reading, found: Sequence[Found], entries: Mapping[str, Entry]
) -> Iterator[tuple[Found, Happening]]:
    """Yield the dates that speak of one law, each with the event it tells of."""
    beside = laws_beside(reading, found)
    seen: set[str] = set()
    for date, instrument in beside.items():
        if date.role not in _KINDS or len(instrument.candidates) != 1:
            continue
        law = entries.get(instrument.candidates[0])
        if law is None or law.permalink.kind not in (Kind.LAW, Kind.DOCUMENT):
            continue
        place = next(
            (
                one.value
                for one in found
                if one.sort is Sort.PLACE and one.piece == date.piece
            ),
            "",
        )
        happening = Happening(law, date.role, date.value, place)
        if happening.value not in seen:
            seen.add(happening.value)
            yield date, happening


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
