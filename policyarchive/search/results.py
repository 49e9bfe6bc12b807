"""What a search returns: frozen facts, ready for a page, a feed or the API.

Values of facets are codes of ``archive.vocabulary``, keys of topics or ARKs; the read
side looks their labels up. Everything marked up is a ``SafeString`` in which only
``<mark>`` is markup.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from django.utils.safestring import SafeString

from policyarchive.search.question import Place

# The value by which a facet names the entries that state nothing.
NONE = "none"

FacetState = Literal["", "include", "exclude"]
# Why an entry stands among the names: by its permalink, title, another name, its
# letters, a former name, as the successor of an entry called so, by its pinyin, part of
# its pinyin, its number, or because its name is nearly what was asked.
NameMatch = Literal[
    "",
    "ark",
    "title",
    "alias",
    "abbreviation",
    "former",
    "successor",
    "pinyin",
    "pinyin-part",
    "number",
    "near",
]


class PassageHit(NamedTuple):
    """A passage that holds what was asked, cut short, the words marked.

    ``anchor`` leads to the passage in the text; it is empty for the summary of an
    entry, which belongs to no text. ``text_kind`` is a code of TextKind or ``summary``.
    """

    anchor: str
    label: str
    language: str
    text: SafeString
    text_kind: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class LinkFact:
    """The relation by which an entry points at another, as its record states it."""

    role: str
    is_lead: bool = False
    here: str = ""  # anchor in the text of the entry that points
    there: str = ""  # anchor in the text of the entry pointed at
    is_unverified: bool = False
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry as result lists show it, read from the index alone."""

    ark: str
    kind: str
    title_zh: str
    title_en: str
    version: int
    type: str = ""
    date: str = ""  # the date shown, EDTF; empty when none is stated
    date_role: str = ""
    effective: str = ""  # entry into force, EDTF
    status: str = ""  # the legal status of today, as dates and relations have it
    stated: str = ""  # the one that the record states, where it is another
    because: str = ""  # why it is another, one sentence
    number: str = ""
    level: str = ""
    issuers: tuple[str, ...] = ()  # ARKs, the lead first
    issuer_as_printed: str = ""
    text_of: str = ""  # ARK of the law whose text it is
    topics: tuple[str, ...] = ()  # keys
    languages: tuple[str, ...] = ()  # of the texts that may be searched
    text_kinds: tuple[str, ...] = ()
    access: str = ""  # the most open access among the texts; empty without texts
    names: tuple[str, ...] = ()  # other names, abbreviations among them
    # From when to when another name was in use, EDTF, where that is stated.
    dated: Mapping[str, Sequence[str]] = field(default_factory=dict)
    summary_zh: str = ""
    summary_en: str = ""
    is_unverified: bool = False
    published_at: str = ""  # ISO 8601, UTC: when this version was published here
    # What belongs to the search rather than to the entry:
    marked_zh: SafeString = field(default_factory=SafeString)
    marked_en: SafeString = field(default_factory=SafeString)
    passages: tuple[PassageHit, ...] = ()
    more_passages: int = 0  # how many further passages hold it
    match: NameMatch = ""
    matched_name: str = ""
    matched_dates: Sequence[str] = ()  # from when to when it was in use, if stated
    anchor: str = ""  # the article of it that was asked for by its name
    link: LinkFact | None = None  # how it points, among the hits of ``pointing_at``

    @property
    def title(self) -> str:
        """The title to use where there is room for one: Chinese first."""
        return self.title_zh or self.title_en


# Of these a page makes hundreds; a tuple takes half of a frozen dataclass's time.
class FacetValue(NamedTuple):
    """One value of a facet and how many entries have it.

    Counted under all filters but those of its own facet, so that a choice can be
    widened; a chosen value is listed also at zero. A body or topic counts what is filed
    under those below it as well, each entry once. Where that would be too much work,
    its own filter counts too (``SearchPage.narrowed``).
    """

    value: str
    count: int  # type: ignore[assignment]  # in place of the method of tuples
    state: FacetState = ""
    above: tuple[str, ...] = ()  # values it is counted under too, the nearest first


class MonthCount(NamedTuple):
    """One bar of a year's months; month 0 stands for those that state the year only."""

    month: int
    count: int  # type: ignore[assignment]
    state: FacetState = ""


