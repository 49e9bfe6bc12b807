"""The follower: keeps the index at the end of the publication log.

``follow`` is called after each publish (in ``transaction.on_commit``) and whenever a
reader sees that the index is behind. What it applies is always the present state of the
entries that the log names, so applying a row twice, late or after a crash does no harm.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.db import DatabaseError, connection

from policyarchive.search import log, namebook, referring, turning
from policyarchive.search.engine import Among, Condition, Mark, Snapshot, Writer
from policyarchive.search.folder import Folder, locked, the_folder
from policyarchive.search.known import read_all
from policyarchive.search.question import Order
from policyarchive.search.reader import reader_of
from policyarchive.search.writing import (
    Spoiled,
    add_rows,
    new_index,
    pen_of,
    set_mark,
)

logger = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds to wait for another process's turn to end
# A reader that finds more to do than this leaves it to a thread and answers from the
# index as it is.
AT_ONCE = 50  # entries
_DEPENDANTS = 100_000

Progress = Callable[[int, int], None]

_is_paused: ContextVar[bool] = ContextVar("is_paused", default=False)


def follow() -> None:
    """Bring the index up to the end of the log, waiting for a turn if need be.

    Never raises for what the index or its disk does: the entry is published, and the
    next reader catches up.
    """
    if _is_paused.get():
        return
    try:
        _catch_up(the_folder(), PATIENCE)
        if referring.has_unread(the_folder()):
            _start("references", referring.read_references)
    except (OSError, ValueError, DatabaseError):
        logger.exception("The index could not follow the log; it will catch up.")


def catch_up() -> None:
    """Bring the index up to the end of the log; raises OSError when it cannot."""
    if not _catch_up(the_folder(), PATIENCE):
        raise BlockingIOError("Another process keeps writing the index. Try again.")
    referring.read_references()


@contextmanager
def one_catch_up() -> Iterator[None]:
    """Within this block publishing does not follow; once, at its end, it does."""
    token = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(token)
        follow()


def fresh_snapshot(last: Mark | None = None) -> Snapshot | None:
    """Return a view of the index at the end of the log.

    When there is much to do it is done behind the scenes, and the view is of the index
    as it is: None while there is none at all. Costs one cheap query, unless the mark of
    the log's last row was asked for already.
    """
    folder = the_folder()
    snapshot = reader_of(folder).snapshot()
    turned = turning.due(snapshot) if snapshot else 0
    is_at_end = snapshot is not None and snapshot.mark == (last or log.last_mark())
    if is_at_end and not turned:
        return snapshot
    if log.work_after(snapshot.mark if snapshot else None) + turned > AT_ONCE:
        _start("following", follow)
        return snapshot
    try:
        _catch_up(folder, 0 if snapshot else PATIENCE)
    except (OSError, ValueError):
        logger.exception("The index could not follow the log.")
    return reader_of(folder).snapshot()


def _start(what: str, work: Callable[[], None]) -> None:
    """Do some work on the index in a thread, unless one is at it."""
    name = f"index-{what}-{the_folder().root}"
    if any(thread.name == name for thread in threading.enumerate()):
        return

    def run() -> None:
        try:
            work()
        finally:
            connection.close()  # a thread has a connection of its own

    threading.Thread(target=run, name=name, daemon=True).start()


def rebuild(progress: Progress | None = None) -> int:
    """Build the index anew beside the one in use and switch; return how many entries.

    Readers and the follower go on with the old one meanwhile. Raises BlockingIOError
    when another process is rebuilding already.
    """
    folder = the_folder()
    with locked(folder.rebuilding, 0) as is_ours:
        if not is_ours:
            raise BlockingIOError("Another process is rebuilding the index.")
        return _rebuild(folder, progress or (lambda done, total: None))


def _rebuild(folder: Folder, progress: Progress) -> int:
    folder.sweep()
    mark = log.last_mark()
    arks = log.published_arks()
    generation = folder.start_generation()
    count = 0
    with new_index(generation) as writer:
        known = read_all()
        if len(arks) > referring.SMALL:
            namebook.write(generation, mark, known)
        citing = referring.reader(known)
        causes = log.causes()
        events = log.events_by_target()
        for row in log.rows(arks, events, citing, lambda _: causes):
            add_rows(writer, (row,), is_new=True)
            count += 1
            progress(count, len(arks))
        set_mark(writer, mark)
    pen = pen_of(folder)
    with pen.turn(PATIENCE * 6) as has_turn:
        if not has_turn:
            raise BlockingIOError("Another process would not stop writing the index.")
        pen.close_writer()
        folder.switch(generation)
        _apply_news(folder, pen)
    folder.sweep()
    return count


def _catch_up(folder: Folder, patience: float) -> bool:
    """Catch up; say False when others keep the pen, who are at it themselves."""
    pen = pen_of(folder)
    with pen.turn(patience) as has_turn:
        if not has_turn:
            return False
        generation = folder.current()
        try:
            is_whole = generation is not None and _apply_news(folder, pen)
        except Spoiled as fault:
            logger.warning("The index is spoiled and is built anew: %s", fault)
            is_whole = False
    if not is_whole:
        _build_in_place_of(folder, generation)
    return True


def _build_in_place_of(folder: Folder, generation: Path | None) -> None:
    """Build the index, unless another process has done so meanwhile."""
    with locked(folder.rebuilding, PATIENCE) as is_ours:
        if is_ours and folder.current() == generation:
            _rebuild(folder, lambda done, total: None)


def _apply_news(folder: Folder, pen: Writer) -> bool:
    """Apply what the log holds after the mark; say False when it is another log."""
    snapshot = reader_of(folder).snapshot()
    news = log.read_after(snapshot.mark) if snapshot else None
    if snapshot is None or news is None:
        return False
    if arks := _affected(snapshot, news.arks):
        citing = referring.reader() if referring.is_small(snapshot) else None
        if citing:
            anew = referring.affected(snapshot, news.arks)
            arks = tuple(dict.fromkeys((*arks, *anew)))
        events = referring.events(snapshot, arks, news.arks)
        causing = turning.causes(snapshot, news.arks)
        pen.apply(log.rows(arks, events, citing, causing), arks, news.mark)
    return True


def _affected(snapshot: Snapshot, arks: tuple[str, ...]) -> tuple[str, ...]:
    """Return the entries of the news, and those whose rows depend on them.

    A row names the public entries it points at, so it changes when one appears, goes or
    is merged; it names the events that point at it, and tells the legal status, which
    others change, and a new day.
    """
    if not arks:
        return tuple(turning.turned(snapshot))
    before = set(_arks(snapshot, Among("ark", arks)))
    changed = tuple(before ^ log.public_among(arks))
    pointing = _arks(snapshot, Among("ref", changed))
    return tuple(
        dict.fromkeys(
            (
                *arks,
                *pointing,
                *_arks(snapshot, Among("cites", changed)),
                *_arks(snapshot, Among("event", arks)),
                *log.events_by_target(arks),
                *turning.changed_by(snapshot, arks, pointing),
                *turning.turned(snapshot),
            )
        )
    )


def _arks(snapshot: Snapshot, condition: Condition) -> list[str]:
    found = snapshot.find(condition, Order.RELEVANCE, 0, _DEPENDANTS)
    return [str(card["ark"]) for _, card in found.cards]
