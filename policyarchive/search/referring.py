"""Reading references behind a publish: what it cites, and what cites it by its name.

In a small archive this is done as an entry is indexed. In a larger one an entry is
found at once and marked as unread; a moment later its texts are read, and with them the
texts that hold one of its names. Whatever is interrupted stays unread and is taken up
when the log is followed next.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import batched

from policyarchive.archive import othernames, records
from policyarchive.archive.references import Name
from policyarchive.archive.references.folding import plain
from policyarchive.archive.references.names import INSTRUMENTS
from policyarchive.archive.references.titles import bare_forms
from policyarchive.archive.vocabulary import Kind
from policyarchive.search import citing, log, turning
from policyarchive.search.engine import (
    Among,
    Anything,
    Condition,
    Every,
    Has,
    Snapshot,
    Some,
    Without,
)
from policyarchive.search.folder import Folder, the_folder
from policyarchive.search.folding import fold
from policyarchive.search.known import known
from policyarchive.search.meaning import Known
from policyarchive.search.question import Order
from policyarchive.search.reader import reader_of
from policyarchive.search.schema import UNREAD
from policyarchive.search.texts import KeptText
from policyarchive.search.tokens import phrase
from policyarchive.search.writing import Spoiled, pen_of

# Entries up to which all names are read within the turn that indexes: some 50 ms once
# in a process.
SMALL = 1_000
# Texts read anew because of one name. A name in more of them is a common word; the next
# rebuild reads them all.
MOST_ANEW = 2_000
_AT_A_TIME = 50  # entries read in one turn of the pen, for others wait meanwhile
_MOST = 100_000  # entries of one question
_PATIENCE = 60.0  # seconds to wait for another process's turn to end
_LONGEST_NAME = 80  # signs; longer ones do not stand in running text
_SHORTEST_NAME = 2


def reader(now: Known | None = None) -> log.Citing:
    """Return what reads the references of an entry, with some names or today's."""
    now = now or known()

    def read(record: records.Record, texts: Mapping[str, KeptText]) -> citing.Cited:
        return citing.read(record, texts, now)

    return read


def is_small(snapshot: Snapshot) -> bool:
    """Whether references are read as entries are indexed."""
    return snapshot.count(Anything()) <= SMALL


def has_unread(folder: Folder) -> bool:
    """Whether there are entries whose references were not read yet."""
    snapshot = reader_of(folder).snapshot()
    return snapshot is not None and snapshot.count(_UNREAD) > 0


def read_references() -> None:
    """Read what is unread, some entries at a time, so that publishing goes between.

    What cites them comes before them: they stay unread until all is done.
    """
    folder = the_folder()
    while has_unread(folder):
        snapshot = reader_of(folder).snapshot()
        if snapshot is None:
            return
        unread = tuple(_arks(snapshot, _UNREAD, _MOST))
        todo = dict.fromkeys((*affected(snapshot, unread), *unread))
        for arks in batched(todo, _AT_A_TIME, strict=False):
            if not _read(folder, arks):
                return


def _read(folder: Folder, arks: tuple[str, ...]) -> bool:
    """Read entries in one turn; say False when others keep the pen."""
    pen = pen_of(folder)
    citing_now = reader()
    try:
        with pen.turn(_PATIENCE) as has_turn:
            snapshot = reader_of(folder).snapshot()
            if not has_turn or snapshot is None:
                return False
            causing = turning.causes(snapshot)
            rows = log.rows(arks, events(snapshot, arks), citing_now, causing)
            pen.apply(rows, arks, snapshot.mark)
    except Spoiled:  # whoever follows next builds the index anew
        return False
    return True


def events(
    snapshot: Snapshot, arks: tuple[str, ...], news: Iterable[str] = ()
) -> Mapping[str, tuple[str, ...]]:
    """Return the events that point at each of some entries, of known ones and news."""
    known_ones = Every((Among("ref", arks), Among("kind", (Kind.EVENT.value,))))
    return log.events_by_target((*_arks(snapshot, known_ones, _MOST), *news))


def affected(snapshot: Snapshot, arks: Iterable[str]) -> Iterator[str]:
    """Yield the entries whose references may mean others now, because of some names.

    Those whose texts hold a name and do not cite its entry yet, those that cite it and
    hold none of its names any more, and those that cite its number as not held.
    """
    now = known()
    for ark in arks:
        if (names := _in_texts(now.names_of(ark))) or now.numbers_of(ark):
            yield from _arks(snapshot, _anew(ark, names, now), MOST_ANEW)


def _anew(ark: str, names: tuple[Condition, ...], now: Known) -> Condition:
    cites = Among("cites", tuple(dict.fromkeys((ark, now.work_of(ark)))))
    numbers = tuple(
        f"number:{othernames.number(number)}" for number in now.numbers_of(ark)
    )
    ways: list[Condition] = [Among("unheld", numbers)] if numbers else []
    if names:
        ways.append(Every((Some(names), Without(cites))))
        ways.append(Every((cites, Without(Some(names)))))
    return Some(tuple(ways))


def _in_texts(names: Iterable[Name]) -> tuple[Condition, ...]:
    """Return what asks for the texts that hold any of some names."""
    forms = {
        min(bare_forms(plain(name.text).strip()), key=len)
        for name in names
        if name.kind in INSTRUMENTS and not name.language.endswith("-Latn")
    }
    return tuple(
        Has("all", phrase(fold(form)))
        for form in sorted(forms)
        if _SHORTEST_NAME <= len(form) <= _LONGEST_NAME
    )


_UNREAD = Among("is", (UNREAD,))


def _arks(snapshot: Snapshot, condition: Condition, limit: int) -> list[str]:
    found = snapshot.find(condition, Order.NEWEST, 0, limit)
    return [str(card["ark"]) for _, card in found.cards]
