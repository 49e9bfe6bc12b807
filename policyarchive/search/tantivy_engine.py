"""The engine that is built in: conditions asked of a Tantivy index.

Facts about tantivy-py 0.27 this module rests on: a phrase query of one term is a panic,
not an error; an automatic reload takes half a second, a called one half a millisecond;
deletion by an unsigned number silently deletes nothing, by raw text it works.
"""

import json
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import singledispatch
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from policyarchive.search import schema
from policyarchive.search.engine import (
    Among,
    Anything,
    Condition,
    Every,
    Found,
    Has,
    Mark,
    Nothing,
    Since,
    Some,
    Tally,
    Weighed,
    Within,
    Without,
    Worth,
)
from policyarchive.search.question import Order
from policyarchive.search.tokens import Phrase

SCHEMA = schema.build()
_FIELDS_BY_ORDER = {
    Order.NEWEST: "newest",
    Order.OLDEST: "oldest",
    Order.ADDED: "added",
}
# Values read of one facet. A segment must count all of its values for exact totals.
_MOST_VALUES = 2_000
_ALL_VALUES = 1_000_000
# As many values are looked up one by one: a set of terms walks the dictionary, which
# takes 0.2 ms and more; what both find is equally fast to go through.
_FEW = 100
# Documents found in one search of a walk: while it lasts they take 130 bytes each.
_MOST_PLACES = 200_000
_HALF = 32  # bits of a number of a document, and of one of its segment
# Tantivy returns 65,000 values at most. More are counted by their last signs.
_TOO_MANY = "bucket limit"
_LETTERS = ("[0-4]", "[5-9]", "[a-e]", "[f-l]", "[m-r]", "[s-z]", "[^0-9a-z]")
_Bucket = Mapping[str, Any]
_INTEGER = tantivy.FieldType.Integer


def open_index(path: Path) -> tantivy.Index:
    """Return the index in a folder, made if there is none; reloading is by call."""
    index = tantivy.Index(SCHEMA, path=str(path))
    index.config_reader(reload_policy="manual")
    return index


class TantivySnapshot:
    """An unchanging view of the index (``engine.Snapshot``)."""

    def __init__(self, generation: str, searcher: tantivy.Searcher) -> None:
        self.generation = generation
        self._searcher = searcher
        self.mark = self._read_mark()

    def find(
        self, condition: Condition, order: Order, offset: int, limit: int
    ) -> Found:
        """Return the total and one page of cards."""
        # Tantivy makes room for all hits up to the page before it looks for any.
        if offset and offset >= (total := self.count(condition)):
            return Found(total, ())
        found = self._searcher.search(
            _query(condition),
            limit=min(limit, self._searcher.num_docs) or 1,
            offset=offset,
            order_by_field=_FIELDS_BY_ORDER.get(order),
        )
        return Found(
            found.count,  # type: ignore[attr-defined]  # missing in the stubs
            tuple(
                (score, json.loads(self._stored(address)))
                for score, address in found.hits
            ),
        )

    def walk(self, condition: Condition, order: Order) -> Iterator[Mapping[str, Any]]:
        """Yield the cards of all entries that meet a condition."""
        offset = 0
        while places := self._places(condition, order, offset):
            for place in places:
                address = tantivy.DocAddress(place >> _HALF, place & (1 << _HALF) - 1)
                yield json.loads(self._stored(address))
            offset += len(places)

    def _places(self, condition: Condition, order: Order, offset: int) -> "array[int]":
        """Return where documents are, eight bytes for each."""
        if offset and offset >= self.count(condition):
            return array("Q")
        found = self._searcher.search(
            _query(condition),
            limit=min(_MOST_PLACES, self._searcher.num_docs) or 1,
            count=False,
            offset=offset,
            order_by_field=_FIELDS_BY_ORDER.get(order),
        )
        return array("Q", (at.segment_ord << _HALF | at.doc for _, at in found.hits))

    @property
    def size(self) -> int:
        """Return how many documents there are: an entry and its texts are two."""
        return int(self._searcher.num_docs)

    def frequency(self, field: str, token: str) -> int:
        """Return in how many entries a token of a field stands."""
        return int(self._searcher.doc_freq(field, token))

    def beginning(self, field: str, prefix: str, limit: int) -> tuple[str, ...]:
        """Return tokens of a field that begin so, the most frequent first."""
        found = self._searcher.terms_with_prefix(field, prefix, limit=limit)
        return tuple(token for token, _ in found)

    def count(self, condition: Condition) -> int:
        """Return how many entries meet a condition."""
        found = self._searcher.search(_query(condition), limit=1)
        return int(found.count)  # type: ignore[attr-defined]  # missing in the stubs

    def tally(
        self, condition: Condition, fields: Sequence[str], only: Sequence[str] = ()
    ) -> Tally:
        """Count the values of fields among the entries that meet a condition."""
        query = _query(condition)
        found = self._buckets(query, fields, list(only))
        if found is None:
            found = {field: list(self._parts(query, field)) for field in fields}
        return {field: _commonest_first(found[field]) for field in fields}

    def _parts(self, query: Query, field: str, ending: str = "") -> Iterator[_Bucket]:
        """Yield the values of a field; where these are too many, part by part."""
        found = self._buckets(query, (field,), f".*{ending}")
        if found is not None:
            yield from found[field]
            return
        for letters in _LETTERS:
            yield from self._parts(query, field, letters + ending)

    def _buckets(
        self, query: Query, fields: Sequence[str], only: list[str] | str
    ) -> Mapping[str, Sequence[_Bucket]] | None:
        """Return values with their counts, or None where Tantivy refuses so many.

        ``only`` confines them to some values, or to those that match a pattern.
        """
        chosen: dict[str, Any] = {"include": only} if only else {}
        wanted = {
            field: {"terms": {"field": field} | _sizes(field) | chosen}
            for field in fields
        }
        try:
            answer = self._searcher.aggregate(query, wanted)
        except ValueError as fault:
            if _TOO_MANY not in str(fault):
                raise
            return None
        return {field: answer[field]["buckets"] for field in fields}

    def texts(self, arks: Sequence[str]) -> Mapping[str, bytes]:
        """Return the stored passages of entries (see ``texts.load``)."""
        if not arks:
            return {}
        query = _any_of("texts_of", list(arks))
        hits = self._searcher.search(query, limit=len(arks), count=False).hits
        documents = (self._searcher.doc(address) for _, address in hits)
        return {str(d["texts_of"][0]): bytes(d["stored"][0]) for d in documents}

    def spots(self, ark: str) -> bytes:
        """Return where references stand in the texts of an entry (``citing.load``)."""
        query = Query.term_query(SCHEMA, "texts_of", ark, "basic")
        hits = self._searcher.search(query, limit=1, count=False).hits
        kept = self._searcher.doc(hits[0][1])["spots"] if hits else []
        return bytes(kept[0]) if kept else b""

    def _stored(self, address: tantivy.DocAddress) -> bytes:
        return bytes(self._searcher.doc(address)["stored"][0])

    def _read_mark(self) -> Mark:
        query = Query.term_query(SCHEMA, "is", schema.MARK, "basic")
        hits = self._searcher.search(query, limit=1, count=False).hits
        return Mark(*json.loads(self._stored(hits[0][1]))) if hits else Mark()


