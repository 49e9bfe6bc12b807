"""Addresses of result lists: the whole state of a list is in its query string."""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Address:
    """A path with its query, from which the addresses around it are made."""

    path: str
    query: QueryDict

    def __str__(self) -> str:
        return self._with(self._copy())

    @property
    def string(self) -> str:
        """The query string of the whole list, without the page."""
        return self._copy("page").urlencode()

    def to(self, path: str, **values: str) -> str:
        """Return the address of another form of the whole list."""
        query = self._copy("page")
        for key, value in values.items():
            query.setlist(key, [value])
        return Address(path, query)._with(query)

    def setting(self, **values: str) -> str:
        """Return the address with some values set; an empty value drops the key."""
        query = self._copy("page")
        for key, value in values.items():
            if value:
                query[key] = value
            else:
                query.pop(key, None)
        return self._with(query)

    def swapping(self, key: str, old: str, new: str) -> str:
        """Return the address with one value of a key in place of another."""
        query = self._copy("page")
        kept = [value for value in query.getlist(key) if value != old]
        query.setlist(key, [*kept, new])
        return self._with(query)

    def without(self, *pairs: tuple[str, str]) -> str:
        """Return the address without some values; ``(key, '')`` drops the key."""
        query = self._copy("page")
        for key, value in pairs:
            kept = [v for v in query.getlist(key) if value and v != value]
            query.setlist(key, kept)
            if not kept:
                query.pop(key, None)
        return self._with(query)

    def _copy(self, *but: str) -> QueryDict:
        query = self.query.copy()
        for key in list(query):
            # What is empty says nothing and makes an address longer.
            kept = [value for value in query.getlist(key) if value and key not in but]
            query.setlist(key, kept)
            if not kept:
                del query[key]
        return query

    def _with(self, query: QueryDict) -> str:
        string = query.urlencode()
        return f"{self.path}?{string}" if string else self.path
