"""Who is to blame for finding nothing: each word and filter, left out in turn."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from policyarchive.archive.references.boundaries import words
from policyarchive.search.asking import Asked, ask_again
from policyarchive.search.engine import Snapshot
from policyarchive.search.folding import fold
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
        chosen = [choice for choice in question.choices if choice.facet == facet]
        is_one = len(chosen) == 1 and not chosen[0].is_excluded
        value = chosen[0].value if is_one else ""
        yield Blame(count, question.text, facet=facet, value=value)


def _without_words(asked: Asked, snapshot: Snapshot) -> Iterator[Blame]:
    """Leave out each part of the query; then take its words one by one."""
    parsed = asked.parsed
    parts = [*_asked(parsed), *(f"-{_written(term)}" for term in parsed.excluded)]
    if len(parts) > 1 or asked.filters:
        for at, part in enumerate(parts[:MOST]):
            rest = " ".join(parts[:at] + parts[at + 1 :])
            yield _attempt(asked, snapshot, rest, part)
    yield from _loosened(asked, snapshot)


def _loosened(asked: Asked, snapshot: Snapshot) -> Iterator[Blame]:
    """Part words at their punctuation; where that finds nothing, by a dictionary."""
    tried = {"", " ".join(_asked(asked.parsed))}
    for said in (_parted(asked.parsed), _one_by_one(asked.parsed)):
        text = " ".join(said)
        if text not in tried:
            tried.add(text)
            attempt = _attempt(asked, snapshot, text)
            yield attempt
            if attempt.count:
                return


def _alone(asked: Asked, snapshot: Snapshot) -> Iterator[Blame]:
    parts = _asked(asked.parsed)
    if len(parts) == 1:
        parts = _one_by_one(asked.parsed)
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


def _parted(parsed: Parsed) -> list[str]:
    """Return what stands between the punctuation of plain words and phrases."""
    if not parsed.is_plain:
        return []
    terms = (_PUNCTUATION.sub(" ", group[0].text).split() for group in parsed.groups)
    return list(chain.from_iterable(terms))


def _one_by_one(parsed: Parsed) -> list[str]:
    """Return the words of a query, for Chinese is typed without spaces.

    数据出境锂电池 asks for three. Signs that are a word alone, like 的, are left out.
    """
    found = chain.from_iterable(map(_words, _parted(parsed)))
    return list(dict.fromkeys(found))


def _words(part: str) -> Iterable[str]:
    if part.isascii():
        return (part,)
    return (word for word in words(fold(part)) if len(word) > 1 or word.isascii())


def _written(term: Term) -> str:
    needs_quotes = term.is_phrase or " " in term.text
    text = f'"{term.text}"' if needs_quotes else term.text
    return f"{term.field}:{text}" if term.field else text
