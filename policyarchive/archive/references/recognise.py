"""Finding references in running text: what a text is about, rests on or changes.

Titles, document numbers, articles with their instrument, permalinks and addresses, in
Chinese of either script and in English, also where a text mixes them. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from policyarchive.archive import headings
from policyarchive.archive.numerals import NUMERAL
from policyarchive.archive.references import (
    addresses,
    articles,
    binding,
    named,
    numbers,
)
from policyarchive.archive.references.articles import Chain, integer
from policyarchive.archive.references.binding import Binding
from policyarchive.archive.references.folding import PASSAGE_END, Folded, fold
from policyarchive.archive.references.gazetteer import Gazetteer
from policyarchive.archive.references.reference import Kind, Pinpoint, Reference
from policyarchive.archive.references.spans import longest

_RELATIVE = re.compile(
    rf"(?<![以之此目当从事提生先空眼日年月天周期会午面])(?:前[一二两三四五六七八]?"
    rf"(?:条(?![件例文理约])|款(?![项子物])|项(?!目))"
    rf"|本条(?=第{NUMERAL}款))(?:第(?P<paragraph>{NUMERAL})款)?(?:第?\(?(?P<item>{NUMERAL})\)?项)?"
)
_SPEAKS_OF_ARTICLE = ("系", "是", "由")
_LEAD = re.compile(r"[\s#*>　]*")


def find(text: str, gazetteer: Gazetteer) -> tuple[Reference, ...]:
    """Return the references in a text, in order; no two overlap."""
    folded = fold(text)
    spots = [
        *map(_of_address, repeat(folded), addresses.find(folded)),
        *map(_Spot.of, numbers.find(folded, gazetteer.bodies)),
        *map(_Spot.of, named.find(folded, gazetteer, gazetteer.find(folded))),
    ]
    apart = longest(spots)
    found = [
        _address(s.hit, gazetteer) for s in apart if isinstance(s.hit, addresses.Hit)
    ]
    found += [
        _number(folded, s.hit, gazetteer)
        for s in apart
        if isinstance(s.hit, numbers.Hit)
    ]
    hits = [s.hit for s in apart if isinstance(s.hit, named.Hit)]
    covered = [range(s.start, s.end) for s in apart if not isinstance(s.hit, named.Hit)]
    cited = _articles(folded, hits, covered)
    hits += [b.title for _, b in cited if b.is_new and b.title]
    found += [_title(folded, hit) for hit in hits]
    found += [r for chain, bound in cited for r in _links(folded, chain, bound)]
    found += _relatives(folded)
    return tuple(_apart(found))


def find_each(
    texts: Iterable[str], gazetteer: Gazetteer
) -> tuple[tuple[Reference, ...], ...]:
    """Return the references in each passage of one text, read in context.

    A short name defined in one passage counts in the following ones. Places count from
    the start of the passage.
    """
    pieces = list(texts)
    whole = find(PASSAGE_END.join(pieces), gazetteer)
    found: list[tuple[Reference, ...]] = []
    start = at = 0
    for piece in pieces:
        end = start + len(piece)
        inside: list[Reference] = []
        while at < len(whole) and whole[at].start < end:
            if start <= whole[at].start and whole[at].end <= end:
                inside.append(_moved(whole[at], -start))
            at += 1
        found.append(tuple(inside))
        start = end + len(PASSAGE_END)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place of the folded text and what was found there."""

    start: int
    end: int
    hit: addresses.Hit | numbers.Hit | named.Hit

    @classmethod
    def of(cls, hit: numbers.Hit | named.Hit) -> "_Spot":
        return cls(hit.start, hit.end, hit)


def _of_address(folded: Folded, hit: addresses.Hit) -> _Spot:
    return _Spot(folded.index(hit.start), folded.index(hit.end - 1) + 1, hit)


def _apart(found: Iterable[Reference]) -> Iterator[Reference]:
    last = 0
    for reference in sorted(found, key=lambda r: (r.start, -r.end)):
        if reference.start >= last:
            last = reference.end
            yield reference


def _address(hit: addresses.Hit, gazetteer: Gazetteer) -> Reference:
    return Reference(
        hit.start,
        hit.end,
        hit.kind,
        hit.label,
        hit.key,
        gazetteer.other(hit.kind.value, hit.key),
        Pinpoint(hit.anchor),
        version=hit.version,
    )


def _number(text: Folded, hit: numbers.Hit, gazetteer: Gazetteer) -> Reference:
    entries = gazetteer.numbers.find(hit.number)
    return _reference(text, hit.start, hit.end, Kind.NUMBER, hit.number.key, entries)


def _title(text: Folded, hit: named.Hit) -> Reference:
    reference = _reference(
        text, hit.start, hit.end, Kind.TITLE, hit.title.key, hit.entries
    )
    return replace(reference, qualifiers=hit.title.qualifiers)


def _reference(
    text: Folded, start: int, end: int, kind: Kind, key: str, entries: tuple[str, ...]
) -> Reference:
    first, last = text.span(start, end)
    return Reference(first, last, kind, text.original[first:last], key, entries)


def _articles(
    text: Folded, hits: Sequence[named.Hit], covered: Sequence[range]
) -> list[tuple[Chain, Binding]]:
    """Return the chains of articles that are references, with what they belong to."""
    cited: list[tuple[Chain, Binding]] = []
    for chain in articles.chains(text.text):
        if named.overlapping(hits, chain.start, chain.start + 1):
            continue
        bound = binding.bind(chain, text, hits, covered)
        # Article 21 of the Data Security Law, at the beginning of a line, is no label.
        rest = chain if bound and bound.title else _without_heading(text, chain)
        if rest and bound:
            start = bound.start if rest is chain else rest.start
            cited.append((rest, replace(bound, start=start)))
    return cited


def _without_heading(text: Folded, chain: Chain) -> Chain | None:
    """Return a chain without its first article where that is the label of a passage."""
    place = text.place(chain.start)
    line_start = text.original.rfind("\n", 0, place) + 1
    lead = _LEAD.match(text.original, line_start)
    if lead is None or lead.end() != place:
        return chain
    line_end = text.original.find("\n", place)
    line = text.original[place : line_end if line_end >= 0 else None]
    mark = headings.unit(headings.tidy(line))
    if mark is None or (mark.is_glued and mark.rest.startswith(_SPEAKS_OF_ARTICLE)):
        return chain
    rest = chain.links[1:]
    return replace(chain, links=rest) if rest else None


def _links(text: Folded, chain: Chain, bound: Binding) -> Iterator[Reference]:
    title = bound.title
    kind = Kind.ARTICLE if title else Kind.SELF
    key, entries = (title.title.key, title.entries) if title else ("", ())
    for number, link in enumerate(chain.links):
        # The first one takes in the words before it: 本法第五条.
        first = link.start if number else bound.start
        reference = _reference(text, first, link.end, kind, key, entries)
        yield replace(reference, pinpoint=link.pinpoint, until=link.until)


def _relatives(text: Folded) -> Iterator[Reference]:
    """Yield 前款, 前两条, 本条第三款: places counted from where the words stand."""
    for match in _RELATIVE.finditer(text.text):
        reference = _reference(text, *match.span(), Kind.SELF, "", ())
        places = (integer(match["paragraph"]), integer(match["item"]))
        yield replace(reference, pinpoint=Pinpoint("", *places))


def _moved(reference: Reference, by: int) -> Reference:
    return replace(reference, start=reference.start + by, end=reference.end + by)
