"""Which entries have another legal status by now: by what was published, or by the day.

A status follows from dates and from other entries. Each row names the next day on which
it may turn; the first reader of a day has those written anew whose day has come.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils import timezone

from policyarchive.archive.standing import CHANGING, Cause
from policyarchive.archive.vocabulary import Role
from policyarchive.search import log
from policyarchive.search.engine import Among, Condition, Snapshot, Within
from policyarchive.search.question import TURN, Order

_ROLES = frozenset(role.value for role in CHANGING)
_MOST = 100_000  # entries of one question
# The state of the index and the day for which nothing was due: asked once for each.
_settled: tuple[str, int] | None = None


def due(snapshot: Snapshot) -> int:
    """Return how many entries may have another status by now than the index tells."""
    global _settled
    now = (snapshot.generation, timezone.localdate().toordinal())
    if _settled == now:
        return 0
    count = snapshot.count(_until(now[1]))
    if not count:
        _settled = now
    return count


def turned(snapshot: Snapshot) -> Iterator[str]:
    """Yield the entries whose day has come."""
    yield from _arks(snapshot, _until(timezone.localdate().toordinal()))


def changed_by(
    snapshot: Snapshot, arks: Sequence[str], pointing: Sequence[str]
) -> Iterator[str]:
    """Yield the instruments that some entries change or changed, and their texts.

    ``pointing`` are entries that stay as they are, but what they point at was merged.
    """
    before = snapshot.find(Among("ark", tuple(arks)), Order.RELEVANCE, 0, _MOST)
    targets = {
        ark
        for _, card in before.cards
        for ark, link in card["points"]
        if link["role"] in _ROLES
    }
    targets |= log.causes((*arks, *pointing)).keys()
    yield from targets
    laws = (*targets, *arks)
    yield from _arks(
        snapshot, Among("link", tuple(f"{Role.TEXT_OF.value}|{law}" for law in laws))
    )


def causes(snapshot: Snapshot, news: Iterable[str] = ()) -> log.Causing:
    """Return what tells what changes instruments: what is known, and what is new."""
    new = frozenset(news)
    fresh = log.causes(new)

    def of(arks: Sequence[str]) -> Mapping[str, Sequence[Cause]]:
        pointing = tuple(f"{role}|{ark}" for ark in arks for role in sorted(_ROLES))
        known = log.causes(set(_arks(snapshot, Among("link", pointing))) - new)
        return {ark: (*known.get(ark, ()), *fresh.get(ark, ())) for ark in arks}

    return of


def _until(day: int) -> Condition:
    return Within(1, day, TURN)


def _arks(snapshot: Snapshot, condition: Condition) -> list[str]:
    found = snapshot.find(condition, Order.RELEVANCE, 0, _MOST)
    return [str(card["ark"]) for _, card in found.cards]
