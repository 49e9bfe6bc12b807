"""Duplicates between the rows of one file or batch, before anything is saved. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from policyarchive.archive import othernames
from policyarchive.editorial.duplicates import matches
from policyarchive.editorial.duplicates.clues import NEAR_TEXT, Clues
from policyarchive.editorial.duplicates.matches import Reason


def find_among(clues: Sequence[Clues]) -> list[dict[int, list[Reason]]]:
    """Return for each of the clues which earlier ones it may be, and why."""
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    found: list[dict[int, list[Reason]]] = []
    for at, one in enumerate(clues):
        reasons: defaultdict[int, set[Reason]] = defaultdict(set)
        to_compare: set[int] = set()  # once, however many bands they share
        for key, reason in _keys(one):
            if reason is None:
                to_compare.update(holders[key])
            else:
                for earlier in holders[key]:
                    reasons[earlier].add(reason)
            holders[key].append(at)
        for earlier in sorted(to_compare):
            if near := _near(one, clues[earlier]):
                reasons[earlier].add(near)
        found.append({earlier: sorted(why) for earlier, why in reasons.items()})
    return found


def _keys(one: Clues) -> Iterator[tuple[Hashable, Reason | None]]:
    """Yield what alike entries share, with the reason or None where one must look."""
    kind = one.kind
    for file in one.files:
        yield (kind, "file", file), matches.SAME_FILE
    for digest in one.digests:
        yield (kind, "text", digest), matches.SAME_TEXT
    for address in one.address_keys:
        yield (kind, "address", address), matches.same_address(address)
    for number in filter(othernames.number, one.numbers):
        key = othernames.number(number)
        yield (kind, "number", key), matches.same_number(number.strip())
    for name in one.name_keys:
        is_title = name in one.title_keys
        reason = matches.SAME_TITLE if is_title else matches.same_name(name)
        yield (kind, "name", name), reason
    for band in one.text_bands:
        yield (kind, "text-band", band), None
    for band in one.title_bands:
        yield (kind, "title-band", band), None


def _near(one: Clues, other: Clues) -> Reason | None:
    if one.is_titled_nearly(other.titles, other.title_keys, other.title_bands):
        return matches.NEAR_TITLE
    if one.digests & other.digests or not one.texts:
        return None
    likeness = max(map(one.likeness, other.texts), default=0)
    return matches.near_text(likeness) if likeness >= NEAR_TEXT else None
