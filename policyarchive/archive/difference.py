"""What changed between two versions, word by word. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from policyarchive.archive import records
from policyarchive.archive.passages import Passage
from policyarchive.archive.vocabulary import (
    Access,
    ActorKind,
    AliasKind,
    DateRole,
    DocumentType,
    EventKind,
    Language,
    Level,
    Role,
    Status,
    Terms,
    TextKind,
)

# A Chinese character, a word with its inner marks, a run of space, or a single sign.
_TOKENS = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[\w’'-]+|\s+|.", re.DOTALL
)
# Beyond this many tokens a side whole lines are compared: the time grows by the
# square of them.
_MOST_TOKENS = 4000
# In one sentence no more fields are named than these.
_MOST_NAMED = 4

# Fields that hold a code, and fields that hold words.
_CODED: dict[str, type[Terms]] = {
    "type": DocumentType,
    "actor_kind": ActorKind,
    "event_kind": EventKind,
    "level": Level,
}
_PLAIN = (
    "number",
    "issuer_as_printed",
    "pinyin",
    "place_zh",
    "place_en",
    "valid_from",
    "valid_to",
    "wikidata",
)

Mark = Literal["same", "gone", "new"]
Label = tuple[str, str]
"""What a statement is about, and the language it is written in."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stayed, went or came."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field or passage that differs, with what it says in both versions."""

    label: str
    pieces: tuple[Piece, ...]
    language: str = "en"

    @property
    def kind(self) -> str:
        """Whether it came, went or changed."""
        marks = {piece.mark for piece in self.pieces}
        return {"new": "added", "gone": "removed"}.get(
            next(iter(marks)) if len(marks) == 1 else "", "changed"
        )


def words(older: str, newer: str) -> tuple[Piece, ...]:
    """Return two wordings as stretches that stayed, went or came."""
    return tuple(_joined(_compared(_tokens(older), _tokens(newer))))


def texts(
    older: Sequence[Passage], newer: Sequence[Passage], language: str
) -> tuple[Change, ...]:
    """Return the passages of a text that differ, in the order of the newer version."""
    before = {passage.anchor: _said(passage) for passage in older}
    after = {passage.anchor: _said(passage) for passage in newer}
    order = list(after) + [anchor for anchor in before if anchor not in after]
    return tuple(
        Change(anchor, words(before.get(anchor, ""), after.get(anchor, "")), language)
        for anchor in order
        if before.get(anchor) != after.get(anchor)
    )


def facts(older: records.Record, newer: records.Record) -> tuple[Change, ...]:
    """Return the described facts that differ between two records."""
    return stated(dict(_stated(older)), dict(_stated(newer)))


def stated(
    before: Mapping[Label, str], after: Mapping[Label, str]
) -> tuple[Change, ...]:
    """Return the labelled statements that differ, in the order of the newer ones."""
    order = list(after) + [key for key in before if key not in after]
    return tuple(
        Change(label, words(before.get(key, ""), after.get(key, "")), language)
        for key in order
        for label, language in [key]
        if before.get(key, "") != after.get(key, "")
    )


def sentence(older: records.Record, newer: records.Record) -> str:
    """Return in one sentence what differs between two records and their texts."""
    before, after = dict(_stated(older)), dict(_stated(newer))
    held = _held(older), _held(newer)
    named = [
        *(_called(label) for label, _ in _unlike(before, after)),
        *(_words_of(*key) for key in _unlike(*held)),
    ]
    if not named:
        return "Neither the description nor a text has changed since."
    if (more := len(named) - _MOST_NAMED) > 0:
        named[_MOST_NAMED:] = [f"{more} more {'fields' if more > 1 else 'field'}"]
    *most, last = named
    return f"Changed since: {', '.join(most)}{' and ' if most else ''}{last}."


def _unlike[K](before: Mapping[K, str], after: Mapping[K, str]) -> Iterator[K]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key, "") != after.get(key, ""):
            yield key


def _called(label: str) -> str:
    """Return a field in running words: “Title, Chinese” is the Chinese title."""
    name, _, language = label.partition(", ")
    return f"the {language} {name.lower()}" if language else f"the {name.lower()}"


def _words_of(language: str, kind: str) -> str:
    name = "English" if language == Language.EN else "Chinese"
    return f"the words of the {name} text ({_term(TextKind, kind).lower()})"


def _held(record: records.Record) -> dict[tuple[str, str], str]:
    refs: tuple[records.TextRef, ...] = getattr(record, "texts", ())
    return {(ref.language, ref.kind): ref.sha256 for ref in refs}


def _tokens(text: str) -> list[str]:
    tokens = _TOKENS.findall(text)
    return tokens if len(tokens) <= _MOST_TOKENS else text.splitlines(keepends=True)


def _compared(older: list[str], newer: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(a=older, b=newer, autojunk=False)
    for _, a1, a2, b1, b2 in matcher.get_opcodes():
        gone, new = "".join(older[a1:a2]), "".join(newer[b1:b2])
        if gone == new:
            yield Piece("same", new)
            continue
        if gone:
            yield Piece("gone", gone)
        if new:
            yield Piece("new", new)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join neighbours, and let a lone space between two changes belong to them."""
    open_pieces: dict[Mark, str] = {"gone": "", "new": ""}
    for piece in pieces:
        is_changing = any(open_pieces.values())
        if piece.mark == "same" and is_changing and piece.text.isspace():
            open_pieces = {
                mark: text + piece.text for mark, text in open_pieces.items()
            }
        elif piece.mark == "same":
            yield from _closed(open_pieces)
            open_pieces = {"gone": "", "new": ""}
            yield piece
        else:
            open_pieces[piece.mark] += piece.text
    yield from _closed(open_pieces)


