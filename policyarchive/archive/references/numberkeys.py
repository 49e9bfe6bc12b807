"""The numbers that entries have, to be found from any spelling. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from pypinyin import lazy_pinyin

from policyarchive.archive import othernames
from policyarchive.archive.references import numbers
from policyarchive.archive.references.folding import fold

Bodies = Callable[[str], tuple[str, ...]]


class Numbers:
    """Which entry has which number.

    An order is found by its word, serial and year and by one of its issuers, so that
    商务部公告2025年第18号 finds 商务部 海关总署公告2025年第18号; a standard also
    without its year; a 文号 also in pinyin.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], bodies: Bodies) -> None:
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        self._orders: dict[tuple[str, int], list[tuple[numbers.Number, str]]] = (
            defaultdict(list)
        )
        for value, entry in pairs:
            self._add(value, entry, bodies)

    def _add(self, value: str, entry: str, bodies: Bodies) -> None:
        self._by_key[othernames.number(value)].append(entry)
        hits = list(numbers.find(fold(value), bodies))
        for number in (hit.number for hit in hits[:1]):
            self._by_key[number.key].append(entry)
            if number.family == numbers.CODE:
                self._by_key["".join(lazy_pinyin(number.key, v_to_u=True))].append(
                    entry
                )
            if number.family == numbers.ORDER:
                self._orders[number.word, number.serial].append((number, entry))
            if number.stem:
                self._by_stem[number.stem].append(entry)

    def find(self, number: numbers.Number) -> tuple[str, ...]:
        """Return the entries that may have a number."""
        found = list(self._by_key.get(number.key, ()))
        if number.family == numbers.ORDER:
            known = self._orders.get((number.word, number.serial), ())
            agreeing = [pair for pair in known if _agree(number, pair[0])]
            # 网信办、公安部令第5号 is not 网信办令第5号: they share but one issuer.
            most = max((_shared(number, other) for other, _ in agreeing), default=0)
            found += [e for other, e in agreeing if _shared(number, other) == most]
        if number.stem and not number.year:
            found += self._by_stem.get(number.stem, ())
        return tuple(dict.fromkeys(found))


def _agree(one: numbers.Number, other: numbers.Number) -> bool:
    if one.year and other.year and one.year != other.year:
        return False
    if one.year != other.year and one.word == "公告":  # each year counts anew
        return False
    return not one.issuers or bool(_shared(one, other))


def _shared(one: numbers.Number, other: numbers.Number) -> int:
    return len(set(one.issuers) & set(other.issuers))
