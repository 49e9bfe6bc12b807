"""Making versions public: one approved entry, or a batch that came in together."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from policyarchive.archive import othernames, publishing
from policyarchive.archive.models import Document, Entry, Law, OtherName, Version
from policyarchive.archive.vocabulary import Stage, State
from policyarchive.editorial.freeze import freeze, gather
from policyarchive.editorial.models import Assignment, Verb
from policyarchive.editorial.workflow.following import follow_on_commit
from policyarchive.editorial.workflow.reviewing import (
    refuse_faults,
    refuse_statuses,
    vouching,
)
from policyarchive.editorial.workflow.rules import (
    MODELS,
    Concrete,
    check,
    lock_all,
    need,
)
from policyarchive.editorial.workflow.steps import Move, advance

# PostgreSQL refuses longer keys in an index (8191 / 3 bytes, less its overhead).
_LONGEST_NAME = 2500


@transaction.atomic
def publish(entry: Entry, *, by: User, note: str = "") -> Version:
    """Freeze an approved entry as its next version and return that version.

    From the second version on a change note is required: readers see it in the list of
    versions.
    """
    publishing.lock_log()
    locked = lock_all([entry])
    check(Verb.PUBLISH, locked[0], by)
    refuse_statuses(locked)
    return _publish(locked, [entry], by, note)[0]


@transaction.atomic
def release(entries: Sequence[Entry], *, by: User, note: str = "") -> list[Version]:
    """Submit, approve and publish a batch of drafts that somebody vouches for.

    The same rules and the same steps as one by one, in as many queries for a thousand
    entries as for one. When one entry is refused, none is published.
    """
    publishing.lock_log()
    entries = list({entry.pk: entry for entry in entries}.values())
    locked = lock_all(entries)
    for verb, stage in (
        (Verb.SUBMIT, Stage.IN_REVIEW),
        (Verb.APPROVE, Stage.APPROVED),
    ):
        for entry in locked:
            check(verb, entry, by)
            if verb is Verb.SUBMIT:
                refuse_faults(entry)
        if verb is Verb.SUBMIT:
            refuse_statuses(locked, are_batch=True)
        advance(_moves(verb, locked, entries, by), verb, stage, by)
    for entry in locked:
        check(Verb.PUBLISH, entry, by)
    return _publish(locked, entries, by, note)


def _moves(
    verb: Verb, locked: Sequence[Concrete], held: Sequence[Entry], by: User
) -> list[Move]:
    return [
        Move(entry, own, vouching(entry, by) if verb is Verb.APPROVE else "")
        for entry, own in zip(locked, held, strict=True)
    ]


def _publish(
    locked: Sequence[Concrete], held: Sequence[Entry], by: User, note: str
) -> list[Version]:
    # Records count in whole seconds, so the rows do too.
    at = timezone.now().replace(microsecond=0)
    news = _freeze(locked, at, note.strip())
    versions = publishing.append_versions(news, at=at, by=by)
    _name_otherwise(locked)
    Entry.writers.through.objects.filter(
        entry_id__in=[entry.pk for entry in locked]
    ).delete()
    Assignment.objects.filter(entry__in=[entry.pk for entry in locked]).delete()
    moves = [
        Move(entry, own, note, version)
        for entry, own, version in zip(locked, held, versions, strict=True)
    ]
    advance(moves, Verb.PUBLISH, Stage.PUBLISHED, by)
    follow_on_commit()
    return versions


def _freeze(
    entries: Sequence[Concrete], at: datetime, note: str
) -> list[publishing.NewVersion]:
    for model in MODELS.values():
        gather([entry for entry in entries if isinstance(entry, model)])
    _introduce(entries)
    numbers = publishing.next_numbers([entry.permalink for entry in entries])
    news = []
    for entry in entries:
        number = numbers[entry.permalink_id]
        if number > 1:
            need(note, "Say in a change note what is different in this version.")
        frozen = freeze(entry, version=number, at=at, note=note)
        news.append(
            publishing.NewVersion(
                entry.permalink, frozen.record, frozen.texts, frozen.captures
            )
        )
    return news


def _introduce(entries: Sequence[Concrete]) -> None:
    """Let entries that become public together know each other's labels."""
    coming = {entry.permalink_id: entry for entry in entries}
    for entry in entries:
        for link in entry.links.all():
            permalink = link.target.permalink
            if other := coming.get(permalink.pk):
                # Only this copy of the row, which freezing reads and nobody saves.
                permalink.state = State.PUBLISHED
                permalink.label_zh = other.title_zh
                permalink.label_en = other.title_en


def _name_otherwise(entries: Sequence[Concrete]) -> None:
    names = {
        (scheme, value, entry.permalink_id)
        for entry in entries
        for scheme, value in _other_names(entry)
        if value and len(value.encode()) <= _LONGEST_NAME
    }
    OtherName.objects.bulk_create(
        [
            OtherName(scheme=scheme, value=value, permalink_id=permalink_id)
            for scheme, value, permalink_id in sorted(names)
        ],
        ignore_conflicts=True,
    )


def _other_names(entry: Concrete) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Document | Law) and entry.number:
        yield OtherName.Scheme.NUMBER, othernames.number(entry.number)
    if isinstance(entry, Document):
        # Only a document stands at an address; elsewhere a source is mere evidence.
        for url in _addresses(entry):
            try:
                yield OtherName.Scheme.URL, othernames.url(url)
            except ValueError:
                continue  # an address nobody can ask for


def _addresses(document: Document) -> Iterable[str]:
    yield from (source.url for source in document.sources.all() if source.url)
    for capture in document.captures.all():
        yield from (url for url in (capture.url, capture.final_url) if url)
