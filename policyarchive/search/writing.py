"""The pen: one process at a time changes the index of a machine.

Small commits leave small segments, which Tantivy merges in the background and only
while a writer is open. So a writer that has merging to do stays open for a moment
after its turn: the next turn in this process uses it, and a process that waits for a
turn of its own is given way to.
"""

import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from policyarchive.search import schema
from policyarchive.search.engine import Mark
from policyarchive.search.folder import Folder, try_lock
from policyarchive.search.rows import Row
from policyarchive.search.tantivy_engine import open_index

_SMALL_HEAP = 15_000_000  # bytes, the least Tantivy takes
_LARGE_HEAP = 200_000_000
_MANY = 200  # entries that are worth a large heap
# Tantivy's merge policy starts with 8 segments of about one size; beyond 24 merging is
# overdue and no longer gives way.
_MERGEABLE, _OVERDUE = 8, 24
_LINGER = 3.0  # seconds


def add_rows(
    writer: tantivy.IndexWriter, rows: Iterable[Row], *, is_new: bool = False
) -> None:
    """Add rows in place of what stands for them; ``is_new``: nothing does."""
    for row in rows:
        if not is_new:
            remove(writer, (row.ark,))
        writer.add_document(schema.entry_document(row))
        if row.texts:
            writer.add_document(schema.texts_document(row))


def remove(writer: tantivy.IndexWriter, arks: Iterable[str]) -> None:
    """Remove what stands for entries."""
    for ark in arks:
        writer.delete_documents_by_term("ark", ark)
        writer.delete_documents_by_term("texts_of", ark)


def set_mark(writer: tantivy.IndexWriter, mark: Mark) -> None:
    """Replace the mark."""
    writer.delete_documents_by_term("is", schema.MARK)
    writer.add_document(schema.mark_document(mark.sequence, mark.fingerprint))


class Spoiled(Exception):
    """The files of the index are not as a writer leaves them: build it anew."""


class Pen:
    """The right to change the index in use, shared by the threads of this process."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._mutex = threading.RLock()
        self._lock: int | None = None
        self._path: Path | None = None
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._used_at = 0.0

    @contextmanager
    def turn(self, patience: float) -> Iterator[bool]:
        """Hold the pen; yield False when others keep it for so many seconds."""
        if not self._mutex.acquire(timeout=patience):
            yield False
            return
        try:
            has_turn = self._lock is not None or self._wait(patience)
            yield has_turn
            if has_turn:
                self._used_at = time.monotonic()
                self._rest()
        except BaseException:
            self.lay_down()
            raise
        finally:
            self._mutex.release()

    def apply(self, rows: Iterable[Row], removed: Iterable[str], mark: Mark) -> None:
        """Replace and remove entries and set the mark, in one commit; hold the pen.

        Raises Spoiled when the files of the index do not let it.
        """
        if fault := self._try_to_apply(rows, tuple(removed), mark):
            # Not raised from within: a traceback would keep the writer and its lock.
            raise Spoiled(fault)

    def _try_to_apply(
        self, rows: Iterable[Row], gone: Sequence[str], mark: Mark
    ) -> str:
        """Apply, or close the writer and say what the files of the index hinder."""
        try:
            writer = self._open(_LARGE_HEAP if len(gone) > _MANY else _SMALL_HEAP)
            remove(writer, gone)
            add_rows(writer, rows)
            set_mark(writer, mark)
            writer.commit()
        except ValueError as error:  # all that Tantivy raises
            self.close_writer()
            return str(error)
        return ""

    def close_writer(self) -> None:
        """Close the writer, breaking off any merging, but keep the pen."""
        # Tantivy closes a writer when the last reference goes.
        self._writer = self._index = self._path = None

    def lay_down(self) -> None:
        """Close the writer and let others write."""
        with self._mutex:
            self.close_writer()
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def _wait(self, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while (lock := try_lock(self._folder.writing)) is None:
            if time.monotonic() > deadline:
                return False
            self._folder.wanted.touch()
            time.sleep(0.005)
        self._folder.wanted.unlink(missing_ok=True)
        self._lock = lock
        return True

    def _open(self, heap_size: int) -> tantivy.IndexWriter:
        path = self._folder.current()
        if path is None:
            raise FileNotFoundError("There is no index yet: rebuild it.")
        if self._writer is None or path != self._path:
            self._writer = None
            self._path, self._index = path, open_index(path)
            self._writer = self._index.writer(heap_size=heap_size, num_threads=1)
            # A process killed in the middle of a commit leaves files that no commit
            # names, and the next would stumble over one of the same name.
            self._writer.garbage_collect_files()
        return self._writer

    def _segments(self) -> int:
        if self._index is None:
            return 0
        self._index.reload()
        return self._index.searcher().num_segments

    def _rest(self) -> None:
        if self._segments() < _MERGEABLE:
            self.lay_down()
        elif not any(thread.name == self._name for thread in threading.enumerate()):
            threading.Thread(target=self._linger, name=self._name, daemon=True).start()

    @property
    def _name(self) -> str:
        return f"index-merging-{self._folder.root}"

    def _linger(self) -> None:
        while True:
            time.sleep(0.05)
            with self._mutex:
                try:
                    is_done = self._writer is None or self._is_done()
                except (OSError, ValueError):  # a rebuild swept the generation away
                    is_done = True
                if is_done:
                    self.lay_down()
                    return

    def _is_done(self) -> bool:
        segments = self._segments()
        if segments < _MERGEABLE:
            return True
        if segments < _OVERDUE and self._folder.wanted.exists():
            return True
        if time.monotonic() - self._used_at > _LINGER and self._writer is not None:
            self._writer.wait_merging_threads()
            return True
        return False


_pens: dict[Folder, Pen] = {}
_pens_mutex = threading.Lock()


def pen_of(folder: Folder) -> Pen:
    """Return this process's pen for a folder."""
    with _pens_mutex:
        if folder not in _pens:
            _pens[folder] = Pen(folder)
        return _pens[folder]


@contextmanager
def new_index(path: Path) -> Iterator[tantivy.IndexWriter]:
    """Write a new generation that nobody reads yet; committed and merged at the end."""
    index = open_index(path)
    writer = index.writer(heap_size=_LARGE_HEAP, num_threads=1)
    yield writer
    writer.commit()
    writer.wait_merging_threads()
