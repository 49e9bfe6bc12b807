"""The page that says what changed between two versions."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policyarchive.archive import difference
from policyarchive.archive.models.published import Permalink, Text, Version
from policyarchive.archive.passages import stored
from policyarchive.archive.records import DocumentRecord, TextRef
from policyarchive.archive.vocabulary import Access
from policyarchive.public import facts, linking


@dataclass(frozen=True, slots=True)
class Compared:
    """A text in both versions; there are no changes to show unless it is open."""

    language: str
    kind: str
    is_open: bool
    is_same: bool
    changes: tuple[difference.Change, ...] = ()


def diff(
    request: HttpRequest, permalink: Permalink, older: Version, newer: Version
) -> HttpResponse:
    """Return what changed from one version to another, in facts and in texts."""
    before, after = older.record, newer.record
    kind_en, kind_zh = facts.kind_of(after)
    found = {
        "section": f"{after.kind}s",
        "record": after,
        "kind_en": kind_en,
        "kind_zh": kind_zh,
        "older": older,
        "newer": newer,
        "older_path": linking.version_path(permalink, older.number),
        "newer_path": linking.version_path(permalink, newer.number),
        "changes": difference.facts(before, after),
        "texts": tuple(_texts(older, newer)),
    }
    return render(request, "public/difference.html", found)


def _texts(older: Version, newer: Version) -> Iterator[Compared]:
    before, after = _held(older), _held(newer)
    if not (before or after):
        return
    rows = {
        text.sha256: text
        for text in Text.objects.filter(versions__in=(older, newer)).distinct()
    }
    for key in dict.fromkeys((*after, *before)):
        language, kind = key
        refs = [refs[key] for refs in (before, after) if key in refs]
        is_open = all(_is_open(ref, rows) for ref in refs)
        is_same = len(refs) == 2 and refs[0].sha256 == refs[1].sha256
        changes: tuple[difference.Change, ...] = ()
        if is_open and not is_same:
            changes = difference.texts(
                stored(rows[before[key].sha256].body) if key in before else (),
                stored(rows[after[key].sha256].body) if key in after else (),
                language,
            )
        yield Compared(language, kind, is_open, is_same, changes)


def _held(version: Version) -> dict[tuple[str, str], TextRef]:
    record = version.record
    if not isinstance(record, DocumentRecord):
        return {}
    return {(ref.language, ref.kind): ref for ref in record.texts}


def _is_open(ref: TextRef, rows: dict[str, Text]) -> bool:
    text = rows.get(ref.sha256)
    return text is not None and (
        Access.strictest(ref.access, text.access) == Access.OPEN
    )
