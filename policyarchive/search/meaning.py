"""What each entry is called, and what a reference that bears a name means. Pure."""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from itertools import chain

from policyarchive.archive import permalinks
from policyarchive.archive.references import Gazetteer, Name, OtherName
from policyarchive.archive.references.tables import Tables
from policyarchive.archive.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Said:
    """What one entry is called, and the law of which it is a text."""

    names: tuple[Name, ...] = ()
    others: tuple[OtherName, ...] = ()
    work: str = ""


_NOTHING = Said()


class Known:
    """The gazetteer, and the law of which each document is a text."""

    def __init__(
        self, said: MutableMapping[str, Said], tables: Tables | None = None
    ) -> None:
        """Know what entries are called; ``tables``: where their names stand already."""
        self.said = said
        names, others = _of_all(said.values() if tables is None else ())
        self.gazetteer = Gazetteer(names, others, tables)

    def work_of(self, entry: str) -> str:
        """Return the law of which an entry is a text, or else the entry itself."""
        work = self.said.get(entry, _NOTHING).work
        return work if self.names_of(work) else entry

    def names_of(self, entry: str) -> tuple[Name, ...]:
        """Return the names of a public entry; none of any other."""
        return self.said.get(entry, _NOTHING).names

    def numbers_of(self, entry: str) -> tuple[str, ...]:
        """Return the document numbers of a public entry, as written."""
        others = self.said.get(entry, _NOTHING).others
        return tuple(other.value for other in others if other.scheme == "number")

    def meant(self, entries: Iterable[str]) -> str:
        """Return the one work that all of some entries are, or nothing.

        A law stands for what bears its title: its texts, linked to it or not.
        """
        works = tuple(dict.fromkeys(map(self.work_of, entries)))
        laws = [work for work in works if _kind(work) == Kind.LAW]
        found = laws or works
        return found[0] if len(found) == 1 else ""

    def learn(self, arks: Iterable[str], now: Mapping[str, Said]) -> None:
        """Put in what some entries are called now; those that say nothing are gone."""
        changed = [
            ark
            for ark in dict.fromkeys(arks)
            if now.get(ark, _NOTHING) != self.said.get(ark, _NOTHING)
        ]
        before = [self.said.pop(ark) for ark in changed if ark in self.said]
        after = {ark: now[ark] for ark in changed if ark in now}
        self.said.update(after)
        self.gazetteer.replace(_of_all(before), _of_all(after.values()))


def _kind(ark: str) -> str:
    return permalinks.kind_of(ark.rpartition("/")[2]) or ""


def _of_all(said: Iterable[Said]) -> tuple[list[Name], list[OtherName]]:
    whole = tuple(said)
    names = chain.from_iterable(one.names for one in whole)
    others = chain.from_iterable(one.others for one in whole)
    return list(names), list(others)
