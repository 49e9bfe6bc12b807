"""Questions of entry pages, each answered by the index in one search.

Reverse relations ("implemented by"), the texts of a law, the documents of an actor or
an event, and the actors that stand beside an actor. Merges are followed: what pointed
at an entry that was merged away answers for the survivor.
"""

from collections import defaultdict
from dataclasses import replace

from policyarchive.archive.vocabulary import Role
from policyarchive.search import follower
from policyarchive.search.counting import histogram
from policyarchive.search.engine import Among, Every, Snapshot
from policyarchive.search.names import texts_of
from policyarchive.search.question import Order, Question
from policyarchive.search.results import Citing, Company, Group, Hit, LinkFact, Pointing
from policyarchive.search.running import make_hit

LIMIT = 200  # entries read; counts by role are exact beyond it
MOST_COMPANY = 20
MOST_CITING = 12  # entries listed of those that cite one; all are counted


def pointing_at(
    ark: str,
    *,
    roles: tuple[str, ...] = (),
    limit: int = LIMIT,
    snapshot: Snapshot | None = None,
) -> Pointing:
    """Return what points at an entry, by role, newest first.

    Without ``roles``, in any. ``company`` counts the other actors of the same entries,
    ``years`` the entries by the year of the date shown. ``snapshot`` is a fresh view of
    the index where the caller has one.
    """
    snapshot = snapshot or follower.fresh_snapshot()
    if snapshot is None:
        return Pointing()
    wanted = tuple(f"{role}|{ark}" for role in roles or Role.values)
    pointing = Among("link", wanted)
    found = snapshot.find(pointing, Order.NEWEST, 0, limit)
    if not found.count:
        return Pointing()
    counts = snapshot.tally(pointing, ("link",), wanted)["link"]
    others = snapshot.tally(pointing, ("actor", "year"))
    hits: dict[str, list[Hit]] = defaultdict(list)
    for _, card in found.cards:
        hit = make_hit(card)
        for target, facts in card["points"]:
            if target == ark:
                link = LinkFact(**facts)
                hits[link.role].append(replace(hit, link=link))
    return Pointing(
        count=found.count,
        groups={
            role: Group(role, number, tuple(hits[role]))
            for role, number in ((link.partition("|")[0], n) for link, n in counts)
        },
        company=tuple(
            Company(other, number) for other, number in others["actor"] if other != ark
        )[:MOST_COMPANY],
        years=histogram(Question(), dict(others["year"])),
    )


def entry(ark: str) -> Hit | None:
    """Return an entry as lists show it today, or None while it is not in the index."""
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return None
    found = snapshot.find(Among("ark", (ark,)), Order.NEWEST, 0, 1)
    return make_hit(found.cards[0][1]) if found.cards else None


def citing(works: tuple[str, ...], snapshot: Snapshot) -> Citing:
    """Return the entries whose texts cite any of some works, newest first."""
    among = Among("cites", works)
    found = snapshot.find(among, Order.NEWEST, 0, MOST_CITING)
    tallied = snapshot.tally(among, ("cites",))["cites"] if found.count else ()
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for cited, count in tallied:
        naan, name, anchor = (*cited.split("/", 2), "")[:3]
        if anchor and f"{naan}/{name}" in works:
            places[anchor].append((cited, count))
    counts = {
        anchor: cited[0][1] if len(cited) == 1 else _either(cited, snapshot)
        for anchor, cited in places.items()
    }
    return Citing(found.count, tuple(make_hit(card) for _, card in found.cards), counts)


def _either(cited: list[tuple[str, int]], snapshot: Snapshot) -> int:
    """Return how many entries cite any of some places, each counted once."""
    return snapshot.count(Among("cites", tuple(place for place, _ in cited)))


def text_with(law: str, anchor: str) -> str:
    """Return the newest text of a law that has a passage, or nothing."""
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return ""
    with_it = Every((texts_of(law), Among("anchor", (anchor,))))
    found = snapshot.find(with_it, Order.NEWEST, 0, 1)
    return str(found.cards[0][1]["ark"]) if found.cards else ""
