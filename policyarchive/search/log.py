"""Reading the published side for the index: the log, and the rows of entries.

The only module of ``search`` that reads entries from the database; it reads published
rows and the controlled vocabularies, never a working table.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, reduce
from itertools import batched, islice
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Model, Q
from django.utils import timezone

from policyarchive.archive import permalinks, records
from policyarchive.archive.models.published import (
    Permalink,
    Publication,
    Text,
    Version,
)
from policyarchive.archive.permalinks import kind_of
from policyarchive.archive.standing import CHANGING, Cause, causes_in
from policyarchive.archive.vocabulary import Kind, State
from policyarchive.search import legal
from policyarchive.search.citing import Cited
from policyarchive.search.engine import Mark
from policyarchive.search.rows import Row, Surroundings, make_row
from policyarchive.search.texts import KeptText

_MARK = ("sequence", "permalink", "at")
_LAST = """
    SELECT sequence, permalink_id, at
    FROM archive_publication ORDER BY sequence DESC LIMIT 1
"""
# In SQL, since the ORM takes longer to word it than the page of a version that is kept.
_ANSWERING = """
    SELECT {permalink}, {version}, {survivor}, last.sequence, last.permalink_id, last.at
    FROM archive_permalink permalink
    LEFT JOIN archive_version version ON version.id = permalink.current_id
    LEFT JOIN archive_permalink survivor ON survivor.id = permalink.merged_into_id
    LEFT JOIN ({last}) last ON true
    WHERE permalink.name = %s AND permalink.state <> %s
"""
_CARRIED = "last_mark"  # what a permalink is given beside its columns
BATCH = 100  # entries whose texts are in memory at once


Citing = Callable[[records.Record, Mapping[str, KeptText]], Cited]
Causing = Callable[[Sequence[str]], Mapping[str, Sequence[Cause]]]


@dataclass(frozen=True, slots=True)
class News:
    """What the log holds after a mark."""

    mark: Mark
    arks: tuple[str, ...]


def last_mark() -> Mark:
    """Return the mark of the log's last row: one cheap query."""
    with connection.cursor() as cursor:
        # Every page asks this; the ORM needs longer to word it than the answer takes.
        cursor.execute(_LAST)
        last = cursor.fetchone()
    return _mark(*last) if last else Mark()


def answering(name: str) -> Permalink | None:
    """Return the permalink of a name, where its own address has something to say.

    With it come its newest version, the survivor of a merger and the mark of the log's
    last row (``mark_of``): one query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_wording(), (name, State.RESERVED))
        row = cursor.fetchone()
    if row is None:
        return None
    values = iter(row)
    permalink = _made(Permalink, values)
    if permalink is None:
        return None
    permalink.current = _made(Version, values)
    permalink.merged_into = _made(Permalink, values)
    last = tuple(values)
    setattr(permalink, _CARRIED, _mark(*last) if last[0] else Mark())
    return permalink


def mark_of(permalink: Permalink) -> Mark:
    """Return the mark that a permalink carries that ``answering`` returned."""
    mark: Mark = getattr(permalink, _CARRIED)
    return mark


@cache
def _wording() -> str:
    listed = {
        alias: ", ".join(f"{alias}.{column}" for column in _columns(model))
        for alias, model in (
            ("permalink", Permalink),
            ("version", Version),
            ("survivor", Permalink),
        )
    }
    return _ANSWERING.format(**listed, last=_LAST)


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _made[M: Model](model: type[M], row: Iterator[Any]) -> M | None:
    """Take the next columns of a row as Django would; None where a join found none."""
    names = _columns(model)
    values = list(islice(row, len(names)))
    return None if values[0] is None else model.from_db("default", names, values)


def read_after(mark: Mark) -> News | None:
    """Return what happened after a mark, or None when the mark is of another log."""
    rows = list(
        Publication.objects.filter(sequence__gte=mark.sequence)
        .order_by("sequence")
        .values_list(*_MARK, "permalink__naan", "permalink__name")
    )
    marks = [_mark(*row[:3]) for row in rows]
    if mark.sequence:
        if not marks or marks[0] != mark:
            return None
        rows = rows[1:]
    arks = dict.fromkeys(f"ark:{naan}/{name}" for *_, naan, name in rows)
    return News(marks[-1] if marks else mark, tuple(arks))


def work_after(mark: Mark | None) -> int:
    """Return how many entries have to be indexed to bring an index up to date."""
    news = read_after(mark) if mark else None
    if news is None:
        return Permalink.objects.filter(state=State.PUBLISHED).count()
    return len(news.arks)


def _mark(sequence: int, permalink: int, at: datetime) -> Mark:
    return Mark(sequence, f"{permalink} {at.isoformat()}")


def public_among(arks: Iterable[str]) -> set[str]:
    """Return those entries that answer with a page now."""
    found = Permalink.objects.filter(state=State.PUBLISHED, name__in=_names(arks))
    return {f"ark:{naan}/{name}" for naan, name in found.values_list("naan", "name")}


def published_arks() -> list[str]:
    """Return the ARK of every entry that is public now."""
    found = Permalink.objects.filter(state=State.PUBLISHED).order_by("pk")
    return [f"ark:{naan}/{name}" for naan, name in found.values_list("naan", "name")]


def events_by_target(arks: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return the events that point at each entry, of these events or of all.

    What points at an entry that was merged away points at the survivor.
    """
    found: dict[str, list[str]] = {}
    for events in batched(_current(arks, Kind.EVENT.value), BATCH, strict=False):
        chains, _ = _merges(ref.ark for event in events for ref in event.refs())
        for event in events:
            for ref in event.refs():
                found.setdefault(chains[ref.ark][-1], []).append(event.ark)
    return {target: tuple(dict.fromkeys(events)) for target, events in found.items()}


