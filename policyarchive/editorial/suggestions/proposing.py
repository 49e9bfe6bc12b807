"""From what was found in a text to what is proposed for its entry.

All places that name one thing make one suggestion. What is linked already, what was
decided before on this entry for these words, and what the desk knows to mislead is
left out.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import DateRole, Kind, Role
from policyarchive.editorial.models import Verdict
from policyarchive.editorial.naming import label
from policyarchive.editorial.suggestions import happenings, names, sifting, texts
from policyarchive.editorial.suggestions.beside import laws_beside
from policyarchive.editorial.suggestions.finding import Found, Reading, Sort, find
from policyarchive.editorial.suggestions.happenings import Happening

_LINKED = (Sort.ACTOR, Sort.INSTRUMENT, Sort.EVENT)
_MOST_WITNESSES = 3
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_WORDS = 400  # of the column of a verdict


@dataclass(frozen=True, slots=True)
class Witness:
    """A place of the text that speaks for a suggestion."""

    anchor: str
    before: str
    words: str
    after: str

    @property
    def language(self) -> str:
        """The language of the words around, as a tag."""
        around = self.before + self.after
        # A Chinese name in an English sentence does not make it Chinese.
        is_chinese = len(_HAN.findall(around)) * 4 > len(around)
        return "zh" if is_chinese else "en"


@dataclass(frozen=True, slots=True)
class Option:
    """An entry that may be meant."""

    pk: int
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposal with the words that gave rise to it.

    ``key`` names it in the form. ``roles`` are the choices that join the entry with
    any of the options; ``role`` the guess, which may be empty. ``value`` is a date, a
    number or a title; ``happening`` what an event to be made would be.
    """

    key: str
    sort: Sort
    words: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    count: int
    options: tuple[Option, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    role: str = ""
    value: str = ""
    there: str = ""
    happening: Happening | None = None

    @property
    def is_clear(self) -> bool:
        """Whether it could be accepted as it stands."""
        return bool(self.role) and (self.sort is Sort.DATE or len(self.options) == 1)

    @property
    def makes_new(self) -> bool:
        """Whether accepting it makes an entry."""
        return not self.options and self.sort is not Sort.DATE


def suggest(entry: Entry) -> list[Suggestion]:
    """Return what is proposed for an entry, in the order in which the text names it."""
    return Proposer(entry.concrete).suggestions()


MISSED = "missed"
"""The key of what somebody saw in the text and no rule found."""


def missed(entry: Entry, words: str, kind: str) -> Suggestion:
    """Return words that somebody saw in the text as a suggestion like the others."""
    reading = texts.reading_of(entry.concrete)
    sorts = {Kind.ACTOR.value: Sort.ACTOR, Kind.EVENT.value: Sort.EVENT}
    sort = sorts.get(kind, Sort.TITLE)
    said = words[:_LONGEST_WORDS]
    places = [
        Found(sort, number, start, start + len(said), said)
        for number, piece in enumerate(reading.pieces)
        if (start := piece.text.find(said)) >= 0
    ]
    one = _suggestion(sort, words, reading, places, value=said.strip("《》"))
    return replace(one, key=MISSED, words=(said,))


class Proposer:
    """The suggestions of one entry, with what is known about it asked once."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.kind = entry.permalink.kind
        self.is_press = texts.is_press(entry)
        self.linked = set(entry.links.values_list("target_id", flat=True))
        self.dated = {(fact.role, fact.edtf) for fact in entry.dates.all()}
        self.roles_dated = {role for role, _ in self.dated}
        self.decided = set(
            Verdict.objects.filter(entry=entry).values_list("kind", "value", "words")
        )

    def suggestions(self) -> list[Suggestion]:
        """Find, sort out and propose."""
        known = names.known()
        reading = texts.reading_of(self.entry)
        written = texts.written(self.entry)
        found = find(reading, known.gazetteer, written, is_press=self.is_press)
        found = sifting.completed(found)
        found = [replace(f, candidates=known.works_of(f.candidates)) for f in found]
        entries = sifting.entries_of(found)
        found = sifting.agreed(found, entries)
        found = list(self._allowed(found, entries, sifting.misleading(found)))
        proposed = [
            *self._links(reading, found, entries),
            *self._titles(reading, found),
            *self._own_dates(reading, found),
        ]
        if self.is_press:
            proposed += self._happenings(reading, found, entries)
        return proposed

    def _allowed(
        self,
        found: Iterable[Found],
        entries: Mapping[str, Entry],
        misleading: set[tuple[str, str]],
    ) -> Iterator[Found]:
        for one in found:
            words = one.words[:_LONGEST_WORDS]
            if (sifting.plain(words), "") in misleading:
                continue
            if one.sort not in _LINKED:
                yield one
                continue
            # Of an ambiguous name one meaning may be linked: that was the one meant.
            if any(int(entry) in self.linked for entry in one.candidates):
                continue
            left = tuple(
                entry
                for entry in one.candidates
                if entry in entries  # it may have been deleted since names were read
                and (sifting.plain(words), entry) not in misleading
                and (one.sort.value, entry, words) not in self.decided
                and int(entry) != self.entry.pk
            )
            if left:
                yield replace(one, candidates=left)

    def _links(
        self, reading: Reading, found: Sequence[Found], entries: Mapping[str, Entry]
    ) -> Iterator[Suggestion]:
        groups: dict[tuple[Sort, tuple[str, ...]], list[Found]] = defaultdict(list)
        for one in found:
            if one.sort in _LINKED:
                groups[one.sort, one.candidates].append(one)
        for (sort, candidates), places in groups.items():
            held = [entries[c] for c in candidates if c in entries]
            roles = self._roles(held)
            if held and roles:
                yield _suggestion(
                    sort,
                    "+".join(candidates),
                    reading,
                    places,
                    options=tuple(_option(one) for one in held),
                    roles=roles,
                    role=_role(places, roles),
                    there=_there(places),
                )

    def _roles(self, targets: Sequence[Entry]) -> tuple[tuple[str, str], ...]:
        kinds = {target.permalink.kind for target in targets}
        return tuple(
            (role.value, role.en)
            for role in Role
            if any((self.kind, kind) in role.kinds for kind in kinds)
        )

    def _titles(self, reading: Reading, found: Sequence[Found]) -> Iterator[Suggestion]:
        """Propose to make what a title in 《》 or a number names and nobody made."""
        own = {getattr(self.entry, "number", ""), self.entry.title_zh}
        groups: dict[tuple[Sort, str], list[Found]] = defaultdict(list)
        for one in found:
            if one.sort in (Sort.TITLE, Sort.NUMBER) and one.value not in own:
                groups[one.sort, one.value].append(one)
        roles = tuple(
            (role.value, role.en)
            for role in Role
            if {(self.kind, Kind.LAW.value), (self.kind, Kind.DOCUMENT.value)}
            & role.kinds
        )
        for (sort, value), places in groups.items():
            if roles and not self._was_decided(sort, value, places):
                role = _role(places, roles)
                yield _suggestion(
                    sort, value, reading, places, value=value, roles=roles, role=role
                )

    def _own_dates(
        self, reading: Reading, found: Sequence[Found]
    ) -> Iterator[Suggestion]:
        """Propose dates of the entry itself: those of its text, one in each role."""
        if self.is_press:
            return
        about = laws_beside(reading, found)
        groups: dict[tuple[str, str], list[Found]] = defaultdict(list)
        for one in found:
            if one.sort is Sort.DATE and one not in about:
                groups[one.role, one.value].append(one)
        for (role, edtf), places in groups.items():
            value = f"{role} {edtf}"
            if role in self.roles_dated or self._was_decided(Sort.DATE, value, places):
                continue
            others = [key for key in groups if key[0] == role]
            yield _suggestion(
                Sort.DATE,
                value,
                reading,
                places,
                value=edtf,
                roles=tuple(DateRole.choices),
                role=role if len(others) == 1 else "",
            )

    def _happenings(
        self, reading: Reading, found: Sequence[Found], entries: Mapping[str, Entry]
    ) -> Iterator[Suggestion]:
        """Propose the events that dates of laws speak of, known ones or new ones."""
        for date, happening in happenings.of_dates(reading, found, entries):
            value = happening.value
            if self._was_decided(Sort.EVENT, value, [date]):
                continue
            known = happening.known()
            if any(one.pk in self.linked for one in known):
                continue
            yield _suggestion(
                Sort.EVENT,
                value,
                reading,
                [date],
                options=tuple(_option(one) for one in known),
                roles=self._roles(known)
                or ((Role.MENTIONED.value, Role.MENTIONED.en),),
                role=Role.MENTIONED.value,
                value=value,
                happening=happening,
            )

    def _was_decided(self, sort: Sort, value: str, places: Sequence[Found]) -> bool:
        return all(
            (sort.value, value[:600], one.words[:_LONGEST_WORDS]) in self.decided
            for one in places
        )


def _option(entry: Entry) -> Option:
    return Option(entry.pk, label(entry), entry.permalink.kind)


def _suggestion(
    sort: Sort, ident: str, reading: Reading, places: Sequence[Found], **rest: object
) -> Suggestion:
    digest = hashlib.sha256(f"{sort}|{ident}".encode()).hexdigest()[:12]
    witnesses = tuple(
        Witness(reading.pieces[one.piece].anchor, *reading.around(one))
        for one in places[:_MOST_WITNESSES]
    )
    words = tuple(dict.fromkeys(one.words[:_LONGEST_WORDS] for one in places))
    return Suggestion(
        digest,
        sort,
        words,
        witnesses,
        len(places),
        **rest,  # type: ignore[arg-type]
    )


def _role(places: Sequence[Found], roles: Sequence[tuple[str, str]]) -> str:
    """Return the most telling role that the places give, if the kinds allow it."""
    allowed = [code for code, _ in roles]
    told = [one.role for one in places if one.role in allowed]
    telling = [role for role in told if role != Role.MENTIONED]
    if telling or told:
        return (telling or told)[0]
    return allowed[0] if len(allowed) == 1 else ""


def _there(places: Sequence[Found]) -> str:
    """Return the article named, where all places that name one name the same."""
    named = {one.there for one in places if one.there}
    return next(iter(named)) if len(named) == 1 else ""
