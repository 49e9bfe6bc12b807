"""The page of an actor: names, relations, documents over time, company."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest

from policyarchive.archive.records import ActorRecord
from policyarchive.archive.vocabulary import Kind, Role
from policyarchive.public import relations
from policyarchive.public.facts import Fact, Item
from policyarchive.public.labels import Label
from policyarchive.public.pages import over_time
from policyarchive.public.pages.frame import Frame

_NAMEPLATE = frozenset((Role.SAME_BODY.value,))
_BESIDE = frozenset((Role.CO_LOCATED.value,))
_LINEAGE = frozenset((Role.SUCCESSOR.value,))
_BELOW = frozenset((Role.PARENT.value,))
_AMONG_ACTORS = _NAMEPLATE | _BESIDE | _LINEAGE | _BELOW
_ACTING = relations.ALL_ROLES - _AMONG_ACTORS


def context(request: HttpRequest, frame: Frame, record: ActorRecord) -> dict[str, Any]:
    """Return what the page of an actor needs beyond the frame."""
    acting = relations.reverse(frame.pointing, _ACTING)
    hits = frame.pointing.hits(*_ACTING)
    by_kind = {kind: [h for h in hits if h.kind == kind] for kind in Kind.values}
    return {
        "extra_facts": tuple(_counts(frame)),
        "plates": tuple(_both_ways(frame, _NAMEPLATE)),
        "beside": tuple(_both_ways(frame, _BESIDE)),
        "before": tuple(relations.of_hits(frame.pointing.hits(*_LINEAGE))),
        "after": relations.forward(record, frame.labels, _LINEAGE),
        "below": tuple(relations.of_hits(frame.pointing.hits(*_BELOW))),
        "roles": acting,
        "recent": by_kind[Kind.DOCUMENT][:8],
        "events": by_kind[Kind.EVENT][:8],
        "company": tuple(_company(frame)),
        "years": over_time.years(
            frame.pointing.years, relations.search_address("actor", record.ark)
        ),
        "issued_address": relations.search_address("issuer", record.ark),
        "search_address": relations.search_address("actor", record.ark),
    }


def _counts(frame: Frame) -> Iterator[Fact]:
    issued = frame.pointing.groups.get(Role.ISSUER.value)
    if issued:
        yield Fact("Issued here", "收录发文", (Item(str(issued.count)),))


def _both_ways(frame: Frame, roles: frozenset[str]) -> Iterator[Label]:
    """Yield the entries bound by a relation that holds from either side, once each."""
    seen = set()
    ahead = relations.forward(frame.record, frame.labels, roles)
    for relation in (
        *(r for group in ahead for r in group.relations),
        *relations.of_hits(frame.pointing.hits(*roles)),
    ):
        if relation.label.ark not in seen:
            seen.add(relation.label.ark)
            yield relation.label


def _company(frame: Frame) -> Iterator[tuple[Label, int]]:
    for other in frame.pointing.company[:8]:
        label = frame.labels.of(other.ark)
        if label:
            yield label, other.count