class YearCount(NamedTuple):
    """One bar of the histogram; years without entries between others are there at 0."""

    year: int
    count: int  # type: ignore[assignment]
    state: FacetState = ""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Entries by the year of the date shown, under all filters but the dates."""

    years: tuple[YearCount, ...] = ()
    undated: int = 0
    undated_state: FacetState = ""
    months: tuple[MonthCount, ...] = ()  # of the one year that was chosen
    months_of: int = 0


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A ``field:value`` of the query as it was understood."""

    field: str
    text: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """Something in the query that could not be taken as written, and what was done.

    ``code`` is stable for translation; ``message`` is one English sentence.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Widening:
    """A term of the query and what the glossary added to it in the other language."""

    term: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the query was read."""

    terms: tuple[str, ...] = ()  # all must be there; English in any inflection
    phrases: tuple[str, ...] = ()  # exactly so
    any_of: tuple[tuple[str, ...], ...] = ()  # groups joined by OR
    excluded: tuple[str, ...] = ()
    fields: tuple[FieldTerm, ...] = ()
    repairs: tuple[Repair, ...] = ()
    also_searched: tuple[Widening, ...] = ()
    could_widen: bool = False  # the glossary knows more, and the reader switched it off


@dataclass(frozen=True, slots=True)
class Blame:
    """How many would be found without one word or filter, or by one word alone.

    Or, where only several filters together are to blame, without any filter.

    ``text`` is the query to ask instead (unchanged when a filter is to blame);
    ``facet`` and ``value`` name the filter to drop; a range of dates is named by its
    date, SHOWN or one of DATES.
    """

    count: int
    text: str
    dropped: str = ""  # the words to drop
    alone: str = ""  # or the words asked by themselves
    facet: str = ""
    value: str = ""
    is_unfiltered: bool = False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results with everything that stands around it."""

    count: int
    page: int
    pages: int
    page_size: int
    hits: tuple[Hit, ...]
    names: tuple[Hit, ...] = ()  # entries whose name was asked; first page only
    topics: tuple[str, ...] = ()  # keys of topics whose label was asked
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    histogram: Histogram = field(default_factory=Histogram)
    narrowed: tuple[str, ...] = ()  # facets counted under their own filter too
    reading: Reading = field(default_factory=Reading)
    blame: tuple[Blame, ...] = ()  # only when nothing was found
    is_building: bool = False  # there is no index yet; it is being built
    generation: str = ""  # the state of the index that answered
    end: Place | None = None  # where more follows, in an order by date
    elapsed_ms: float = 0.0

    @property
    def by_name(self) -> int:
        """How many of the names are called what was asked, not only nearly so."""
        return sum(hit.match != "near" for hit in self.names)

    @property
    def first(self) -> int:
        """The rank of the first hit on the page, 0 when there is none."""
        return (self.page - 1) * self.page_size + 1 if self.hits else 0

    @property
    def last(self) -> int:
        """The rank of the last hit on the page, 0 when there is none."""
        return self.first + len(self.hits) - 1 if self.hits else 0


@dataclass(frozen=True, slots=True)
class Group:
    """The entries that point at one in the same role, newest first.

    ``count`` is exact also where ``hits`` was cut.
    """

    role: str  # a code of Role; its reverse wording fits the entry pointed at
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Citing:
    """What cites an entry in its texts: how many, the newest, and how many by anchor.

    ``places`` has the places cited most first.
    """

    count: int
    hits: tuple[Hit, ...]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What texts cite and the archive does not hold, and the newest that do."""

    key: str
    words: str  # as most texts write it
    count: int  # entries that cite it
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class WantedPage:
    """One page of what is cited most and not held, and how many pages there are."""

    wanted: tuple[Wanted, ...] = ()
    first: int = 0
    count: int = 0
    pages: int = 0


class Shared(NamedTuple):
    """What two documents share: a law, an actor, a work they cite, a rare word."""

    kind: str  # law, actor, cites, word
    value: str  # a permalink, or the word


@dataclass(frozen=True, slots=True)
class Akin:
    """A document that is akin to another, and what they share, the rarest first."""

    hit: Hit
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """An actor that shares documents and events with another, and how many."""

    ark: str
    count: int


@dataclass(frozen=True, slots=True)
class Pointing:
    """All that points at an entry, by role, and who stands beside it."""

    count: int = 0
    groups: Mapping[str, Group] = field(default_factory=dict)
    company: tuple[Company, ...] = ()
    years: Histogram = field(default_factory=Histogram)

    def hits(self, *roles: str, kind: str = "") -> tuple[Hit, ...]:
        """Return the hits in these roles in one list, each entry once, newest first."""
        chosen = [
            self.groups[role].hits
            for role in roles or self.groups
            if role in self.groups
        ]
        found = {
            hit.ark: hit for hits in chosen for hit in hits if kind in ("", hit.kind)
        }
        return tuple(sorted(found.values(), key=lambda hit: hit.date, reverse=True))