def causes(arks: Iterable[str] | None = None) -> dict[str, tuple[Cause, ...]]:
    """Return what changes each instrument, among these entries or among all.

    What changes an instrument that was merged away changes the survivor.
    """
    found: dict[str, list[Cause]] = {}
    for batch in batched(_changing(arks), BATCH, strict=False):
        said = [one for record in batch for one in causes_in(record)]
        chains, _ = _merges(target for target, _ in said)
        for target, cause in said:
            found.setdefault(chains[target][-1], []).append(cause)
    return {target: tuple(made) for target, made in found.items()}


def _changing(arks: Iterable[str] | None) -> Iterable[records.Record]:
    """Return the records of those that change an instrument, of some or of all."""
    roles = (Q(record_json__contains=f'"{role.value}"') for role in CHANGING)
    public = Permalink.objects.filter(state=State.PUBLISHED)
    if arks is not None:
        public = public.filter(name__in=_names(arks))
    versions = Version.objects.filter(pk__in=public.values("current"))
    among = versions.filter(reduce(or_, roles)).values_list("record_json", flat=True)
    return map(records.load, among.iterator())


def rows(
    arks: Sequence[str],
    events: Mapping[str, Sequence[str]],
    citing: Citing | None = None,
    causing: Causing | None = None,
) -> Iterator[Row]:
    """Yield the rows of those entries that are public now; the others have none.

    ``citing`` reads what texts cite; without it the rows say that this is still to do.
    ``causing`` tells what changes instruments; without it nothing does.
    """
    day = timezone.localdate()
    for batch in batched(arks, BATCH, strict=False):
        found = list(_current(batch))
        texts = _texts(found)
        chains, public = _merges(ref.ark for record in found for ref in record.refs())
        laws = _laws(found, chains)
        changed = causing((*batch, *laws)) if causing else {}
        for record in found:
            around = Surroundings(
                texts,
                chains,
                public,
                tuple(events.get(record.ark, ())),
                citing(record, texts) if citing else None,
                changed,
                laws,
                day,
            )
            yield make_row(record, around)


def _current(arks: Iterable[str] | None, kind: str = "") -> Iterable[records.Record]:
    """Return the records of public entries: of these, or of all of a kind."""
    wanted = Permalink.objects.filter(state=State.PUBLISHED)
    if arks is not None:
        names = [name for name in _names(arks) if kind in ("", kind_of(name))]
        if not names:
            return ()
        wanted = wanted.filter(name__in=names)
    if kind:
        wanted = wanted.filter(kind=kind)
    versions = Version.objects.filter(pk__in=wanted.values("current"))
    found = versions.values_list("record_json", flat=True)
    return map(records.load, found.iterator() if arks is None else found)


def _laws(
    found: Iterable[records.Record], chains: Mapping[str, Sequence[str]]
) -> dict[str, records.LawRecord]:
    """Return the laws whose texts these are, by their ARKs."""
    wanted = {chains[ark][-1] for record in found if (ark := legal.law_of(record))}
    laws = _current(wanted, Kind.LAW.value) if wanted else ()
    return {law.ark: law for law in laws if isinstance(law, records.LawRecord)}


def _texts(found: Iterable[records.Record]) -> dict[str, KeptText]:
    hashes = {ref.sha256 for record in found for ref in getattr(record, "texts", ())}
    if not hashes:
        return {}
    kept = Text.objects.filter(sha256__in=hashes)
    return {
        sha256: KeptText(access, body)
        for sha256, access, body in kept.values_list("sha256", "access", "body")
    }


def _merges(
    arks: Iterable[str],
) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Return the chain of merges from each entry, and who among all is public."""
    wanted = set(arks)
    next_of: dict[str, str] = {}
    public: set[str] = set()
    asked: set[str] = set()
    while todo := wanted - asked:
        asked |= todo
        for link in Permalink.objects.filter(
            Q(state=State.PUBLISHED) | Q(state=State.MERGED), name__in=_names(todo)
        ).select_related("merged_into"):
            if link.merged_into is not None:
                next_of[link.ark] = link.merged_into.ark
                wanted.add(link.merged_into.ark)
            else:
                public.add(link.ark)
    return {ark: _chain(ark, next_of) for ark in asked}, frozenset(public)


def _chain(ark: str, next_of: Mapping[str, str]) -> tuple[str, ...]:
    chain = [ark]
    while (following := next_of.get(chain[-1])) and following not in chain:
        chain.append(following)
    return tuple(chain)


def _names(arks: Iterable[str]) -> list[str]:
    read = (permalinks.read(ark) for ark in arks)
    return [ark.name for ark in read if ark is not None]
