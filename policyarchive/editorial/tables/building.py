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
from policyarchive.archive.vocabulary import Access, Language, Terms, TextKind, a_kind
from policyarchive.editorial.duplicates import Clues
from policyarchive.editorial.fixtures.names import as_row
from policyarchive.editorial.tables.columns import BY_NAME, DATES, RELATION, of_kind
from policyarchive.editorial.tables.notes import Note, error
from policyarchive.editorial.tables.reading import Row
from policyarchive.editorial.workflow.rules import MODELS, Concrete

_WHOLE = "record"  # what is said of an entry as a whole

Part = Name | DateFact | Source | Flag | WorkingText


@dataclass
class Built:
    """An entry to be, and its parts, each with the column it comes from."""

    row: Row
    entry: Concrete
    parts: list[tuple[str, Part]] = field(default_factory=list)

    def dates(self) -> Iterator[tuple[str, str]]:
        """Yield the role and the date of each fact."""
        for _, part in self.parts:
            if isinstance(part, DateFact):
                yield part.role, part.edtf

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
            words = f"{_one(row.kind)} has no column “{name}”: leave it empty."
            yield error(row.line, name, words)


def strange_doubts(row: Row) -> Iterator[Note]:
    """Yield doubts about what no row of this kind says; of a relation it is "yes"."""
    known = [column.name for column in of_kind(row.kind)]
    for name in row.listed("unverified") if row.kind != RELATION else ():
        if name not in (*known, _WHOLE):
            near = get_close_matches(name, known, 1)
            hint = f"did you mean “{near[0]}”?" if near else "write names of columns."
            yield error(row.line, "unverified", f"“{name}” is no column: {hint}")


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


def _one(kind: str) -> str:
    said = a_kind(kind or "row without a kind")
    return said[0].upper() + said[1:]
