"""Names first: entries that are called what was asked, or nearly.

A query that is a title, another name, an abbreviation, pinyin, a permalink or a
document number, whole or in part, brings its entry on top of the text hits.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policyarchive.archive import permalinks
from policyarchive.archive.vocabulary import Kind, Role
from policyarchive.search import keys, values, weights
from policyarchive.search.engine import (
    Among,
    Condition,
    Every,
    Has,
    Snapshot,
    Some,
    Weighed,
    Worth,
)
from policyarchive.search.question import Order
from policyarchive.search.results import NameMatch
from policyarchive.search.tokens import Phrase

_TEXTS = (Role.TEXT_OF.value, Role.TRANSLATES.value)


@dataclass(frozen=True, slots=True)
class Named:
    """An entry, how its name matches, and the name that does.

    ``anchor`` is the article of it that was asked for, if any.
    """

    card: Mapping[str, Any]
    match: NameMatch
    name: str = ""
    anchor: str = ""


def find(
    snapshot: Snapshot,
    text: str,
    kinds: Sequence[str] = (),
    *,
    near: bool = True,
) -> tuple[Named, ...]:
    """Return the entries called so, or numbered so, or else those called nearly so.

    Behind a body that has been succeeded stands its successor. ``near`` is dear where
    many names share their letters: without it, a name must be whole.
    """
    return (
        tuple(_by_ark(snapshot, text))
        or tuple(_with_successors(snapshot, called(snapshot, text, kinds)))
        or tuple(_by_article(snapshot, text, kinds))
        or tuple(_by_number(snapshot, text, kinds))
        or (_by_parts(snapshot, text, kinds) if near else ())
    )


def _by_parts(snapshot: Snapshot, text: str, kinds: Sequence[str]) -> tuple[Named, ...]:
    return tuple(_by_spelling(snapshot, text, kinds)) or tuple(
        _nearly(snapshot, text, kinds)
    )


def called(
    snapshot: Snapshot, text: str, kinds: Sequence[str] = ()
) -> tuple[Named, ...]:
    """Return the entries that have exactly this name, in any spelling of it."""
    key = keys.name_key(text)
    if not key:
        return ()
    ways = tuple(
        Worth(Among("name", (f"{match}:{key}",)), score)
        for match, score in weights.NAME_SCORES.items()
    )
    found = _find(snapshot, Some(ways), kinds, weights.MOST_NAMES)
    return tuple(
        Named(card, _best(score), _as_written(card, key) or text)
        for score, card in found
    )


def _as_written(card: Mapping[str, Any], key: str) -> str:
    """Return the other name of an entry that has a key, as the record writes it."""
    return next((name for name in card["names"] if key in keys.name_keys(name)), "")


def _best(score: float) -> NameMatch:
    """Return the best of the ways whose scores were added up."""
    highest = 2.0 ** math.floor(math.log2(score))
    return next(
        (way for way, worth in weights.NAME_SCORES.items() if worth == highest), "title"
    )


def _with_successors(snapshot: Snapshot, found: Sequence[Named]) -> Iterator[Named]:
    """Yield what was found, and behind each body the one that succeeded it."""
    known = {named.card["ark"] for named in found}
    for named in found:
        yield named
        targets = dict.fromkeys(
            ark for ark, link in named.card["points"] if link["role"] == Role.SUCCESSOR
        )
        if arks := tuple(ark for ark in targets if ark not in known):
            known.update(arks)
            later = snapshot.find(Among("ark", arks), Order.RELEVANCE, 0, len(arks))
            former = named.card["title_zh"] or named.card["title_en"]
            for _, card in later.cards:
                yield Named(card, "successor", former)


def _by_ark(snapshot: Snapshot, text: str) -> Iterator[Named]:
    ark = permalinks.read(text)
    if ark is not None:
        name = f"ark:{ark.naan}/{ark.name}"
        for _, card in snapshot.find(
            Among("ark", (name,)), Order.RELEVANCE, 0, 1
        ).cards:
            yield Named(card, "ark", name)


def _by_article(snapshot: Snapshot, text: str, kinds: Sequence[str]) -> Iterator[Named]:
    """Yield the instruments of which an article is cited, with it where they have it.

    A law has the articles of its texts.
    """
    name, anchor = values.name_and_article(text)
    if not anchor:
        return
    for named in called(snapshot, name, kinds):
        ark, kind = named.card["ark"], named.card["kind"]
        if kind in (Kind.LAW, Kind.DOCUMENT):
            texts = Some((Among("ark", (ark,)), texts_of(ark)))
            has_it = snapshot.count(Every((texts, Among("anchor", (anchor,)))))
            yield replace(named, anchor=anchor if has_it else "")


def texts_of(law: str) -> Among:
    """Return the condition of being a text of a law, or a translation of one."""
    return Among("link", tuple(f"{role}|{law}" for role in _TEXTS))


def _by_number(snapshot: Snapshot, text: str, kinds: Sequence[str]) -> Iterator[Named]:
    parts = keys.number_parts(text)
    if len(parts) < 2 or not any(part.isdecimal() for part in parts):
        return
    holds = Every(tuple(Has("number", part) for part in keys.number_phrases(text)))
    found = _find(snapshot, holds, kinds, weights.MOST_PARTIAL_NUMBERS + 1)
    numbers = [(str(card["number"]), card) for _, card in found]
    whole = [found for found in numbers if keys.is_number(found[0], parts)]
    if not whole and len(numbers) > weights.MOST_PARTIAL_NUMBERS:
        return
    for number, card in whole or numbers:
        yield Named(card, "number", number)


def _by_spelling(
    snapshot: Snapshot, text: str, kinds: Sequence[str]
) -> Iterator[Named]:
    """Yield the entries in whose names these letters are pinyin."""
    spelt = keys.name_key(text).replace("v", "u")
    if len(spelt) < weights.SHORTEST_SPELT or not spelt.isalpha():
        return
    inside = Has("pinyin", Phrase(keys.letters(spelt)))
    ahead = Has("pinyin", Phrase(keys.letters(f"^{spelt}")))
    better = (
        Worth(ahead, weights.SPELT_START),
        Worth(Among("kind", (Kind.LAW, Kind.ACTOR)), weights.SPELT_KIND),
    )
    whole = Every((Weighed(inside, weights.SPELT_TIE),), better)
    for _, card in _find(snapshot, whole, kinds, weights.MOST_SPELT):
        yield Named(card, "pinyin-part")


def _nearly(snapshot: Snapshot, text: str, kinds: Sequence[str]) -> Iterator[Named]:
    key = keys.name_key(text)
    script = "latin" if keys.is_latin(key) else "han"
    needed = weights.NEAR_LATIN if script == "latin" else weights.NEAR_HAN
    if not weights.SHORTEST_NEAR[script] <= len(key) <= weights.LONGEST_NEAR:
        return
    close = []
    near = sharing(snapshot, keys.grams(key), needed)
    for _, card in _find(snapshot, near, kinds, weights.NEAR_CANDIDATES):
        likeness, name = max(
            (keys.likeness(key, part), name)
            for name in (card["title_zh"], card["title_en"], *card["names"])
            for part in (keys.name_keys(name) or ("",))
        )
        if likeness >= needed:
            close.append((likeness, name, card))
    close.sort(key=lambda found: (-found[0], found[1]))
    for _, name, card in close[: weights.MOST_NEAR]:
        yield Named(card, "near", name)


def sharing(snapshot: Snapshot, grams: Collection[str], needed: float) -> Some:
    """Return the condition that a name may be so alike.

    Of two names that are so alike, one shares at least half as many grams. Without the
    commonest of these it shares as many fewer: so the commonest need not be asked.
    """
    rarest = sorted(grams, key=lambda gram: (snapshot.frequency("gram", gram), gram))
    least = math.ceil(len(grams) * needed / 2)
    spared = max(0, least - weights.NEAR_SHARED)
    asked = rarest[: len(grams) - spared]
    return Some(tuple(Among("gram", (gram,)) for gram in asked), least - spared)


def _find(
    snapshot: Snapshot, condition: Condition, kinds: Sequence[str], limit: int
) -> Sequence[tuple[float, Mapping[str, Any]]]:
    if kinds:
        # A listing of one kind names only that kind; the filter must not score.
        confined = Every((condition, Worth(Among("kind", tuple(kinds)), 0.0)))
        return snapshot.find(confined, Order.RELEVANCE, 0, limit).cards
    return snapshot.find(condition, Order.RELEVANCE, 0, limit).cards
