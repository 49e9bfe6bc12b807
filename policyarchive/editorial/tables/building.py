"""From a row to the entry and what hangs on it, unsaved: what a form would make."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from policyarchive.archive.models import (
    DateFact,
    Document,
    Flag,
    Law,
    Name,
    Source,
    WorkingText,
)
from policyarchive.archive.vocabulary import Access, Kind, Language, Terms, TextKind
from policyarchive.editorial.duplicates import Clues
from policyarchive.editorial.fixtures.names import as_row
from policyarchive.editorial.tables.columns import BY_NAME, DATES, of_kind
from policyarchive.editorial.tables.notes import Note, error
from policyarchive.editorial.tables.reading import Row
from policyarchive.editorial.workflow.rules import MODELS, Concrete

Part = Name | DateFact | Source | Flag | WorkingText


@dataclass
class Built:
    """An entry to be, and its parts, each with the column it comes from."""

    row: Row
    entry: Concrete
    parts: list[tuple[str, Part]] = field(default_factory=list)

    def clues(self) -> Clues:
        """Return what the search for duplicates asks about it."""
        entry = self.entry
        found = [part for _, part in self.parts]
        return Clues(
            kind=entry.KIND,
            titles=(entry.title_zh, entry.title_en),
            names=[part.text for part in found if isinstance(part, Name)],
            numbers=[entry.number] if isinstance(entry, Document | Law) else (),
            addresses=[part.url for part in found if isinstance(part, Source)],
            texts=[part.body for part in found if isinstance(part, WorkingText)],
        )


def strange_cells(row: Row) -> Iterator[Note]:
    """Yield what is wrong with a row whatever it means."""
    if row.surplus:
        yield error(
            row.line, "", "It has more cells than the heading: look for a stray comma."
        )
    known = {column.name for column in of_kind(row.kind)}
    for name in row.values:
        if name not in known:
            words = f"{_a(row.kind)} has no column “{name}”: leave it empty."
            yield error(row.line, name, words)


def strange_codes(row: Row) -> Iterator[Note]:
    """Yield cells that hold no code of their vocabulary."""
    for name in row.values:
        terms = BY_NAME[name].terms
        if terms is not None and terms.find(row[name]) is None:
            yield error(row.line, name, _no_code(row[name], terms))


def _no_code(value: str, terms: type[Terms]) -> str:
    words = {**{t.en.lower(): t for t in terms}, **{t.value: t for t in terms}}
    near = get_close_matches(value.lower(), words, 1, 0.6)
    hint = f"Did you mean {words[near[0]].value}?" if near else _choice(terms)
    return f"“{value}” is no code. {hint}"


def _choice(terms: type[Terms]) -> str:
    listed = [term.value for term in terms]
    more = ", …: see the list of columns" if len(listed) > 8 else ""
    return f"Choose from {', '.join(listed[:8])}{more}."


def build(row: Row) -> Built:
    """Return the entry of a row with its parts."""
    built = Built(row, _entry(row))
    built.parts += [("names", _name(text)) for text in row.listed("names")]
    doubted = set(row.listed("unverified"))
    for column, role in DATES.items():
        if row[column]:
            fact = DateFact(
                role=role,
                edtf=row[column],
                source=row["date_source"],
                is_unverified=column in doubted,
            )
            built.parts.append((column, fact))
    if row["url"] or row["source"]:
        built.parts.append(("url", Source(url=row["url"], label=row["source"])))
    built.parts += [
        ("unverified", Flag(field=name)) for name in doubted if name not in DATES
    ]
    if row["text"]:
        built.parts.append(("text", _text(row)))
    return built


def _entry(row: Row) -> Concrete:
    model = MODELS[row.kind]
    columns = {field.name for field in model._meta.concrete_fields if field.editable}
    values = {name: text for name, text in row.values.items() if name in columns}
    entry: Concrete = model(**values)
    return entry


def _name(text: str) -> Name:
    told = as_row(text)
    return Name(text=text, language=told.language, kind=told.kind)


def _text(row: Row) -> WorkingText:
    return WorkingText(
        body=row["text"].replace("\r\n", "\n"),
        # A code that is none was told of already.
        language=Language.find(row["language"]) or _language(row),
        kind=TextKind.find(row["text_kind"]) or TextKind.ORIGINAL,
        access=Access.find(row["access"]) or Access.DARK,
        source=row["source"],
        source_url=row["url"],
    )


def _language(row: Row) -> str:
    return Language(as_row(row["text"][:2000]).language)


def _a(kind: str) -> str:
    return "An actor" if kind == Kind.ACTOR else f"A {kind or 'row without a kind'}"
