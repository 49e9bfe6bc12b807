"""From whatever names an entry to the entry: ARK, permalink, hash, number, address."""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from policyarchive.archive import permalinks
from policyarchive.archive.models.published import (
    NOT_PUBLIC,
    OtherName,
    Permalink,
    Version,
)
from policyarchive.archive.vocabulary import State
from policyarchive.public import linking
from policyarchive.public.answers import Problem
from policyarchive.public.api import finding

_HASH = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"/v([1-9]\d{0,5})(?:[/#]([a-z][a-z0-9.-]*))?")
_SCHEMES = OtherName.Scheme


def resolve(given: str) -> dict[str, Any]:
    """Return the entries an identifier leads to, and how it was read.

    Raises ``Problem`` (404) with a sentence when nothing goes by it.
    """
    given = given.strip()
    ark = permalinks.read(given)
    if ark is not None:
        return _answer(given, "ark", [_by_ark(ark)])
    if _HASH.fullmatch(given.lower()):
        return _answer(given, "sha256", _by_hash(given.lower()))
    for scheme in _schemes(given):
        found = linking.named(scheme, given)[:50]
        if found:
            return _answer(given, scheme, [_match(p) for p in found])
    raise Problem(404, "Nothing here goes by this name.")


def _schemes(given: str) -> Iterator[str]:
    if "://" in given or given.startswith("www."):
        yield _SCHEMES.URL.value
    else:
        yield from (_SCHEMES.NUMBER.value, _SCHEMES.KEY.value)


def _answer(given: str, read_as: str, matches: list[dict[str, Any]]) -> dict[str, Any]:
    if not matches:
        raise Problem(404, "Nothing here goes by this name.")
    return {"id": given, "read_as": read_as, "matches": matches}


def _by_ark(ark: permalinks.Ark) -> dict[str, Any]:
    if ark.naan != settings.ARCHIVE_NAAN:
        raise Problem(404, f"The number {ark.naan} is another archive’s.")
    try:
        permalink = finding.permalink(ark.name)
    except finding.Withdrawn as error:
        permalink = error.permalink
    suffix = _SUFFIX.fullmatch(ark.suffix)
    if suffix is None:
        return _match(permalink)
    number = int(suffix[1])
    if permalink.state != State.WITHDRAWN:
        finding.version(ark.name, number)
    return _match(permalink, number, suffix[2] or "")


def _by_hash(sha256: str) -> list[dict[str, Any]]:
    found = (
        Version.objects.filter(sha256=sha256)
        | Version.objects.filter(texts=sha256)
        | Version.objects.filter(captures__sha256=sha256)
    ).exclude(permalink__state__in=NOT_PUBLIC)
    rows = found.select_related("permalink").distinct().order_by("published_at")[:50]
    return [_match(row.permalink, row.number) for row in rows.defer("record_json")]


def _match(
    permalink: Permalink, number: int | None = None, anchor: str = ""
) -> dict[str, Any]:
    path = permalink.get_absolute_url()
    if number is not None:
        path = linking.version_path(permalink, number)
    fragment = f"#{anchor}" if anchor else ""
    return {
        **finding.described(permalink),
        "url": linking.absolute(f"{path}{fragment}"),
        "entry_url": finding.entry_url(permalink),
        "state": permalink.state,
        "title_zh": permalink.label_zh,
        "title_en": permalink.label_en,
        "version": number,
    }


def version_named(given: str) -> Version:
    """Return the version that an ARK or permalink names, by default the newest.

    Raises ``Problem`` where it names none and ``Withdrawn`` where none is left.
    """
    ark = permalinks.read(given)
    if ark is None or ark.naan != settings.ARCHIVE_NAAN:
        raise Problem(404, "ark: Give an identifier such as ark:99999/t1bcd2345/v2.")
    suffix = _SUFFIX.fullmatch(ark.suffix)
    if suffix is not None:
        return finding.version(ark.name, int(suffix[1]))
    permalink = finding.permalink(ark.name)
    return finding.version(ark.name, linking.newest(permalink).number)