def _commonest_first(buckets: Sequence[_Bucket]) -> list[tuple[str, int]]:
    # Nearly in this order already; pairs are told apart sooner than by a key function.
    counts = [(-bucket["doc_count"], bucket["key"]) for bucket in buckets]
    counts.sort()
    return [(value, -count) for count, value in counts]


def _sizes(field: str) -> dict[str, int]:
    most = _ALL_VALUES if field in schema.WHOLE else _MOST_VALUES
    return {"size": most, "segment_size": _ALL_VALUES}


@singledispatch
def _query(condition: Condition) -> Query:
    raise TypeError(f"{condition!r} is no condition.")


@_query.register
def _(_: Anything) -> Query:
    return Query.term_query(SCHEMA, "is", schema.ENTRY, "basic")


@_query.register
def _(_: Nothing) -> Query:
    return Query.empty_query()


@_query.register
def _(condition: Has) -> Query:
    field, phrase = condition.field, condition.phrase
    tokens: list[str | tuple[int, str]] = list(phrase.tokens)
    if not tokens:
        return Query.empty_query()
    if phrase.is_open:
        return _open_ended(field, phrase)
    if len(tokens) == 1:
        return Query.term_query(SCHEMA, field, tokens[0])
    return Query.phrase_query(SCHEMA, field, tokens)


def _open_ended(field: str, phrase: Phrase) -> Query:
    if phrase.is_character and field == "all":
        return Query.term_query(SCHEMA, "character", phrase.tokens[0], "basic")
    patterns: list[str | tuple[int, str]] = [re.escape(t) for t in phrase.tokens[:-1]]
    last = f"{phrase.tokens[-1]}.?"
    if not patterns:
        return Query.regex_query(SCHEMA, field, last)
    return Query.regex_phrase_query(SCHEMA, field, [*patterns, last])


@_query.register
def _(condition: Among) -> Query:
    any_of = _any_of(condition.field, list(condition.values))
    return Query.const_score_query(any_of, 1.0)


def _any_of(field: str, values: list[str]) -> Query:
    if len(values) > _FEW:
        return Query.term_set_query(SCHEMA, field, values)
    terms = [Query.term_query(SCHEMA, field, value, "basic") for value in values]
    if len(terms) == 1:
        return terms[0]
    return Query.boolean_query([(Occur.Should, term) for term in terms])


@_query.register
def _(condition: Within) -> Query:
    ends_late = Query.range_query(
        SCHEMA,
        schema.day_field(condition.date, "last"),
        _INTEGER,
        lower_bound=condition.first,
    )
    starts_early = Query.range_query(
        SCHEMA,
        schema.day_field(condition.date, "first"),
        _INTEGER,
        upper_bound=condition.last,
    )
    return Query.boolean_query([(Occur.Must, ends_late), (Occur.Must, starts_early)])


@_query.register
def _(condition: Since) -> Query:
    field = _FIELDS_BY_ORDER[condition.order]
    return Query.range_query(SCHEMA, field, _INTEGER, upper_bound=condition.key)


@_query.register
def _(condition: Weighed) -> Query:
    return Query.boost_query(_query(condition.part), condition.weight)


@_query.register
def _(condition: Worth) -> Query:
    return Query.const_score_query(_query(condition.part), condition.score)


@_query.register
def _(condition: Some) -> Query:
    some = [(Occur.Should, _query(part)) for part in condition.parts]
    return Query.boolean_query(some, minimum_number_should_match=condition.least)


@_query.register
def _(condition: Without) -> Query:
    return _query(Every((condition,)))


@_query.register
def _(condition: Every) -> Query:
    clauses = [_clause(part) for part in condition.parts]
    if all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, _query(Anything())))
    clauses += ((Occur.Should, _query(part)) for part in condition.better)
    return Query.boolean_query(clauses)


def _clause(part: Condition) -> tuple[Occur, Query]:
    if isinstance(part, Without):
        return Occur.MustNot, _query(part.part)
    return Occur.Must, _query(part)
