"""Addresses of result lists: the whole state of a list is in its query string."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote_plus

from django.http import QueryDict

from policyarchive.search.language import LONGEST


@dataclass(frozen=True)
class Address:
    """A path with its query, from which the addresses around it are made.

    A page makes some thirty of one, so each key is written once.
    """

    path: str
    query: QueryDict

    def __str__(self) -> str:
        return self._with(self._written)

    @property
    def string(self) -> str:
        """The query string of the whole list, without the page."""
        return "&".join(self._whole().values())

    def to(self, path: str, **values: str) -> str:
        """Return the address of another form of the whole list."""
        written = {key: _write(key, (value,)) for key, value in values.items()}
        return _join(path, self._whole() | written)

    def setting(self, **values: str) -> str:
        """Return the address with some values set; an empty value drops the key."""
        parts = self._whole()
        for key, value in values.items():
            if value:
                parts[key] = _write(key, (value,))
            else:
                parts.pop(key, None)
        return self._with(parts)

    def swapping(self, key: str, old: str, new: str) -> str:
        """Return the address with one value of a key in place of another."""
        kept = [value for value in self._values.get(key, ()) if value != old]
        return self._with(self._whole() | {key: _write(key, (*kept, new))})

    def without(self, *pairs: tuple[str, str]) -> str:
        """Return the address without some values; ``(key, '')`` drops the key."""
        kept = {key: self._values.get(key, ()) for key, _ in pairs}
        for key, value in pairs:
            kept[key] = tuple(v for v in kept[key] if value and v != value)
        parts = self._whole()
        for key, values in kept.items():
            if values:
                parts[key] = _write(key, values)
            else:
                parts.pop(key, None)
        return self._with(parts)

    @cached_property
    def _values(self) -> dict[str, tuple[str, ...]]:
        # What is empty says nothing and makes an address longer.
        said = ((key, tuple(filter(None, many))) for key, many in self.query.lists())
        return {key: values for key, values in said if values}

    @cached_property
    def _written(self) -> dict[str, str]:
        return {key: _write(key, values) for key, values in self._values.items()}

    def _whole(self) -> dict[str, str]:
        return {key: part for key, part in self._written.items() if key != "page"}

    def _with(self, parts: dict[str, str]) -> str:
        return _join(self.path, parts)


def _write(key: str, values: Iterable[str]) -> str:
    name = quote_plus(key)
    return "&".join(f"{name}={quote_plus(value)}" for value in values)


def _join(path: str, parts: dict[str, str]) -> str:
    return f"{path}?{'&'.join(parts.values())}" if parts else path


def bounded(asked: QueryDict) -> QueryDict:
    """Return what an address asks, with no more of each value than is read.

    A page holds its own address a hundred times.
    """
    given = tuple(asked.lists())
    if all(len(str(value)) <= LONGEST for _, values in given for value in values):
        return asked
    kept = asked.copy()
    for key, values in given:
        kept.setlist(key, [str(value)[:LONGEST] for value in values])
    return kept


def strange(asked: QueryDict, *known: str) -> tuple[str, ...]:
    """Return a sentence on each parameter that a page does not know."""
    return tuple(
        f"There is no parameter “{name[:LONGEST]}” here: it was ignored."
        for name in asked
        if name not in known
    )
