"""The engine at sizes that no desk will publish in an afternoon.

Rows are made from papers and written to the index directly; the database holds nothing
but topics and glossary. So a million documents can be asked within the hour, but only
the engine: there are no labels for a page.
"""

from collections.abc import Iterable, Iterator
from itertools import batched
from pathlib import Path

from django.conf import settings

from benchmarks.speed.figures import Built
from benchmarks.speed.measure import peak_mb, timed
from benchmarks.speed.papers import Corpus, Paper
from benchmarks.speed.press import create_vocabularies
from benchmarks.speed.recording import Recorder, frozen_texts
from policyarchive.archive import permalinks, records
from policyarchive.archive.vocabulary import Access, Kind
from policyarchive.search import log
from policyarchive.search.folder import locked, the_folder
from policyarchive.search.rows import Row, Surroundings, make_row
from policyarchive.search.texts import KeptText
from policyarchive.search.writing import add_rows, new_index, set_mark

_BATCH = 1_000


def index_directly(corpus: Corpus) -> tuple[Built, dict[str, str]]:
    """Build the index; return what that took, and the issuers' permalinks by name."""
    create_vocabularies()
    arks: dict[str, str] = {}
    folder = the_folder()
    with locked(folder.rebuilding, 0):
        generation = folder.start_generation()

        def write() -> int:
            count = 0
            with new_index(generation) as writer:
                for row in _rows(corpus.read(), arks):
                    add_rows(writer, (row,), is_new=True)
                    count += 1
                set_mark(writer, log.last_mark())
            return count

        ms, count = timed(write)
        folder.switch(generation)
        folder.sweep()
    return Built(count, 0.0, ms / 1000, size_mb(folder.root), peak_mb()), arks


def size_mb(folder: Path) -> float:
    """Return what all files of a folder take, in MB of a million bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) / 1e6


def _rows(papers: Iterable[Paper], arks: dict[str, str]) -> Iterator[Row]:
    recorder = Recorder()
    for batch in batched(papers, _BATCH, strict=False):
        for name in recorder.new_issuers(batch):
            arks[name] = _mint(Kind.ACTOR)
            yield make_row(recorder.actor(arks[name], name), Surroundings())
        public = frozenset(arks.values())
        for paper in batch:
            yield _row(recorder, paper, public)


def _row(recorder: Recorder, paper: Paper, public: frozenset[str]) -> Row:
    texts = frozen_texts(paper)
    record: records.Record = recorder.document(_mint(Kind.DOCUMENT), paper, 1, texts)
    kept = {text.sha256: KeptText(Access.OPEN, text.body) for text in texts}
    return make_row(record, Surroundings(texts=kept, public=public))


def _mint(kind: Kind) -> str:
    naan = settings.ARCHIVE_NAAN
    return f"ark:{naan}/{permalinks.mint_name(kind, naan)}"