def _closed(pieces: Mapping[Mark, str]) -> Iterator[Piece]:
    gone, new = pieces["gone"], pieces["new"]
    if gone == new:
        if new:
            yield Piece("same", new)
        return
    for mark, text in pieces.items():
        if text:
            yield Piece(mark, text)


def _said(passage: Passage) -> str:
    head = " ".join(part for part in (passage.label, passage.heading) if part)
    return "\n".join(part for part in (head, passage.body) if part)


def _stated(record: records.Record) -> Iterator[tuple[Label, str]]:
    """Yield every described fact as a label, its language, and one string."""
    yield ("Title, Chinese", "zh-Hans"), record.title_zh
    yield ("Title, English", "en"), record.title_en
    yield ("Other names", "zh-Hans"), _lines(map(_alias, record.aliases))
    yield ("Summary, Chinese", "zh-Hans"), record.summary_zh
    yield ("Summary, English", "en"), record.summary_en
    for name, terms in _CODED.items():
        yield (_field(name), "en"), _term(terms, getattr(record, name, ""))
    for name in _PLAIN:
        yield (_field(name), "en"), getattr(record, name, "")
    yield from _listed(record)


def _listed(record: records.Record) -> Iterator[tuple[Label, str]]:
    status = getattr(record, "status", None)
    if status is not None:
        said = (_term(Status, status.code), f"as of {status.as_of}", status.source)
        yield ("Status", "en"), ", ".join(part for part in said if part)
    yield (
        ("Dates", "en"),
        _lines(map(_date, record.dates)),
    )
    yield ("Topics", "en"), _lines(topic.en for topic in record.topics)
    # A link without labels led to an entry that was not public: not a word of it.
    links = (link for link in record.links if link.ref.zh or link.ref.en)
    yield ("Relations", "en"), _lines(_relation(link) for link in links)
    yield (
        ("Sources", "en"),
        _lines(" ".join((s.label, s.url, s.note)) for s in record.sources),
    )
    yield (
        ("Unverified", "en"),
        _lines(f"{flag.field} {flag.note}" for flag in record.unverified),
    )
    yield ("Texts", "en"), _lines(map(_text, getattr(record, "texts", ())))


def _relation(link: records.Link) -> str:
    said = f"{_term(Role, link.role)}: {link.ref.en or link.ref.zh}"
    marks = ("lead" if link.is_lead else "", _marked(link.is_unverified))
    when = _span(link.valid_from, link.valid_to)
    where = " ".join(filter(None, (link.here, link.there, link.note)))
    return ", ".join(filter(None, (said, *marks, when, where, link.source)))


def _alias(name: records.Alias) -> str:
    kind = _term(AliasKind, name.kind).lower()
    when = _span(name.valid_from, name.valid_to)
    return f"{name.text} ({', '.join(filter(None, (kind, when)))})"


def _date(fact: records.DateFact) -> str:
    said = f"{_term(DateRole, fact.role)}: {fact.edtf}"
    more = (_marked(fact.is_unverified), fact.source, fact.note)
    return ", ".join(filter(None, (said, *more)))


def _text(ref: records.TextRef) -> str:
    said = f"{_term(Language, ref.language)}, {_term(TextKind, ref.kind).lower()}"
    more = (_term(Access, ref.access).lower(), ref.translator, ref.source)
    return ", ".join(filter(None, (said, *more, ref.source_url)))


def _marked(is_unverified: bool) -> str:
    return "unverified" if is_unverified else ""


def _span(start: str, end: str) -> str:
    return f"{start or '…'} to {end or '…'}" if start or end else ""


def _field(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _term(terms: type[Terms], code: str) -> str:
    term = terms.find(code)
    return term.en if term else code


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part.strip(", ") for part in parts)
