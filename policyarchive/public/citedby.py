"""What cites an entry, and each passage of it, in the words of texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from policyarchive.search import links
from policyarchive.search.engine import Snapshot
from policyarchive.search.results import Hit


@dataclass(frozen=True, slots=True)
class Citations:
    """How many documents cite something, and the search for them."""

    count: int
    address: str


@dataclass(frozen=True, slots=True)
class CitedBy:
    """What cites an entry: how many, the newest, and how many cite each passage."""

    count: int = 0
    address: str = ""
    hits: tuple[Hit, ...] = ()
    places: Mapping[str, Citations] = field(default_factory=dict)

    @property
    def hidden(self) -> int:
        """How many are not listed."""
        return self.count - len(self.hits)


def of(works: tuple[str, ...], snapshot: Snapshot | None) -> CitedBy:
    """Return what cites any of some works; two questions to the index."""
    if snapshot is None:
        return CitedBy()
    found = links.citing(works, snapshot)
    places = {
        anchor: Citations(count, _address(f"{work}/{anchor}" for work in works))
        for anchor, count in found.places.items()
    }
    return CitedBy(found.count, _address(works), found.hits, places)


def _address(cited: Iterable[str]) -> str:
    return f"/search?{urlencode([('cites', one) for one in cited])}"
