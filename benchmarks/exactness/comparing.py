"""What the index finds, compared with a plain scan of all folded words.

The scan shares with the index the folding and nothing else: it reads versions and texts
from the database and looks for the folded substring in every passage.
"""

import json
import random
import re
from collections.abc import Callable, Iterator

import opencc

from policyarchive.archive import records
from policyarchive.archive.models.published import Permalink, Text
from policyarchive.archive.vocabulary import Access, State
from policyarchive.search.folding import HAN, fold
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import LARGEST_PAGE

SHORTEST, LONGEST = 2, 8  # characters
_RUN = re.compile(f"[{HAN}]{{{SHORTEST},}}")
_SPELLINGS = {"simplified": None, "traditional": "s2t"}

Entries = dict[str, list[str]]  # the folded parts of each entry by its ARK


def compare(count: int, seed: int) -> tuple[list[str], int]:
    """Return a line for each spelling and each difference, and how many differ."""
    entries = read_entries()
    chance = random.Random(seed)  # noqa: S311
    chosen = list(choose(entries, count, chance))
    lines: list[str] = []
    differences = 0
    for name, config in _SPELLINGS.items():
        spell = opencc.OpenCC(config).convert if config else str
        wrong = list(differ(chosen, entries, spell))
        exact = f"{count - len(wrong)} of {count} substrings exact both ways"
        lines += (f"{name}: {exact}, {len(entries):,} entries", *wrong)
        differences += len(wrong)
    return lines, differences


def read_entries() -> Entries:
    """Return the folded parts of every public entry."""
    open_texts = Text.objects.exclude(access=Access.DARK)
    bodies = dict(open_texts.values_list("sha256", "body"))
    public = Permalink.objects.filter(state=State.PUBLISHED)
    found = map(records.load, public.values_list("current__record_json", flat=True))
    return {one.ark: list(map(fold, _parts(one, bodies))) for one in found}


def _parts(record: records.Record, bodies: dict[str, str]) -> Iterator[str]:
    names = ("title_zh", "title_en", "summary_zh", "summary_en", "number")
    for name in (*names, "place_zh", "place_en"):
        yield getattr(record, name, "")
    yield from (alias.text for alias in record.aliases)
    for ref in getattr(record, "texts", ()):
        if ref.access != Access.DARK and ref.sha256 in bodies:
            for passage in json.loads(bodies[ref.sha256])["passages"]:
                start = " ".join(filter(None, (passage["label"], passage["heading"])))
                yield f"{start}{'\n' if passage['heading'] else ' '}{passage['body']}"


def choose(entries: Entries, count: int, chance: random.Random) -> Iterator[str]:
    """Yield substrings of runs of Chinese characters, each of a random entry."""
    arks = sorted(entries)
    while count:
        runs = _RUN.findall(chance.choice(entries[chance.choice(arks)]))
        if runs:
            run = chance.choice(runs)
            size = chance.randint(SHORTEST, min(LONGEST, len(run)))
            start = chance.randint(0, len(run) - size)
            yield run[start : start + size]
            count -= 1


def differ(
    chosen: list[str], entries: Entries, spell: Callable[[str], str]
) -> Iterator[str]:
    """Yield a line for each substring that index and scan do not agree on."""
    for words in chosen:
        holding = {ark for ark, parts in entries.items() if _holds(parts, words)}
        found = find_all(spell(words))
        if found != holding:
            more, less = len(found - holding), len(holding - found)
            yield f"  {spell(words)}: {more} too many, {less} missing"


def _holds(parts: list[str], words: str) -> bool:
    return any(words in part for part in parts)


def find_all(words: str) -> set[str]:
    """Return every entry the index finds, page after page."""
    query = SearchQuery().matching(words).widened(False)
    found: set[str] = set()
    for number in range(1, query.at_page(1, LARGEST_PAGE).run().pages + 1):
        found |= {hit.ark for hit in query.at_page(number, LARGEST_PAGE).run().hits}
    return found
