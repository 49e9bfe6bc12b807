"""What texts cite and the archive does not hold, cited most first."""

from policyarchive.search import follower
from policyarchive.search.engine import Among, Anything, Snapshot
from policyarchive.search.question import Order
from policyarchive.search.results import Hit, Wanted, WantedPage
from policyarchive.search.running import make_hit

PAGE_SIZE = 50
_LEAST = 2  # entries that cite it; what one cites alone may be a slip of one text
_EXAMPLES = 3
_LONGEST = 4  # digits of a page


def page_number(given: str) -> int:
    """Return the page that an address asks for; nonsense asks for the first."""
    is_number = given.isascii() and given.isdecimal() and len(given) <= _LONGEST
    return max(1, int(given)) if is_number else 1


def wanted(number: int = 1) -> WantedPage:
    """Return a page of what is not held; counted in one question, from the index."""
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return WantedPage()
    tally = snapshot.tally(Anything(), ("unheld", "unheld_as"))
    words: dict[str, str] = {}
    for value, _ in tally["unheld_as"]:
        key, _, written = value.partition("|")
        words.setdefault(key, written)
    found = [(key, count) for key, count in tally["unheld"] if count >= _LEAST]
    start = (number - 1) * PAGE_SIZE
    return WantedPage(
        tuple(
            Wanted(key, words.get(key, _bare(key)), count, _examples(key, snapshot))
            for key, count in found[start : start + PAGE_SIZE]
        ),
        start + 1,
        len(found),
        -(-len(found) // PAGE_SIZE),
    )


def _bare(key: str) -> str:
    return key.partition(":")[2]


def _examples(key: str, snapshot: Snapshot) -> tuple[Hit, ...]:
    found = snapshot.find(Among("unheld", (key,)), Order.NEWEST, 0, _EXAMPLES)
    return tuple(make_hit(card) for _, card in found.cards)
