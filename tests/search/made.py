"""Small indexes made from words, without a database."""

import itertools
from pathlib import Path

from policyarchive.archive import records
from policyarchive.archive.passages import split
from policyarchive.archive.publishing import freeze_text
from policyarchive.search.question import Order
from policyarchive.search.rows import Row, Surroundings, make_row
from policyarchive.search.tantivy_engine import TantivySnapshot, open_index
from policyarchive.search.texts import KeptText
from policyarchive.search.writing import add_rows, new_index

_count = itertools.count(1)


def row_of(
    text="",
    *,
    language="zh-Hans",
    access="open",
    kept_access="open",
    public=(),
    **fields,
):
    """The row of a document with one text; ``public`` are the entries it may name."""
    frozen = freeze_text(language, split(text, language))
    fields.setdefault("ark", f"ark:99999/t1{next(_count):08}")
    fields.setdefault("title_zh", "试")
    ref = records.TextRef(
        sha256=frozen.sha256, language=language, kind="original", access=access
    )
    record = records.DocumentRecord(
        version=1,
        published_at="2026-01-01T00:00:00Z",
        type="notice",
        texts=(ref,) if text else (),
        **fields,
    )
    kept = {frozen.sha256: KeptText(kept_access, frozen.body)}
    return make_row(record, Surroundings(texts=kept, public=frozenset(public)))


def index_of(folder: Path, *rows: Row) -> TantivySnapshot:
    """An index of these rows."""
    path = folder / f"index-{next(_count)}"
    path.mkdir()
    with new_index(path) as writer:
        add_rows(writer, rows, is_new=True)
    index = open_index(path)
    index.reload()
    return TantivySnapshot("made", index.searcher())


def arks(snapshot, condition):
    """The entries that meet a condition."""
    found = snapshot.find(condition, Order.RELEVANCE, 0, 1000)
    assert found.count == len(found.cards)
    return {card["ark"] for _, card in found.cards}
