"""One law that stands in the archive as several entries of one name.

No two laws of the state, and no two regulations of its government, bear one name at a
time; entries of one such name are its editions, or copies of one. Of rules of
ministries and places that cannot be said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from policyarchive.archive.dates import BadDate, parse
from policyarchive.archive.references import titles
from policyarchive.archive.references.folding import plain
from policyarchive.archive.vocabulary import DocumentType, Kind
from policyarchive.public.editions import MOST, Edition, Named
from policyarchive.public.works import Work

_UNIQUE = frozenset((DocumentType.LAW, DocumentType.ADMINISTRATIVE_REGULATION))


def as_one(
    works: Sequence[Work], named: Named, on: date | None, today: date
) -> Work | None:
    """Return the entry that a citation means, with the others as other editions.

    None where the entries may be different instruments.
    """
    if any(work.record.type_code not in _UNIQUE for work in works):
        return None
    texts = [
        work for work in works if work.permalink.kind != Kind.LAW and work.editions
    ]
    meant = _named(texts, named)
    day = on or named.then
    chosen = _fullest(meant) or _newest(texts, day or today) or _newest(texts, today)
    if chosen is None:
        return None
    since = _begins(chosen)
    copies = [work for work in texts if work is not chosen and _begins(work) == since]
    rest = [work for work in texts if work is not chosen and work not in copies]
    newest = _newest(texts, today)
    is_old = newest is not None and _begins(newest) != since
    text = chosen.editions[0]
    return replace(
        chosen,
        editions=(*chosen.editions, *_texts(copies)),
        others=_texts(rest)[:MOST],
        is_changed=is_old or chosen.is_changed,
        named=text if meant else None,
        then=text if day and not meant else None,
        newer=newest.editions[0] if newest and is_old else chosen.newer,
    )


def _texts(works: Iterable[Work]) -> tuple[Edition, ...]:
    return tuple(edition for work in works for edition in work.editions)


def _named(works: Iterable[Work], named: Named) -> list[Work]:
    works = list(works)
    by_day = [work for work in works if named.days & set(_dates(work))]
    return by_day or [work for work in works if named.years & _years(work)]


def _newest(works: Iterable[Work], day: date) -> Work | None:
    dated = [(since, work) for work in works if (since := _begins(work))]
    last = max((since for since, _ in dated if since <= day), default=None)
    return _fullest([work for since, work in dated if since == last])


def _fullest(works: Sequence[Work]) -> Work | None:
    """Return the copy with the most articles; some are only parts."""
    count = {id(work): len(work.editions[0].anchors) for work in works}
    return max(works, key=lambda work: count[id(work)], default=None)


def _begins(work: Work) -> date | None:
    effective = work.record.date("effective")
    shown = effective or work.record.shown_date
    try:
        return parse(shown.edtf).lower if shown else None
    except BadDate:
        return None


def _dates(work: Work) -> list[str]:
    return [fact.edtf for fact in getattr(work.record, "dates", ())]


def _years(work: Work) -> set[str]:
    in_title = titles.read(plain(work.record.title_zh)).years
    return {edtf[:4] for edtf in _dates(work)} | in_title
