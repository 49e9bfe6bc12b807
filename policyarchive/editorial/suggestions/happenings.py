"""Events that a dated sentence about a law speaks of.

"The Data Security Law took effect on September 1" in a report is not a date of the
report: it is an event of the law, which may be in the archive, or may be made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import (
    DateRole,
    EventKind,
    Kind,
    Role,
)
from policyarchive.editorial.suggestions.beside import laws_beside
from policyarchive.editorial.suggestions.finding import Found, Reading, Sort

_KINDS: dict[str, tuple[EventKind, str, str]] = {
    DateRole.EFFECTIVE: (EventKind.ENTRY_INTO_FORCE, "takes effect", "施行"),
    DateRole.ADOPTED: (EventKind.ADOPTION, "adopted", "通过"),
    DateRole.PROMULGATED: (EventKind.PUBLICATION, "promulgated", "公布"),
    DateRole.PUBLISHED: (EventKind.PUBLICATION, "published", "发布"),
}


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
