"""The numbers that entries have, to be found from any spelling. Pure."""

from collections.abc import Callable
from typing import Protocol

from pypinyin import lazy_pinyin

from policyarchive.archive import othernames
from policyarchive.archive.references import numbers
from policyarchive.archive.references.folding import fold
from policyarchive.archive.references.tables import Table, Tables, put, take

Bodies = Callable[[str], tuple[str, ...]]


class _Change(Protocol):
    """Adding to a table, or taking out of it."""

    def __call__[V](self, table: Table[V], key: str, value: V) -> None: ...


class Numbers:
    """Which entry has which number.

    An order is found by its word, serial and year and by one of its issuers, so that
    商务部公告2025年第18号 finds 商务部 海关总署公告2025年第18号; a standard also
    without its year; a 文号 also in pinyin.
    """

    def __init__(self, tables: Tables, bodies: Bodies) -> None:
        self._tables = tables
        self._bodies = bodies

    def add(self, value: str, entry: str) -> None:
        """Add a number of an entry, as written."""
        self._change(put, value, entry)

    def remove(self, value: str, entry: str) -> None:
        """Take a number of an entry out again."""
        self._change(take, value, entry)

    def _change(self, change: _Change, value: str, entry: str) -> None:
        keys, number = self._read(value)
        for key in keys:
            change(self._tables.numbers, key, entry)
        if number and number.family == numbers.ORDER:
            change(self._tables.orders, _order_key(number), (number, entry))
        if number and number.stem:
            change(self._tables.stems, number.stem, entry)

    def _read(self, value: str) -> tuple[list[str], numbers.Number | None]:
        """Return the keys of a number as written, and the number taken apart."""
        keys = [othernames.number(value)]
        number = next((h.number for h in numbers.find(fold(value), self._bodies)), None)
        if number:
            keys.append(number.key)
            if number.family == numbers.CODE:
                keys.append("".join(lazy_pinyin(number.key, v_to_u=True)))
        return list(dict.fromkeys(keys)), number

    def find(self, number: numbers.Number) -> tuple[str, ...]:
        """Return the entries that may have a number."""
        found = list(self._tables.numbers.get(number.key, ()))
        if number.family == numbers.ORDER:
            known = self._tables.orders.get(_order_key(number), ())
            agreeing = [pair for pair in known if _agree(number, pair[0])]
            # 网信办、公安部令第5号 is not 网信办令第5号: they share but one issuer.
            most = max((_shared(number, other) for other, _ in agreeing), default=0)
            found += [e for other, e in agreeing if _shared(number, other) == most]
        if number.stem and not number.year:
            found += self._tables.stems.get(number.stem, ())
        return tuple(dict.fromkeys(found))


def _agree(one: numbers.Number, other: numbers.Number) -> bool:
    if one.year and other.year and one.year != other.year:
        return False
    if one.year != other.year and one.word == "公告":  # each year counts anew
        return False
    return not one.issuers or bool(_shared(one, other))


def _shared(one: numbers.Number, other: numbers.Number) -> int:
    return len(set(one.issuers) & set(other.issuers))


def _order_key(number: numbers.Number) -> str:
    return f"{number.word} {number.serial}"
