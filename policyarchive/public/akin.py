"""Related documents, with what they share in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policyarchive.archive.records import DocumentRecord
from policyarchive.archive.vocabulary import Kind
from policyarchive.public.labels import Label, Labels
from policyarchive.search import related
from policyarchive.search.citing import Spots
from policyarchive.search.engine import Snapshot
from policyarchive.search.results import Akin, Hit, Shared

_WORD = "word"
_NAMED = 3  # of each reason; the others are counted
# One and several; what is shared is told in this order.
_REASONS = {
    "law": ("same law", "same laws"),
    "cites": ("cites the same work", "cites the same works"),
    "actor": ("names the same actor", "names the same actors"),
    _WORD: ("shares a rare term", "shares {} rare terms"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why two documents stand together, and what they share by name."""

    said: str
    labels: tuple[Label, ...] = ()
    words: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """A related document."""

    hit: Hit
    reasons: tuple[Reason, ...]


def search(
    record: DocumentRecord, spots: Spots, snapshot: Snapshot
) -> tuple[Akin, ...]:
    """Ask the index which documents are akin to one, the nearest first."""
    refs = [link.ref for link in record.links]
    cited = (spot.target for found in spots.by_text.values() for spot in found)
    return related.related(
        record.ark,
        snapshot,
        laws=(ref.ark for ref in refs if ref.kind == Kind.LAW),
        actors=(ref.ark for ref in refs if ref.kind == Kind.ACTOR),
        cites=filter(None, cited),
    )


def named(found: Iterable[Akin]) -> set[str]:
    """Return the entries that are shared, whose labels ``of`` needs."""
    return {one.value for akin in found for one in akin.shared if one.kind != _WORD}


def of(found: Iterable[Akin], labels: Labels) -> tuple[Near, ...]:
    """Return what was found as the page shows it."""
    return tuple(Near(akin.hit, tuple(_reasons(akin.shared, labels))) for akin in found)


def _reasons(shared: Sequence[Shared], labels: Labels) -> Iterator[Reason]:
    seen: set[str] = set()
    for kind, (one, several) in _REASONS.items():
        # A law that is linked and cited is one reason.
        values = [s.value for s in shared if s.kind == kind and s.value not in seen]
        seen.update(values)
        if not values:
            continue
        said = one if len(values) == 1 else several.format(len(values))
        more = max(0, len(values) - _NAMED)
        if kind == _WORD:
            yield Reason(said, words=tuple(values[:_NAMED]), more=more)
        else:
            known = (labels.of(value) for value in values[:_NAMED])
            yield Reason(said, tuple(label for label in known if label), more=more)
