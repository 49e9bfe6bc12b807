"""Asking the index: from a question to the page of results."""

import time
from typing import Any

from policyarchive.search import follower
from policyarchive.search.engine import Among, Anything, Condition, Every, Has, Without
from policyarchive.search.folding import fold
from policyarchive.search.question import FACETS, Order, Question
from policyarchive.search.results import (
    FacetState,
    FacetValue,
    Group,
    Hit,
    Pointing,
    SearchPage,
)
from policyarchive.search.tokens import phrase

_TUPLES = ("issuers", "topics", "languages", "text_kinds", "names")


def run(question: Question) -> SearchPage:
    """Return the page of results."""
    start = time.perf_counter()
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return SearchPage(0, 1, 0, question.page_size, ())
    offset = (question.page - 1) * question.page_size
    whole = _condition(question)
    found = snapshot.find(whole, question.order, offset, question.page_size)
    facets = {}
    for facet in FACETS:
        tally = snapshot.tally(_condition(question, without=facet), [facet])[facet]
        facets[facet] = tuple(
            FacetValue(value, count, _state(question, facet, value))
            for value, count in tally
        )
    return SearchPage(
        count=found.count,
        page=question.page,
        pages=-(-found.count // question.page_size),
        page_size=question.page_size,
        hits=tuple(_hit(card) for _, card in found.cards),
        facets=facets,
        elapsed_ms=(time.perf_counter() - start) * 1000,
    )


def count(question: Question) -> int:
    """Return how many entries there are."""
    snapshot = follower.fresh_snapshot()
    return snapshot.count(_condition(question)) if snapshot else 0


def pointing_at(ark: str, roles: tuple[str, ...], limit: int) -> Pointing:
    """Return what points at an entry."""
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return Pointing()
    groups = {}
    whole = Among("ref", (ark,))
    for link, number in snapshot.tally(whole, ["link"])["link"]:
        role, _, target = link.partition("|")
        if target == ark and role in (roles or (role,)):
            found = snapshot.find(Among("link", (link,)), Order.NEWEST, 0, limit)
            groups[role] = Group(role, number, tuple(_hit(c) for _, c in found.cards))
    return Pointing(sum(group.count for group in groups.values()), groups)


def _condition(question: Question, without: str = "") -> Condition:
    parts: list[Condition] = [Anything()]
    if question.kinds:
        parts.append(Among("kind", question.kinds))
    parts += (Has("all", phrase(fold(word))) for word in question.text.split())
    for facet in FACETS:
        if facet == without:
            continue
        if included := question.chosen(facet):
            parts.append(Among(facet, included))
        if excluded := question.chosen(facet, is_excluded=True):
            parts.append(Without(Among(facet, excluded)))
    return Every(tuple(parts))


def _state(question: Question, facet: str, value: str) -> FacetState:
    if value in question.chosen(facet):
        return "include"
    return "exclude" if value in question.chosen(facet, is_excluded=True) else ""


def _hit(card: dict[str, Any]) -> Hit:
    tuples = {name: tuple(card[name]) for name in _TUPLES}
    return Hit(**card | tuples)
