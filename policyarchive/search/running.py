"""Asking the index: from a question to the page of results."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import batched
from typing import Any

from policyarchive.search import blame, follower, marks, names, texts, trees
from policyarchive.search.asking import Asked, ask
from policyarchive.search.counting import count_facets
from policyarchive.search.engine import (
    Among,
    Condition,
    Every,
    Found,
    Since,
    Snapshot,
    Without,
)
from policyarchive.search.keys import name_key
from policyarchive.search.lexicon import lexicon
from policyarchive.search.names import Named
from policyarchive.search.needles import Needle
from policyarchive.search.question import Order, Place, Question
from policyarchive.search.results import Hit, PassageHit, SearchPage

_BATCH = 500  # cards of a stream that are in memory at once
_TUPLES = ("issuers", "topics", "languages", "text_kinds", "names")


def run(question: Question) -> SearchPage:
    """Return the page of results."""
    start = time.perf_counter()
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return _nothing_yet(question)
    asked = ask(question, snapshot)
    counted = count_facets(asked, snapshot)
    page = _head(asked, snapshot)
    page = replace(
        page,
        facets=counted.facets,
        histogram=counted.histogram,
        narrowed=counted.narrowed,
        blame=() if page.count else blame.find(asked, snapshot),
        generation=snapshot.generation,
    )
    if question.page == 1 and not question.after and asked.parsed.is_plain:
        page = replace(
            page,
            names=_names(asked, snapshot, page.count),
            topics=lexicon(snapshot.generation).topics.get(name_key(question.text), ()),
        )
    return replace(page, elapsed_ms=(time.perf_counter() - start) * 1000)


def count(question: Question) -> int:
    """Return how many entries there are."""
    snapshot = follower.fresh_snapshot()
    return snapshot.count(ask(question, snapshot).condition()) if snapshot else 0


def heads(question: Question, kinds: Sequence[str]) -> dict[str, SearchPage]:
    """Return the page of each kind of entry, with its count and hits alone."""
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return dict.fromkeys(kinds, _nothing_yet(question))
    of_kinds = {kind: replace(question, kinds=(kind,)) for kind in kinds}
    return {
        kind: _head(ask(asked, snapshot), snapshot) for kind, asked in of_kinds.items()
    }


def _head(asked: Asked, snapshot: Snapshot) -> SearchPage:
    question, whole = asked.question, asked.condition()
    after = question.after
    wanted = Every((whole, *_going_on(after))) if after else whole
    offset = 0 if after else (question.page - 1) * question.page_size
    found = snapshot.find(wanted, question.order, offset, question.page_size)
    count = snapshot.count(whole) if after else found.count
    is_last = offset + len(found.cards) >= found.count
    return SearchPage(
        count=count,
        page=question.page,
        pages=-(-count // question.page_size),
        page_size=question.page_size,
        hits=_hits([card for _, card in found.cards], asked, snapshot),
        reading=asked.plan.reading,
        end=None if is_last else _end(question, found),
    )


def _going_on(after: Place) -> Iterator[Condition]:
    yield Since(after.order, after.key)
    yield Without(Among("ark", after.told))


def _end(question: Question, found: Found) -> Place | None:
    """Return where a page ends; none by relevance, which changes with every entry."""
    if question.order == Order.RELEVANCE or not found.cards:
        return None
    key = int(found.cards[-1][0])
    told = tuple(card["ark"] for score, card in found.cards if score == key)
    if question.after and question.after.key == key:
        told += question.after.told
    return Place(question.order, key, told)


def _nothing_yet(question: Question) -> SearchPage:
    return SearchPage(0, 1, 0, question.page_size, (), is_building=True)


def stream(question: Question) -> Iterator[tuple[Hit, ...]]:
    """Yield all hits in batches, without marks, passages and facets.

    They are read from one state of the index, so that none is lost or told twice while
    the archive goes on.
    """
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return
    cards = snapshot.walk(ask(question, snapshot).condition(), question.order)
    for batch in batched(cards, _BATCH, strict=False):
        yield tuple(map(make_hit, batch))


def make_hit(card: Mapping[str, Any], **found: Any) -> Hit:
    """Return a hit; marks and passages are only what was ``found`` of them."""
    facts = {**card, **found}
    facts.pop("points", None)
    for name in _TUPLES:
        facts[name] = tuple(facts[name])
    facts["topics"] = tuple(dict.fromkeys(map(trees.topics().now, facts["topics"])))
    return Hit(**facts)


def _hits(
    cards: Sequence[Mapping[str, Any]], asked: Asked, snapshot: Snapshot
) -> tuple[Hit, ...]:
    needles, articles = asked.plan.needles, asked.plan.articles
    if not needles and not articles:
        return tuple(map(make_hit, cards))
    stored = snapshot.texts([card["ark"] for card in cards])
    return tuple(
        _marked(card, stored.get(card["ark"], b""), needles, articles) for card in cards
    )


def _marked(
    card: Mapping[str, Any],
    stored: bytes,
    needles: Sequence[Needle],
    articles: Sequence[str],
) -> Hit:
    found = texts.load(stored) if stored else ()
    extracts = marks.passages(found, needles, articles)
    return make_hit(
        card,
        marked_zh=marks.marked(card["title_zh"], needles),
        marked_en=marks.marked(card["title_en"], needles),
        passages=extracts.shown or _from_summaries(card, needles),
        more_passages=extracts.more,
    )


def _from_summaries(
    card: Mapping[str, Any], needles: Sequence[Needle]
) -> tuple[PassageHit, ...]:
    summaries = (("zh-Hans", card["summary_zh"]), ("en", card["summary_en"]))
    found = (marks.summary(language, words, needles) for language, words in summaries)
    return tuple(passage for passage in found if passage)


def _names(asked: Asked, snapshot: Snapshot, count: int) -> tuple[Hit, ...]:
    text = " ".join(group[0].text for group in asked.parsed.groups)
    # Words that fill a page as they are were hardly a slip for a name.
    near = count < asked.question.page_size
    found = names.find(snapshot, text, asked.question.kinds, near=near) if text else ()
    return tuple(map(_named_hit, found))


def _named_hit(named: Named) -> Hit:
    return make_hit(
        named.card,
        match=named.match,
        matched_name=named.name,
        anchor=named.anchor,
        matched_dates=named.card["dated"].get(named.name, ()),
    )
