"""The tables in which a gazetteer looks names up. Pure.

Dictionaries, or anything that is asked like one and keeps its values elsewhere. A
lookup gives a tuple, and nothing is changed in place.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass, field

from policyarchive.archive.references.names import Name
from policyarchive.archive.references.numbers import Number

type Table[V] = MutableMapping[str, tuple[V, ...]]


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known by which key.

    ``names`` by the forms in which they stand in texts, ``pinyin`` by letters alone,
    ``titles`` by their keys; the entries with a number, a stem of a standard or another
    name; and orders, with their entries, by word and serial number.
    """

    names: Table[Name] = field(default_factory=dict)
    pinyin: Table[Name] = field(default_factory=dict)
    titles: Table[Name] = field(default_factory=dict)
    others: Table[str] = field(default_factory=dict)
    numbers: Table[str] = field(default_factory=dict)
    stems: Table[str] = field(default_factory=dict)
    orders: Table[tuple[Number, str]] = field(default_factory=dict)


def put[V](table: Table[V], key: str, value: V) -> None:
    """Add a value under a key, once."""
    known = table.get(key, ())
    if value not in known:
        table[key] = (*known, value)


def take[V](table: Table[V], key: str, value: V) -> None:
    """Remove a value from under a key."""
    left = tuple(one for one in table.get(key, ()) if one != value)
    if left:
        table[key] = left
    else:
        table.pop(key, None)
