"""The columns of a table: what each means, for which kinds, and what it may say.

The one list from which reading, checking, the template and the help page are made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from policyarchive.archive.vocabulary import (
    Access,
    ActorKind,
    DateRole,
    DocumentType,
    EventKind,
    Kind,
    Language,
    Level,
    Role,
    Status,
    Terms,
    TextKind,
)

RELATION = "relation"
KINDS = (Kind.DOCUMENT, Kind.LAW, Kind.ACTOR, Kind.EVENT, RELATION)
_ENTRIES = frozenset(map(str, (Kind.DOCUMENT, Kind.LAW, Kind.ACTOR, Kind.EVENT)))
_LEGAL = frozenset(map(str, (Kind.DOCUMENT, Kind.LAW)))
_DOCUMENT = frozenset((str(Kind.DOCUMENT),))
_ACTOR = frozenset((str(Kind.ACTOR),))
_EVENT = frozenset((str(Kind.EVENT),))
_RELATION = frozenset((RELATION,))

DATES: dict[str, DateRole] = {role.replace("-", "_"): role for role in DateRole}
"""The columns that hold a date, with the role of each."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``terms`` is the vocabulary its codes are from, if it has one."""

    name: str
    kinds: frozenset[str]
    means: str
    terms: type[Terms] | None = None


def _dates() -> list[Column]:
    return [
        Column(
            name,
            _EVENT if role is DateRole.HAPPENED else _ENTRIES - _ACTOR - _EVENT,
            f"The date in the role “{role.en}”: 2021, 2021-06, 2021-06-10 or an "
            "interval such as 2021-06/2021-08.",
        )
        for name, role in DATES.items()
    ]


COLUMNS: Sequence[Column] = (
    Column("kind", _ENTRIES | _RELATION, "What the row is."),
    Column(
        "key",
        _ENTRIES,
        "Your own short name for the row, by which other rows of the file refer to it. "
        "It is not kept.",
    ),
    Column(
        "ark",
        _ENTRIES,
        "The permalink of an entry that is there already. The row then makes nothing "
        "and changes nothing: it gives the entry a key, for relations.",
    ),
    Column("title_zh", _ENTRIES, "The title or name in Chinese."),
    Column("title_en", _ENTRIES, "The title or name in English."),
    Column("names", _ENTRIES, "Other names, parted by semicolons."),
    Column("summary_zh", _ENTRIES, "A summary in Chinese, in the archive's words."),
    Column("summary_en", _ENTRIES, "A summary in English, in the archive's words."),
    Column("topics", _ENTRIES, "Keys of topics, parted by semicolons."),
    Column("type", _LEGAL, "What sort of document it is.", DocumentType),
    Column("number", _LEGAL, "The document number (文号), as printed."),
    Column("status", _LEGAL, "The legal status.", Status),
    Column("status_as_of", _LEGAL, "The date of the status."),
    Column("status_source", _LEGAL, "Where the status is said."),
    Column("level", _LEGAL, "Whose jurisdiction it speaks for.", Level),
    Column("issuer_as_printed", _DOCUMENT, "The issuer, as printed."),
    Column(
        "issuers",
        _LEGAL,
        "The issuers, the lead first, by key or permalink, parted by semicolons.",
    ),
    Column("text", _DOCUMENT, "The text; headings and articles each start a line."),
    Column("language", _DOCUMENT, "The language of the text.", Language),
    Column("text_kind", _DOCUMENT, "How it relates to the original.", TextKind),
    Column("access", _DOCUMENT, "What readers may see of it.", Access),
    Column("actor_kind", _ACTOR, "What the actor is.", ActorKind),
    Column("pinyin", _ACTOR, "The name in pinyin."),
    Column("wikidata", _ACTOR, "The identifier at Wikidata."),
    Column("event_kind", _EVENT, "What sort of thing happened.", EventKind),
    Column("place_zh", _EVENT, "The place in Chinese."),
    Column("place_en", _EVENT, "The place in English."),
    *_dates(),
    Column("date_source", _ENTRIES - _ACTOR, "Where the dates are said."),
    Column("from", _RELATION, "The entry it leads from: a key or a permalink."),
    Column("role", _RELATION, "What the one is to the other.", Role),
    Column("to", _RELATION, "The entry it leads to: a key or a permalink."),
    Column("here", _RELATION, "The place in the first, such as art-21."),
    Column("there", _RELATION, "The place in the second."),
    Column("valid_from", _ACTOR | _RELATION, "Since when it holds."),
    Column("valid_to", _ACTOR | _RELATION, "Until when it holds."),
    Column("url", _ENTRIES, "The official address, or where it is said."),
    Column("source", _ENTRIES | _RELATION, "Where it is said, in words."),
    Column("note", _ENTRIES | _RELATION, "A note: on an entry for editors alone."),
    Column(
        "unverified",
        _ENTRIES | _RELATION,
        "Fields nobody has confirmed, parted by semicolons; on a relation: yes.",
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}


def of_kind(kind: str) -> list[Column]:
    """Return the columns that a row of a kind may fill in."""
    return [column for column in COLUMNS if kind in column.kinds]
