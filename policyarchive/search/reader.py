"""The reader: a view of the index in use, renewed when the index has changed.

Looking whether it has costs two questions to the file system, some microseconds; so
every search looks.
"""

import threading
from pathlib import Path

import tantivy

from policyarchive.search.folder import Folder
from policyarchive.search.tantivy_engine import TantivySnapshot, open_index


class Reader:
    """The views that this process takes of one folder."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._mutex = threading.Lock()
        self._path: Path | None = None
        self._index: tantivy.Index | None = None
        self._state: tuple[str, int, int] | None = None
        self._snapshot: TantivySnapshot | None = None

    def snapshot(self) -> TantivySnapshot | None:
        """Return a view of the index as it is now, or None while there is none."""
        with self._mutex:
            for attempt in range(3):
                try:
                    return self._renew()
                except (OSError, ValueError):
                    # The generation was swept away between two looks: look again.
                    self._path = self._state = None
                    if attempt == 2:
                        raise
            return None

    def _renew(self) -> TantivySnapshot | None:
        path = self._folder.current()
        if path is None:
            return None
        meta = (path / "meta.json").stat()
        state = (path.name, meta.st_mtime_ns, meta.st_ino)
        if state != self._state or self._snapshot is None:
            if path != self._path or self._index is None:
                self._path, self._index = path, open_index(path)
            self._index.reload()
            name = "-".join(map(str, state))
            self._snapshot = TantivySnapshot(name, self._index.searcher())
            self._state = state
        return self._snapshot


_readers: dict[Folder, Reader] = {}
_readers_mutex = threading.Lock()


def reader_of(folder: Folder) -> Reader:
    """Return this process's reader of a folder."""
    with _readers_mutex:
        if folder not in _readers:
            _readers[folder] = Reader(folder)
        return _readers[folder]
