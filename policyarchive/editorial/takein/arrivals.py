"""Sources on the bench: read, kept as they came, and not yet an entry.

What an editor brings is kept at once, so that nothing typed or labelled is lost by a
mistake, a refusal or a closed window.
"""

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from pydantic import TypeAdapter

from policyarchive.editorial.fetching import (
    PUBLIC,
    CannotFetch,
    Fetched,
    Reach,
    fetch,
)
from policyarchive.editorial.ingest import Draft, Label, Line, Refusal, Refused
from policyarchive.editorial.ingest.apart import read_apart
from policyarchive.editorial.labelling import JOINED
from policyarchive.editorial.models import Arrival
from policyarchive.editorial.takein import press

MOST_FILES = 20
_MOST_SECONDS = 20.0
_MOST_FOR_ALL = 60.0

_DRAFTS = TypeAdapter(Draft)


@dataclass(frozen=True, slots=True)
class Brought:
    """Bytes that somebody brought, their name, and how they were fetched, if so."""

    name: str
    data: bytes
    fetched: Fetched | None = None


def from_address(address: str, reach: Reach = PUBLIC) -> Brought | Refused:
    """Return what an address gives, or why it gives nothing."""
    try:
        found = fetch(address, reach)
    except CannotFetch as error:
        return Refused(address, str(error))
    return Brought(found.name, found.data, found)


def keep(brought: Iterable[Brought], by: User) -> list[Arrival | Refused]:
    """Read each source apart and keep those that can be read, in their order.

    After a minute the rest is not read, and named: nobody waits longer for a page.
    """
    deadline = time.monotonic() + _MOST_FOR_ALL
    return [
        _keep(one, by)
        if time.monotonic() < deadline
        else Refused(one.name, "It was not read, the others took long: bring it again.")
        for one in brought
    ]


def _keep(one: Brought, by: User) -> Arrival | Refused:
    try:
        draft = read_apart(one.data, one.name, seconds=_MOST_SECONDS)
    except Refusal as refusal:
        return Refused(one.name, str(refusal))
    draft = press.completed(replace(draft, name=one.name))
    fetched = _stored(one.fetched) if one.fetched else {}
    if one.fetched and not draft.source_url:
        draft = replace(draft, source_url=one.fetched.final_url)
    return Arrival.objects.create(
        by=by,
        name=_named(one.name, draft.title),
        raw=one.data,
        draft=_as_json(draft),
        fetched=fetched,
    )


def _named(name: str, title: str) -> str:
    """Return what a source is called in a list, where several may be pasted."""
    return f"{name}: {title}"[:300] if title and title not in name else name[:300]


def _as_json(draft: Draft) -> Any:
    return _DRAFTS.dump_python(replace(draft, raw=b""), mode="json")


def _stored(fetched: Fetched) -> dict[str, Any]:
    kept = asdict(fetched) | {"fetched_at": fetched.fetched_at.isoformat()}
    del kept["data"]
    return kept


def draft_of(arrival: Arrival, *, with_bytes: bool = False) -> Draft:
    """Return the draft on the bench, with the labels as they are now."""
    draft = _DRAFTS.validate_json(json.dumps(arrival.draft))
    return replace(draft, raw=bytes(arrival.raw)) if with_bytes else draft


def fetched_of(arrival: Arrival) -> Fetched | None:
    """Return how the source was fetched, or None for one that was brought."""
    if not arrival.fetched:
        return None
    kept = dict(arrival.fetched)
    at = datetime.fromisoformat(kept.pop("fetched_at"))
    redirects = tuple(kept.pop("redirects"))
    data = bytes(arrival.raw)
    return Fetched(**kept, redirects=redirects, fetched_at=at, data=data)


def relabel(arrival: Arrival, choices: dict[int, str]) -> Draft:
    """Give lines other labels, by their number from 1; the caller saves the arrival."""
    draft = draft_of(arrival)
    lines = tuple(
        chosen(line, choices.get(number, ""))
        for number, line in enumerate(draft.lines, 1)
    )
    draft = replace(draft, lines=lines)
    arrival.draft = _as_json(draft)
    return draft


def chosen(line: Line, choice: str) -> Line:
    """Return a line as somebody chose it to be; an unknown choice changes nothing."""
    if choice == JOINED:
        return replace(line, label=Label.BODY, is_glued=True)
    if choice in set(Label) and choice != choice_of(line):
        return replace(line, label=Label(choice), is_glued=False)
    return line


def choice_of(line: Line) -> str:
    """Return the choice that a line stands at."""
    is_joined = line.is_glued and line.label is Label.BODY
    return JOINED if is_joined else line.label.value
