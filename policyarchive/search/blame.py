"""Who is to blame for finding nothing: each word and filter, left out in turn."""

import re
from collections.abc import Iterator

from policyarchive.search.asking import Asked, ask_again
from policyarchive.search.engine import Snapshot
from policyarchive.search.language import Parsed, Term
from policyarchive.search.results import Blame

MOST = 8  # attempts of each sort; an attempt costs one count
_PUNCTUATION = re.compile(r"[^\w\s]+")


def find(asked: Asked, snapshot: Snapshot) -> tuple[Blame, ...]:
    """Return what would be found without one part of the question, most first.

    Where no one part is to blame, what each part of the query finds by itself, and
    what all of it finds without any filter.
    """
    found = [*_without_filters(asked, snapshot), *_without_words(asked, snapshot)]
    if not any(blame.count for blame in found):
        found += _alone(asked, snapshot)
        found += _unfiltered(asked, snapshot)
    found.sort(key=lambda blame: -blame.count)
    return tuple(found)


def _without_filters(asked: Asked, snapshot: Snapshot) -> Iterator[Blame]:
    question = asked.question
    for facet in asked.filtered()[:MOST]:
        count = snapshot.count(asked.condition(facet))
        chosen = question.chosen(facet)
        value = chosen[0] if len(chosen) == 1 else ""
        yield Blame(count, question.text, facet=facet, value=value)


def _without_words(asked: Asked, snapshot: Snapshot) -> Iterator[Blame]:
    """Leave out each part of the query; then part words at their punctuation."""
    parsed = asked.parsed
    parts = [*_asked(parsed), *(f"-{_written(term)}" for term in parsed.excluded)]
    if len(parts) > 1:
        for at, part in enumerate(parts[:MOST]):
            rest = " ".join(parts[:at] + parts[at + 1 :])
            yield _attempt(asked, snapshot, rest, part)
    if asked.parsed.is_plain:
        terms = [group[0] for group in parsed.groups]
        loose = " ".join(map(_loosened, terms))
        if loose != " ".join(parts):
            yield _attempt(asked, snapshot, loose)


def _alone(asked: Asked, snapshot: Snapshot) -> Iterator[Blame]:
    parts = _asked(asked.parsed)
    if len(parts) > 1:
        for part in parts[:MOST]:
            other = ask_again(asked, part, snapshot)
            yield Blame(snapshot.count(other.condition()), part, alone=part)


def _unfiltered(asked: Asked, snapshot: Snapshot) -> Iterator[Blame]:
    filtered = asked.filtered()
    if len(filtered) > 1:
        count = snapshot.count(asked.condition(*filtered))
        yield Blame(count, asked.question.text, is_unfiltered=True)


def _asked(parsed: Parsed) -> list[str]:
    return [" OR ".join(map(_written, group)) for group in parsed.groups]


def _attempt(asked: Asked, snapshot: Snapshot, text: str, dropped: str = "") -> Blame:
    other = ask_again(asked, text, snapshot)
    return Blame(snapshot.count(other.condition()), text, dropped=dropped)


def _loosened(term: Term) -> str:
    """Return the words of a phrase one by one, parted at its punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", term.text).split())


def _written(term: Term) -> str:
    needs_quotes = term.is_phrase or " " in term.text
    text = f'"{term.text}"' if needs_quotes else term.text
    return f"{term.field}:{text}" if term.field else text
