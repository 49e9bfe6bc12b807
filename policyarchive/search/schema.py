"""The fields of the Tantivy index, and the documents that stand for a row.

A row becomes two documents: the entry itself, which is counted and ranked, and its
texts, which are only read for the hits of one page. The mark is a third kind, so that
it changes in the same commit as the entries.
"""

import json
from collections.abc import Iterable
from hashlib import blake2b

import tantivy

from policyarchive.search.question import (
    DATES,
    FACETS,
    MONTH,
    SHOWN,
    TOGETHER,
    TREES,
    TURN,
)
from policyarchive.search.rows import Row
from policyarchive.search.tokens import (
    BREAK,
    PASSAGE,
    characters,
    index_tokens,
    stem_tokens,
)

ENTRY = "entry"  # the value of field "is" for entries
MARK = "mark"
UNREAD = "unread"  # entries whose texts have not been read for references

# Keys of an entry: its ARK, names, parts of names, anchors, links, what it depends on.
_KEYS = ("ark", "is", "name", "gram", "anchor", "ref")
_WORDS = ("all", "stem", "title", "title_stem", "number", "named", "pinyin")
_BOUNDS = ("first", "last")
_ORDERS = ("newest", "oldest", "added")
# What the texts cite, by permalink and anchor; what is not held by key, and by key and
# the words of the reference.
_CITED = ("cites", "unheld", "unheld_as")


def build() -> tantivy.Schema:
    """Return the schema of the index."""
    fields = tantivy.SchemaBuilder()
    for name in _KEYS:
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    fields.add_text_field(
        "texts_of", tokenizer_name="raw", index_option="basic", stored=True
    )
    for name in (*FACETS, MONTH, "link", *_CITED, *map(together, TREES)):
        fields.add_text_field(
            name, tokenizer_name="raw", index_option="basic", fast=True
        )
    for name in _WORDS:
        fields.add_text_field(name, tokenizer_name="whitespace")
    fields.add_text_field(
        "character", tokenizer_name="whitespace", index_option="basic"
    )
    days = (
        day_field(date, bound) for date in (SHOWN, *DATES, TURN) for bound in _BOUNDS
    )
    for name in (*days, *_ORDERS):
        fields.add_integer_field(name, fast=True)
    fields.add_bytes_field("stored", stored=True)
    fields.add_bytes_field("spots", stored=True)
    return fields.build()


def together(facet: str) -> str:
    """Return the field of all values of an entry in a facet, where it has several."""
    return f"{facet}_together"


def day_field(date: str, bound: str) -> str:
    """Return the field of the first or last day that a date may mean."""
    return f"{date.replace('-', '_')}_{bound}_day"


# Fields of which every value must be counted: what is above is summed up from them.
WHOLE = frozenset((*TREES, *map(together, TREES)))


def entry_document(row: Row) -> tantivy.Document:
    """Return the document that is counted and ranked."""
    document = tantivy.Document()
    document.add_text("is", ENTRY)
    if not row.is_read:
        document.add_text("is", UNREAD)
    document.add_text("ark", row.ark)
    for name, keys in (
        ("name", row.names),
        ("gram", row.grams),
        ("anchor", row.anchors),
        ("link", row.links),
        ("ref", row.refs),
        ("cites", row.cites),
        ("unheld", tuple(key for key, _ in row.unheld)),
        ("unheld_as", tuple(f"{key}|{words}" for key, words in row.unheld)),
        *row.facets.items(),
    ):
        for key in keys:
            document.add_text(name, key)
    for facet in TREES:
        if len(values := row.facets[facet]) > 1:
            document.add_text(together(facet), TOGETHER.join(sorted(values)))
    _add_words(document, row)
    _add_days(document, row)
    document.add_bytes("stored", _json(dict(row.card) | {"points": row.pointers}))
    return document


def texts_document(row: Row) -> tantivy.Document:
    """Return the document that keeps the texts."""
    document = tantivy.Document()
    document.add_text("texts_of", row.ark)
    document.add_bytes("stored", row.texts)
    if row.spots:
        document.add_bytes("spots", row.spots)
    return document


def mark_document(sequence: int, fingerprint: str) -> tantivy.Document:
    """Return the document that says how far the index has followed the log."""
    document = tantivy.Document()
    document.add_text("is", MARK)
    document.add_bytes("stored", _json([sequence, fingerprint]))
    return document


def _add_words(document: tantivy.Document, row: Row) -> None:
    titles = [index_tokens(title) for title in row.titles]
    bodies = [index_tokens(body) for body in row.bodies]
    title_stems = list(filter(None, map(stem_tokens, row.titles)))
    body_stems = list(filter(None, map(stem_tokens, row.bodies)))
    document.add_text("title", _passages(titles))
    document.add_text("title_stem", _passages(title_stems))
    document.add_text("all", _passages(titles + bodies))
    document.add_text("stem", _passages(title_stems + body_stems))
    document.add_text("character", characters((*row.titles, *row.bodies)))
    document.add_text("number", row.number)
    document.add_text("pinyin", _passages(row.spelt))
    document.add_text("named", _passages(map(index_tokens, row.named)))


def _add_days(document: tantivy.Document, row: Row) -> None:
    # Equal dates keep one order on every machine and in every generation.
    tie = int.from_bytes(blake2b(row.ark.encode(), digest_size=3).digest())
    newest = oldest = tie
    for date, days in row.days.items():
        for bound, day in zip(_BOUNDS, days, strict=True):
            document.add_integer(day_field(date, bound), day)
    if SHOWN in row.days:
        first, last = row.days[SHOWN]
        day = last if first == 1 else first
        newest += day << 24
        oldest += (4_000_000 - day) << 24  # later than year 9999, so never negative
    document.add_integer("newest", newest)
    document.add_integer("oldest", oldest)
    document.add_integer("added", tie + (row.added << 24))


def _passages(tokens: Iterable[str]) -> str:
    # A phrase may hold one break, so the ends of passages need another sign.
    return f" {BREAK} {PASSAGE} {BREAK} ".join(tokens)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
