"""From the bench to a draft entry, in one step that may fail but loses nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction

from policyarchive.archive.models import Document
from policyarchive.editorial import intake, workflow
from policyarchive.editorial.ingest import DateClaim, Draft
from policyarchive.editorial.intake import Taken
from policyarchive.editorial.models import Arrival
from policyarchive.editorial.takein.arrivals import draft_of, fetched_of

_COPIED = ("title_zh", "title_en", "type", "number", "issuer_as_printed")


@transaction.atomic
def make(
    arrival: Arrival,
    facts: Mapping[str, str],
    dates: Sequence[Mapping[str, str]],
    by: User,
) -> Taken:
    """Make the draft of a source and clear the bench of it.

    Bytes that gave a document before give that one, unchanged, and the source stays on
    the bench. Refused, with nothing done, where a verb refuses.
    """
    read = draft_of(arrival, with_bytes=True)
    draft = _with_facts(read, facts, dates)
    fetched = fetched_of(arrival)
    taken = intake.take(
        [draft],
        access=facts["access"],
        actors=intake.actors_by_name(),
        by=by,
        fetched={draft.sha256: fetched} if fetched else {},
    )[0]
    if taken.is_new:
        _describe(taken.document, facts)
        workflow.record_edit(
            taken.document, by=by, note=f"Taken in from “{arrival.name}”."
        )
        arrival.delete()
    return taken


def _with_facts(
    draft: Draft, facts: Mapping[str, str], dates: Sequence[Mapping[str, str]]
) -> Draft:
    title_lang = "zh-Hans" if facts["title_zh"] else "en"
    notes = {(claim.role, claim.edtf): claim.note for claim in draft.dates}
    return replace(
        draft,
        title=facts["title_zh"] or facts["title_en"],
        title_lang=title_lang,
        language=facts["language"],
        doc_type=facts["type"],
        doc_number=facts["number"],
        issuers=_issuers(draft, facts["issuer_as_printed"]),
        source_url=facts["source_url"],
        origin=facts["source"],
        dates=tuple(
            DateClaim(
                one["role"],
                one["edtf"],
                one["evidence"],
                notes.get((one["role"], one["edtf"]), ""),
            )
            for one in dates
        ),
    )


def _issuers(draft: Draft, printed: str) -> tuple[str, ...]:
    """Keep the issuers apart where the line that names them was left as it was read."""
    if printed == " ".join(draft.issuers):
        return draft.issuers
    return (printed,) if printed else ()


def _describe(document: Document, facts: Mapping[str, str]) -> None:
    """Put down what a draft has no place for: both titles, as somebody wrote them."""
    for field in _COPIED:
        setattr(document, field, facts[field])
    document.save(update_fields=_COPIED)
