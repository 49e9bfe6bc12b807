"""Where any of very many strings stands in a text, in little memory.

An automaton (Aho and Corasick, 1975) finds the places where one may begin, so that the
time depends on the text, not on how many strings there are. It holds only their first
signs: whole titles would take a hundred times as much. Pure.
"""

from collections.abc import Iterable, Iterator

import ahocorasick

# Most Chinese titles differ by then; each more costs some megabytes with 100,000 names.
_HEAD = 8
_MOST_LATE = 2_000  # strings; remaking their finder takes some milliseconds


class Finder:
    """Strings, ready to be found; made once, and shared by threads."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self._hashes: set[int] = set()
        sizes: dict[str, set[int]] = {}
        for form in filter(None, forms):
            sizes.setdefault(form[:_HEAD], set()).add(len(form))
            self._hashes.add(hash(form))
        self._heads = ahocorasick.Automaton()
        for head, of_head in sizes.items():
            self._heads.add_word(head, (len(head), tuple(of_head)))
        self._heads.make_automaton()

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a string may stand, overlapping ones too.

        Whoever looks a place up finds no string there once in 10^14 times: of whole
        strings only the hashes are kept.
        """
        if not self._hashes:  # an empty automaton cannot be asked
            return
        for last, (head, sizes) in self._heads.iter(text):
            start = last + 1 - head
            for end in (start + size for size in sizes):
                if end <= len(text) and hash(text[start:end]) in self._hashes:
                    yield start, end


class GrowingFinder:
    """Finds the keys of a table, and those that are added to it.

    The large finder stays as it is; what is new stands in a small one beside it until
    there is much of it. Keys that were taken out of the table may still be yielded.
    """

    def __init__(self, table: Iterable[str]) -> None:
        self._table = table
        self._first = Finder(table)
        self._late: dict[str, None] = {}
        self._second = Finder()

    def add(self, forms: Iterable[str]) -> None:
        """Find more strings, which stand in the table already."""
        late = self._late | dict.fromkeys(forms)
        if len(late) == len(self._late):
            return
        if len(late) > _MOST_LATE:
            self._first, late = Finder(self._table), {}
        self._late, self._second = late, Finder(late)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a string may stand; see ``Finder``."""
        yield from self._first.places(text)
        yield from self._second.places(text)
